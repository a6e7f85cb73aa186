"""How a value of the schema is spelled as a Python literal."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ocppgen.python.quoting import quoted

if TYPE_CHECKING:
    from ocppgen.model import ir


def literal(value: ir.Scalar) -> str:
    """Spell a scalar as a Python literal."""
    match value:
        case None | bool():
            return repr(value)
        case str():
            return quoted(value)
        case Decimal() if not is_whole(value):
            return repr(float(value))
        case _:
            return str(int(value))


def limit(value: Decimal) -> str:
    """Spell a bound for the long way: an integer, or the decimal as a string."""
    return str(int(value)) if is_whole(value) else f'"{value}"'


def is_whole(value: Decimal) -> bool:
    """Tell whether a number is an integer, however it is written."""
    return value == value.to_integral_value()
