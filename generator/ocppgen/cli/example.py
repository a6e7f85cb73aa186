"""An example payload for a message: every member, each with a plausible value."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ocppgen.model import ir

if TYPE_CHECKING:
    from ocppgen.naming.package import NamedField, Package

_BY_FORMAT = {
    "date-time": "2024-05-01T12:00:00Z",
    "date": "2024-05-01",
    "time": "12:00:00Z",
    "uri": "https://example.com/file",
    "uri-reference": "/file",
    "uuid": "6f1c3c9e-1b1f-4e0e-9a55-0d9f6a1f8a2b",
    "email": "someone@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
}

_DEPTH = 6

_OF_VENDORS = "customData"
"""Where OCPP 2.0.1 and 2.1 have members of a vendor's own: an example does without."""


class Examples:
    """Makes example values for the types of one package."""

    def __init__(self, package: Package) -> None:
        """Index the structures of *package*."""
        modules = package.every
        self._structures = {
            structure.places[0]: structure
            for module in modules
            for structure in module.structures
        }
        self._helpers = {
            helper.place: helper.type for module in modules for helper in module.helpers
        }

    def structure(self, place: ir.Place, depth: int = 0) -> dict[str, object]:
        """Make an example object; deep in a recursion, with its required members only."""
        fields = self._structures[place].fields
        kept = [
            field
            for field in fields
            if field.required or (depth < _DEPTH and field.wire != _OF_VENDORS)
        ]
        return {field.wire: self._member(field, depth) for field in kept}

    def _member(self, field: NamedField, depth: int) -> object:
        return self.value(field.type, field.wire, depth)

    def value(self, one: ir.Type, wire: str, depth: int) -> object:
        """Make an example value of a type."""
        match one:
            case ir.Text():
                return _text(one, wire)
            case ir.Anything():
                return wire or "text"
            case ir.Integer(limits=limits) | ir.Number(limits=limits):
                return _number(limits)
            case ir.Boolean():
                return True
            case ir.Choice(values=values):
                return values[0]
            case ir.Constants(values=values):
                first = values[0]
                return float(first) if isinstance(first, Decimal) else first
            case ir.List(item=item, min_items=fewest):
                if depth >= _DEPTH and not fewest:
                    return []
                return [self.value(item, wire, depth + 1)] * max(1, fewest or 0)
            case ir.Map(values=values):
                return {} if depth >= _DEPTH else {"key": self.value(values, wire, depth + 1)}
            case ir.Union(options=options):
                return self.value(options[-1] if depth < _DEPTH else options[0], wire, depth)
            case ir.Reference(place=place) if place in self._helpers:
                return self.value(self._helpers[place], wire, depth + 1)
            case ir.Reference(place=place):
                return self.structure(place, depth + 1)
        return None


def _text(text: ir.Text, wire: str) -> str:
    value = _BY_FORMAT.get(text.format or "", wire or "text")
    if text.format is None and text.max_length is not None:
        value = value[: text.max_length]
    return value.ljust(text.min_length or 0, "x")


def _number(limits: ir.Limits) -> float:
    step = limits.multiple_of or Decimal(1)
    start = Decimal(1)
    if limits.minimum is not None:
        start = max(start, limits.minimum)
    if limits.exclusive_minimum is not None:
        start = max(start, limits.exclusive_minimum + step)
    for bound, room in ((limits.maximum, Decimal(0)), (limits.exclusive_maximum, step)):
        if bound is not None:
            start = min(start, bound - room)
    value = start // step * step
    return int(value) if value == value.to_integral_value() else float(value)
