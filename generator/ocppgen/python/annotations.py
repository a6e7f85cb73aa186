"""What the types of the model are in Python: the annotations of one generated module."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ocppgen.model import ir
from ocppgen.naming import names
from ocppgen.python.imports import Imports
from ocppgen.python.literals import is_whole, literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen.naming.package import Package
    from ocppgen.python.imports import ModulePath

_JSON_TYPES = {
    ir.Null: "null",
    ir.Boolean: "boolean",
    ir.Integer: "number",
    ir.Number: "number",
    ir.Text: "string",
    ir.Choice: "string",
    ir.List: "array",
    ir.Map: "object",
}


_BUILT_IN = {
    ir.Null: "None",
    ir.Nothing: "None",
    ir.Boolean: "bool",
    ir.Integer: "int",
    ir.Number: "float",
}


class Annotator:
    """Names and annotates for one module, and records what the module imports for it."""

    def __init__(
        self, package: Package, module: ModulePath, helpers: Mapping[ir.Place, ir.Type]
    ) -> None:
        """Spell for *module* of *package*; *helpers* has the types that got functions."""
        self._package = package
        self._helpers = helpers
        self.imports = Imports(module, package.runtime)
        self.use = self.imports.use

    def kind(self, one: ir.Type) -> str:
        """Give the name of the macro for a type."""
        if isinstance(one, ir.Reference):
            return "helper" if one.place in self._helpers else "structure"
        if one == ir.Text(format="date-time"):
            return "date_time"
        return type(one).__name__.lower()

    def json_type(self, one: ir.Type) -> str:
        """Give the JSON type that an option of a union holds."""
        match one:
            case ir.Reference(place=place):
                if place not in self._helpers:
                    return "object"
                return self.json_type(self._helpers[place])
            case ir.Checked(type=inner):
                return self.json_type(inner)
            case ir.Alternatives(options=options):
                return self.json_type(options[0])
            case ir.Constants(values=values):
                return _json_type_of(values[0])
        return _JSON_TYPES[type(one)]

    def name(self, place: ir.Place) -> str:
        """Spell the class at a place, imported where it is of another module."""
        return self._from_home(place, self._package.names[place])

    def by_value(self, place: ir.Place) -> str:
        """Spell the table of an enum's members by their values."""
        return self._from_home(place, names.table_name(self._package.names[place]))

    def texts(self, place: ir.Place) -> str:
        """Spell the table of an enum's JSON texts."""
        return self._from_home(place, names.texts_name(self._package.names[place]))

    def function(self, verb: str, place: ir.Place) -> str:
        """Spell a function of a helper: ``_accept_...``, ``_emit_...``."""
        label = self._package.names[place]
        if place in self._package.homes:  # an alias, which is named as a class is
            label = names.field_name(label)
        return self._from_home(place, f"_{verb}_{label}")

    def _from_home(self, place: ir.Place, name: str) -> str:
        home = self._package.homes.get(place)
        return name if home is None else self.imports.use_from(home, name)

    def annotation(self, one: ir.Type) -> str:
        """Spell the Python type that a value is read as."""
        match one:
            case ir.Null() | ir.Nothing() | ir.Boolean() | ir.Integer() | ir.Number():
                return _BUILT_IN[type(one)]
            case ir.Anything():
                return self.use("JsonValue")
            case ir.Text(format="date-time"):
                return self.use("datetime")
            case ir.Text():
                return "str"
            case ir.Choice(place=place):
                return self.name(place)
            case ir.Constants(values=values):
                return self._of_constants(values)
            case ir.List(item=item):
                return f"list[{self.annotation(item)}]"
            case ir.Map(values=values):
                return f"dict[str, {self.annotation(values)}]"
            case ir.Union(options=options, rest=rest):
                every = [self.annotation(each) for each in options]
                if rest:
                    every.append(self.use("JsonValue"))
                return _either(every)
            case ir.Alternatives(options=options):
                return _either([self.annotation(each) for each in options])
            case ir.Checked(type=inner):
                return self.annotation(inner)
            case ir.Reference(place=place):
                return self._of_reference(place)

    def _of_reference(self, place: ir.Place) -> str:
        aliased = place in self._package.homes
        if place in self._helpers and not aliased:
            return self.annotation(self._helpers[place])
        return self.name(place)

    def _of_constants(self, values: tuple[ir.Constant, ...]) -> str:
        if any(isinstance(value, ir.Container) for value in values):
            return self.use("JsonValue")
        if any(isinstance(value, Decimal) and not is_whole(value) for value in values):
            kinds = dict.fromkeys(_kind(value) for value in values)
            return " | ".join(sorted(kinds, key=lambda each: each == "None"))
        literals = [literal(value) for value in values if value is not None]
        absent = ["None"] if None in values else []
        if not literals:
            return "None"
        return " | ".join([f"{self.use('Literal')}[{', '.join(literals)}]", *absent])


def _either(every: list[str]) -> str:
    """Join annotations: each once, and None last."""
    parts = [part for one in every for part in _split(one)]
    return " | ".join(dict.fromkeys(sorted(parts, key=lambda each: each == "None")))


def _split(annotation: str) -> list[str]:
    """Take a union apart, unless it stands within brackets."""
    return [annotation] if "[" in annotation else annotation.split(" | ")


def _json_type_of(value: ir.Constant) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case str():
            return "string"
        case ir.Container(text=text):
            return "object" if text.startswith("{") else "array"
    return "number"


def _kind(value: ir.Constant) -> str:
    """Name the Python type of a constant, whole or not."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return "float"
    return "None" if value is None else type(value).__name__
