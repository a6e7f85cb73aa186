"""What a verdict asks of a value: schemas as tests, for which no class is made.

A schema is a test of each of its keywords. What is referred to becomes a rule that stands
apart, so that a schema is said once however many refer to it, and may contain itself.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from ocppgen.errors import GeneratorError
from ocppgen.model import ir
from ocppgen.schema.seen import Seen
from ocppgen.schema.vocabulary import OF_TYPE
from ocppgen.text import token

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from ocppgen.schema.keywords import Keywords
    from ocppgen.schema.nodes import Node
    from ocppgen.schema.reader import Reader

MOST_LEVELS = 12
"""How many tests may stand within each other before the inner ones stand apart."""


_SAYING_NOTHING = (
    ir.Text(),
    ir.Number(),
    ir.List(ir.Anything(known=True)),
    ir.Map(ir.Anything(known=True)),
)
"""The types of all values of one JSON type."""


class Rules:
    """Makes tests, and those that stand apart."""

    def __init__(self, reader: Reader) -> None:
        """Read schemas with *reader*."""
        self._reader = reader
        self._rules: dict[ir.Place, ir.Test] = {}
        self._queue: deque[Node] = deque()

    def finished(self) -> Mapping[ir.Place, ir.Test]:
        """Make every rule that is referred to; refuse those that contain nothing but themselves."""
        while self._queue:
            node = self._queue.popleft()
            with self._reader.refusals.collected():
                self._rules[node.place] = self._whole(node)
        for place in self._circular():
            message = "leads back to itself with nothing between; break it"
            self._reader.refusals.add(
                GeneratorError(message, file=place.file, pointer=place.pointer)
            )
        return self._rules

    def test(self, node: Node) -> ir.Test:
        """Say all that a schema asks of a value."""
        if isinstance(node.schema, bool):
            return ir.Anything() if node.schema else ir.Nothing()
        node = self._reader.entered(node)
        words = self._reader.known(node)
        if "$ref" in words and words.ref_alone():
            return self._rule(self._reader.target(node, words))
        if node.depth > MOST_LEVELS:
            return self._rule(node)
        return self._whole(node)

    def own(self, node: Node, without: Collection[str] = ()) -> list[ir.Test]:
        """List what the own keywords of a schema ask, but for ``$ref``, ``allOf`` and *without*."""
        words = self._reader.known(node).without(without)
        return [*self._of_type(words), *self.conditions(node, words)]

    def conditions(
        self, node: Node, words: Keywords, without: Collection[str] = ()
    ) -> list[ir.Test]:
        """List what the keywords ask that change no type, but for ``$ref`` and ``allOf``."""
        kept = words.without(without)
        found = [*self._applied(node, kept), *self._of_items(node, kept)]
        found += [*self._of_members(node, kept), *self._of_dependents(node, kept)]
        return [*found, *self._of_the_rest(node, kept)]

    def _rule(self, node: Node) -> ir.Test:
        if isinstance(node.schema, bool):
            return ir.Anything() if node.schema else ir.Nothing()
        if node.place not in self._rules:
            self._rules[node.place] = ir.Anything()  # until its turn comes
            self._queue.append(replace(node, depth=0))
        return ir.Rule(node.place)

    def _whole(self, node: Node) -> ir.Test:
        words = self._reader.known(node)
        self._reader.unused.extend(self._reader.definitions(node))
        tests: list[ir.Test] = []
        if "$ref" in words:
            tests.append(self._rule(self._reader.target(node, words)))
        if "$ref" not in words or not node.dialect.ref_stands_alone:
            tests += self.own(node)
            tests += [self._below(node, each, "allOf", str(i))
                      for i, each in enumerate(words.schemas("allOf"))]  # fmt: skip
        return together(tests)

    def _below(self, node: Node, schema: object, *path: str) -> ir.Test:
        return self.test(node.below(*path, schema=schema))

    def _of_type(self, words: Keywords) -> Iterator[ir.Test]:
        """Say what the keywords ask that make a type, containers without what is in them."""
        for keyword in ("enum", "const"):
            if keyword in words:
                yield ir.Constants(words.constants(keyword), keyword)
        named = words.types()
        said = [kind for kind, keys in OF_TYPE.items() if any(key in words for key in keys)]
        options = tuple(self._option(kind, words) for kind in (named or said))
        if named is not None:
            yield options[0] if len(options) == 1 else ir.Union(options)
        else:
            saying = tuple(one for one in options if one not in _SAYING_NOTHING)
            if saying:
                yield ir.Union(saying, rest=True)

    def _option(self, kind: str, words: Keywords) -> ir.Type:
        match kind:
            case "null":
                return ir.Null()
            case "boolean":
                return ir.Boolean()
            case "integer":
                return ir.Integer(words.limits(), words.dialect.integral_floats)
            case "number":
                return ir.Number(words.limits())
            case "string":
                return words.string(self._reader.format(words))
            case "array":
                sizes = (words.count("minItems"), words.count("maxItems"))
                return ir.List(ir.Anything(known=True), *sizes, words.switch("uniqueItems"))
            case _:
                fewest, most = words.count("minProperties"), words.count("maxProperties")
                return ir.Map(ir.Anything(known=True), fewest, most)

    def _applied(self, node: Node, words: Keywords) -> Iterator[ir.Test]:
        for keyword, kind in (("anyOf", ir.AnyOf), ("oneOf", ir.OneOf)):
            if keyword in words:
                schemas = enumerate(words.schemas(keyword))
                yield kind(
                    tuple(self._below(node, each, keyword, str(i)) for i, each in schemas)
                )
        if "not" in words:
            yield ir.Not(self._below(node, words.schema["not"], "not"))
        if "if" in words and ("then" in words or "else" in words):
            then, otherwise = (
                self._below(node, words.schema[word], word) if word in words else None
                for word in ("then", "else")
            )
            yield ir.If(self._below(node, words.schema["if"], "if"), then, otherwise)

    def _of_items(self, node: Node, words: Keywords) -> Iterator[ir.Test]:
        prefix = words.prefix()
        rest = words.rest_of_items()
        if prefix is not None or (rest and words.schema[rest] not in (True, {})):
            first = "prefixItems" if "prefixItems" in words else "items"
            yield ir.Items(
                tuple(self._below(node, each, first, str(i)) for i, each in enumerate(prefix or ())),
                self._below(node, words.schema[rest], rest) if rest else None,
                (first, rest or "items"),
            )  # fmt: skip
        if "contains" in words:
            fewest, most = words.count("minContains"), words.count("maxContains")
            yield ir.Contains(
                self._below(node, words.schema["contains"], "contains"),
                1 if fewest is None else fewest,
                most,
            )

    def _of_members(self, node: Node, words: Keywords) -> Iterator[ir.Test]:
        extra = None
        if words.schema.get("additionalProperties", True) not in (True, {}):
            below = words.schema["additionalProperties"]
            extra = self._below(node, below, "additionalProperties")
        named = tuple(
            (name, self._below(node, each, "properties", name))
            for name, each in words.properties().items()
        )
        patterns = tuple(
            (pattern, self._below(node, each, "patternProperties", pattern))
            for pattern, each in words.patterns().items()
        )
        required = tuple(dict.fromkeys(words.names("required")))
        if named or patterns or required or extra is not None:
            yield ir.Properties(named, patterns, extra, required)
        if "propertyNames" in words:
            yield ir.PropertyNames(
                self._below(node, words.schema["propertyNames"], "propertyNames")
            )

    def _of_dependents(self, node: Node, words: Keywords) -> Iterator[ir.Test]:
        for keywords in (("dependencies",) * 2, ("dependentRequired", "dependentSchemas")):
            found = [
                (name, each, keyword)
                for keyword in dict.fromkeys(keywords)
                for name, each in words.schema_map(keyword).items()
            ]
            required = tuple(
                (name, words.name_list(each, f"{keyword}/{token(name)}"))
                for name, each, keyword in found
                if isinstance(each, list)
            )
            tests = tuple(
                (name, self._below(node, each, keyword, name))
                for name, each, keyword in found
                if not isinstance(each, list)
            )
            if found:
                yield ir.Dependents(required, tests, keywords)

    def _of_the_rest(self, node: Node, words: Keywords) -> Iterator[ir.Test]:
        for keyword in ("unevaluatedProperties", "unevaluatedItems"):
            if keyword in words:
                rest = self._below(node, words.schema[keyword], keyword)
                seen = Seen(self._reader, self.test, keyword)
                yield ir.Unevaluated(seen.sources(node), rest, keyword)

    def _circular(self) -> list[ir.Place]:
        """List the rules that ask themselves of the same value."""
        edges = {place: set(_in_place(test)) for place, test in self._rules.items()}
        done: set[ir.Place] = set()
        circular = []
        for start in edges:
            path: dict[ir.Place, None] = {}
            stack: list[tuple[ir.Place, bool]] = [(start, False)]
            while stack:
                place, leaving = stack.pop()
                if leaving:
                    path.pop(place)
                    done.add(place)
                elif place in path:
                    circular.append(place)
                elif place not in done:
                    path[place] = None
                    stack.append((place, True))
                    stack += [(each, False) for each in edges.get(place, ())]
        return circular


def together(tests: list[ir.Test]) -> ir.Test:
    """Join tests that all have to hold."""
    kept = [one for one in dict.fromkeys(tests) if one != ir.Anything()]
    if ir.Nothing() in kept:
        return ir.Nothing()
    if not kept:
        return ir.Anything()
    return kept[0] if len(kept) == 1 else ir.AllOf(tuple(kept))


def _in_place(test: ir.Test) -> Iterator[ir.Place]:
    """List the rules that a test asks of the value itself, not of what is in it."""
    stack: list[ir.Test | None] = [test]
    while stack:
        match stack.pop():
            case ir.Rule(place=place):
                yield place
            case ir.AllOf(tests=tests) | ir.AnyOf(tests=tests) | ir.OneOf(tests=tests):
                stack += tests
            case ir.Not(test=inner):
                stack.append(inner)
            case ir.If(test=inner, then=then, otherwise=otherwise):
                stack += [inner, then, otherwise]
            case ir.Dependents(tests=named):
                stack += [each for _, each in named]
            case ir.Unevaluated(sources=sources):
                stack += [guard for source in sources for guard in source.guards]
