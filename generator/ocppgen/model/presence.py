"""Where it may matter to a verdict which members of an object are there.

A member that reads as its default is written back. In most objects that cannot change the
verdict; where conditions look at an object, or ``oneOf`` tells it from others, it could.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.model import ir

if TYPE_CHECKING:
    from collections.abc import Iterator


def delicate(model: ir.Model) -> frozenset[ir.Place]:
    """List the structures to which nothing may be added: a verdict may depend on it."""
    found: set[ir.Place] = set()
    waiting: list[ir.Type] = []
    for structure in model.structures.values():
        if structure.max_properties is not None or structure.conditions:
            found.add(structure.place)
        if structure.conditions:
            waiting += _within(structure)
        else:
            waiting += [one for each in _within(structure) for one in _compared(each, model)]
    for one in (*model.roots.values(), *model.shared.values()):
        waiting += _compared(one, model)
    for one in waiting:
        found |= reachable(one, model)
    return frozenset(found)


def reachable(one: ir.Type, model: ir.Model) -> frozenset[ir.Place]:
    """List the structures, and types that stand apart, which a value may hold, however deep."""
    found: set[ir.Place] = set()
    waiting = [one]
    while waiting:
        each = waiting.pop()
        waiting += ir.parts(each)
        if isinstance(each, ir.Reference) and each.place not in found:
            found.add(each.place)
            if each.place in model.structures:
                waiting += _within(model.structures[each.place])
            else:
                waiting.append(model.shared[each.place])
    return frozenset(found)


def _within(structure: ir.Structure) -> list[ir.Type]:
    extra = [] if structure.extra is None else [structure.extra]
    return [*(each.type for each in structure.fields), *extra]


def _compared(one: ir.Type, model: ir.Model) -> Iterator[ir.Type]:
    """List the types within one whose values are looked at as a whole."""
    match one:
        case ir.Checked():
            yield one
        case ir.List(unique=True):
            yield one
        case ir.Alternatives(exactly_one=True) if not _told_apart(one, model):
            yield one
        case _:
            for part in ir.parts(one):
                yield from _compared(part, model)


def _told_apart(one: ir.Alternatives, model: ir.Model) -> bool:
    """Whether a tag, which is always there, leaves one alternative at most."""
    if one.tag is None:
        return False
    for option in one.options:
        structure = isinstance(option, ir.Reference) and model.structures.get(option.place)
        if not structure:
            return False
        tags = [each for each in structure.fields if each.wire == one.tag.wire]
        if not any(each.required or each.default for each in tags):
            return False
    return True
