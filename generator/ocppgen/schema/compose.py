"""Schemas that are put together: the type of a value, and the conditions that it meets besides.

The type is that of all schemas that hold together, merged. What it cannot say becomes a
condition, so that type and conditions together are exactly what the schema says.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeAlias

from ocppgen.model import ir
from ocppgen.schema import bounds
from ocppgen.schema.alternatives import Branch, grouped
from ocppgen.schema.keywords import Keywords
from ocppgen.schema.nodes import shared_place
from ocppgen.schema.questions import asserts, has_base, keys_have_one_pattern
from ocppgen.schema.vocabulary import LATEST, OF_TYPE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ocppgen.schema.nodes import Node
    from ocppgen.schema.reader import Reader
    from ocppgen.schema.rules import Rules
    from ocppgen.schema.vocabulary import Dialect


class Builder(Protocol):
    """What putting schemas together needs of the builder of types."""

    def type(self, node: Node) -> ir.Type:
        """Say what one schema admits."""

    def object(
        self, place: ir.Place, nodes: Sequence[Node], conditions: Sequence[ir.Test] = ()
    ) -> ir.Type:
        """Say what schemas admit of an object, which together are one."""

    def share(self, place: ir.Place, one: ir.Type) -> ir.Type:
        """Let a type stand apart, because it contains itself; refer to it."""

    def kind(self, one: ir.Type) -> str | None:
        """Return the JSON type of all values of a type, `None` where there are several."""


_Key: TypeAlias = "tuple[frozenset[ir.Place], tuple[str, ...]]"


class Composer:
    """Puts schemas together."""

    def __init__(self, builder: Builder, reader: Reader, rules: Rules) -> None:
        """Build types with *builder*, and conditions with *rules*."""
        self._builder = builder
        self._reader = reader
        self._rules = rules
        # What is made of schemas that hold together, by their places: they are merged once,
        # and may contain themselves.
        self._made: dict[_Key, ir.Type] = {}
        self._open: dict[_Key, ir.Place] = {}
        self._recurring: set[_Key] = set()

    def compose(self, node: Node) -> ir.Type:
        """Say what a schema admits whose keywords have to be put together."""
        return self.of_all(node.place, self._reader.conjuncts(node))

    def of_all(
        self,
        place: ir.Place,
        nodes: Sequence[Node],
        kinds: Sequence[str] | None = None,
        dialect: Dialect = LATEST,
    ) -> ir.Type:
        """Say what several schemas admit together, which stand at *place* as one.

        Only values of the JSON types *kinds* are asked for, if these are given; *dialect*
        says what an integer is.
        """
        if any(node.schema is False for node in nodes):
            return ir.Nothing()
        asserting = [
            node
            for node in nodes
            if not isinstance(node.schema, bool) and asserts(Keywords.of(node))
        ]
        if not asserting and kinds is None:
            return ir.Anything()
        if len(asserting) == 1 and asserting[0].place != place and kinds is None:
            return self._builder.type(asserting[0])
        key = (frozenset(node.place for node in asserting), tuple(kinds or ()))
        if key in self._made:
            return self._made[key]
        if key in self._open:
            self._recurring.add(key)
            return ir.Reference(shared_place(self._open[key]))
        self._open[key] = place
        try:
            one = self._joined(place, asserting, kinds, dialect)
        finally:
            self._open.pop(key)
        if key in self._recurring:
            one = self._builder.share(place, one)
        self._made[key] = one
        return one

    def _joined(
        self,
        place: ir.Place,
        nodes: Sequence[Node],
        kinds: Sequence[str] | None,
        dialect: Dialect,
    ) -> ir.Type:
        words = [Keywords.of(node) for node in nodes]
        named = kinds
        for each in words:
            named = _both(named, each.types())
        if named is not None and not named:
            return ir.Nothing()
        closed = next((i for i, each in enumerate(words) if each.is_closed()), None)
        if closed is not None:
            wanted = [] if kinds is None else [_bare(kind, dialect) for kind in kinds]
            return self._closed(nodes, words, closed, wanted)
        unions = [
            (i, keyword)
            for i, each in enumerate(words)
            for keyword in ("anyOf", "oneOf")
            if keyword in each
        ]
        if len(unions) == 1 and not any(has_base(each) for each in words):
            index, keyword = unions[0]
            one = self._union(nodes[index], words[index], keyword, named)
            if one is not None:
                skipped = {index: (keyword,)}
                return _checked(one, self._conditions(nodes, words, skipped))
        return self._merged(place, nodes, words, named, dialect)

    def _conditions(
        self,
        nodes: Sequence[Node],
        words: Sequence[Keywords],
        without: Mapping[int, tuple[str, ...]],
    ) -> list[ir.Test]:
        """List what the keywords ask that the type does not say."""
        found: list[ir.Test] = []
        items = () if any(each.prefix() is not None for each in words) else ("items",)
        for i, (node, each) in enumerate(zip(nodes, words, strict=True)):
            skipped = [*without.get(i, ()), "required", *items]
            if "patternProperties" not in each:
                skipped += ["properties", "additionalProperties"]
            for test in self._rules.conditions(node, each, skipped):
                if isinstance(test, ir.Properties):  # the members with names have types
                    named = tuple((name, ir.Anything()) for name, _ in test.named)
                    found.append(replace(test, named=named))
                else:
                    found.append(test)
        return found

    def _closed(
        self,
        nodes: Sequence[Node],
        words: Sequence[Keywords],
        closed: int,
        wanted: Sequence[ir.Type],
    ) -> ir.Type:
        """Take the values that one schema lists; the others are conditions."""
        own = words[closed]
        one = own.closed_set(own.types())
        conditions: list[ir.Test] = []
        for i, node in enumerate(nodes):
            listed = ("enum" if "enum" in own else "const", "type", "minLength", "maxLength")
            conditions += self._rules.own(node, listed if i == closed else ())
        if wanted:
            conditions.append(ir.Union(tuple(wanted)))
        return _checked(one, conditions)

    def _union(
        self, node: Node, words: Keywords, keyword: str, named: Sequence[str] | None
    ) -> ir.Type | None:
        """Make a type of the branches of ``anyOf`` or ``oneOf``, where Python has one."""
        branches = []
        for index, schema in enumerate(words.schemas(keyword)):
            below = node.below(keyword, str(index), schema=schema)
            one = self._builder.type(below)
            if named is not None and not self._is_within(one, named):
                one = self.of_all(
                    below.place, self._reader.conjuncts(below), named, node.dialect
                )
            nodes = [] if isinstance(schema, bool) else self._reader.conjuncts(below)
            options = tuple((each, self._builder.kind(each)) for each in bounds.options(one))
            branches.append(Branch(options, tuple(nodes)))
        return grouped(node, branches, keyword)

    def _is_within(self, one: ir.Type, named: Sequence[str]) -> bool:
        kinds = {self._builder.kind(each) for each in bounds.options(one)}
        wanted = {"number" if kind == "integer" else kind for kind in named}
        return None not in kinds and "integer" not in named and kinds <= wanted

    def _merged(
        self,
        place: ir.Place,
        nodes: Sequence[Node],
        words: Sequence[Keywords],
        named: Sequence[str] | None,
        dialect: Dialect,
    ) -> ir.Type:
        said = [
            kind
            for kind, keys in OF_TYPE.items()
            if any(key in each for each in words for key in keys)
        ]
        conditions = self._conditions(nodes, words, {})
        if named == ["object"]:
            made = self._builder.object(place, nodes, conditions)
            if isinstance(made, ir.Reference):
                return made
            if len(nodes) == 1 and keys_have_one_pattern(words[0]):
                made, conditions = self._of_one_pattern(made, nodes[0], conditions)
            return _checked(made, conditions)
        options = []
        for kind in named or said:
            option, exact = self._option(kind, place, nodes, words, dialect)
            options.append(option)
            if not exact:
                conditions += [test for node in nodes for test in self._rules.own(node)]
        one: ir.Type = ir.Anything()
        if named is None and options:
            one = ir.Union(tuple(options), rest=True)
        elif options:
            one = options[0] if len(options) == 1 else ir.Union(tuple(options))
        return _checked(one, conditions)

    def _of_one_pattern(
        self, one: ir.Type, node: Node, conditions: Sequence[ir.Test]
    ) -> tuple[ir.Type, list[ir.Test]]:
        """Give the values of a mapping their type, where all its keys match one pattern."""
        ((pattern, schema),) = Keywords.of(node).patterns().items()
        values = self._builder.type(node.below("patternProperties", pattern, schema=schema))
        typed = replace(one, values=values) if isinstance(one, ir.Map) else one
        bare = ((pattern, ir.Anything()),)
        kept = [
            replace(test, patterns=bare) if isinstance(test, ir.Properties) else test
            for test in conditions
        ]
        return typed, kept

    def _option(
        self,
        kind: str,
        place: ir.Place,
        nodes: Sequence[Node],
        words: Sequence[Keywords],
        dialect: Dialect,
    ) -> tuple[ir.Type, bool]:
        """Merge what is said of one JSON type; tell whether that says it all."""
        match kind:
            case "null" | "boolean":
                return _bare(kind, dialect), True
            case "integer" | "number":
                limits, exact = bounds.limits([each.limits() for each in words])
                if kind == "number":
                    return ir.Number(limits), exact
                saying = [each for each in words if "integer" in (each.types() or ())]
                dialects = [each.dialect for each in saying] or [dialect]
                whole = all(each.integral_floats for each in dialects)
                return ir.Integer(limits, whole), exact
            case "string":
                return bounds.text([each.string(self._reader.format(each)) for each in words])
            case "array":
                return self._list(place, nodes, words)
            case _:
                return self._builder.object(place, nodes), True

    def _list(
        self, place: ir.Place, nodes: Sequence[Node], words: Sequence[Keywords]
    ) -> tuple[ir.Type, bool]:
        below = [
            node.below("items", schema=each.schema["items"])
            for node, each in zip(nodes, words, strict=True)
            if "items" in each and each.prefix() is None
        ]
        item: ir.Type = ir.Anything()
        if len(below) == 1 and all(each.prefix() is None for each in words):
            item = self._builder.type(below[0])
        elif below and all(each.prefix() is None for each in words):
            together = [one for each in below for one in self._reader.conjuncts(each)]
            item = self.of_all(
                ir.Place(place.file, f"{place.pointer}/items", "merged"), together
            )
        fewest = bounds.most([each.count("minItems") for each in words])
        most = bounds.least([each.count("maxItems") for each in words])
        unique = any(each.switch("uniqueItems") for each in words)
        return ir.List(item, fewest, most, unique), True


def _both(one: Sequence[str] | None, other: Sequence[str] | None) -> list[str] | None:
    """Return the JSON types that both lists have; `None` is every one."""
    if one is None or other is None:
        return None if one is other else list(one or other or ())
    found = [kind for kind in one if kind in other]
    if "integer" in one and "number" in other and "integer" not in found:
        found.append("integer")
    if "number" in one and "integer" in other and "integer" not in found:
        found.append("integer")
    return found


def _bare(kind: str, dialect: Dialect) -> ir.Type:
    """Return the type of every value of a JSON type."""
    types: dict[str, ir.Type] = {
        "null": ir.Null(),
        "boolean": ir.Boolean(),
        "integer": ir.Integer(whole_floats=dialect.integral_floats),
        "number": ir.Number(),
        "string": ir.Text(),
        "array": ir.List(ir.Anything()),
        "object": ir.Map(ir.Anything()),
    }
    return types[kind]


def _checked(one: ir.Type, conditions: Sequence[ir.Test]) -> ir.Type:
    """Join a type and its conditions."""
    kept = tuple(test for test in dict.fromkeys(conditions) if test != ir.Anything())
    return ir.Checked(one, kept) if kept else one
