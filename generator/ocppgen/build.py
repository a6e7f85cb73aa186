"""Turn documents into the model: what each keyword means, and nothing else.

Objects become structures through a queue, not by recursion, so that depth costs nothing.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ocppgen import ir
from ocppgen.errors import GeneratorError
from ocppgen.keywords import Keywords
from ocppgen.references import References
from ocppgen.text import listed, token
from ocppgen.vocabulary import ASSERTIONS, FORMATS, OF_TYPE

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ocppgen.documents import Document
    from ocppgen.vocabulary import Dialect

MAX_DEPTH = 200


def build(
    documents: Sequence[Document],
    *,
    ignored_formats: Collection[str] = frozenset(),
    library: bool = True,
) -> ir.Model:
    """Read every document into one model; *ignored_formats* are annotations (``*``: all).

    With *library*, a file that only holds definitions is no root.
    """
    return _Builder(documents, frozenset(ignored_formats)).model(library=library)


@dataclass(frozen=True, slots=True)
class _Node:
    """One schema on its way into the model."""

    schema: object
    place: ir.Place
    dialect: Dialect
    resolver: Any
    depth: int = 0

    def below(self, *path: str, schema: object, deeper: int = 1) -> _Node:
        """Step down to a subschema."""
        pointer = self.place.pointer + "".join("/" + token(part) for part in path)
        place = ir.Place(self.place.file, pointer)
        return replace(self, schema=schema, place=place, depth=self.depth + deeper)


class _Builder:
    """Holds what is built so far while the queue is worked off."""

    def __init__(self, documents: Sequence[Document], ignored: frozenset[str]) -> None:
        self._documents = {document.file: document for document in documents}
        self._ignored = ignored
        self._lazy_references: References | None = None
        self._structures: dict[ir.Place, ir.Structure] = {}
        self._recursive: dict[ir.Place, ir.Type] = {}
        self._queue: deque[_Node] = deque()
        self._queued: set[ir.Place] = set()
        self._open: dict[ir.Place, int] = {}
        self._recurring: set[ir.Place] = set()

    def model(self, *, library: bool) -> ir.Model:
        """Build every root, then every structure that came up on the way."""
        roots = {}
        for file, document in self._documents.items():
            node = _Node(document.root, ir.Place(file), document.dialect, None)
            if not (library and _is_library(document.root)):
                roots[file] = self._type(node)
            self._definitions(node)
        while self._queue:
            node = self._queue.popleft()
            self._structures[node.place] = self._structure(node)
        return ir.Model(roots, self._structures, self._recursive)

    @property
    def _references(self) -> References:
        if self._lazy_references is None:
            self._lazy_references = References(list(self._documents.values()))
        return self._lazy_references

    def _type(self, node: _Node) -> ir.Type:
        """Say what one schema admits."""
        if isinstance(node.schema, bool):
            return ir.Anything() if node.schema else ir.Nothing()
        words = Keywords.of(node.schema, node.place, node.dialect)
        if node.depth > MAX_DEPTH:
            raise words.refused("", f"is nested deeper than {MAX_DEPTH} levels; flatten it")
        if "$ref" in words:
            return self._reference(self._entered(node), words)
        self._definitions(node)
        return self._union(self._entered(node), words)

    def _entered(self, node: _Node) -> _Node:
        """Follow an id, which moves the base of the references below it."""
        schema = node.schema
        keyword = node.dialect.id_keyword
        if node.resolver is not None and isinstance(schema, dict) and keyword in schema:
            inner = self._references.within(node.resolver, schema, node.place.file)
            return replace(node, resolver=inner)
        return node

    def _definitions(self, node: _Node) -> None:
        """Check the definitions that nothing refers to: a mistake there is a mistake."""
        if not isinstance(node.schema, dict):
            return
        for keyword in node.dialect.definitions:
            named = node.schema.get(keyword)
            if isinstance(named, dict):
                for name, schema in named.items():
                    below = node.below(keyword, name, schema=schema)
                    if below.place not in self._queued and below.place not in self._open:
                        self._type(replace(below, depth=0))

    def _reference(self, node: _Node, words: Keywords) -> ir.Type:
        words.check_beside_ref()
        resolver = node.resolver or self._references.resolver(node.place.file)
        ref = words.text("$ref")
        schema, place, inner = self._references.lookup(resolver, ref, node.place)
        dialect = self._documents[place.file].dialect
        target = _Node(schema, place, dialect, inner, node.depth)
        if place in self._open:
            if self._open[place] == node.depth:
                message = "the reference leads back to itself with nothing between; break it"
                raise words.refused("$ref", message)
            self._recurring.add(place)
            return ir.Reference(place)
        self._open[place] = node.depth
        one = self._type(target)
        del self._open[place]
        if place in self._recurring:
            self._recursive[place] = one
            return ir.Reference(place)
        return one

    def _union(self, node: _Node, words: Keywords) -> ir.Type:
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

    def _option(self, kind: str, node: _Node, words: Keywords) -> ir.Type:
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
        if "format" not in words or "*" in self._ignored:
            return None
        name = words.text("format")
        if name in self._ignored:
            return None
        if name not in FORMATS:
            message = (
                f"format {name!r} is not supported ({listed(FORMATS)} are);"
                " name it in `annotation-formats` to take it as an annotation"
            )
            raise words.refused("format", message)
        return name

    def _list(self, node: _Node, words: Keywords) -> ir.Type:
        items = words.schema.get("items", {})
        if isinstance(items, list):
            message = "a list of schemas in `items` is not supported; use one schema for all"
            raise words.refused("items", message)
        self._check_boolean(items, words, "items")
        item = self._type(node.below("items", schema=items)) if items != {} else ir.Anything()
        unique = words.schema.get("uniqueItems") is True
        return ir.List(item, words.count("minItems"), words.count("maxItems"), unique)

    def _object(self, node: _Node, words: Keywords) -> ir.Type:
        if words.schema.get("properties") or words.names("required") or node.place.pointer == "":
            if node.place not in self._queued:
                self._queued.add(node.place)
                self._queue.append(replace(node, depth=0))
            return ir.Reference(node.place)
        values = self._extra(node, words)
        fewest, most = words.count("minProperties"), words.count("maxProperties")
        return ir.Map(ir.Nothing() if values is None else values, fewest, most)

    def _structure(self, node: _Node) -> ir.Structure:
        words = Keywords.of(node.schema, node.place, node.dialect)
        required = words.names("required")
        properties: dict[str, object] = words.schema.get("properties", {})
        extra = self._extra(node, words)
        fields = []
        for wire, schema in properties.items():
            below = node.below("properties", wire, schema=schema)
            self._check_boolean(schema, words, f"properties/{token(wire)}")
            described = words.description_of(schema)
            fields.append(ir.Field(wire, self._type(below), wire in required, described))
        for wire in sorted(set(required) - properties.keys(), key=required.index):
            if extra is None:
                message = f"requires {wire!r}, which `additionalProperties` forbids; add it"
                raise words.refused("required", message)
            fields.append(ir.Field(wire, extra, required=True))
        return ir.Structure(
            node.place,
            tuple(fields),
            extra,
            words.count("minProperties"),
            words.count("maxProperties"),
            words.description_of(words.schema),
        )

    def _extra(self, node: _Node, words: Keywords) -> ir.Type | None:
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


def _is_library(root: object) -> bool:
    """Tell whether a file only holds definitions for others."""
    if not isinstance(root, dict):
        return False
    return bool({"definitions", "$defs"} & root.keys()) and not ASSERTIONS & root.keys()


