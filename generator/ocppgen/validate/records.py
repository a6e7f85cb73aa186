"""What the rooms of this folder hand to each other."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """What a piece of the capture is."""

    CALL = "request"
    RESULT = "response"
    ERROR = "error"
    BROKEN = "broken"
    """It begins as a frame does, and cannot be read as one."""
    OTHER = "other"
    """A frame of a message type that OCPP-J does not know, which a receiver ignores."""


class Direction(IntEnum):
    """Where a frame went, as far as its line tells."""

    UNKNOWN = 0
    SENT = 1
    RECEIVED = 2
    TO_CENTRAL_SYSTEM = 3
    TO_CHARGE_POINT = 4

    @property
    def words(self) -> str:
        """Say it to people; nothing when it is unknown."""
        return self.name.lower().replace("_", " ") if self else ""


OPPOSITE = {
    Direction.UNKNOWN: Direction.UNKNOWN,
    Direction.SENT: Direction.RECEIVED,
    Direction.RECEIVED: Direction.SENT,
    Direction.TO_CENTRAL_SYSTEM: Direction.TO_CHARGE_POINT,
    Direction.TO_CHARGE_POINT: Direction.TO_CENTRAL_SYSTEM,
}


class Fault(NamedTuple):
    """One departure: of a payload from its schema, or of a frame from OCPP-J."""

    part: str
    """What the pointer starts from: ``payload`` or ``frame``."""
    pointer: str
    keyword: str
    code: str
    message: str


class Verdict(NamedTuple):
    """What is wrong with one frame."""

    faults: tuple[Fault, ...]
    """The first ones; there may be more."""
    keywords: Mapping[str, int]
    """How often each keyword is broken, all faults counted."""


class Piece(NamedTuple):
    """A part of a file: whole lines, or a whole document."""

    data: bytes
    line: int
    """The number of its first line, from 1."""
    whole: bool = False
    """It is one text, in which frames or the payload may span lines."""
    refused: str = ""
    """Why it was not even read: it is a line beyond all measure."""


class Seen(NamedTuple):
    """One frame or payload of a piece, as it is judged without knowing what went before."""

    line: int
    """Counted from 0 within the piece."""
    nth: int
    """Which one of its line, from 0."""
    kind: Kind
    connection: str = ""
    direction: int = Direction.UNKNOWN
    ident: str | None = None
    """The message id; cut short if it is longer than any id may be."""
    action: str | None = None
    """The action of a call; for an answer, that of its call, if it is in the same piece."""
    verdict: Verdict | None = None
    time: str = ""
    """Looked for only where there is a verdict."""


class Finding(NamedTuple):
    """One fault, with the place where it was found."""

    file: str
    line: int
    label: str
    action: str | None
    kind: Kind
    ident: str | None
    connection: str
    direction: Direction
    time: str
    fault: Fault
    omitted: int = 0
    """How many faults of the same frame are counted, but not told one by one."""


class Note(NamedTuple):
    """Something to hear of that breaks no rule by itself; ``--strict`` makes it a fault."""

    keyword: str
    message: str


UNMATCHED = Note("unmatched", "answers a call that is not in the capture")
AMBIGUOUS = Note("ambiguous", "answers one of several calls that are not told apart")
IGNORED = Note("ignored", "has a message type that OCPP-J does not know")


def label(kind: Kind, action: str | None) -> str:
    """Name a message as the specification does: ``UpdateFirmware.req``."""
    match kind:
        case Kind.BROKEN:
            return "(not readable)"
        case Kind.ERROR:
            return "CALLERROR"
        case Kind.OTHER:
            return "(unknown message type)"
        case Kind.RESULT:
            return "(answer without call)" if action is None else f"{action or '?'}.conf"
    return f"{action}.req" if action else "(unknown action)"
