"""Which types get functions of their own: what one expression of a field cannot hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ocppgen.model import ir
from ocppgen.naming import names
from ocppgen.naming.package import Helper

if TYPE_CHECKING:
    from collections.abc import MutableMapping


class Hoist:
    """Moves types that need code of their own out of a field, into helpers."""

    def __init__(
        self,
        owner: ir.Place,
        label: str,
        named: MutableMapping[ir.Place, str],
        helpers: list[Helper],
    ) -> None:
        """Note what is moved in *helpers*, under names that begin with *label*."""
        self._owner = owner
        self._label = label
        self._named = named
        self._helpers = helpers

    def member(self, one: ir.Type) -> ir.Type:
        """Keep what a field's code can hold; hoist the rest."""
        match one:
            case ir.List(item=item):
                return replace(one, item=self._below("item").item(item))
            case ir.Map() | ir.Union() | ir.Alternatives() | ir.Checked():
                return self._out(one)
        return one

    def item(self, one: ir.Type) -> ir.Type:
        """Keep what fits into one expression or a plain test; hoist the rest."""
        plain = isinstance(one, ir.Reference | ir.Choice | ir.Anything | ir.Boolean | ir.Number)
        if plain or (isinstance(one, ir.Integer) and not one.whole_floats):
            return one
        if isinstance(one, ir.Text) and one.format != "date-time":
            return one
        if one == ir.Text(format="date-time"):
            return one
        return self._out(one)

    def parts(self, one: ir.Type) -> ir.Type:
        """Hoist what stands within a type that is itself a helper's."""
        match one:
            case ir.List(item=item):
                return replace(one, item=self._below("item").item(item))
            case ir.Map(values=values):
                return replace(one, values=self._below("value").item(values))
            case ir.Union(options=options):
                kept = tuple(
                    self._below(_step(index, each)).option(each)
                    for index, each in enumerate(options, 1)
                )
                return replace(one, options=kept)
            case ir.Alternatives(options=options):
                numbered = tuple(
                    self._below(f"option{index}").option(each)
                    for index, each in enumerate(options, 1)
                )
                return replace(one, options=numbered)
            case ir.Checked(type=inner):
                return replace(one, type=self._below("value").option(inner))
        return one

    def option(self, one: ir.Type) -> ir.Type:
        """Keep an option of a union, unless it is made of other types."""
        made = ir.List | ir.Map | ir.Union | ir.Alternatives | ir.Checked
        return self._out(one) if isinstance(one, made) else one

    def _below(self, step: str) -> Hoist:
        return Hoist(self._owner, f"{self._label}__{step}", self._named, self._helpers)

    def _out(self, one: ir.Type) -> ir.Reference:
        place = replace(self._owner, part=self._label)
        self._named[place] = self._label
        constant = None
        if isinstance(one, ir.Alternatives | ir.Checked):
            constant = names.type_of_label(self._label)
        self._helpers.append(Helper(self._label, place, self.parts(one), constant=constant))
        return ir.Reference(place)


def _step(index: int, option: ir.Type) -> str:
    """Name an option of a union: by what it is, where only one of them can be that."""
    several = isinstance(option, ir.Alternatives | ir.Checked)
    return f"option{index}" if several else type(option).__name__.lower()


def admits_null(one: ir.Type, model: ir.Model) -> bool:
    """Tell whether ``null`` is among the values of a type."""
    match one:
        case ir.Null() | ir.Anything():
            return True
        case ir.Constants(values=values):
            return None in values
        case ir.Union(options=options, rest=rest):
            return rest or any(admits_null(each, model) for each in options)
        case ir.Alternatives(options=options):
            return any(admits_null(each, model) for each in options)
        case ir.Checked(type=inner):
            return admits_null(inner, model)
        case ir.Reference(place=place):
            return place in model.shared and admits_null(model.shared[place], model)
    return False
