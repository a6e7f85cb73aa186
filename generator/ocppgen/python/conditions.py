"""The tests of the fast path, as Python expressions that are true if a value is in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ocppgen.model import ir

if TYPE_CHECKING:
    from decimal import Decimal


class CodeWriter(Protocol):
    """What a condition needs of the writer of its module."""

    def use(self, name: str) -> str:
        """Import a name, and return it."""

    def pattern(self, text: ir.Text, label: str) -> str:
        """Return the constant that holds a compiled pattern."""

    def step(self, limits: ir.Limits) -> str:
        """Return the constant that holds the test for multiples."""

    def plain_uri(self) -> str:
        """Return the function that finds out fast that a text needs a closer look."""

    def format(self, name: str) -> str:
        """Return the function that checks a format."""

    def constant_values(self, one: ir.Constants) -> str:
        """Return the tuple of a closed set."""

    def constant_options(self, one: ir.Constants) -> list[str]:
        """Return how a closed set is compared, where that is not as usual."""

    def beyond(self, item: str, sign: str, bound: Decimal) -> str:
        """Return the test that a number is on the wrong side of a bound."""


_SIGNS = (
    ("minimum", "<"),
    ("maximum", ">"),
    ("exclusive_minimum", "<="),
    ("exclusive_maximum", ">="),
)


def tests(m: CodeWriter, one: ir.Type, item: str, label: str) -> list[str]:
    """List the tests of a value that is the same on the wire and in a field."""
    match one:
        case ir.Text():
            return text(m, one, item, label)
        case ir.Integer(limits=limits):
            return [f"type({item}) is not int", *bounds(m, limits, item)]
        case ir.Number(limits=limits):
            if limits.multiple_of is not None:
                return bounds(m, limits, item)
            return [f"not {m.use('is_number')}({item})", *bounds(m, limits, item)]
        case ir.Boolean():
            return [f"type({item}) is not bool"]
        case ir.Null():
            return [f"{item} is not None"]
        case ir.Constants():
            arguments = [item, m.constant_values(one), *m.constant_options(one)]
            return [f"not {m.use('is_one_of')}({', '.join(arguments)})"]
        case ir.Anything():
            return [f"not {m.use('is_json')}({item})"]
    return ["True"]


def text(m: CodeWriter, one: ir.Text, item: str, label: str) -> list[str]:
    """List when a string is refused; a date-time is left to whoever reads it."""
    found = [f"type({item}) is not str" + _lengths(one, item)]
    if one.pattern is not None:
        found.append(f"{m.pattern(one, label)}.search({item}) is None")
    if one.format == "uri":
        found.append(f"({m.plain_uri()}({item}) and not {m.format('uri')}({item}))")
    elif one.format not in (None, "date-time"):
        found.append(f"not {m.format(one.format or '')}({item})")
    return found


def bounds(m: CodeWriter, limits: ir.Limits, item: str) -> list[str]:
    """List when a number is refused; the test for multiples also wants a number."""
    found = [] if limits.multiple_of is None else [f"not {m.step(limits)}({item})"]
    for word, sign in _SIGNS:
        bound = getattr(limits, word)
        if bound is not None:
            found.append(m.beyond(item, sign, bound))
    return found


def size(m: CodeWriter, one: ir.List, item: str) -> list[str]:
    """List when an array is refused for its number of items, or for two that are equal."""
    found = []
    if one.min_items:
        found.append(f"len({item}) < {one.min_items}")
    if one.max_items is not None:
        found.append(f"len({item}) > {one.max_items}")
    if one.unique:
        found.append(f"not {m.use('all_unique')}({item})")
    return found


def sizes(one: ir.List) -> list[str]:
    """List the fewest and the most items of an array, as far as need be."""
    if one.max_items is not None:
        return [str(one.min_items or 0), str(one.max_items)]
    return [str(one.min_items)] if one.min_items else []


def count(one: ir.Map | object, item: str) -> list[str]:
    """List when an object is refused for its number of members."""
    fewest, most = getattr(one, "min_properties", None), getattr(one, "max_properties", None)
    found = [f"len({item}) < {fewest}"] if fewest else []
    return found if most is None else [*found, f"len({item}) > {most}"]


def _lengths(one: ir.Text, item: str) -> str:
    lowest, highest = one.min_length, one.max_length
    if lowest is not None and highest is not None:
        return f" or not {lowest} <= len({item}) <= {highest}"
    if highest is not None:
        return f" or len({item}) > {highest}"
    return f" or len({item}) < {lowest}" if lowest is not None else ""
