"""The value that a field has where its member is absent: the default of the schema, in Python."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, Protocol

from ocppgen.model import ir
from ocppgen.python.literals import literal
from ocppgen.python.quoting import quoted

if TYPE_CHECKING:
    from ocppgen.naming.package import NamedField


_EMPTY: Final = {"[]": "list", "{}": "dict"}


class Writer(Protocol):
    """What a default needs of the writer of a module."""

    def name(self, place: ir.Place) -> str:
        """Spell the class at a place."""

    def json_type(self, one: ir.Type) -> str:
        """Return the JSON type that an option of a union holds."""

    def read_as(self, one: ir.Type, item: str) -> str:
        """Spell what a valid value is read as."""

    def enum_member(self, place: ir.Place, value: str) -> str:
        """Spell the member of an enum that has a value."""

    def helper(self, place: ir.Place) -> tuple[ir.Type, str] | None:
        """Return what stands for a type of a field, and its label; None for a class."""


class DefaultValue:
    """The default of one field, spelled for one module."""

    def __init__(self, writer: Writer, field: NamedField) -> None:
        """Spell the default of *field*."""
        self._writer = writer
        value = json.loads(field.default)
        self.is_constant = not isinstance(value, dict | list)
        """Whether all objects may have the same value, made before the functions are there."""
        self.text = self._spelled(field.type, value)
        """An expression that makes the value anew."""

    @property
    def argument(self) -> str:
        """The argument of `member` that gives the default."""
        if self.is_constant:
            return f"default={self.text}"
        plain = _EMPTY.get(self.text)
        return f"default_factory={plain or f'lambda: {self.text}'}"

    def _spelled(self, one: ir.Type, value: Any) -> str:
        match one:
            case ir.Choice(place=place):
                return self._writer.enum_member(place, value)
            case ir.List(item=item):
                return f"[{', '.join(self._spelled(item, each) for each in value)}]"
            case ir.Map(values=values):
                pairs = (
                    f"{quoted(name)}: {self._spelled(values, each)}"
                    for name, each in value.items()
                )
                return f"{{{', '.join(pairs)}}}"
            case ir.Integer():
                return str(int(value))
            case ir.Union(options=options):
                return self._spelled(self._option(options, value), value)
            case ir.Checked(type=inner):
                return self._spelled(inner, value)
            case ir.Reference(place=place):
                return self._referred(one, place, value)
            case ir.Text(format="date-time"):
                return self._writer.read_as(one, _literal(value))
        return _literal(value)

    def _referred(self, one: ir.Type, place: ir.Place, value: Any) -> str:
        helper = self._writer.helper(place)
        if helper is None:
            return f"{self._writer.name(place)}.from_dict({_literal(value)})"
        if isinstance(helper[0], ir.Alternatives):  # which of them it is, the function knows
            self.is_constant = False
            return self._writer.read_as(one, _literal(value))
        return self._spelled(helper[0], value)

    def _option(self, options: tuple[ir.Type, ...], value: Any) -> ir.Type:
        """Find what a value is read as: the first option of its JSON type that has it."""
        kind = _json_type(value)
        for option in options:
            listed = not isinstance(option, ir.Choice) or value in option.values
            if listed and self._writer.json_type(option) == kind:
                return option
        return ir.Anything()


def _json_type(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case str():
            return "string"
        case list():
            return "array"
        case dict():
            return "object"
    return "number"


def _literal(value: Any) -> str:
    return literal(ir.Container(json.dumps(value)))
