"""Turn documents into the model: what each keyword means, and nothing else.

What stands deep is put off into a queue, so that depth costs no recursion. What is referred
to is built once, so that many ways to one schema cost no more than one.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ocppgen.errors import GeneratorError
from ocppgen.model import ir
from ocppgen.schema.compose import Composer
from ocppgen.schema.keywords import Keywords
from ocppgen.schema.nodes import Node, is_library, shared_place, weight
from ocppgen.schema.objects import structure
from ocppgen.schema.questions import has_parts, is_composed, is_object
from ocppgen.schema.reader import Reader
from ocppgen.schema.rules import Rules
from ocppgen.schema.vocabulary import ASSERTIONS, OF_TYPE, Annotations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocppgen.schema.documents import Document

MOST_LEVELS = 12
"""How many containers may stand within each other before the inner ones get functions."""

MOST_PARTS = 60
"""How much a type may be made of before it gets functions of its own."""

NO_ANNOTATIONS = Annotations()

_KINDS = {
    ir.Null: "null",
    ir.Boolean: "boolean",
    ir.Integer: "number",
    ir.Number: "number",
    ir.Text: "string",
    ir.Choice: "string",
    ir.List: "array",
    ir.Map: "object",
}


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
    reader = Reader(documents, annotations, library=library)
    return _Builder(reader, library=library).model()


@dataclass(frozen=True, slots=True)
class _Object:
    """An object that is to be made of schemas which hold together."""

    place: ir.Place
    nodes: tuple[Node, ...]
    conditions: tuple[ir.Test, ...]


class _Builder:
    """Holds what is built so far while the queues are worked off."""

    def __init__(self, reader: Reader, *, library: bool) -> None:
        self._reader = reader
        self._library = library
        self._rules = Rules(reader)
        self._composer = Composer(self, reader, self._rules)
        self._structures: dict[ir.Place, ir.Structure] = {}
        self._shared: dict[ir.Place, ir.Type] = {}
        self._built: dict[ir.Place, ir.Type] = {}
        self._open: set[ir.Place] = set()
        self._recurring: set[ir.Place] = set()
        self._objects: deque[_Object] = deque()
        self._deep: deque[Node] = deque()
        self._queued: set[ir.Place] = set()

    def model(self) -> ir.Model:
        """Build every root, then everything that came up on the way."""
        roots = {}
        for file, document in self._reader.documents.items():
            node = self._reader.root(document)
            for definition in self._reader.definitions(node):
                self.type(definition)
            if not (self._library and is_library(document.root)):
                roots[file] = self.type(node)
        self._work_off()
        rules = self._rules.finished()
        self._work_off()
        self._reader.refusals.raise_any()
        return ir.Model(
            roots,
            self._structures,
            self._shared,
            rules,
            tuple(self._reader.notes()),
            frozenset(self._reader.referred),
        )

    def _work_off(self) -> None:
        unused = self._reader.unused
        while self._objects or self._deep or unused:
            with self._reader.refusals.collected():
                if self._objects:
                    one = self._objects.popleft()
                    self._structures[one.place] = structure(
                        self, self._reader, one.place, one.nodes, one.conditions
                    )
                elif self._deep:
                    node = self._deep.popleft()
                    self._shared[shared_place(node.place)] = self._union(node)
                else:
                    self.type(unused.popleft())

    def type(self, node: Node) -> ir.Type:
        """Say what one schema admits; what is refused is noted, and stands for anything."""
        try:
            return self._admitted(node)
        except GeneratorError as error:
            self._reader.refusals.add(error)
            self._built[node.place] = ir.Anything()
            return ir.Anything()

    def of_all(self, place: ir.Place, nodes: Sequence[Node]) -> ir.Type:
        """Say what schemas admit together, which stand at *place* as one."""
        if len(nodes) == 1:
            return self.type(nodes[0])
        every = [one for node in nodes for one in self._reader.conjuncts(node)]
        return self._composer.of_all(place, every)

    def share(self, place: ir.Place, one: ir.Type) -> ir.Type:
        """Let a type stand apart; refer to it."""
        reference = ir.Reference(shared_place(place))
        if one != reference:
            self._shared[reference.place] = one
        return reference

    def kind(self, one: ir.Type) -> str | None:
        """Return the JSON type of all values of a type, `None` where there are several."""
        match one:
            case ir.Reference(place=place):
                if place in self._queued:
                    return "object"
                return self.kind(self._shared[place]) if place in self._shared else None
            case ir.Checked(type=inner):
                return self.kind(inner)
            case ir.Alternatives(options=options):
                return self.kind(options[0])
            case ir.Constants(values=values):
                kinds = {_kind_of(value) for value in values}
                return kinds.pop() if len(kinds) == 1 else None
        return _KINDS.get(type(one))

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
            one = self._read(self._reader.entered(node))
        for step in way:
            self._built[step.place] = one
        return one

    def _way(self, node: Node) -> list[Node]:
        """Follow references from one to the next; list the schemas on the way."""
        way = [node]
        places = {node.place}
        while not isinstance(node.schema, bool) and node.place not in self._built:
            words = self._reader.known(node)
            if "$ref" not in words or not words.ref_alone():
                break
            self._reader.unused.extend(self._reader.definitions(node))
            node = self._reader.target(self._reader.entered(node), words)
            if node.place in places and not isinstance(node.schema, bool):
                message = "the reference leads back to itself with nothing between; break it"
                raise words.refused("$ref", message)
            places.add(node.place)
            way.append(node)
        return way

    def _read(self, node: Node) -> ir.Type:
        """Say what a schema without a reference admits; it may contain itself."""
        self._reader.unused.extend(self._reader.definitions(node))
        if node.depth > MOST_LEVELS and has_parts(Keywords.of(node)):
            self._deep.append(replace(node, depth=0))
            return ir.Reference(shared_place(node.place))
        self._open.add(node.place)
        try:
            one = self._union(node)
        finally:
            self._open.remove(node.place)
        if node.place in self._recurring or weight(one) > MOST_PARTS:
            return self.share(node.place, one)
        return one

    def _union(self, node: Node) -> ir.Type:
        """Join what the schema says of each JSON type."""
        words = Keywords.of(node)
        if is_composed(words):
            return self._composer.compose(node)
        named = words.types()
        if words.is_closed():
            return words.closed_set(named)
        if named is None and not ASSERTIONS & words.schema.keys():
            return ir.Anything()
        said = [kind for kind, keys in OF_TYPE.items() if any(key in words for key in keys)]
        options = tuple(self._option(kind, node, words) for kind in (named or said))
        if named is None:
            return ir.Union(options, rest=True) if options else ir.Anything()
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
                return words.string(self._reader.format(words))
            case "array":
                return self._list(node, words)
            case _:
                return self.object(node.place, [node])

    def _list(self, node: Node, words: Keywords) -> ir.Type:
        items = words.schema.get("items", {})
        words.check_boolean(items, "items")
        item = self.type(node.below("items", schema=items)) if items != {} else ir.Anything()
        unique = words.switch("uniqueItems")
        return ir.List(item, words.count("minItems"), words.count("maxItems"), unique)

    def object(
        self, place: ir.Place, nodes: Sequence[Node], conditions: Sequence[ir.Test] = ()
    ) -> ir.Type:
        """Say what schemas admit of an object, which together are one."""
        words = [Keywords.of(node) for node in nodes]
        if place.pointer == "" or any(is_object(each) for each in words):
            if place not in self._queued:
                self._queued.add(place)
                at_root = tuple(replace(node, depth=0) for node in nodes)
                self._objects.append(_Object(place, at_root, tuple(conditions)))
            return ir.Reference(place)
        values = self.of_all(
            ir.Place(place.file, f"{place.pointer}/additionalProperties", "merged"),
            [
                node.below("additionalProperties", schema=each.schema["additionalProperties"])
                for node, each in zip(nodes, words, strict=True)
                if "additionalProperties" in each and "patternProperties" not in each
            ],
        )
        fewest = max((each.count("minProperties") or 0 for each in words), default=0)
        every = [each.count("maxProperties") for each in words]
        most = min((one for one in every if one is not None), default=None)
        return ir.Map(values, fewest or None, most)


def _kind_of(value: ir.Constant) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case str():
            return "string"
        case ir.Container(text=text):
            return "object" if text.startswith("{") else "array"
    return "number"
