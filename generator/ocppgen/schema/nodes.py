"""A schema on its way into the model, and what can be told of it before it is there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ocppgen.model import ir
from ocppgen.schema.vocabulary import ASSERTIONS
from ocppgen.text import token

if TYPE_CHECKING:
    from ocppgen.schema.documents import Document
    from ocppgen.schema.vocabulary import Dialect


@dataclass(frozen=True, slots=True)
class Node:
    """One schema: where it stands, in which dialect, and how its references are resolved."""

    schema: object
    place: ir.Place
    dialect: Dialect
    resolver: Any
    depth: int = 0
    entered: bool = False
    """The resolver has followed the schema's own id."""

    def below(self, *path: str, schema: object) -> Node:
        """Step down to a subschema."""
        pointer = self.place.pointer + "".join("/" + token(part) for part in path)
        place = ir.Place(self.place.file, pointer)
        return Node(schema, place, self.dialect, self.resolver, self.depth + 1)


def shared_place(place: ir.Place) -> ir.Place:
    """Give the place of a type as a whole, beside the structure or enum made of its schema."""
    return replace(place, part="type")


def weight(one: ir.Type) -> int:
    """Count what a type is made of; what has a place of its own counts as one."""
    values = len(one.values) if isinstance(one, ir.Constants) else 1
    return values + sum(weight(part) for part in ir.parts(one))


def is_library(root: object) -> bool:
    """Tell whether a file only holds definitions for others."""
    if not isinstance(root, dict):
        return False
    return bool({"definitions", "$defs"} & root.keys()) and not ASSERTIONS & root.keys()


def is_untyped(root: object) -> bool:
    """Tell whether a file means an object, and does not say so."""
    return (
        isinstance(root, dict) and "properties" in root and not {"type", "$ref"} & root.keys()
    )


def as_object(document: Document) -> Document:
    """Let the root of a file say that it is an object."""
    assert isinstance(document.root, dict)  # noqa: S101  (see `is_untyped`)
    return replace(document, root={"type": "object", **document.root})
