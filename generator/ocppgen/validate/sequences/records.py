"""What the rules are given: one frame of a capture, and what its line tells of it."""

from __future__ import annotations

from enum import IntEnum
from typing import Final, NamedTuple


class Way(IntEnum):
    """Which way a frame went, as far as its line tells."""

    UNKNOWN = 0
    SENT = 1
    """By whoever wrote the log."""
    RECEIVED = 2
    TO_CENTRAL_SYSTEM = 3
    TO_CHARGE_POINT = 4


CALL: Final = "request"
RESULT: Final = "response"
ERROR: Final = "error"


class Record(NamedTuple):
    """One frame, in the order of the capture."""

    line: int
    """From 1."""
    station: str
    """The identity of the charge point; empty where the capture names none."""
    way: int
    """A `Way`, or the number of one."""
    time: str
    """As the log has it."""
    seconds: float | None
    """Since 1970 in UTC; without a date, since midnight; None without a time."""
    dated: bool
    """The time has a date."""
    zoned: bool
    """The time has a zone."""
    kind: str
    """`CALL`, `RESULT`, `ERROR`; whatever else is only a sign of life."""
    id: str | None
    action: str | None
    """Of a call."""
    payload: object
    error_code: str | None
    """Of a CALLERROR."""
    faulty: bool
    """It breaks its schema, or OCPP-J."""
