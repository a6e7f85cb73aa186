"""Where a type lives: beside all that uses it, and no further up than that.

What one module uses is in that module; what one profile uses, in the profile's ``types``;
what several use, in the root's. What has the same users lives together: so a module imports
what it uses and little else, and imports never go round in a circle, because whoever uses a
type uses all that it is made of.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ocppgen.model import ir

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ModulePath = tuple[str, ...]
Users = frozenset[ModulePath]


def users(
    model: ir.Model, modules: Mapping[str, ModulePath], root: ModulePath
) -> dict[ir.Place, Users]:
    """List the modules that use each place; *modules* has the module of each file.

    What only a file uses that is no message is the *root*'s own.
    """
    found: defaultdict[ir.Place, set[ModulePath]] = defaultdict(set)
    for file, module in modules.items():
        for place in reachable(model, model.roots[file]):
            found[place].add(module)
    for file in model.roots.keys() - modules.keys():
        for place in reachable(model, model.roots[file]):
            found[place] = found[place] or {root}
    return {place: frozenset(every) for place, every in found.items()}


def of(
    users: Mapping[ir.Place, Users], root: ModulePath, *, profiles: bool
) -> dict[ir.Place, ModulePath]:
    """Find the home of each place: a module, with *profiles* a profile's, or the *root*'s."""
    return {place: _home(every, root, profiles=profiles) for place, every in users.items()}


def _home(every: Users, root: ModulePath, *, profiles: bool) -> ModulePath:
    if len(every) == 1:
        return next(iter(every))
    folders = {module[:-1] for module in every}
    if profiles and len(folders) == 1:
        return (*next(iter(folders)), *root)
    return root


def together(users: Mapping[ir.Place, Users]) -> tuple[tuple[ir.Place, ...], ...]:
    """Group the places that have the same users."""
    groups: defaultdict[Users, list[ir.Place]] = defaultdict(list)
    for place, every in users.items():
        groups[every].append(place)
    return tuple(map(tuple, groups.values()))


def reachable(model: ir.Model, start: ir.Type) -> set[ir.Place]:
    """List every place that a type is made of, however deep."""
    found: set[ir.Place] = set()
    stack = [start]
    while stack:
        one = stack.pop()
        stack += ir.parts(one)
        if isinstance(one, ir.Reference | ir.Choice) and one.place not in found:
            found.add(one.place)
            stack += uses(model, one.place)
    return found


def uses(model: ir.Model, place: ir.Place) -> Iterator[ir.Type]:
    """List the types that what stands at a place is directly made of."""
    if place in model.structures:
        structure = model.structures[place]
        yield from (each.type for each in structure.fields)
        if structure.extra is not None:
            yield structure.extra
    elif place in model.shared:
        yield model.shared[place]


def head(model: ir.Model, group: tuple[ir.Place, ...]) -> ir.Place:
    """Find what most of a group is part of: it is named after that."""

    def reached(place: ir.Place) -> int:
        return len(reachable(model, ir.Reference(place)) & {*group})

    return max(sorted(group, reverse=True), key=reached)
