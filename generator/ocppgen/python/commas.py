"""How many commas the text of a valid payload has at least, as the generated code counts them.

A JSON text that names a member twice has a comma more than the members and items that are
read from it. So a text with no more commas than these need names none twice; any other is
read again with a look at every member. To count too few costs that second look, and to
count too many would let a name that occurs twice pass: what is in doubt counts nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ocppgen.model import ir
from ocppgen.python.quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ocppgen.naming.package import Module, NamedField, NamedStructure


class Counter(Protocol):
    """What counting commas needs of the writer of its module."""

    def kind(self, one: ir.Type) -> str:
        """Return which kind of type this is."""

    def counter(self, one: ir.Reference) -> str | None:
        """Return the function that counts the commas within an object, if it takes one."""


def nesting(modules: Iterable[Module]) -> frozenset[ir.Place]:
    """List the structures whose payloads hold other objects or arrays."""
    return frozenset(
        place
        for module in modules
        for structure in module.structures
        if any(isinstance(field.type, ir.Reference | ir.List) for field in structure.fields)
        for place in structure.places
    )


def counted(m: Counter, structure: NamedStructure) -> Iterator[tuple[NamedField, list[str]]]:
    """Spell the numbers of commas within each field that may have any."""
    for field in structure.fields:
        wire = f"wire[{quoted(field.wire)}]"
        match field.type:
            case ir.Reference() if m.kind(field.type) == "structure":
                yield field, [_within(m.counter(field.type), wire)]
            case ir.List(item=ir.Reference() as item) if m.kind(item) == "structure":
                counter = m.counter(item)
                if counter is None:
                    yield field, [f"(sum(map(len, {wire})) or 1) - 1"]
                else:
                    yield field, [f"(len({wire}) or 1) - 1", f"sum(map({counter}, {wire}))"]
            case ir.List():
                yield field, [f"(len({wire}) or 1) - 1"]


def _within(counter: str | None, wire: str) -> str:
    return f"len({wire}) - 1" if counter is None else f"{counter}({wire})"
