"""What the modules of this folder hand to each other."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ocppgen.model.protocol import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


made = tuple.__new__
"""Makes a named tuple of a tuple in half the time of its constructor: for what each frame needs."""


class _Missing:
    """The type of `MISSING`; a payload that is not there, whatever process says so."""

    def __reduce__(self) -> str:
        """Stay the one object when it goes to another process."""
        return "MISSING"


MISSING: Final = _Missing()
"""Stands where a frame has no payload."""


class Kind(StrEnum):
    """What a chunk of the capture is."""

    CALL = "request"
    RESULT = "response"
    ERROR = "error"
    RESULT_ERROR = "result error"
    """A CALLRESULTERROR: the receiver of a response could not use it."""
    SEND = "message"
    """A message that nothing answers."""
    BROKEN = "broken"
    """It begins as a frame does, and cannot be read as one."""
    COPY = "copy"
    """It tells again what another line tells: no frame of its own."""
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


class Violation(NamedTuple):
    """One breach of a rule: by a payload of its schema, or by a frame of OCPP-J."""

    part: str
    """What the pointer starts from: ``payload`` or ``frame``."""
    pointer: str
    keyword: str
    code: str
    message: str


class FrameViolations(NamedTuple):
    """What is wrong with one frame."""

    faults: tuple[Violation, ...]
    """The first ones; there may be more."""
    keywords: Mapping[str, int]
    """How often each keyword is broken, all faults counted."""
    tolerated: Mapping[str, int] = {}
    """How often each keyword is broken where a tolerance lets it pass."""


class Chunk(NamedTuple):
    """A part of a file: whole lines, or a whole document."""

    data: bytes
    line: int
    """The number of its first line, from 1."""
    whole: bool = False
    """It is one text, in which frames or the payload may span lines."""
    refused: str = ""
    """Why it was not even read: it is a line beyond all measure."""
    state: str = ""
    """What a line before it says of all that follows: the file of a ``tail`` of several."""


class Frame(NamedTuple):
    """A frame taken apart."""

    kind: Kind
    ident: str | None
    action: str | None
    payload: Any
    """What is to be judged by the schema; `MISSING` if there is no payload."""
    faults: Sequence[Violation]
    error_code: str | None = None
    details: Any = MISSING
    """Of a CALLERROR, as they came."""


class CheckedFrame(NamedTuple):
    """One frame or payload of a chunk, as it is checked without knowing what went before."""

    line: int
    """Counted from 0 within the chunk."""
    last_line: int
    kind: Kind
    station: str = ""
    direction: int = Direction.UNKNOWN
    ident: str | None = None
    """The message id; cut short if it is longer than any id may be."""
    action: str | None = None
    """The action of a call; for an answer, that of its call, if it is in the same chunk."""
    verdict: FrameViolations | None = None
    time: str = ""
    """As the log has it."""
    payload: object = MISSING
    """Kept only where records are asked for."""
    error_code: str | None = None
    layout: str = ""
    """The name of the layout that the line was read by."""
    answer: tuple[Frame, str] | None = None
    """An answer, and why it is no JSON: to check it when its call is known."""
    doubt: bool = False
    """The names of stations do not fit the conversation, or there are none though calls meet."""


class Instant(NamedTuple):
    """A point of time, as far as the text of a log tells it."""

    seconds: float
    """Since 1970 in UTC; of a time without a zone, as if it were UTC; without a date, since
    midnight."""
    dated: bool
    """The text has a date, and with it the year."""
    zoned: bool
    """The text has its offset from UTC."""


class FrameRecord(NamedTuple):
    """All that is known of one frame of a capture: a line of ``--format jsonl --all``.

    What the capture does not tell is None (of the direction: ``UNKNOWN``), and ``unknown`` says
    why.
    """

    file: str
    line: int
    """The first line that belongs to it, from 1: that of the frame, or one above that names it."""
    last_line: int
    kind: Kind
    id: str | None
    action: str | None
    """Of an answer: that of its call, None if that is not certain."""
    station: str | None
    direction: Direction
    time: str | None
    """As the log has it."""
    instant: Instant | None
    payload: object
    """The decoded payload; ``MISSING`` if there is none. Of a CALLERROR: its details."""
    error_code: str | None
    """Of a CALLERROR."""
    violations: tuple[Violation, ...]
    omitted: int
    """How many violations are counted, but not told one by one."""
    call_line: int | None
    """Of an answer: the line of its call."""
    call: str | None
    """Of an answer: ``certain``, ``not in the capture`` or ``not certain``."""
    layout: str | None
    notes: tuple[str, ...]
    """Keywords of what is noted, but breaks no schema: see ``Note``."""
    unknown: Mapping[str, str]
    """Why a fact is unknown, by the name of the fact."""
    version: str = DEFAULT.version
    """The version of OCPP that the frame was judged by."""

    @property
    def label(self) -> str:
        """Name the message."""
        return label(self.kind, self.action, self.version)


class Note(NamedTuple):
    """Something to hear of that breaks no rule by itself; ``--strict`` makes it a fault."""

    keyword: str
    message: str


UNMATCHED = Note("unmatched", "answers a call that is not in the capture")
AMBIGUOUS = Note("ambiguous", "answers one of several calls that are not told apart")
REUSED = Note(
    "reused", "has the id of a call of the same side that still waits (OCPP-J, 4.1.4)"
)
WRONG_SIDE = Note("wrong-side", "calls what only the other side may call")
NEWEST_FIRST = Note(
    "newest-first", "tells the newest first, so that answers come before their calls"
)
IGNORED = Note("ignored", "has a message type that OCPP-J does not know")


def label(kind: Kind, action: str | None, version: str = DEFAULT.version) -> str:
    """Name a message as its specification does: ``Reset.req`` in 1.6, ``ResetRequest`` later."""
    request, response = (".req", ".conf") if version == "1.6" else ("Request", "Response")
    match kind:
        case Kind.BROKEN:
            return "(not readable)"
        case Kind.ERROR:
            return "CALLERROR"
        case Kind.RESULT_ERROR:
            return "CALLRESULTERROR"
        case Kind.OTHER:
            return "(unknown message type)"
        case Kind.RESULT if action is None:
            return "(answer without call)"
        case Kind.RESULT:
            return f"{action or '?'}{response}"
        case Kind.SEND:
            return action or "(unknown action)"
    return f"{action}{request}" if action else "(unknown action)"
