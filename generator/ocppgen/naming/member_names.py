"""How the members of a class are called: the fields of a structure, the values of an enum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.errors import GeneratorError
from ocppgen.model import ir
from ocppgen.naming import names
from ocppgen.naming.hoist import Hoist, admits_null
from ocppgen.naming.package import Enum, Member, NamedField, NamedStructure
from ocppgen.text import shown, token

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping

    from ocppgen.model.catalog import Catalog
    from ocppgen.naming.package import Helper


class MemberNames:
    """Names members, and takes note of the names that the catalog has for them."""

    def __init__(
        self,
        model: ir.Model,
        catalog: Catalog,
        class_names: dict[ir.Place, str],
        notes: list[str],
    ) -> None:
        """Look classes up in *class_names*, and add those of helpers; add to *notes*."""
        self._model = model
        self._catalog = catalog
        self._entries = {entry.at[0]: entry for entry in catalog.types}
        self._names = class_names
        self._notes = notes
        self._used_names: set[ir.Place] = set()
        self._texts = {place: one.text for one in catalog.members for place in one.at}
        self._used_texts: set[ir.Place] = set()

    def check_all_used(self, files: Container[str]) -> None:
        """Refuse a catalog that names what is not there, in the *files* that are written."""
        for place in self._catalog.names:
            if place not in self._used_names and place.file in files:
                message = f"{place} is no property and no enum value; correct it"
                raise self._catalog.refused("/names", message)
        for index, entry in enumerate(self._catalog.members):
            for number, place in enumerate(entry.at):
                if place not in self._used_texts and place.file in files:
                    message = f"{place} is not a property; correct it"
                    raise self._catalog.refused(f"/members/{index}/at/{number}", message)

    def enum(self, choice: ir.Choice) -> Enum:
        """Name the values of an enum."""
        places = self._places(choice.place)
        given: dict[str, str] = {}
        for place in places:
            for index, value in enumerate(choice.values):
                at = ir.Place(place.file, f"{place.pointer}/{choice.keyword}/{index}")
                given |= self._given(at, value, names.can_be_member)
        named = self._name_scope(
            choice.place, choice.values, names.member_name, lambda v: names.spelled(v).upper(),
            given=given,
        )  # fmt: skip
        summaries = choice.summaries or ("",) * len(choice.values)
        members = tuple(
            Member(named[value], value, summary)
            for value, summary in zip(choice.values, summaries, strict=True)
        )
        summary = self._summary(choice.place)
        if not summary and len(places) == 1:
            summary = choice.description
        return Enum(self._names[choice.place], places, members, summary)

    def structure(self, structure: ir.Structure, helpers: list[Helper]) -> NamedStructure:
        """Name the fields of a structure; what gets a function of its own joins *helpers*."""
        places = self._places(structure.place)
        wires = [each.wire for each in structure.fields]
        given: dict[str, str] = {}
        for place in places:
            for wire in wires:
                at = ir.Place(place.file, f"{place.pointer}/properties/{token(wire)}")
                given |= self._given(at, wire, names.can_be_field)
        taken = names.METHODS | names.BUILTINS
        named = self._name_scope(
            structure.place, wires, names.field_name, names.spelled, taken=taken, given=given
        )
        label = names.field_name(self._names[structure.place])
        fields = []
        for each in structure.fields:
            hoist = Hoist(structure.place, f"{label}__{named[each.wire]}", self._names, helpers)
            one = hoist.member(each.type)
            nullable = admits_null(each.type, self._model)
            fields.append(
                NamedField(
                    named[each.wire],
                    each.wire,
                    one,
                    each.required,
                    nullable,
                    self._meaning(places, each),
                    each.default,
                    each.filled,
                )
            )
        extra = structure.extra
        if extra is not None:
            extra = Hoist(structure.place, f"{label}__extra", self._names, helpers).item(extra)
        return NamedStructure(
            self._names[structure.place],
            places,
            tuple(fields),
            extra,
            structure.min_properties,
            structure.max_properties,
            self._summary(structure.place) or structure.description,
            structure.conditions,
        )

    def hoisted(
        self, one: ir.Type, place: ir.Place, label: str, helpers: list[Helper]
    ) -> ir.Type:
        """Move the parts of a type that is itself a helper's into helpers."""
        self._names.setdefault(place, label)
        return Hoist(place, label, self._names, helpers).parts(one)

    def _places(self, place: ir.Place) -> tuple[ir.Place, ...]:
        return self._entries[place].at if place in self._entries else (place,)

    def _summary(self, place: ir.Place) -> str:
        return self._entries[place].summary if place in self._entries else ""

    def _meaning(self, places: tuple[ir.Place, ...], field: ir.Field) -> str:
        """Say what a member means: what the catalog has for it, or the schema."""
        found = ""
        for place in places:
            at = ir.Place(place.file, f"{place.pointer}/properties/{token(field.wire)}")
            if at in self._texts:
                self._used_texts.add(at)
                found = found or self._texts[at]
        return found or field.description

    def _given(self, at: ir.Place, wire: str, fits: Callable[[str], bool]) -> dict[str, str]:
        """Look up the name that the catalog has for a field or an enum's value."""
        chosen = self._catalog.names.get(at)
        if chosen is None:
            return {}
        if not fits(chosen):
            message = f"{shown(chosen)} cannot be the name of {shown(wire)}; choose another"
            raise self._catalog.refused(f"/names/{token(str(at))}", message)
        self._used_names.add(at)
        return {wire: chosen}

    def _name_scope(
        self,
        place: ir.Place,
        wires: Iterable[str],
        coin: Callable[[str], str],
        spell: Callable[[str], str],
        *,
        taken: Iterable[str] = (),
        given: Mapping[str, str],
    ) -> dict[str, str]:
        try:
            named, by_rule = names.name_all(wires, coin, spell=spell, taken=taken, given=given)
        except ValueError as error:
            first, second = error.args
            message = (
                f"the names of {shown(first)} and {shown(second)} meet; give one another name"
            )
            raise GeneratorError(message, file=place.file, pointer=place.pointer) from error
        self._notes += [
            f"{shown(wire)} in {place} is spelled {named[wire]}" for wire in sorted(by_rule)
        ]
        return named
