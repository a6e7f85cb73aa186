"""What msgspec cannot decide of a message, so that the generated code does, in ``_settle``.

What the classes tell msgspec is in ``runtime/structs.py``; both say the same, type by type.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from ocppgen.model import ir
from ocppgen.python import conditions
from ocppgen.python.conditions import CodeWriter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from ocppgen.naming.package import Module, NamedStructure

_NO_NAME = re.compile(r'["\\\x00-\x1f\ud800-\udfff]')
"""What msgspec takes for the name of a member has none of these."""

_EXACT = 2**53
"""Bounds beyond it are not told to msgspec."""


class Knower(CodeWriter, Protocol):
    """What settling needs of the writer of its module."""

    def kind(self, one: ir.Type) -> str:
        """Return which kind of type this is."""

    def is_defined(self, place: ir.Place) -> bool:
        """Tell whether a class is there when the line that is written runs."""


def untold(modules: Iterable[Module]) -> frozenset[ir.Place]:
    """List the classes that msgspec does not read: their schemas are more than members."""
    return frozenset(
        place
        for module in modules
        for structure in module.structures
        if not is_told(structure)
        for place in structure.places
    )


def is_told(structure: NamedStructure) -> bool:
    """Tell whether msgspec reads a class: one whose schema is the types of its members."""
    return (
        structure.extra is None
        and structure.min_properties is None
        and structure.max_properties is None
        and not structure.conditions
        and not any(field.filled or _NO_NAME.search(field.wire) for field in structure.fields)
    )


def knows(m: Knower, one: ir.Type, untold: frozenset[ir.Place]) -> bool:
    """Tell whether msgspec reads a value; if it does not, it passes it on as it is."""
    match one:
        case ir.Text() | ir.Integer() | ir.Number() | ir.Boolean() | ir.Choice():
            return True
        case ir.List(item=item):
            return knows(m, item, untold)
        case ir.Reference(place=place):
            return m.kind(one) == "structure" and place not in untold and m.is_defined(place)
    return False


def is_settled(one: ir.Type) -> bool:
    """Tell whether msgspec leaves nothing to be decided of a value which it reads."""
    match one:
        case ir.Text():
            return one.format is None and one.pattern is None
        case ir.Integer(limits=limits):
            return _left(limits) == ir.Limits()
        case ir.Number(limits=limits):
            return limits == ir.Limits()
        case ir.Boolean() | ir.Choice():
            return True
    return False


def tests(m: CodeWriter, one: ir.Type, item: str, label: str) -> list[str]:
    """List the tests that msgspec leaves of a value which it reads."""
    match one:
        case ir.Text():
            return conditions.text(m, one, item, label)[1:]
        case ir.Integer(limits=limits):
            return conditions.bounds(m, _left(limits), item)
        case ir.Number(limits=limits):
            return conditions.bounds(m, limits, item)
        case ir.List():
            return conditions.size(m, replace(one, min_items=None, max_items=None), item)
    return []


def _left(limits: ir.Limits) -> ir.Limits:
    """Return the limits of an integer that are not told to msgspec."""
    told = [word for word in ("minimum", "maximum") if _is_exact(getattr(limits, word))]
    return replace(limits, **dict.fromkeys(told))


def _is_exact(bound: Decimal | None) -> bool:
    return bound is not None and bound == bound.to_integral_value() and abs(bound) <= _EXACT
