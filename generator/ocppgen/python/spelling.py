"""How the code of one generated module is spelled: tests, reading, writing, arguments."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ocppgen.errors import GeneratorError
from ocppgen.model import ir
from ocppgen.naming import names
from ocppgen.naming.runtime import RUNTIME
from ocppgen.python import conditions
from ocppgen.python.annotations import Annotator
from ocppgen.python.literals import literal
from ocppgen.python.quoting import WIDTH, add, key, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen.naming.package import NamedField, NamedStructure, Package
    from ocppgen.python.imports import ModulePath

_EXACT_FLOATS = 2**53

_NO_INT = "type(%s) is not int"

_SIGNS = str.maketrans({"+": "", "-": "m"})

_TESTS = {
    "null": "given is None",
    "boolean": "type(given) is bool",
    "number": "type(given) is int or type(given) is float",
    "string": "type(given) is str",
    "array": "type(given) is list",
    "object": "type(given) is dict",
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
        self.reaches = False
        """Whether the code calls the fast path of another class."""
        self.constants: dict[str, str] = {}
        """The module's own constants (compiled patterns, steps), by name."""

    def at(self, margin: int) -> str:
        """Take note of the margin; give nothing, so that a template can say it."""
        self.margin = margin
        return ""

    def pattern(self, text: ir.Text, label: str) -> str:
        """Spell the constant that holds a compiled pattern."""
        plain = label if label.isascii() else names.spelled(label)
        self.use("Final")
        compiled = self.compiled(text.pattern or "", text.max_length)
        return self._constant(plain.upper() + "_PATTERN", compiled)

    def compiled(self, pattern: str, max_length: int | None = None) -> str:
        """Spell the compiled form of a pattern."""
        # Imported here: few schemas have patterns.
        from ocppgen.schema.pattern import translate

        self.use("re")
        return f"re.compile({quoted(translate(pattern, max_length))})"

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

    def plain_uri(self) -> str:
        """Spell the function that finds out fast that a text needs a closer look."""
        return self.imports.use_from((RUNTIME, "formats"), "not_plain_uri")

    def format(self, name: str) -> str:
        """Spell the function that checks a format."""
        return self.imports.use_from((RUNTIME, "formats"), "is_" + name.replace("-", "_"))

    def constant_values(self, one: ir.Constants) -> str:
        """Spell the tuple of a closed set."""
        values = [literal(value) for value in one.values]
        return f"({values[0]},)" if len(values) == 1 else f"({', '.join(values)})"

    def constant_options(self, one: ir.Constants) -> list[str]:
        """Spell how a closed set is to be compared, where that is not as usual."""
        return [] if one.whole_floats else ["integers_only=True"]

    def beyond(self, item: str, sign: str, bound: Decimal) -> str:
        """Spell the test that a number is on the wrong side of a bound.

        Up to 2**53 a float and the decimal it is written as are on the same side of any
        bound that is written as a float, or as an integer. Beyond, decimals are compared.
        """
        if abs(bound) <= _EXACT_FLOATS and Decimal(repr(float(bound))) == bound:
            return f"{item} {sign} {literal(bound)}"
        return f'{self.use("exact")}({item}) {sign} {self.use("Decimal")}("{bound}")'

    def otherwise(self, tests: list[str]) -> str:
        """Spell what `unless` does, for a value that is there after one that was not."""
        line = self.unless(tests)
        if line.count("\n") == 2:  # noqa: PLR2004  (a test, and what follows)
            return f"el{line}"
        return "else:\n" + "".join(f"    {each}\n" for each in line.splitlines())

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

    def tests(self, one: ir.Type, item: str, label: str) -> list[str]:
        """List the tests by which a value is refused that needs no reading."""
        return conditions.tests(self, one, item, label)

    def unless(self, tests: list[str], further: int = 0) -> str:
        """Spell that a value which fails a test is left to the slow path.

        The code stands *further* from the margin than what is around it.
        """
        if not tests:
            return ""
        refuse = f":\n    raise {self.use('Bailout')}\n"
        line = f"if {' or '.join(tests) if len(tests) > 1 else ''.join(map(_bare, tests))}"
        # A pattern's constant is named for its property: how long that is decides nothing.
        named = any("_PATTERN.search(" in test for test in tests[1:])
        if not named and self.margin + further + len(line) < WIDTH:
            return line + refuse
        return "".join(f"if {_bare(test)}{refuse}" for test in tests)

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
            self.reaches = True
            return f"{self.name(one.place)}._accept"
        return self.function("accept", one.place)

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
                self.reaches = True
                return f"{self.name(place)}._emit({item})"
            case ir.Reference(place=place):
                return f"{self.function('emit', place)}({item})"
            case ir.Integer() | ir.Number():
                return f"repr({item})"
            case ir.Boolean():
                return f'("true" if {item} else "false")'
        return f"{self.use('encode')}({item})"

    def tested_text(
        self, one: ir.Type, item: str, label: str, target: list[str], ending: list[str]
    ) -> str:
        """Spell that an integer's text is added, with its test; nothing for other types."""
        if not isinstance(one, ir.Integer) or self.tests(one, item, label) != [_NO_INT % item]:
            return ""
        text = f"({self.text_of(one, item)} if type({item}) is int else bail())"
        self.use("bail")
        return add(target, [text, *ending], self.margin)

    def is_converted(self, one: ir.Type) -> bool:
        """Tell whether reading a value is also its test."""
        return isinstance(one, ir.Choice | ir.Reference) or one == ir.Text(format="date-time")

    def is_kept(self, one: ir.Type) -> bool:
        """Tell whether a value is the same on the wire and in a field."""
        plain = self.kind(one) not in ("list", "map", "union", "date_time")
        return plain and not self.is_converted(one) and self.read_as(one, "item") == "item"

    def reads_item(self, structure: NamedStructure) -> bool:
        """Tell whether reading a structure needs a variable for single values."""
        return not all(field.required and self._in_place(field) for field in structure.fields)

    def writes_item(self, structure: NamedStructure) -> bool:
        """Tell whether writing a structure needs a variable for single values."""
        return not all(self.is_direct(field) for field in structure.fields)

    def is_direct(self, field: NamedField) -> bool:
        """Tell whether a field's value is written by one expression, on one line."""
        if not field.always or not self._in_place(field):
            return False
        if self.kind(field.type) == "list":
            return True
        value = self.text_of(field.type, f"self.{field.name}")
        return len(f"        text += {key(field.wire, ',')} + {value}") <= WIDTH

    def _in_place(self, field: NamedField) -> bool:
        return self.is_converted(field.type) or self.kind(field.type) == "list"

    def has_lists(self, structure: NamedStructure, *, reading: bool = False) -> bool:
        """Tell whether a structure's code needs a variable for arrays."""
        types = [field.type for field in structure.fields]
        return any(
            isinstance(one, ir.List) and not (reading and self.is_mapped(one)) for one in types
        )

    def maps(self, structure: NamedStructure) -> bool:
        """Tell whether a structure has an array of objects, which may be long."""
        return any(self.is_mapped(field.type) for field in structure.fields)

    def is_mapped(self, one: ir.Type) -> bool:
        """Tell whether a function that is called for each item reads an array."""
        return (
            isinstance(one, ir.List)
            and not one.unique
            and self.kind(one.item) in ("structure", "helper")
        )

    def sizes(self, one: ir.List) -> list[str]:
        """Spell the fewest and the most items of an array, as far as need be."""
        return conditions.sizes(one)


def _bare(test: str) -> str:
    """Take the parentheses off a test that stands alone."""
    return test[1:-1] if test.startswith("(") else test
