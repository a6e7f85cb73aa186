"""The bounds of several schemas that hold together, as those of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ocppgen.model import ir

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

_Bound = TypeVar("_Bound", int, "Decimal")


def limits(every: Sequence[ir.Limits]) -> tuple[ir.Limits, bool]:
    """Merge the bounds of a number; tell whether they are all said."""
    steps = list(dict.fromkeys(one.multiple_of for one in every if one.multiple_of is not None))
    merged = ir.Limits(
        most([one.minimum for one in every]),
        least([one.maximum for one in every]),
        most([one.exclusive_minimum for one in every]),
        least([one.exclusive_maximum for one in every]),
        steps[0] if steps else None,
    )
    return merged, len(steps) <= 1


def text(every: Sequence[ir.Text]) -> tuple[ir.Text, bool]:
    """Merge the bounds of a string; tell whether they are all said."""
    patterns = list(dict.fromkeys(one.pattern for one in every if one.pattern is not None))
    formats = list(dict.fromkeys(one.format for one in every if one.format is not None))
    merged = ir.Text(
        most([one.min_length for one in every]),
        least([one.max_length for one in every]),
        patterns[0] if patterns else None,
        formats[0] if formats else None,
    )
    return merged, len(patterns) <= 1 and len(formats) <= 1


def most(every: Iterable[_Bound | None]) -> _Bound | None:
    """Return the greatest of several bounds, `None` where there is none."""
    return max((one for one in every if one is not None), default=None)


def least(every: Iterable[_Bound | None]) -> _Bound | None:
    """Return the least of several bounds, `None` where there is none."""
    return min((one for one in every if one is not None), default=None)


def options(one: ir.Type) -> tuple[ir.Type, ...]:
    """List the types of one JSON type each that a type is made of."""
    if isinstance(one, ir.Nothing):
        return ()
    return one.options if isinstance(one, ir.Union) and not one.rest else (one,)
