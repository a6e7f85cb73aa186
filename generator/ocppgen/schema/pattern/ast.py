"""What a pattern says, free of any notation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from ocppgen.schema.pattern.chars import Ranges


@dataclass(frozen=True, slots=True)
class Chars:
    """One character of a set; of the empty set: never matches."""

    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Start:
    """The start of the text."""


@dataclass(frozen=True, slots=True)
class End:
    """The end of the text."""


@dataclass(frozen=True, slots=True)
class Edge:
    """The start or end of a word; negated: any other place."""

    negated: bool


@dataclass(frozen=True, slots=True)
class Look:
    """What must (negated: must not) follow. Only found where the text starts."""

    body: Node
    negated: bool


@dataclass(frozen=True, slots=True)
class Seq:
    """One after the other; without items: the empty text."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Alt:
    """Any one of at least two."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """The body *low* to *high* times; without *high*: any number above."""

    body: Node
    low: int
    high: int | None


Node: TypeAlias = Chars | Start | End | Edge | Look | Seq | Alt | Repeat
