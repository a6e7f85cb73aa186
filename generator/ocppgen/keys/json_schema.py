"""The JSON Schema of a TOML file, made from the table of its keys, for editors."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from ocppgen.keys.key import (
    PLACES,
    Flag,
    Inner,
    Json,
    Key,
    Kind,
    Named,
    Path,
    Seconds,
    Several,
    Shape,
    Table,
    Tables,
    Text,
)

DIALECT: Final = "http://json-schema.org/draft-07/schema#"
"""The newest dialect that editors of TOML read throughout."""

Schema = dict[str, Any]


def schema_of(table: Table, title: str) -> Schema:
    """Return the schema of a file whose root is *table*."""
    return {"$schema": DIALECT, "title": title, **_table(table)}


def extending(table: Table) -> Table:
    """Return the table of a small file that adds to another one, and changes it key by key.

    What an entry does not say stays as the other file has it, so only the key that finds the
    entry is required.
    """
    return Table(tuple(replace(key, kind=_adding(key.kind)) for key in table.keys))


def _adding(kind: Kind) -> Kind:
    if not isinstance(kind, Tables) or kind.by == (PLACES,):
        return kind
    keys = (replace(key, required=key.name in kind.by) for key in kind.table.keys)
    return replace(kind, table=Table(tuple(keys)))


def _table(table: Table) -> Schema:
    made: Schema = {
        "type": "object",
        "properties": {name: _named(table, name) for name in table.names},
        "additionalProperties": False,
    }
    required = [key.name for key in table.keys if key.required]
    return made | ({"required": required} if required else {}) | dict(table.beside)


def _named(table: Table, name: str) -> Schema:
    keys = [_key(key) for key in table.keys if key.name == name]
    return keys[0] if len(keys) == 1 else {"anyOf": keys}


def _key(key: Key) -> Schema:
    default = f"Default: {key.default}." if key.default else ""
    parts = [key.text, key.more, default]
    return {"description": " ".join(part for part in parts if part), **_kind(key.kind)}


def _kind(kind: Kind) -> Schema:
    match kind:
        case Text():
            return _text(kind)
        case Path():
            return {"type": "string", "pattern": r"^[^\u0000]*$"}
        case Flag():
            return {"type": "boolean"}
        case Seconds():
            return {"type": "number", "exclusiveMinimum": 0}
        case Json():
            return {}
        case Several():
            some = {} if kind.empty else {"minItems": 1}
            return {"type": "array", "items": _kind(kind.of), **some}
        case Named():
            names = {"propertyNames": _shape(kind.keys)}
            return {"type": "object", "additionalProperties": _text(kind.of), **names}
        case Inner():
            return _table(kind.table())
        case Tables():
            return {"type": "array", "items": _table(kind.table)}


def _text(kind: Text) -> Schema:
    if kind.words:
        return {"type": "string", "enum": [*kind.words]}
    some = {} if kind.empty or kind.shape else {"minLength": 1}
    return {"type": "string", **some, **(_shape(kind.shape) if kind.shape else {})}


def _shape(shape: Shape) -> Schema:
    made: Schema = {"pattern": f"^(?:{shape.pattern})$"}
    return made | ({"not": {"enum": shape.refused}} if shape.refused else {})
