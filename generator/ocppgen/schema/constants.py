"""What ``enum`` and ``const`` list: values that stand for themselves."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from ocppgen.model import ir


def constant(value: Any) -> ir.Constant:
    """Make what stands for a value: a container is spelled as text, its members sorted."""
    if not isinstance(value, dict | list):
        return value  # type: ignore[no-any-return]  # a scalar
    return ir.Container(json.dumps(_sorted(value), separators=(",", ":")))


def _sorted(value: Any) -> Any:
    """Copy a container so that equal ones are spelled alike: numbers as floats or integers."""
    if isinstance(value, dict):
        return {name: _sorted(value[name]) for name in sorted(value)}
    if isinstance(value, list):
        return [_sorted(each) for each in value]
    if isinstance(value, Decimal):
        return int(value) if is_whole(value) else float(value)
    return value


def identity(value: ir.Constant) -> tuple[str, object]:
    """Tell constants apart as JSON does: 1 and 1.0 are one, 1 and true are two."""
    kind = "number" if isinstance(value, int | Decimal) else type(value).__name__
    return ("bool" if isinstance(value, bool) else kind, value)


def is_of(value: ir.Constant, kind: str) -> bool:
    """Tell whether a constant is of a JSON type."""
    match value:
        case ir.Container(text=text):
            return kind == ("object" if text.startswith("{") else "array")
        case None:
            return kind == "null"
        case bool():
            return kind == "boolean"
        case str():
            return kind == "string"
        case _:
            # A whole constant may be said as an integer, however it is written here.
            return kind == "number" or (kind == "integer" and is_whole(value))


def is_whole(value: int | Decimal) -> bool:
    """Tell whether a number is an integer, however it is written."""
    return isinstance(value, int) or value == value.to_integral_value()
