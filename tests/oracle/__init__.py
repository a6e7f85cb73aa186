"""A JSON Schema validator to compare the generated code with.

It is the `jsonschema` library, mended where the library is not exact: numbers may be
`decimal.Decimal`, as the JSON text spells them; integers are told apart as each draft
says; `multipleOf`, the bounds and equality are decided on decimals; formats are
asserted with the functions of `formats`, in every draft; nothing is fetched.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import attrs
import jsonschema
import referencing
from jsonschema.validators import extend

from .decimals import LongInteger, is_integer, is_integer_of_draft4, is_number
from .formats import FORMATS, RFC_FORMATS
from .keywords import DRAFT4_KEYWORDS, KEYWORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from jsonschema.protocols import Validator

__all__ = [
    "FORMATS",
    "RFC_FORMATS",
    "as_decimals",
    "is_valid",
    "load",
    "validator",
]

# From this many digits on an integer cannot be printed, which error messages do.
_DIGITS = 4_000


def _parse_integer(text: str) -> int:
    """Read an integer of any length; `int` stops at some thousand digits."""
    return int(text) if len(text) < _DIGITS else LongInteger(Decimal(text))


def _parse_decimal(text: str) -> Decimal:
    """Read a number as it is spelled."""
    try:
        return Decimal(text)
    except InvalidOperation as error:
        message = "a number beyond the range of decimals"
        raise ValueError(message) from error


def load(text: str | bytes) -> object:
    """Read JSON with every number exactly as it is spelled."""
    value: object = json.loads(
        text,
        parse_float=_parse_decimal,
        parse_int=_parse_integer,
    )
    return value


def as_decimals(value: object) -> object:
    """Copy a JSON value, its floats as the shortest decimals that denote them."""
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, list):
        return [as_decimals(item) for item in value]
    if isinstance(value, dict):
        return {name: as_decimals(member) for name, member in value.items()}
    if isinstance(value, int) and value.bit_length() > 3 * _DIGITS:
        return LongInteger(value)
    return value


def _dialect(schema: object) -> str | None:
    """Give the dialect that a schema declares, if it declares one."""
    if not isinstance(schema, Mapping):
        return None
    dialect = schema.get("$schema")
    return dialect.removesuffix("#") if isinstance(dialect, str) else None


def _evolve(self: Any, **changes: Any) -> Any:
    """Make the validator of a subschema, again with a class of ours.

    The library's own method takes one of its stock classes wherever a schema says
    `$schema`: in the root already, when a reference leads there.
    """
    schema = changes.setdefault("schema", self.schema)
    cls = _CLASSES.get(_dialect(schema) or "", type(self))
    for field in attrs.fields(type(self)):
        if field.init:
            changes.setdefault(field.alias, getattr(self, field.name))
    return cls(**changes)


def _extended(base: Any) -> Any:
    """Make our class from the library's class of a draft."""
    draft4 = base is jsonschema.Draft4Validator
    keywords = {**KEYWORDS, **DRAFT4_KEYWORDS} if draft4 else KEYWORDS
    make: Any = extend  # it has no types
    cls = make(
        base,
        validators={k: v for k, v in keywords.items() if k in base.VALIDATORS},
        type_checker=base.TYPE_CHECKER.redefine_many(
            {
                "integer": is_integer_of_draft4 if draft4 else is_integer,
                "number": is_number,
            },
        ),
    )
    cls.evolve = _evolve
    return cls


_DEFAULT = "https://json-schema.org/draft/2020-12/schema"
_CLASSES: dict[str, Any] = {
    "http://json-schema.org/draft-04/schema": _extended(jsonschema.Draft4Validator),
    "http://json-schema.org/draft-06/schema": _extended(jsonschema.Draft6Validator),
    "http://json-schema.org/draft-07/schema": _extended(jsonschema.Draft7Validator),
    "https://json-schema.org/draft/2019-09/schema": _extended(
        jsonschema.Draft201909Validator,
    ),
    _DEFAULT: _extended(jsonschema.Draft202012Validator),
}


def _of_strings(check: Callable[[str], bool]) -> Callable[[object], bool]:
    """Let a format accept everything that is no string."""
    return lambda value: not isinstance(value, str) or check(value)


def validator(
    schema: object,
    registry: referencing.Registry[Any] | None = None,
    *,
    formats: Mapping[str, Callable[[str], bool]] = FORMATS,
) -> Any:
    """Give the validator of a schema, in the dialect that it declares.

    Without `$schema` that is draft 2020-12. References lead to the schema itself, to
    the published metaschemas and to the registry, nowhere else. `RFC_FORMATS` may be
    given in place of `FORMATS`, whose date-times are those that `datetime` can hold.
    """
    if not isinstance(schema, dict | bool):
        message = f"no schema: {schema!r}"
        raise TypeError(message)
    dialect = _dialect(schema) or _DEFAULT
    if dialect not in _CLASSES:
        message = f"no dialect of ours: {dialect!r}"
        raise ValueError(message)
    checker = jsonschema.FormatChecker(formats=())
    for name, check in formats.items():
        checker.checks(name)(_of_strings(check))
    made: Validator = _CLASSES[dialect](
        schema,
        format_checker=checker,
        registry=referencing.Registry() if registry is None else registry,
    )
    return made


def is_valid(schema: object, payload: object) -> bool:
    """Whether the payload is valid; floats count as their shortest decimals."""
    decimals: Any = as_decimals(payload)
    verdict: bool = validator(schema).is_valid(decimals)
    return verdict
