"""The schemas of a run: what each says, where its references lead, what of it is refused."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from ocppgen.errors import Refusals
from ocppgen.model import ir
from ocppgen.schema.keywords import Keywords
from ocppgen.schema.nodes import Node, as_object, is_untyped
from ocppgen.schema.references import References
from ocppgen.schema.vocabulary import FORMATS
from ocppgen.text import listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ocppgen.schema.documents import Document
    from ocppgen.schema.vocabulary import Annotations

_NAMED = 3


class Reader:
    """Reads the keywords of schemas, and takes note of what has to be told."""

    def __init__(
        self, documents: Sequence[Document], annotations: Annotations, *, library: bool
    ) -> None:
        """Read *documents*; in a *library*, a root with ``properties`` is an object."""
        self._implied = [one.file for one in documents if library and is_untyped(one.root)]
        self.documents = {
            one.file: as_object(one) if one.file in self._implied else one for one in documents
        }
        self._annotations = annotations
        self._lazy_references: References | None = None
        self.refusals = Refusals()
        self.referred: set[str] = set()
        """The files that others refer to."""
        self.unused: deque[Node] = deque()
        """Definitions that were seen: a mistake in them is one, referred to or not."""

    def root(self, document: Document) -> Node:
        """Return the root schema of a file."""
        return Node(document.root, ir.Place(document.file), document.dialect, None)

    def known(self, node: Node) -> Keywords:
        """Take the keywords of a schema, and note those that are outside the vocabulary."""
        words = Keywords.of(node)
        for error in words.unknown(self._annotations):
            self.refusals.add(error)
        return words

    def target(self, node: Node, words: Keywords) -> Node:
        """Return the schema that a ``$ref`` leads to."""
        resolver = node.resolver or self._references.resolver(node.place.file)
        ref = words.text("$ref")
        schema, place, inner = self._references.lookup(resolver, ref, node.place)
        if place.file != node.place.file:
            self.referred.add(place.file)
        dialect = self.documents[place.file].dialect
        if isinstance(schema, bool) and not dialect.booleans:
            message = f"{shown(ref)} leads to {shown(schema)}, which is no schema; correct it"
            raise words.refused("$ref", message)
        return Node(schema, place, dialect, inner, node.depth, entered=True)

    def entered(self, node: Node) -> Node:
        """Follow an id, which moves the base of the references below it."""
        schema, keyword = node.schema, node.dialect.id_keyword
        if node.entered or not isinstance(schema, dict) or keyword not in schema:
            return node
        if node.resolver is None and not node.place.pointer:
            return node  # the resolver of a file starts with the id of its root
        outer = node.resolver or self._references.resolver(node.place.file)
        inner = self._references.within(outer, schema, node.place)
        return replace(node, resolver=inner, entered=True)

    def definitions(self, node: Node) -> Iterator[Node]:
        """List the definitions of a schema."""
        schema = node.schema
        for keyword in node.dialect.definitions if isinstance(schema, dict) else ():
            named = schema.get(keyword) if isinstance(schema, dict) else None
            for name, each in named.items() if isinstance(named, dict) else ():
                below = self.entered(node).below(keyword, name, schema=each)
                yield replace(below, depth=0)

    def conjuncts(self, node: Node) -> list[Node]:
        """List all schemas that hold where one does: itself, its ``allOf``, its references.

        Each stands there once, and for its other keywords only. What leads back to itself
        that way is refused.
        """
        found: dict[tuple[ir.Place, bool], Node] = {}
        closing: set[ir.Place] = set()
        stack: list[tuple[Node, bool]] = [(node, False)]
        while stack:
            one, done = stack.pop()
            key = (one.place, isinstance(one.schema, bool))
            if done:
                closing.discard(one.place)
                continue
            if key in found:
                if one.place in closing and not key[1]:
                    message = "it leads back to itself with nothing between; break it"
                    raise self.known(one).refused("$ref", message)
                continue
            one = self.entered(one)
            found[key] = one
            if isinstance(one.schema, bool):
                continue
            closing.add(one.place)
            stack.append((one, True))
            stack += [(each, False) for each in reversed(self._within(one))]
        return list(found.values())

    def _within(self, node: Node) -> list[Node]:
        """List what holds together with the own keywords of a schema."""
        words = self.known(node)
        self.unused.extend(self.definitions(node))
        parts = []
        if "$ref" in words:
            parts.append(self.target(node, words))
            if node.dialect.ref_stands_alone:
                return parts
        for index, schema in enumerate(words.schemas("allOf")):
            parts.append(node.below("allOf", str(index), schema=schema))
        return parts

    def format(self, words: Keywords) -> str | None:
        """Read ``format``, `None` where it is absent or not to be asserted."""
        name = words.text("format") if "format" in words else ""
        if "format" not in words or self._annotations.has_format(name):
            return None
        if name not in FORMATS:
            message = (
                f"format {shown(name)} is not supported ({listed(FORMATS)} are);"
                f" {self._annotations.format_advice}"
            )
            raise words.refused("format", message)
        return name

    def notes(self) -> Iterator[str]:
        """Tell what was read into the schemas."""
        if self._implied:
            named = [*self._implied[:_NAMED], *(["..."] if self._implied[_NAMED:] else [])]
            yield (
                f"{listed(named)}: `properties` without `type` at the root is read as an"
                ' object; say "type": "object"'
            )

    @property
    def _references(self) -> References:
        if self._lazy_references is None:
            self._lazy_references = References(list(self.documents.values()))
        return self._lazy_references
