"""An example payload for a message: every member, each with a plausible value."""

from __future__ import annotations

import json
import math
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from ocppgen.model import ir
from ocppgen.schema.pattern import translate
from ocppgen.schema.pattern.sample import samples

if TYPE_CHECKING:
    from collections.abc import Iterator

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

    def value(self, one: ir.Type, wire: str, depth: int, index: int = 0) -> object:
        """Make an example value of a type; those of two *indexes* differ, where they can."""
        match one:
            case ir.Text():
                return _text(one, wire, index)
            case ir.Anything():
                return wire or "text"
            case ir.Integer(limits=limits) | ir.Number(limits=limits):
                return _number(limits, index)
            case ir.Boolean():
                return True
            case ir.Choice(values=values):
                return values[index % len(values)]
            case ir.Constants(values=values):
                chosen = values[index % len(values)]
                if isinstance(chosen, ir.Container):
                    return json.loads(chosen.text)
                return float(chosen) if isinstance(chosen, Decimal) else chosen
            case ir.List(item=item, min_items=fewest, max_items=most):
                count = max(1 if depth < _DEPTH and most != 0 else 0, fewest or 0)
                return [self.value(item, wire, depth + 1, each) for each in range(count)]
            case ir.Map(values=values, min_properties=fewest, max_properties=most):
                count = max(1 if depth < _DEPTH and most != 0 else 0, fewest or 0)
                return {
                    f"key{each or ''}": self.value(values, wire, depth + 1, each)
                    for each in range(count)
                }
            case ir.Union(options=options):
                return self.value(options[-1] if depth < _DEPTH else options[0], wire, depth)
            case ir.Alternatives(options=options):
                return self.value(options[0], wire, depth)
            case ir.Checked(type=inner):
                return self.value(inner, wire, depth)
            case ir.Reference(place=place) if place in self._helpers:
                return self.value(self._helpers[place], wire, depth + 1)
            case ir.Reference(place=place):
                return self.structure(place, depth + 1)
        return None


def _text(text: ir.Text, wire: str, index: int = 0) -> str:
    value = _BY_FORMAT.get(text.format or "", wire or "text")
    if index and text.format is None:
        value = f"{index}{value}"
    if text.format is None and text.max_length is not None:
        value = value[: text.max_length]
    value = value.ljust(text.min_length or 0, "x")
    if text.pattern is None:
        return value
    found = re.compile(translate(text.pattern, text.max_length))
    tried = (value, *_padded(text.pattern, text.min_length or 0))
    longest = text.max_length if text.max_length is not None else math.inf
    fitting = [
        one
        for one in tried
        if (text.min_length or 0) <= len(one) <= longest and found.search(one)
    ]
    distinct = [*dict.fromkeys(fitting)]
    return distinct[index % len(distinct)] if distinct else value


def _padded(pattern: str, length: int) -> Iterator[str]:
    """Give texts to try for a pattern, and the same with more before or behind."""
    for sample in samples(pattern):
        yield sample
        if len(sample) < length:
            yield sample.ljust(length, "x")
            yield sample.rjust(length, "x")


def _number(limits: ir.Limits, index: int = 0) -> float:
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
    low = limits.minimum
    if low is not None and value < low:
        value += step
    up = limits.maximum if limits.maximum is not None else limits.exclusive_maximum
    value += step * index * (1 if up is None or value + step * index < up else -1)
    return int(value) if value == value.to_integral_value() else float(value)
