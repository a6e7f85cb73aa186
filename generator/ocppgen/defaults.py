"""Defaults of members: which break their own schemas, and which are read where none is there."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ocppgen.checker import load_model
from ocppgen.model import ir
from ocppgen.model.presence import delicate, reachable
from ocppgen.text import token

if TYPE_CHECKING:
    from collections.abc import Mapping

_Key = tuple[ir.Place, str]


def with_defaults(model: ir.Model, *, fill: bool) -> ir.Model:
    """Take note of defaults that break their own schemas; with *fill*, let others be read.

    A member is left absent where a verdict may depend on its presence: that is noted, too.
    """
    given = {
        (structure.place, each.wire): (each.type, json.loads(each.default))
        for structure in model.structures.values()
        for each in structure.fields
        if each.default
    }
    broken = _broken(model, given)
    notes = [f"{_at(key)} breaks its own schema: {text}" for key, text in broken.items()]
    if fill:
        left = delicate(model)
        endless = {
            (place, wire)
            for (place, wire), (one, value) in given.items()
            if isinstance(value, dict | list) and value != [] and place in reachable(one, model)
        }
        notes += [
            f"{place}: no default is filled in, since a verdict may depend on which members are there"
            for place in sorted({place for place, _ in given} & left)
        ]
        notes += [
            f"{_at(key)} is not filled in: it may contain itself" for key in sorted(endless)
        ]
        fillable = given.keys() - broken.keys() - endless
        fillable = {key for key in fillable if key[0] not in left}
        structures = {place: _filled(one, fillable) for place, one in model.structures.items()}
        model = replace(model, structures=structures)
    return replace(model, notes=(*model.notes, *notes))


def _filled(structure: ir.Structure, fillable: set[_Key]) -> ir.Structure:
    fields = tuple(
        replace(each, filled=not each.required and (structure.place, each.wire) in fillable)
        for each in structure.fields
    )
    return replace(structure, fields=fields)


def _at(key: _Key) -> ir.Place:
    place, wire = key
    return replace(place, pointer=f"{place.pointer}/properties/{token(wire)}/default")


def _broken(model: ir.Model, given: Mapping[_Key, tuple[ir.Type, Any]]) -> dict[_Key, str]:
    """Find the defaults that are not of their types; say of each what is wrong with it."""
    asked = {key: one for key, one in sorted(given.items()) if not _is_plainly(*one)}
    if not asked:
        return {}
    # One object has them all: what our own code finds in it, it finds in them.
    members = {f"m{index}": key for index, key in enumerate(asked)}
    fields = tuple(
        ir.Field(wire, asked[key][0], required=True) for wire, key in members.items()
    )
    place = ir.Place("defaults")
    structures = {**model.structures, place: ir.Structure(place, fields, None)}
    every = replace(model, roots={place.file: ir.Reference(place)}, structures=structures)
    payload = {wire: asked[key][1] for wire, key in members.items()}
    found: dict[_Key, str] = {}
    for violation in load_model(every, place.file).check(payload):
        _, wire, *within = violation.pointer.split("/")
        where = f"/{'/'.join(within)}: " if within else ""
        found.setdefault(members[wire], where + violation.message)
    return found


def _is_plainly(one: ir.Type, value: object) -> bool:
    """Whether a value is seen to be of a type at a glance."""
    match one:
        case ir.Anything():
            return True
        case ir.Null():
            return value is None
        case ir.Boolean():
            return isinstance(value, bool)
        case ir.Integer(limits=limits) | ir.Number(limits=limits):
            return type(value) is int and limits == ir.Limits()
        case ir.Text(None, None, None, None):
            return isinstance(value, str)
        case ir.Choice(values=values):
            return value in values
        case ir.List(min_items=fewest):
            return value == [] and not fewest
        case ir.Map(min_properties=fewest):
            return value == {} and not fewest
        case ir.Union(options=options):
            return any(_is_plainly(option, value) for option in options)
    return False
