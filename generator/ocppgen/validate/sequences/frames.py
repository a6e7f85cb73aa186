"""Calls and answers, as the rules see them."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen.validate.sequences.readings import Entry

NOTHING: Mapping[str, Any] = {}


class Retry(Enum):
    """Whether a call tells again what an earlier one told."""

    NO = "no"
    YES = "yes"
    UNKNOWN = "unknown"
    """It does if enough time has passed, but that cannot be measured."""


NO_RETRY: Final = Retry.NO
"""An enum is slow to look a member up in Python 3.11, and each call is asked for this one."""


class Place:
    """Where a frame stands: what is left of it when its content is not needed any more."""

    __slots__ = ("index", "line")

    def __init__(self, frame: Frame) -> None:
        """Remember the place of *frame*."""
        self.line = frame.line
        self.index = frame.index


class Frame:
    """One frame where it stands."""

    __slots__ = (
        "action",
        "id",
        "index",
        "instant",
        "line",
        "logged",
        "now",
        "time",
        "to_central",
    )

    action: str | None
    """Of an answer: that of its call."""
    id: str | None
    to_central: bool | None
    """Which way it went; None if that is not known."""
    line: int
    index: int
    """Counts the station's lines."""
    time: str
    now: float | None
    """For durations: seconds from an unknown beginning."""
    instant: float | None
    """For date-times of payloads: seconds since 1970; None without a date that is believed."""
    logged: float | None
    """The same, believed or not: to tell what was delivered late."""

    def after(self, earlier: Frame) -> float | None:
        """Measure the seconds since another frame."""
        if self.now is None or earlier.now is None:
            return None
        return self.now - earlier.now


class Call(Frame):
    """A CALL. What is usual stands in the class, so that a call is made quickly."""

    payload: Mapping[str, Any]
    key: int
    """Stands for action and payload."""
    values: tuple[Entry, ...] = ()
    """What MeterValues hold."""
    retry: Retry = Retry.NO
    told: Any = None
    """How it is remembered, to know it when it is told again."""
    known: Any = None
    """What is known of the calls with its message id."""
    repeats: bool = False
    """An earlier call had its action and payload."""
    trigger: Trigger | None = None
    """What it answers."""
    answered: bool = False
    result: bool = False
    """It was answered with a CALLRESULT."""
    blind: bool = False
    """The log has the answer before the call; what it says is not used."""
    boots: int
    """How often the station had booted by then, this call counted."""
    gaps: int
    """How many gaps and backward jumps there had been."""
    overtaken: list[Call] | None = None
    """Calls of the same side that left while this one was waiting."""
    was_overtaking: bool = False
    """It was told that this one left too early."""
    too_early: bool = False
    """The station was not allowed to send it yet."""
    excused: bool = False
    """It may stay unanswered."""
    ignored: bool = False
    """The conversation went on without an answer to it."""
    at_request: Any = None
    """What an area wants to remember of the time of the request."""


class Answer(Frame):
    """A CALLRESULT or CALLERROR that belongs to a call, or one whose content is unknown."""

    __slots__ = ("blind", "error_code", "payload", "result")

    payload: Mapping[str, Any]
    """Empty for a CALLERROR, and where the content is unknown."""
    result: bool
    """It is a CALLRESULT, known or not."""
    blind: bool
    """It stands before its call; what it says is not used."""
    error_code: str | None

    @property
    def status(self) -> str | None:
        """The member ``status``, which most confirmations have."""
        value = self.payload.get("status")
        return value if isinstance(value, str) else None


class Trigger:
    """One TriggerMessage or ExtendedTriggerMessage."""

    __slots__ = (
        "accepted",
        "action",
        "answer",
        "call",
        "came",
        "certain",
        "connector",
        "early",
        "idle",
        "kind",
        "refused",
        "reported",
        "used",
    )

    def __init__(self, call: Call, kind: str, connector: int | None) -> None:
        """Ask for a message of *kind*, maybe of a connector above 0."""
        self.call = call
        self.action = call.action
        self.kind = kind
        self.connector = connector
        self.answer: Answer | None = None
        self.accepted = False
        self.refused = False
        self.certain = True
        """What its answer says is known, or not there yet."""
        self.used = False
        """A message has answered it."""
        self.idle = False
        """It has accounted for an Idle."""
        self.came = False
        """A message that it asks for has come since."""
        self.reported: set[int] = set()
        """The connectors that these were about."""
        self.early: Call | None = None
        """A message that can only be the triggered one, though there is no answer yet."""

    def asks_for(self, connector: int | None) -> bool:
        """Tell whether a message of this connector may answer it."""
        return self.connector is None or connector is None or self.connector == connector
