"""One class for what many files define alike: ``share = "definitions"``.

Schemas that carry their definitions with them repeat each in every file that uses it. Those
of one name and one shape become one entry of the catalog, as if somebody had listed their
places; what they say to people may differ.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from ocppgen.model import descriptions, merge
from ocppgen.model.catalog import TypeEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ocppgen.model import ir
    from ocppgen.model.catalog import Catalog

_DEFINITION = re.compile(r"/(?:definitions|\$defs)/([^/]+)")


def share_definitions(model: ir.Model, catalog: Catalog) -> Catalog:
    """Add an entry for each definition that files repeat, where the catalog wants it.

    Without a catalog this happens, too, but for definitions of one name that differ. With
    ``share``, those raise `GeneratorError`.
    """
    if catalog.features and catalog.share != "definitions":
        return catalog
    groups = _alike(_repeated(model, catalog), model, catalog)
    entries = tuple(
        TypeEntry("", places, shared=True, summary=descriptions.common(model, places))
        for places in groups.values()
    )
    return replace(catalog, types=catalog.types + entries)


def _repeated(model: ir.Model, catalog: Catalog) -> dict[str, tuple[ir.Place, ...]]:
    """List the places of definitions that stand in several files under one name."""
    listed = {place for entry in catalog.types for place in entry.at}
    places: defaultdict[str, list[ir.Place]] = defaultdict(list)
    for place in (*model.structures, *merge.choices(model)):
        found = _DEFINITION.fullmatch(place.pointer)
        if found and not place.part and place not in listed:
            places[found[1]].append(place)
    return {name: tuple(sorted(group)) for name, group in places.items() if len(group) > 1}


def _alike(
    groups: dict[str, tuple[ir.Place, ...]], model: ir.Model, catalog: Catalog
) -> dict[str, tuple[ir.Place, ...]]:
    """Keep the groups of one shape, given that what they are made of is shared as well.

    A group that is dropped may be what others are made of: they are looked at again.
    """
    choices = merge.choices(model)
    while True:
        first = {place: group[0] for group in groups.values() for place in group}
        first |= {place: entry.at[0] for entry in catalog.types for place in entry.at}
        different = dict(_different(groups, model, choices, first))
        if not different:
            return groups
        if catalog.features:
            _, (one, other) = min(different.items())
            message = f"{one} and {other} have one name and differ; name each in [[types]]"
            raise catalog.refused("/share", message)
        groups = {name: group for name, group in groups.items() if name not in different}


def _different(
    groups: Mapping[str, tuple[ir.Place, ...]],
    model: ir.Model,
    choices: Mapping[ir.Place, ir.Choice],
    first: Mapping[ir.Place, ir.Place],
) -> Iterator[tuple[str, tuple[ir.Place, ir.Place]]]:
    """Find the groups whose places are not of one shape, each with two that differ."""
    for name, group in groups.items():
        shapes = [
            (
                merge.bare(merge.redirected(model.structures[place], first))
                if place in model.structures
                else choices[place].values
            )
            for place in group
        ]
        for place, shape in zip(group, shapes, strict=True):
            if shape != shapes[0]:
                yield name, (group[0], place)
                break
