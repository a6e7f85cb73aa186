"""Turn documents into the model: what each keyword means, and nothing else.

What stands deep is put off into a queue, so that depth costs no recursion. What is referred
to is built once, so that many ways to one schema cost no more than one.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from ocppgen.errors import GeneratorError, Refusals
from ocppgen.model import ir
from ocppgen.schema.keywords import Keywords
from ocppgen.schema.nodes import (
    Node,
    as_object,
    is_library,
    is_untyped,
    shared_place,
    weight,
)
from ocppgen.schema.references import References
from ocppgen.schema.vocabulary import ASSERTIONS, FORMATS, OF_TYPE, Annotations
from ocppgen.text import listed, shown, token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ocppgen.schema.documents import Document

MOST_LEVELS = 12
"""How many containers may stand within each other before the inner ones get functions."""

MOST_PARTS = 60
"""How much a type may be made of before it gets functions of its own."""

NO_ANNOTATIONS = Annotations()

_NAMED = 3


def build(
    documents: Sequence[Document],
    *,
    annotations: Annotations = NO_ANNOTATIONS,
    library: bool = True,
) -> ir.Model:
    """Read every document into one model, or raise `GeneratorError` with every refusal.

    *annotations* are the formats and keywords that assert nothing. With *library*, a file
    that only holds definitions is no root, and one that has ``properties`` is an object.
    """
    return _Builder(documents, annotations, library=library).model()


class _Builder:
    """Holds what is built so far while the queues are worked off."""

    def __init__(
        self, documents: Sequence[Document], annotations: Annotations, *, library: bool
    ) -> None:
        self._library = library
        self._implied = [one.file for one in documents if library and is_untyped(one.root)]
        self._documents = {
            one.file: as_object(one) if one.file in self._implied else one for one in documents
        }
        self._annotations = annotations
        self._refusals = Refusals()
        self._lazy_references: References | None = None
        self._structures: dict[ir.Place, ir.Structure] = {}
        self._shared: dict[ir.Place, ir.Type] = {}
        self._built: dict[ir.Place, ir.Type] = {}
        self._open: set[ir.Place] = set()
        self._recurring: set[ir.Place] = set()
        self._objects: deque[Node] = deque()
        self._deep: deque[Node] = deque()
        self._unused: deque[Node] = deque()
        self._queued: set[ir.Place] = set()
        self._referred: set[str] = set()

    def model(self) -> ir.Model:
        """Build every root, then everything that came up on the way."""
        roots = {}
        for file, document in self._documents.items():
            node = Node(document.root, ir.Place(file), document.dialect, None)
            for definition in self._definitions(node):
                self._type(definition)
            if not (self._library and is_library(document.root)):
                roots[file] = self._type(node)
        while self._objects or self._deep or self._unused:
            with self._refusals.collected():
                if self._objects:
                    node = self._objects.popleft()
                    self._structures[node.place] = self._structure(node)
                elif self._deep:
                    node = self._deep.popleft()
                    one = self._union(node, Keywords.of(node))
                    self._shared[shared_place(node.place)] = one
                else:
                    self._type(self._unused.popleft())
        self._refusals.raise_any()
        return ir.Model(
            roots,
            self._structures,
            self._shared,
            tuple(self._notes()),
            frozenset(self._referred),
        )

    def _notes(self) -> Iterator[str]:
        if self._implied:
            named = [*self._implied[:_NAMED], *(["..."] if self._implied[_NAMED:] else [])]
            yield (
                f"{listed(named)}: `properties` without `type` at the root is read as an"
                ' object; say "type": "object"'
            )

    @property
    def _references(self) -> References:
        if self._lazy_references is None:
            self._lazy_references = References(list(self._documents.values()))
        return self._lazy_references

    def _type(self, node: Node) -> ir.Type:
        """Say what one schema admits; what is refused is noted, and stands for anything."""
        try:
            return self._admitted(node)
        except GeneratorError as error:
            self._refusals.add(error)
            self._built[node.place] = ir.Anything()
            return ir.Anything()

    def _admitted(self, node: Node) -> ir.Type:
        way = self._way(node)
        node = way[-1]
        if isinstance(node.schema, bool):
            one: ir.Type = ir.Anything() if node.schema else ir.Nothing()
        elif node.place in self._built:
            one = self._built[node.place]
        elif node.place in self._open:
            self._recurring.add(node.place)
            return ir.Reference(shared_place(node.place))
        else:
            one = self._read(self._entered(node))
        for step in way:
            self._built[step.place] = one
        return one

    def _way(self, node: Node) -> list[Node]:
        """Follow references from one to the next; list the schemas on the way."""
        way = [node]
        places = {node.place}
        while not isinstance(node.schema, bool) and node.place not in self._built:
            words = self._known(node)
            if "$ref" not in words:
                break
            words.check_beside_ref()
            self._unused.extend(self._definitions(node))
            node = self._target(self._entered(node), words)
            if node.place in places and not isinstance(node.schema, bool):
                message = "the reference leads back to itself with nothing between; break it"
                raise words.refused("$ref", message)
            places.add(node.place)
            way.append(node)
        return way

    def _known(self, node: Node) -> Keywords:
        """Take the keywords of a schema, and note those that are outside the vocabulary."""
        words = Keywords.of(node)
        for error in words.unknown(self._annotations):
            self._refusals.add(error)
        return words

    def _target(self, node: Node, words: Keywords) -> Node:
        resolver = node.resolver or self._references.resolver(node.place.file)
        ref = words.text("$ref")
        schema, place, inner = self._references.lookup(resolver, ref, node.place)
        if place.file != node.place.file:
            self._referred.add(place.file)
        dialect = self._documents[place.file].dialect
        if isinstance(schema, bool) and not dialect.booleans:
            message = f"{shown(ref)} leads to {shown(schema)}, which is no schema; correct it"
            raise words.refused("$ref", message)
        return Node(schema, place, dialect, inner, node.depth, entered=True)

    def _read(self, node: Node) -> ir.Type:
        """Say what a schema without a reference admits; it may contain itself."""
        words = Keywords.of(node)
        self._unused.extend(self._definitions(node))
        if node.depth > MOST_LEVELS and words.has_parts():
            self._deep.append(replace(node, depth=0))
            return ir.Reference(shared_place(node.place))
        self._open.add(node.place)
        try:
            one = self._union(node, words)
        finally:
            self._open.remove(node.place)
        if node.place in self._recurring or weight(one) > MOST_PARTS:
            self._shared[shared_place(node.place)] = one
            return ir.Reference(shared_place(node.place))
        return one

    def _entered(self, node: Node) -> Node:
        """Follow an id, which moves the base of the references below it."""
        schema, keyword = node.schema, node.dialect.id_keyword
        if node.entered or not isinstance(schema, dict) or keyword not in schema:
            return node
        if node.resolver is None and not node.place.pointer:
            return node  # the resolver of a file starts with the id of its root
        outer = node.resolver or self._references.resolver(node.place.file)
        inner = self._references.within(outer, schema, node.place)
        return replace(node, resolver=inner, entered=True)

    def _definitions(self, node: Node) -> Iterator[Node]:
        """List the definitions of a schema: a mistake there is one, referred to or not."""
        schema = node.schema
        for keyword in node.dialect.definitions if isinstance(schema, dict) else ():
            named = schema.get(keyword) if isinstance(schema, dict) else None
            for name, each in named.items() if isinstance(named, dict) else ():
                below = self._entered(node).below(keyword, name, schema=each)
                yield replace(below, depth=0)

    def _union(self, node: Node, words: Keywords) -> ir.Type:
        """Join what the schema says of each JSON type."""
        named = words.types()
        if "enum" in words or "const" in words:
            return words.closed_set(named)
        if named is None and not ASSERTIONS & words.schema.keys():
            return ir.Anything()
        said = [kind for kind, keys in OF_TYPE.items() if any(key in words for key in keys)]
        options = tuple(self._option(kind, node, words) for kind in (named or said))
        if named is None:
            return ir.Union(options, rest=True)
        return options[0] if len(options) == 1 else ir.Union(options)

    def _option(self, kind: str, node: Node, words: Keywords) -> ir.Type:
        """Say what the schema admits of one JSON type."""
        match kind:
            case "null":
                return ir.Null()
            case "boolean":
                return ir.Boolean()
            case "integer":
                return ir.Integer(words.limits(), node.dialect.integral_floats)
            case "number":
                return ir.Number(words.limits())
            case "string":
                return words.string(self._asserted_format(words))
            case "array":
                return self._list(node, words)
            case _:
                return self._object(node, words)

    def _asserted_format(self, words: Keywords) -> str | None:
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

    def _list(self, node: Node, words: Keywords) -> ir.Type:
        items = words.schema.get("items", {})
        if isinstance(items, list):
            message = "a list of schemas in `items` is not supported; use one schema for all"
            raise words.refused("items", message)
        self._check_boolean(items, words, "items")
        item = self._type(node.below("items", schema=items)) if items != {} else ir.Anything()
        unique = words.switch("uniqueItems")
        return ir.List(item, words.count("minItems"), words.count("maxItems"), unique)

    def _object(self, node: Node, words: Keywords) -> ir.Type:
        closed = words.schema.get("additionalProperties") is False
        named = words.properties() or words.names("required")
        if named or closed or node.place.pointer == "":
            if node.place not in self._queued:
                self._queued.add(node.place)
                self._objects.append(replace(node, depth=0))
            return ir.Reference(node.place)
        values = self._extra(node, words)
        fewest, most = words.count("minProperties"), words.count("maxProperties")
        return ir.Map(ir.Nothing() if values is None else values, fewest, most)

    def _structure(self, node: Node) -> ir.Structure:
        words = Keywords.of(node)
        required = dict.fromkeys(words.names("required"))
        properties = words.properties()
        extra = self._extra(node, words)
        fields = []
        for wire, schema in properties.items():
            below = node.below("properties", wire, schema=schema)
            with self._refusals.collected():
                self._check_boolean(schema, words, f"properties/{token(wire)}")
            described = words.description_of(schema)
            default = words.default_of(schema)
            fields.append(
                ir.Field(wire, self._type(below), wire in required, described, default)
            )
        for wire in (one for one in required if one not in properties):
            if extra is None:
                message = (
                    f"requires {shown(wire)}, which `additionalProperties` forbids; add it"
                )
                self._refusals.add(words.refused("required", message))
            fields.append(ir.Field(wire, extra or ir.Nothing(), required=True))
        return ir.Structure(
            node.place,
            tuple(fields),
            extra,
            words.count("minProperties"),
            words.count("maxProperties"),
            words.description_of(words.schema),
        )

    def _extra(self, node: Node, words: Keywords) -> ir.Type | None:
        """Say what members that ``properties`` does not name may hold."""
        schema = words.schema.get("additionalProperties", True)
        if schema is False:
            return None
        if schema is True or schema == {}:
            return ir.Anything()
        return self._type(node.below("additionalProperties", schema=schema))

    @staticmethod
    def _check_boolean(schema: object, words: Keywords, keyword: str) -> None:
        if isinstance(schema, bool) and not words.dialect.booleans:
            message = f"{str(schema).lower()} is no schema in {words.dialect.name}; use {{}}"
            raise words.refused(keyword, message)
