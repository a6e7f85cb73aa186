"""The schema of a member as data: ``member("interval", Integer(minimum=0))``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ocppgen.model import ir
from ocppgen.python import condition_types
from ocppgen.python.calls import Call
from ocppgen.python.condition_types import ConditionWriter
from ocppgen.python.literals import limit, literal
from ocppgen.python.quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ocppgen.naming.package import Module, NamedStructure

_PLAIN = {
    ir.Anything: "AnyValue",
    ir.Boolean: "Boolean",
    ir.Nothing: "Nothing",
    ir.Null: "Null",
}


class TypeWriter(ConditionWriter, Protocol):
    """What spelling a type needs of the writer of its module."""

    def name(self, place: ir.Place) -> str:
        """Return the class at a place."""

    def pattern(self, text: ir.Text, label: str) -> str:
        """Return the constant that holds a compiled pattern."""

    def is_defined(self, place: ir.Place) -> bool:
        """Tell whether a class is there when the line that is written runs."""

    def helper(self, place: ir.Place) -> tuple[ir.Type, str] | None:
        """Return what stands for a type of a field, and its label; None for a class."""

    def shared(self, place: ir.Place) -> tuple[str, str] | None:
        """Return the name of a type that stands apart, and its constant."""

    def constant(self, place: ir.Place) -> str | None:
        """Return the constant of a type that is told before the classes."""


def spelled(m: TypeWriter, one: ir.Type, label: str) -> Call:
    """Spell a type; *label* names the constants that it may need."""
    match one:
        case ir.Text():
            return Call(m.use("String"), _of_text(m, one, label))
        case ir.Integer(limits=limits, whole_floats=whole):
            words = ["whole_floats=True"] if whole else []
            return Call(m.use("Integer"), [*words, *_of_limits(limits)])
        case ir.Number(limits=limits):
            return Call(m.use("Number"), _of_limits(limits))
        case ir.Choice(place=place, typed=typed, keyword=keyword):
            options = [] if typed else ["untyped=True"]
            options += [f"keyword={quoted(keyword)}"] if keyword != "enum" else []
            return Call(m.use("Enumeration"), [m.name(place), *options])
        case ir.Constants(values=values, keyword=keyword, whole_floats=whole):
            options = [] if whole else ["integers_only=True"]
            head = "Constant" if keyword == "const" else "Constants"
            return Call(m.use(head), [*map(literal, values), *options])
        case ir.List(item=item):
            words = _keywords(min_items=one.min_items, max_items=one.max_items)
            words += ["unique_items=True"] if one.unique else []
            return Call(m.use("Array"), [spelled(m, item, label), *words])
        case ir.Map(values=values):
            return Call(m.use("Map"), [spelled(m, values, label), *properties(one)])
        case ir.Union(options=options, rest=rest, keyword=keyword):
            words = ["rest=True"] if rest else []
            words += [f"keyword={quoted(keyword)}"] if keyword != "type" else []
            every = [spelled(m, each, label) for each in options]
            return Call(m.use("Union"), [*every, *words])
        case ir.Alternatives(options=options, exactly_one=exactly_one):
            every = [
                spelled(m, each, f"{label}__option{index}")
                for index, each in enumerate(options, 1)
            ]
            head = "OneOf" if exactly_one else "AnyOf"
            return Call(m.use(head), [*every, *_of_tag(one.tag)])
        case ir.Checked(type=inner, conditions=conditions):
            tests = [test(m, each) for each in conditions]
            return Call(m.use("WithConditions"), [spelled(m, inner, label), *tests])
        case ir.Reference(place=place):
            return _of_reference(m, place)
    if one == ir.Anything(known=True):
        return Call(m.use("AllOf"), [])
    return Call(m.use(_PLAIN[type(one)]), [])


def test(m: TypeWriter, one: ir.Test) -> Call:
    """Spell what a verdict asks: a condition, or a type for which there is no class."""
    if isinstance(one, condition_types.CONDITIONS):
        return condition_types.spelled(m, one, lambda each: spelled(m, each, ""))
    return spelled(m, one, "")


def properties(one: ir.Map | NamedStructure) -> list[str]:
    """Spell how many members an object may have."""
    return _keywords(min_properties=one.min_properties, max_properties=one.max_properties)


def in_order(module: Module, helpers: Mapping[ir.Place, ir.Type]) -> list[NamedStructure]:
    """Sort the classes of a module so that each comes after those that it is made of.

    Those that contain themselves cannot all: the others keep the schema's order.
    """
    by_place = {place: one for one in module.structures for place in one.places}
    ordered: dict[str, NamedStructure] = {}
    begun: set[str] = set()
    stack = [*reversed(module.structures)]
    while stack:
        structure = stack[-1]
        if structure.name in begun:
            ordered.setdefault(structure.name, stack.pop())
            continue
        begun.add(structure.name)
        parts = [by_place[place] for place in _made_of(structure, helpers) if place in by_place]
        stack += [one for one in reversed(parts) if one.name not in begun]
    return list(ordered.values())


def _made_of(
    structure: NamedStructure, helpers: Mapping[ir.Place, ir.Type]
) -> Iterator[ir.Place]:
    """Yield the places of what a class's members refer to."""
    stack = [field.type for field in structure.fields]
    stack += [] if structure.extra is None else [structure.extra]
    stack.reverse()
    seen: set[ir.Place] = set()
    while stack:
        one = stack.pop()
        stack += reversed(ir.parts(one))
        if isinstance(one, ir.Reference) and one.place not in seen:
            seen.add(one.place)
            yield one.place
            stack += [helpers[one.place]] if one.place in helpers else []


def _of_reference(m: TypeWriter, place: ir.Place) -> Call:
    shared = m.shared(place)
    if shared is not None:
        name, constant = shared
        return Call(m.use("Shared"), [quoted(name), f"lambda: {constant}"])
    early = m.constant(place)
    if early is not None:
        return Call(early, [], ends=("", ""))
    helper = m.helper(place)
    if helper is not None:
        return spelled(m, *helper)
    name = m.name(place)
    return Call(m.use("Object"), [name if m.is_defined(place) else f"lambda: {name}"])


def _of_text(m: TypeWriter, one: ir.Text, label: str) -> list[str]:
    words = _keywords(min_length=one.min_length, max_length=one.max_length)
    if one.pattern is not None:
        matches = m.pattern(one, label) if label else m.compiled(one.pattern, one.max_length)
        words += [f"pattern={quoted(one.pattern)}", f"matches={matches}"]
    return words + ([f"format={quoted(one.format)}"] if one.format else [])


def _of_tag(tag: ir.Tag | None) -> list[Call | str]:
    if tag is None:
        return []
    tags = [
        f"{quoted(value)}: {index}"
        for index, values in enumerate(tag.values)
        for value in values
    ]
    return [f"tag={quoted(tag.wire)}", Call("", tags, before="tags=", ends="{}")]


def _of_limits(limits: ir.Limits) -> list[str]:
    bounds = {
        "minimum": limits.minimum,
        "maximum": limits.maximum,
        "exclusive_minimum": limits.exclusive_minimum,
        "exclusive_maximum": limits.exclusive_maximum,
        "multiple_of": limits.multiple_of,
    }
    return [f"{word}={limit(bound)}" for word, bound in bounds.items() if bound is not None]


def _keywords(**words: object) -> list[str]:
    return [f"{word}={value}" for word, value in words.items() if value is not None]
