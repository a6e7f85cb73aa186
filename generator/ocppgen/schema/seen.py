"""What the schemas that hold speak of: ``unevaluatedProperties`` and ``unevaluatedItems``.

A schema speaks of members and items by its own keywords, and by those of the schemas that hold
beside it: some in any case, others only where their branch does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.model import ir
from ocppgen.schema.keywords import Keywords

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ocppgen.schema.nodes import Node
    from ocppgen.schema.reader import Reader

MOST_SOURCES = 500
"""How many schemas may speak of the members of one object."""


class Seen:
    """Lists what schemas speak of, for one keyword."""

    def __init__(self, reader: Reader, test: Callable[[Node], ir.Test], keyword: str) -> None:
        """Read schemas with *reader*, and make tests of branches with *test*."""
        self._reader = reader
        self._test = test
        self._keyword = keyword

    def sources(self, node: Node) -> tuple[ir.Evaluated, ...]:
        """List what a schema and those that hold beside it speak of."""
        found: list[ir.Evaluated] = []
        stack: list[tuple[Node, tuple[ir.Test, ...]]] = [(node, ())]
        while stack:
            one, guards = stack.pop()
            if isinstance(one.schema, bool):
                continue
            one = self._reader.entered(one)
            found.append(self._own(one, guards, outermost=one.place == node.place))
            stack += self._beside(one, guards)
            if len(found) > MOST_SOURCES:
                message = f"more than {MOST_SOURCES} schemas speak of it; use fewer branches"
                raise Keywords.of(node).refused(self._keyword, message)
        return tuple(one for one in dict.fromkeys(found) if one != ir.Evaluated(one.guards))

    def _own(self, node: Node, guards: tuple[ir.Test, ...], *, outermost: bool) -> ir.Evaluated:
        words = self._reader.known(node)
        every = self._keyword in words and not outermost
        if self._keyword == "unevaluatedProperties":
            return ir.Evaluated(
                guards,
                named=tuple(words.properties()),
                patterns=tuple(words.patterns()),
                everything=every or "additionalProperties" in words,
            )
        prefix, rest = words.prefix(), words.rest_of_items()
        contains = None
        if "contains" in words and "prefixItems" not in node.dialect.lacks:
            contains = self._test(node.below("contains", schema=words.schema["contains"]))
        return ir.Evaluated(
            guards,
            first=len(prefix or ()),
            contains=contains,
            everything=every or rest is not None,
        )

    def _beside(
        self, node: Node, guards: tuple[ir.Test, ...]
    ) -> Iterator[tuple[Node, tuple[ir.Test, ...]]]:
        """List the schemas that hold beside one, each with what they hang on."""
        words = Keywords.of(node)
        if "$ref" in words:
            yield self._reader.target(node, words), guards
        for keyword in ("allOf", "anyOf", "oneOf"):
            for index, schema in enumerate(words.schemas(keyword)):
                below = node.below(keyword, str(index), schema=schema)
                yield below, guards if keyword == "allOf" else (*guards, self._test(below))
        if "if" in words:
            asked = node.below("if", schema=words.schema["if"])
            test = self._test(asked)
            yield asked, (*guards, test)
            for keyword, guard in (("then", test), ("else", ir.Not(test))):
                if keyword in words:
                    below = node.below(keyword, schema=words.schema[keyword])
                    yield below, (*guards, guard)
        for name, schema in words.schema_map("dependentSchemas").items():
            guard = ir.Properties(required=(name,))
            yield node.below("dependentSchemas", name, schema=schema), (*guards, guard)
