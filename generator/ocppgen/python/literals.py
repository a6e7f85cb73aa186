"""How a value of the schema is spelled as a Python literal."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from ocppgen.model import ir
from ocppgen.python.quoting import quoted


def literal(value: ir.Constant) -> str:
    """Spell a constant as a Python literal."""
    match value:
        case ir.Container(text=text):
            return _spelled(json.loads(text))
        case None | bool():
            return repr(value)
        case str():
            return quoted(value)
        case Decimal() if not is_whole(value):
            return repr(float(value))
        case _:
            return str(int(value))


def _spelled(value: Any) -> str:
    """Spell what a container holds."""
    match value:
        case dict():
            every = (f"{quoted(name)}: {_spelled(each)}" for name, each in value.items())
            return f"{{{', '.join(every)}}}"
        case list():
            return f"[{', '.join(map(_spelled, value))}]"
        case str():
            return quoted(value)
    return repr(value)


def limit(value: Decimal) -> str:
    """Write a bound as data: an integer, or the decimal as a string."""
    return str(int(value)) if is_whole(value) else f'"{value}"'


def is_whole(value: Decimal) -> bool:
    """Tell whether a number is an integer, however it is written."""
    return value == value.to_integral_value()
