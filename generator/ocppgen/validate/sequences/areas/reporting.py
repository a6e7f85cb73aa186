"""What the four notifications of progress have in common: Idle, repetition, attempts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ocppgen.validate.sequences.areas.trigger_messages import TriggerMessages
from ocppgen.validate.sequences.members import integer
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen.validate.sequences.frames import Call
    from ocppgen.validate.sequences.outcome import Outcome
    from ocppgen.validate.sequences.station import Station

IDLE: Final = "Idle"

_ROW: Final = 3
_SHARE: Final = 0.9
_ROUNDING: Final = 1.0


def accounts_for_idle(station: Station, call: Call) -> bool:
    """Tell whether a trigger accounts for an Idle, which then accounts for no other.

    It does for the first message of the kind, and within ``prompt`` seconds of its answer also
    for an Idle that another message of the kind has come before.
    """
    if call.trigger is not None:
        call.trigger.idle = True
        return True
    for trigger in station.triggers.of(call.action or ""):
        if trigger.refused or trigger.idle:
            continue
        age = call.after(trigger.answer) if trigger.answer is not None else 0.0
        if age is None or age <= station.parameters.prompt:
            trigger.idle = True
            return True
    return False


def idle_not_triggered(station: Station, call: Call, *, accounted: bool) -> Outcome:
    """Judge an Idle: it is only sent in answer to a trigger."""
    if accounted:
        return SATISFIED
    if station.of(TriggerMessages).rejected_but_sent(call, None):
        return None
    if station.cut_off(call):
        return Reason.GAP if station.gaps else Reason.BEGINS_LATE
    return Violated("says Idle, and no trigger asked for it")


class Row:
    """How often the same status was sent in a row, without being triggered."""

    __slots__ = ("_count", "_lines", "_status")

    def __init__(self) -> None:
        """Begin to count."""
        self.end()

    def end(self) -> None:
        """Begin anew."""
        self._status: str | None = None
        self._count = 0
        self._lines: tuple[int, ...] = ()

    def add(self, call: Call, status: str) -> None:
        """Count a status."""
        if call.trigger is not None or status == IDLE:
            self.end()
            return
        if status != self._status:
            self.end()
            self._status = status
        self._count += 1
        self._lines = (*self._lines[: _ROW - 1], call.line)

    def outcome(self) -> Outcome:
        """Judge the status that was just counted: the third is told, once per row."""
        if not self._count:
            return None
        if self._count < _ROW:
            return SATISFIED
        if self._count > _ROW:
            return None
        return Violated(f"says {self._status} for the third time in a row", self._lines)


class Attempts:
    """How often a station has tried, against ``retries`` and ``retryInterval`` of the request."""

    __slots__ = ("_count", "_failed", "_failure", "_interval", "_line", "_retries", "certain")

    def __init__(self, request: Call, *, certain: bool) -> None:
        """Take the limits of *request*; not *certain* where another one was in progress."""
        payload: Mapping[str, Any] = request.payload
        self._retries = integer(payload, "retries")
        self._interval = integer(payload, "retryInterval")
        self._line = request.line
        self._count = 0
        self._failed: Call | None = None
        self._failure = ""
        self.certain = certain

    def failed(self, call: Call, status: str) -> None:
        """Note a failure; of equal ones in a row the first counts."""
        if self._failed is None or self._failure != status:
            self._failed, self._failure = call, status

    def too_many(self) -> Outcome:
        """Judge an attempt by the number of those before; one more than asked for is granted."""
        self._count += 1
        if self._retries is None or self._retries < 0:
            return None
        if not self.certain:
            return Reason.SUPERSEDED
        if self._count <= self._retries + 1:
            return SATISFIED
        if self._count > self._retries + 2:
            return None
        return Violated(
            f"tries {self._count} times, with {self._retries} retries", (self._line,)
        )

    def too_soon(self, call: Call) -> Outcome:
        """Judge an attempt by the time since the last failure."""
        failed, self._failed = self._failed, None
        if self._interval is None or failed is None:
            return None
        if not self.certain:
            return Reason.SUPERSEDED
        waited = call.after(failed)
        if waited is None:
            return Reason.NO_TIME
        if waited >= _SHARE * self._interval - _ROUNDING:
            return SATISFIED
        message = (
            f"tries again after {waited:.0f} s, with a retryInterval of {self._interval} s"
        )
        return Violated(message, (failed.line, self._line))
