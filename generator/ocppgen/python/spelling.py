"""How the code of one generated module is spelled: tests, reading, writing, arguments."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ocppgen.errors import GeneratorError
from ocppgen.model import ir
from ocppgen.naming import names
from ocppgen.naming.package import NamedStructure
from ocppgen.python import conditions
from ocppgen.python.annotations import Annotator
from ocppgen.python.imports import RUNTIME
from ocppgen.python.literals import limit, literal
from ocppgen.python.quoting import call, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from ocppgen.naming.package import Package
    from ocppgen.python.imports import ModulePath

_EXACT_FLOATS = 2**53

_SIGNS = str.maketrans({"+": "", "-": "m"})

_TESTS = {
    "null": "given is None",
    "boolean": "type(given) is bool",
    "number": "type(given) is int or type(given) is float",
    "string": "type(given) is str",
    "array": "type(given) is list",
    "object": "type(given) is dict",
}

_WORDS = {
    "null": "null",
    "boolean": "true or false",
    "number": "a number",
    "string": "a string",
    "array": "an array",
    "object": "an object",
}


class Speller(Annotator):
    """Spells the code for one module, and the constants that the module needs for it."""

    def __init__(
        self, package: Package, module: ModulePath, helpers: Mapping[ir.Place, ir.Type]
    ) -> None:
        """Spell for *module* of *package*; *helpers* has the types that got functions."""
        super().__init__(package, module, helpers)
        self.margin = 0
        """How far the code that is being rendered will stand from the margin."""
        self.constants: dict[str, str] = {}
        """The module's own constants (compiled patterns, steps), by name."""

    def at(self, margin: int) -> str:
        """Take note of the margin; give nothing, so that a template can say it."""
        self.margin = margin
        return ""

    def pattern(self, text: ir.Text, label: str) -> str:
        """Spell the constant that holds a compiled pattern."""
        # Imported here: few schemas have patterns.
        from ocppgen.schema.pattern import translate

        plain = label if label.isascii() else names.spelled(label)
        self.use("re")
        self.use("Final")
        source = quoted(translate(text.pattern or "", text.max_length))
        return self._constant(plain.upper() + "_PATTERN", f"re.compile({source})")

    def step(self, limits: ir.Limits) -> str:
        """Spell the constant that holds the test for multiples."""
        step = str(limits.multiple_of)
        constant = "is_multiple_of_" + step.lower().replace(".", "_").translate(_SIGNS)
        self.use("Final")
        return self._constant(constant, f'{self.use("multiple_of")}("{step}")')

    def _constant(self, name: str, value: str) -> str:
        if self.constants.setdefault(name, value) != value:
            message = f"two constants would be named {name}; rename a property"
            raise GeneratorError(message, file="schemas")
        return name

    def format(self, name: str) -> str:
        """Spell the function that checks a format."""
        return self.imports.use_from((RUNTIME, "formats"), "is_" + name.replace("-", "_"))

    def constant_values(self, one: ir.Constants) -> str:
        """Spell the tuple of a closed set."""
        values = [literal(value) for value in one.values]
        return f"({values[0]},)" if len(values) == 1 else f"({', '.join(values)})"

    def constant_options(self, one: ir.Constants) -> list[str]:
        """Spell how a closed set is to be compared, where that is not as usual."""
        return [] if one.whole_floats else ["whole_floats=False"]

    def beyond(self, item: str, sign: str, bound: Decimal) -> str:
        """Spell the test that a number is on the wrong side of a bound.

        Up to 2**53 a float and the decimal it is written as are on the same side of any
        bound that is written as a float, or as an integer. Beyond, decimals are compared.
        """
        if abs(bound) <= _EXACT_FLOATS:
            return f"{item} {sign} {literal(bound)}"
        return f'{self.use("exact")}({item}) {sign} {self.use("Decimal")}("{bound}")'

    def explainer(self, one: ir.Type) -> str:
        """Name the function of the long way for a type that holds no other."""
        return "text" if isinstance(one, ir.Text) else type(one).__name__.lower()

    def keyword_arguments(self, one: ir.Type | NamedStructure, label: str = "") -> list[str]:
        """Spell the limits of a type as the long way takes them."""
        words: list[tuple[str, object]] = []
        match one:
            case ir.Text():
                words = [("min_length", one.min_length), ("max_length", one.max_length)]
                if one.pattern is not None:
                    words.append(("pattern", self.pattern(one, label)))
                if one.format is not None:
                    words.append(("format", quoted(one.format)))
            case ir.Integer(limits=limits, whole_floats=whole):
                words = [("whole_floats", whole or None), *_limits(limits)]
            case ir.Number(limits=limits):
                words = _limits(limits)
            case ir.List():
                words = [("min_items", one.min_items), ("max_items", one.max_items)]
                words.append(("unique_items", one.unique or None))
            case ir.Map() | NamedStructure():
                words = [
                    ("min_properties", one.min_properties),
                    ("max_properties", one.max_properties),
                ]
        return [f"{word}={value}" for word, value in words if value is not None]

    def strict(self, one: ir.Integer) -> ir.Integer:
        """Give the test for a field: there, only an `int` is plainly an integer."""
        return replace(one, whole_floats=False)

    def accept_test(self, one: ir.Type) -> str:
        """Spell the test that a value is of the JSON type of an option."""
        return _TESTS[self.json_type(one)]

    def emit_test(self, one: ir.Type) -> str:
        """Spell the test that a field's value is of the class of an option."""
        match one:
            case ir.Text(format="date-time"):
                return f"isinstance(given, {self.use('datetime')})"
            case ir.Choice(place=place):
                return f"type(given) is {self.name(place)}"
            case ir.Reference(place=place) if place not in self._helpers:
                return f"isinstance(given, {self.name(place)})"
        return _TESTS[self.json_type(one)]

    def explain_test(self, one: ir.Type) -> str:
        """Spell the test that a value is of the JSON type of an option, for the long way."""
        kind = self.json_type(one)
        if kind == "number":
            return f"{self.use('is_finite')}(value)"
        return _TESTS[kind]

    def explain_rest(self, union: ir.Union) -> str:
        """Spell what the long way does with a value that is of no option."""
        if union.rest:
            return f"yield from {self.use('anything')}(value, at)"
        for option in union.options:
            if isinstance(option, ir.Choice) and not option.typed:
                head = f"yield from {self.use('choice')}"
                arguments = ["value", "at", self.by_value(option.place), "typed=False"]
                return call(head, arguments, 8)
        wanted = _either([_WORDS[self.json_type(option)] for option in union.options])
        return f"yield {self.use('wrong_type')}(value=value, at=at, wanted={quoted(wanted)})"

    def refusals(self, one: ir.Type, item: str, label: str) -> list[str]:
        """List the tests by which a JSON value is refused."""
        return conditions.refusals(self, one, item, label)

    def plain(self, one: ir.Type, item: str, label: str) -> list[str]:
        """List the tests by which a value is refused that needs no reading."""
        return conditions.plain(self, one, item, label)

    def size(self, one: ir.List, item: str) -> list[str]:
        """List the tests of an array's size."""
        return conditions.size(self, one, item)

    def count(self, one: ir.Map | NamedStructure, item: str) -> list[str]:
        """List the tests of the number of an object's members."""
        return conditions.count(one, item)

    def read_as(self, one: ir.Type, item: str) -> str:
        """Spell what a valid value is read as."""
        match one:
            case ir.Text(format="date-time"):
                return f"{self.use('read_date_time')}({item})"
            case ir.Choice(place=place):
                return f"{self.by_value(place)}[{item}]"
            case ir.Reference():
                return f"{self.reader(one)}({item})"
            case ir.Integer(whole_floats=True):
                return f"{self.use('whole')}({item})"
        return item

    def reader(self, one: ir.Reference) -> str:
        """Spell the function that reads an object, or what has functions of its own."""
        if self.kind(one) == "structure":
            return f"{self.name(one.place)}.accept"
        return self.function("accept", one.place)

    def judge(self, one: ir.Reference) -> str:
        """Spell the function that tells whether such a value is valid."""
        if self.kind(one) == "structure":
            return f"{self.name(one.place)}.conforms"
        return self.function("conforms", one.place)

    def text_of(self, one: ir.Type, item: str) -> str:
        """Spell the JSON text of a field's value."""
        match one:
            case ir.Text(format="date-time"):
                return f"{self.use('quote_date_time')}({item})"
            case ir.Text():
                return f"{self.use('quote')}({item})"
            case ir.Choice(place=place):
                return f"{self.texts(place)}[{item}]"
            case ir.Reference(place=place) if self.kind(one) == "structure":
                return f"{self.name(place)}.emit({item})"
            case ir.Reference(place=place):
                return f"{self.function('emit', place)}({item})"
            case ir.Integer() | ir.Number():
                return f"repr({item})"
            case ir.Boolean():
                return f'("true" if {item} else "false")'
        return f"{self.use('encode')}({item})"

    def is_converted(self, one: ir.Type) -> bool:
        """Tell whether reading a value is also its test."""
        return isinstance(one, ir.Choice | ir.Reference) or one == ir.Text(format="date-time")

    def has_lists(self, structure: NamedStructure) -> bool:
        """Tell whether a structure's code needs a variable for arrays."""
        types = [field.type for field in structure.fields]
        return any(isinstance(one, ir.List) for one in types)


def _either(words: list[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _limits(limits: ir.Limits) -> list[tuple[str, object]]:
    bounds = [
        ("minimum", limits.minimum),
        ("maximum", limits.maximum),
        ("exclusive_minimum", limits.exclusive_minimum),
        ("exclusive_maximum", limits.exclusive_maximum),
    ]
    words: list[tuple[str, object]] = [
        (word, limit(bound)) for word, bound in bounds if bound is not None
    ]
    if limits.multiple_of is not None:
        words.append(("multiple_of", f'"{limits.multiple_of}"'))
    return words
