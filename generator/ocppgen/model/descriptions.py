"""What the schemas say to people, where one class stands for many places."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ocppgen.model import ir, merge

if TYPE_CHECKING:
    from collections.abc import Iterable


def inherited(model: ir.Model) -> ir.Model:
    """Let a member that refers to an enum, and says nothing itself, say what that says.

    Each file describes an enum as the one member means it that uses it there.
    """
    structures = {
        place: replace(
            one,
            fields=tuple(
                replace(each, description=each.description or _of_enum(each.type))
                for each in one.fields
            ),
        )
        for place, one in model.structures.items()
    }
    return replace(model, structures=structures)


def _of_enum(one: ir.Type) -> str:
    match one:
        case ir.Choice(description=description):
            return description
        case ir.List(item=item):
            return _of_enum(item)
    return ""


def common(model: ir.Model, places: Iterable[ir.Place]) -> str:
    """Find what all *places* say of themselves; nothing, where they do not agree."""
    choices = merge.choices(model)
    described = [model.structures.get(place) or choices.get(place) for place in places]
    said = {one.description for one in described if one is not None}
    return said.pop() if len(said) == 1 else ""
