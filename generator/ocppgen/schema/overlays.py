"""Changes of one's own to published schemas: JSON Patch (RFC 6902), each with its reason.

They are applied in memory, before a schema is held against its metaschema. One that no longer
fits its schema is refused, and the refusal shows what stands there now.
"""

from __future__ import annotations

import copy
import hashlib
import json
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from ocppgen.errors import GeneratorError
from ocppgen.keys.reading import Reader
from ocppgen.schema import jsonfile
from ocppgen.schema.overlay_keys import OVERLAYS, WITH_SOURCE, WITH_VALUE
from ocppgen.text import listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_HOLDERS: Final = ("properties", "definitions", "$defs")
"""The keywords whose members are schemas that have names."""

_MANY: Final = 10
"""How many members are named of what stands there."""

_NOTHING: Final = object()


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation on one schema file."""

    file: str
    op: str
    path: str
    reason: str
    at: str
    """The file and JSON pointer of the operation itself: ``ocppgen.toml#/overlay/0``."""
    value: object = None
    source: str = ""
    """For ``move`` and ``copy``: where from."""

    def refused(self, key: str, message: str) -> GeneratorError:
        """Make the error that points to a key of the operation."""
        file, _, pointer = self.at.partition("#")
        return GeneratorError(message, file=file, pointer=f"{pointer}/{key}")

    @property
    def digest(self) -> str:
        """The SHA-256 of what it changes; the reason does not count."""
        parts = [self.file, self.op, self.path, self.source, self.value]
        return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Change:
    """What an operation changed, in words."""

    file: str
    path: str
    text: str

    def __str__(self) -> str:
        """Say where, and what."""
        return f"{self.file}#{self.path}: {self.text}"


def loads(data: bytes, file: str) -> tuple[Operation, ...]:
    """Read a file of ``[[overlay]]`` tables; raise `GeneratorError` for what cannot be used."""
    try:
        table = tomllib.loads(jsonfile.decoded(data, file))
    except (ValueError, RecursionError) as error:  # no TOML, too many digits
        raise GeneratorError(f"is not TOML: {error}", file=file) from error

    def refused(pointer: str, message: str) -> GeneratorError:
        return GeneratorError(message, file=file, pointer=pointer)

    Reader(refused).table(table, OVERLAYS)
    return operations(table.get("overlay", []), f"{file}#/overlay")


def operations(tables: Sequence[dict[str, Any]], at: str) -> tuple[Operation, ...]:
    """Make operations of ``[[overlay]]`` tables whose keys were checked.

    *at* is the file and JSON pointer of their list. Raises `GeneratorError` for keys that do not
    go together.
    """
    return tuple(_operation(table, f"{at}/{index}") for index, table in enumerate(tables))


def _operation(table: dict[str, Any], at: str) -> Operation:
    made = Operation("", "", "", "", at)
    op, path, reason = table["op"], table["path"], table["reason"].strip()
    if not reason:
        raise made.refused("reason", "must say why the schema is changed")
    for key, users in (("value", WITH_VALUE), ("from", WITH_SOURCE)):
        if (key in table) != (op in users):
            word = "needs" if op in users else "takes no"
            raise made.refused(key, f"the operation {op} {word} {key}")
    try:
        value = _json(table.get("value"))
    except TypeError as error:
        raise made.refused("value", str(error)) from error
    return Operation(table["file"], op, path, reason, at, value, table.get("from", ""))


def _json(value: object) -> object:
    """Give a value of TOML as our own reader of JSON would have given it."""
    match value:
        case None | bool() | str():
            return value
        case int() | float():
            number = Decimal(repr(value)) if isinstance(value, float) else value
            if not jsonfile.is_sane(number):
                message = f"{value} is not a number of JSON"
                raise TypeError(message)
            return number
        case list():
            return [_json(one) for one in value]
        case dict():
            return {key: _json(one) for key, one in value.items()}
    return value


def apply(root: object, operations: Sequence[Operation]) -> tuple[object, tuple[Change, ...]]:
    """Give a schema as the operations on it leave it, and what they changed."""
    changes = []
    for operation in operations:
        before = _at(root, operation.path)
        after = _applied(root, operation, before)
        if operation.op == "test":
            continue
        if after == root:
            message = f"changes nothing: {_standing(before)} already; remove the operation"
            raise operation.refused("path", message)
        moved = operation.op in WITH_SOURCE
        text = _text(
            operation, before, _at(root, operation.source) if moved else operation.value
        )
        changes.append(Change(operation.file, operation.path, text))
        root = after
    return root, tuple(changes)


def _applied(root: object, operation: Operation, before: object) -> object:
    # Imported here: few runs need it.
    import jsonpatch
    import jsonpointer

    patch = {"op": operation.op, "path": operation.path, "value": operation.value}
    patch["from"] = operation.source
    try:
        return jsonpatch.apply_patch(copy.deepcopy(root), [patch])
    except jsonpatch.JsonPatchTestFailed as error:
        message = f"must be {shown(_plain(operation.value))}, but {_standing(before)} now; review the overlay"
        raise operation.refused("value", message) from error
    except (
        jsonpatch.JsonPatchException,
        jsonpointer.JsonPointerException,
        TypeError,
        ValueError,
        LookupError,
    ) as error:
        key = "from" if operation.source and _at(root, operation.source) is _NOTHING else "path"
        path = operation.source if key == "from" else operation.path
        message = f"does not fit {operation.file}: {_nearest(root, path)}; correct it"
        raise operation.refused(key, message) from error


def _at(root: object, path: str) -> object:
    """Find what stands at a JSON pointer."""
    for step in path.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(root, dict) and name in root:
            root = root[name]
        elif isinstance(root, list) and name.isdecimal() and int(name) < len(root):
            root = root[int(name)]
        else:
            return _NOTHING
    return root


def _nearest(root: object, path: str) -> str:
    """Say how far a JSON pointer leads, and what stands there."""
    steps = path.split("/")
    known = ""
    for step in steps[1:]:
        if _at(root, f"{known}/{step}") is _NOTHING:
            break
        known += f"/{step}"
    found = _at(root, known)
    if isinstance(found, dict):
        there = [shown(name) for name in found] or ["no member"]
        more = [f"{len(there) - _MANY} more"] if len(there) > _MANY else []
        return f"{known or 'the schema itself'} has {listed([*there[:_MANY], *more])}"
    return f"at {known or 'the root'} stands {shown(_plain(found))}"


def _standing(value: object) -> str:
    return (
        "nothing stands there" if value is _NOTHING else f"{shown(_plain(value))} stands there"
    )


def _text(operation: Operation, before: object, after: object) -> str:
    was = "" if before is _NOTHING else f"published as {shown(_plain(before))}"
    match operation.op:
        case "remove":
            text = f"removed, {was}"
        case "move":
            text = f"{shown(_plain(after))}, moved from {operation.source}"
        case _:
            text = ", ".join(filter(None, [shown(_plain(after)), was or "added"]))
    return f"{text} ({operation.reason})"


def _plain(value: object) -> object:
    """Give a value with the numbers that `shown` can write."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case dict():
            return {key: _plain(one) for key, one in value.items()}
        case list():
            return [_plain(one) for one in value]
    return value


def noted(root: object, changes: Iterable[Change]) -> object:
    """Add each change to the description of the member or type that it is of."""
    root = copy.deepcopy(root)
    for change in changes:
        goal = _described(root, change.path)
        if isinstance(goal, dict):
            keyword = change.path[change.path.rfind("/") + 1 :].replace("~1", "/")
            text = f"Changed: {keyword} is {change.text}."
            before = goal.get("description")
            goal["description"] = f"{before} {text}" if isinstance(before, str) else text
    return root


def _described(root: object, path: str) -> object:
    """Find the innermost schema with a name that a JSON pointer leads through."""
    steps, best, index = path.split("/")[1:], [""], 0
    while index < len(steps):
        if steps[index] in _HOLDERS and index + 1 < len(steps):
            index += 1
            best.append("/" + "/".join(steps[: index + 1]))
        index += 1
    found = [one for one in best if isinstance(_at(root, one), dict)]
    return _at(root, found[-1]) if found else None
