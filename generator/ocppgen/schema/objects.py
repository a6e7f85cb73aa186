"""Objects that get a class: the members of all schemas that hold together, merged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ocppgen.model import ir
from ocppgen.schema import bounds
from ocppgen.schema.descriptions import default_of, description_of, heading_of
from ocppgen.schema.keywords import Keywords
from ocppgen.text import shown, token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ocppgen.schema.nodes import Node
    from ocppgen.schema.reader import Reader


class Builder(Protocol):
    """What an object needs of the builder of types."""

    def type(self, node: Node) -> ir.Type:
        """Say what one schema admits."""

    def of_all(self, place: ir.Place, nodes: Sequence[Node]) -> ir.Type:
        """Say what schemas admit together, which stand at *place* as one."""


def structure(
    builder: Builder,
    reader: Reader,
    place: ir.Place,
    nodes: Sequence[Node],
    conditions: tuple[ir.Test, ...],
) -> ir.Structure:
    """Make the object that stands at *place*."""
    return _Object(builder, reader, place, [_Part(node) for node in nodes]).made(conditions)


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the schemas that make an object."""

    node: Node

    @property
    def words(self) -> Keywords:
        return Keywords.of(self.node)

    def member(self, wire: str) -> Iterator[Node]:
        """List what the schema says of one member: by its name, or else of any."""
        named = self.words.properties()
        if wire in named:
            yield self.node.below("properties", wire, schema=named[wire])
        else:
            yield from self.extra()

    def extra(self) -> Iterator[Node]:
        """List what the schema says of members that it does not name.

        Where patterns speak of them, a condition does.
        """
        words = self.words
        if "additionalProperties" in words and "patternProperties" not in words:
            below = words.schema["additionalProperties"]
            yield self.node.below("additionalProperties", schema=below)


class _Object:
    """Merges the members of several schemas."""

    def __init__(
        self, builder: Builder, reader: Reader, place: ir.Place, parts: Sequence[_Part]
    ) -> None:
        self._builder = builder
        self._reader = reader
        self._place = place
        self._parts = parts
        self._extra = self._of(
            [one for part in parts for one in part.extra()], "additionalProperties"
        )

    def made(self, conditions: tuple[ir.Test, ...]) -> ir.Structure:
        words = [part.words for part in self._parts]
        required = dict.fromkeys(name for each in words for name in each.names("required"))
        named = dict.fromkeys(name for each in words for name in each.properties())
        fields = []
        for wire in [*named, *(one for one in required if one not in named)]:
            with self._reader.refusals.collected():
                field = self._field(wire, required=wire in required, named=wire in named)
                if field is not None:
                    fields.append(field)
        descriptions = (heading_of(each.schema) for each in words)
        return ir.Structure(
            self._place,
            tuple(fields),
            None if isinstance(self._extra, ir.Nothing) else self._extra,
            bounds.most([each.count("minProperties") for each in words]),
            bounds.least([each.count("maxProperties") for each in words]),
            next(filter(None, descriptions), ""),
            conditions,
        )

    def _field(self, wire: str, *, required: bool, named: bool) -> ir.Field | None:
        for part in self._parts:
            words = part.words
            if wire in words.properties():
                words.check_boolean(words.properties()[wire], f"properties/{token(wire)}")
        nodes = [one for part in self._parts for one in part.member(wire)]
        one = self._of(nodes, f"properties/{token(wire)}")
        if isinstance(one, ir.Nothing) and isinstance(self._extra, ir.Nothing):
            if required and not named:
                part = next(
                    part for part in self._parts if wire in part.words.names("required")
                )
                message = (
                    f"requires {shown(wire)}, which `additionalProperties` forbids; add it"
                )
                raise part.words.refused("required", message)
            if not required and len(self._parts) > 1:
                return None  # another of the schemas admits no such member
        if not named:
            return ir.Field(wire, one, required)
        description = default = ""
        for node in nodes:
            description = description or description_of(node.schema)
            default = default or default_of(node.schema)
        return ir.Field(wire, one, required, description, default)

    def _of(self, nodes: Sequence[Node], step: str) -> ir.Type:
        if not nodes:
            return ir.Anything()
        if len(nodes) == 1:
            return self._builder.type(nodes[0])
        place = ir.Place(self._place.file, f"{self._place.pointer}/{step}", "merged")
        return self._builder.of_all(place, nodes)
