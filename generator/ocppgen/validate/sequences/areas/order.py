"""The order in which transactions are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.area import Area, called, rule
from ocppgen.validate.sequences.instants import date_time
from ocppgen.validate.sequences.members import integer
from ocppgen.validate.sequences.outcome import SATISFIED, Violated
from ocppgen.validate.sequences.readings import contexts

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Call
    from ocppgen.validate.sequences.outcome import Outcome

_TOLERANCE: Final = 5.0
_NOT_IN_ORDER: Final = frozenset(
    ("Sample.Clock", "Trigger", "Other", "Interruption.Begin", "Interruption.End")
)
"""Samples that may be older than what was told before."""


class Order(Area):
    """The latest time that was told of a transaction."""

    __slots__ = ("_booted", "_latest", "_line")

    _latest: float | None
    """Since the last boot or backward jump."""
    _line: int
    _booted: bool
    """Nothing was told since the boot."""

    def begin(self) -> None:
        """Begin anew."""
        self._latest, self._line, self._booted = None, 0, False

    def on_boot(self, call: Call) -> None:  # noqa: ARG002  (as for any area)
        """The first message after a boot may be from before it."""
        self.begin()
        self._booted = True

    def on_jump(self) -> None:
        """Another clock."""
        self.begin()

    @called("StartTransaction", "StopTransaction")
    def told(self, call: Call) -> None:
        """Take a start or stop."""
        self._take(call, date_time(call.payload, "timestamp"))

    @called("MeterValues")
    def measured(self, call: Call) -> None:
        """Take meter values of a transaction."""
        if call.repeats or integer(call.payload, "transactionId") is None:
            return
        if contexts(call.values) <= _NOT_IN_ORDER:
            return
        latest: float | None = None
        for entry in call.values:
            if entry.time is not None and (latest is None or entry.time > latest):
                latest = entry.time
        self._take(call, latest)

    def _take(self, call: Call, time: float | None) -> None:
        if time is None or call.repeats:
            return
        if self._booted:
            self._booted = False
            return
        self.chronological_order(call, time)
        if self._latest is None or time > self._latest:
            self._latest, self._line = time, call.line

    @rule("TX-3.7-chronological-order")
    def chronological_order(self, _: Call, time: float) -> Outcome:
        """What happened first is told first."""
        if self._latest is None:
            return None
        if time >= self._latest - _TOLERANCE:
            return SATISFIED
        older = self._latest - time
        return Violated(f"is {older:.0f} s older than what was told before", (self._line,))
