"""One type for what the schemas repeat: the catalog says where, this room proves it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ocppgen.model import ir

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ocppgen.model.catalog import Catalog


def merge(model: ir.Model, catalog: Catalog) -> ir.Model:
    """Let every reference lead to the first place of its catalog entry.

    Raises `GeneratorError` for a place that names nothing, and for places that differ.
    """
    first = {place: entry.at[0] for entry in catalog.types for place in entry.at}
    if not first:
        return model
    _check_places(model, catalog)
    structures = {
        place: redirected(structure, first) for place, structure in model.structures.items()
    }
    for index, entry in enumerate(catalog.types):
        for place in entry.at[1:]:
            if place in structures and not _alike(structures[place], structures[entry.at[0]]):
                message = f"{place} and {entry.at[0]} differ; give each an entry of its own"
                raise catalog.refused(f"/types/{index}", message)
        told = {structures[place].description for place in entry.at if place in structures}
        if len(told) > 1:  # none of them speaks for all
            structures[entry.at[0]] = replace(structures[entry.at[0]], description="")
        every = [structures[place] for place in entry.at if place in structures]
        if every:
            structures[entry.at[0]] = _with_common_defaults(structures[entry.at[0]], every)
    kept = {place: one for place, one in structures.items() if first.get(place, place) == place}
    roots = {file: redirect(one, first) for file, one in model.roots.items()}
    shared = {place: redirect(one, first) for place, one in model.shared.items()}
    return replace(model, roots=roots, structures=kept, shared=shared)


def redirect(one: ir.Type, first: Mapping[ir.Place, ir.Place]) -> ir.Type:
    """Replace the places within a type."""
    match one:
        case ir.Reference(place=place):
            return ir.Reference(first.get(place, place))
        case ir.Choice(place=place):
            return replace(one, place=first.get(place, place))
        case ir.List(item=item):
            return replace(one, item=redirect(item, first))
        case ir.Map(values=values):
            return replace(one, values=redirect(values, first))
        case ir.Union(options=options) | ir.Alternatives(options=options):
            return replace(one, options=tuple(redirect(each, first) for each in options))
        case ir.Checked(type=inner):
            return replace(one, type=redirect(inner, first))
    return one


def choices(model: ir.Model) -> dict[ir.Place, ir.Choice]:
    """List every enum of a model, in the order of its structures."""
    found: dict[ir.Place, ir.Choice] = {}
    stack = [*model.roots.values(), *model.shared.values()]
    for structure in model.structures.values():
        stack += [each.type for each in structure.fields]
        stack += [] if structure.extra is None else [structure.extra]
    stack.reverse()
    while stack:
        one = stack.pop()
        if isinstance(one, ir.Choice):
            found.setdefault(one.place, one)
        stack.extend(reversed(ir.parts(one)))
    return found


def _check_places(model: ir.Model, catalog: Catalog) -> None:
    enums = choices(model)
    for index, entry in enumerate(catalog.types):
        for place in entry.at:
            if place not in model.structures and place not in enums:
                message = f"{place} is no enum and no object of the schemas; correct it"
                raise catalog.refused(f"/types/{index}/at", message)
        values = {enums[place].values for place in entry.at if place in enums}
        mixed = bool(values) and any(place not in enums for place in entry.at)
        if len(values) > 1 or mixed:
            message = "its places differ; give each an entry of its own"
            raise catalog.refused(f"/types/{index}", message)


def redirected(structure: ir.Structure, first: Mapping[ir.Place, ir.Place]) -> ir.Structure:
    """Replace the places within a structure."""
    fields = tuple(replace(each, type=redirect(each.type, first)) for each in structure.fields)
    extra = None if structure.extra is None else redirect(structure.extra, first)
    return replace(structure, fields=fields, extra=extra)


def _alike(one: ir.Structure, other: ir.Structure) -> bool:
    """Compare two structures, but for where they stand and what they say to people."""
    return bare(one) == bare(other)


def _with_common_defaults(
    structure: ir.Structure, every: Sequence[ir.Structure]
) -> ir.Structure:
    """Forget the defaults that not all places agree on."""
    given = zip(*(one.fields for one in every), strict=True)
    agreed = [len({each.default for each in fields}) == 1 for fields in given]
    if all(agreed):
        return structure
    kept = zip(structure.fields, agreed, strict=True)
    fields = tuple(each if same else replace(each, default="") for each, same in kept)
    return replace(structure, fields=fields)


def bare(structure: ir.Structure) -> ir.Structure:
    """Strip a structure to its shape: without its place, and what it says to people."""
    fields = tuple(replace(each, description="", default="") for each in structure.fields)
    return replace(structure, place=ir.Place(""), fields=fields, description="")
