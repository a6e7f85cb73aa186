"""The branches of ``anyOf`` and ``oneOf`` as one type: by JSON type, by tag, as one enum."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocppgen.model import ir
from ocppgen.schema.descriptions import heading_of
from ocppgen.schema.keywords import Keywords

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocppgen.schema.nodes import Node


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch: its types, each with its JSON type, and the schemas that it is made of."""

    options: tuple[tuple[ir.Type, str | None], ...]
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class _Option:
    """A type of a branch, and what its schema says besides."""

    type: ir.Type
    branch: Branch


def grouped(node: Node, branches: Sequence[Branch], keyword: str) -> ir.Type | None:
    """Make a type of a schema's branches; `None` where one has values of any JSON type."""
    groups: defaultdict[str, list[_Option]] = defaultdict(list)
    for branch in branches:
        for one, kind in branch.options:
            if kind is None:
                return None
            groups[kind].append(_Option(one, branch))
    if not groups:
        return ir.Nothing()
    types = tuple(_alternatives(node, group, keyword) for group in groups.values())
    return types[0] if len(types) == 1 else ir.Union(types, keyword=keyword)


def _alternatives(node: Node, group: Sequence[_Option], keyword: str) -> ir.Type:
    """Make one type of those that have the same JSON type."""
    types = [option.type for option in group]
    if keyword == "anyOf":
        types = list(dict.fromkeys(types))
    if len(types) == 1:
        return types[0]
    return _enum(node, group, keyword) or ir.Alternatives(
        tuple(types), keyword == "oneOf", _tag(group)
    )


def _enum(node: Node, group: Sequence[_Option], keyword: str) -> ir.Type | None:
    """Make one enum of constants, each documented by its schema."""
    values: dict[str, str] = {}
    for option in group:
        one = option.type
        if not isinstance(one, ir.Constants) or len(one.values) != 1:
            return None
        (value,) = one.values
        if not isinstance(value, str) or value in values:
            return None
        values[value] = _summary(option.branch)
    return ir.Choice(
        node.place,
        tuple(values),
        typed=False,
        summaries=tuple(values.values()) if any(values.values()) else (),
        keyword=keyword,
        description=heading_of(node.schema),
    )


def _summary(branch: Branch) -> str:
    """Read what a branch says of itself to people: its description, or its title."""
    for word in ("description", "title"):
        for node in branch.nodes:
            text = node.schema.get(word) if isinstance(node.schema, dict) else None
            if isinstance(text, str) and text:
                return text
    return ""


def _tag(group: Sequence[_Option]) -> ir.Tag | None:
    """Find the member that tells objects apart: every branch has other values of it."""
    found = [_marks(option.branch) for option in group]
    for wire in found[0]:
        if all(wire in each for each in found):
            values = [value for each in found for value in each[wire]]
            if len(values) == len(set(values)):
                return ir.Tag(wire, tuple(each[wire] for each in found))
    return None


def _marks(branch: Branch) -> dict[str, tuple[str, ...]]:
    """List the members of an object that have one of a few strings, and those."""
    found: dict[str, tuple[str, ...]] = {}
    for node in branch.nodes:
        if isinstance(node.schema, bool):
            continue
        for wire, schema in Keywords.of(node).properties().items():
            if not isinstance(schema, dict):
                continue
            listed = [schema["const"]] if "const" in schema else schema.get("enum")
            plain = isinstance(listed, list) and all(isinstance(one, str) for one in listed)
            if listed and plain and "const" not in node.dialect.lacks:
                found.setdefault(wire, tuple(dict.fromkeys(listed)))
    return found
