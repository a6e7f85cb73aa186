"""The keywords whose verdict hangs on numbers or on equality, decided exactly."""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from jsonschema import ValidationError

from .decimals import Number, exact, is_multiple

Keyword = Callable[[Any, Any, Any, Any], Iterator[ValidationError]]


def key(value: object) -> Hashable:
    """Give what two values have in common exactly if JSON Schema calls them equal."""
    if value is None or isinstance(value, bool | str):
        return type(value), value
    if isinstance(value, int | float | Decimal):
        return Decimal, exact(value)
    if isinstance(value, list):
        return list, tuple(key(item) for item in value)
    if isinstance(value, dict):
        return dict, frozenset((name, key(member)) for name, member in value.items())
    message = f"no JSON value: {value!r}"
    raise TypeError(message)


def _error(instance: object, keyword: str, value: object) -> ValidationError:
    return ValidationError(f"{instance!r} does not satisfy {keyword} {value!r}")


def _enum(
    _validator: object,
    values: list[object],
    instance: object,
    _schema: object,
) -> Iterator[ValidationError]:
    if key(instance) not in {key(value) for value in values}:
        yield _error(instance, "enum", values)


def _const(
    _validator: object,
    value: object,
    instance: object,
    _schema: object,
) -> Iterator[ValidationError]:
    if key(instance) != key(value):
        yield _error(instance, "const", value)


def _unique_items(
    _validator: object,
    unique: object,
    instance: object,
    _schema: object,
) -> Iterator[ValidationError]:
    if not unique or not isinstance(instance, list):
        return
    if len({key(item) for item in instance}) < len(instance):
        yield _error(instance, "uniqueItems", unique)


def _multiple_of(
    validator: Any,
    factor: Number,
    instance: Any,
    _schema: object,
) -> Iterator[ValidationError]:
    if validator.is_type(instance, "number") and not is_multiple(instance, factor):
        yield _error(instance, "multipleOf", factor)


def _bound(
    keyword: str,
    holds: Callable[[Any, Any], bool],
    holds_exclusively: Callable[[Any, Any], bool] | None = None,
) -> Keyword:
    """Make the keyword of a bound; draft-04 has a boolean that makes it exclusive."""
    exclusive = "exclusive" + keyword[0].upper() + keyword[1:]

    def check(
        validator: Any,
        bound: Number,
        instance: Any,
        schema: Mapping[str, object],
    ) -> Iterator[ValidationError]:
        if not validator.is_type(instance, "number"):
            return
        compare = holds
        if holds_exclusively and schema.get(exclusive) is True:
            compare = holds_exclusively
        if not compare(exact(instance), exact(bound)):
            yield _error(instance, keyword, bound)

    return check


KEYWORDS: Mapping[str, Keyword] = MappingProxyType(
    {
        "const": _const,
        "enum": _enum,
        "exclusiveMaximum": _bound("exclusiveMaximum", operator.lt),
        "exclusiveMinimum": _bound("exclusiveMinimum", operator.gt),
        "maximum": _bound("maximum", operator.le),
        "minimum": _bound("minimum", operator.ge),
        "multipleOf": _multiple_of,
        "uniqueItems": _unique_items,
    },
)

# What differs in draft-04, where the exclusive bounds are no keywords of their own.
DRAFT4_KEYWORDS: Mapping[str, Keyword] = MappingProxyType(
    {
        "maximum": _bound("maximum", operator.le, operator.lt),
        "minimum": _bound("minimum", operator.ge, operator.gt),
    },
)
