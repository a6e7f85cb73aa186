"""What is known of one station, whatever the area."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from ocppgen.validate.sequences.clock import Clock
from ocppgen.validate.sequences.deadlines import Deadlines
from ocppgen.validate.sequences.outcome import Reason
from ocppgen.validate.sequences.triggers import Triggers

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocppgen.validate.sequences.bench import Bench
    from ocppgen.validate.sequences.frames import Call, Frame
    from ocppgen.validate.sequences.parameters import Parameters

StateT = TypeVar("StateT")
_FIRST_LINES: Final = 20
"""Where there are no times, so many lines are the first ones."""


class Station:
    """One charge point: its clock, its triggers, its deadlines, and a state per area."""

    __slots__ = (
        "bench",
        "boot_in_doubt",
        "booted",
        "boots",
        "by_slot",
        "clock",
        "deadlines",
        "gaps",
        "memory",
        "parameters",
        "triggers",
    )

    def __init__(self, bench: Bench, parameters: Parameters, slots: int) -> None:
        """Know nothing yet; there are so many *slots* for the states of areas."""
        self.bench = bench
        self.parameters = parameters
        self.clock = Clock(parameters.gap)
        self.deadlines = Deadlines(bench)
        self.triggers = Triggers()
        self.boots = 0
        self.gaps = 0
        """Gaps and backward jumps."""
        self.booted = False
        """There was a boot since the present part of the conversation began."""
        self.boot_in_doubt = False
        """What looks like its first boot may answer a trigger that stands before the capture."""
        self.memory = 0
        """So many message ids may be remembered."""
        self.by_slot: list[Any] = [None] * slots
        """The states of the areas that have begun."""

    def of(self, area: Callable[[Station], StateT]) -> StateT:
        """Give the state of an area, which begins when it is first asked for."""
        slot: int = area.slot  # type: ignore[attr-defined]  # every area has one
        state: StateT | None = self.by_slot[slot]
        if state is None:
            state = self.by_slot[slot] = area(self)
        return state

    def states(self) -> list[Any]:
        """List the areas that have begun."""
        return [state for state in self.by_slot if state is not None]

    def interrupted(self, call: Call) -> Reason | None:
        """Say what lies between a call and now: then its answer begins no deadline."""
        if call.gaps != self.gaps:
            return Reason.GAP
        return Reason.BOOT if call.boots != self.boots else None

    def cut_off(self, frame: Frame) -> bool:
        """Tell whether a trigger for a message may stand before what is known of the station.

        So it is for a while after its first line, and after a gap, unless it has booted since.
        """
        if self.booted:
            return False
        began = self.clock.began
        if began is None or frame.now is None:
            return True
        return frame.now - began <= self.parameters.prompt

    def begins_late(self, frame: Frame) -> bool:
        """Tell whether what a frame follows may stand before the capture.

        So it is for a while after the first line of a station that has not booted since.
        """
        if self.boots or self.gaps:
            return False
        began = self.clock.began
        if began is None or frame.now is None:
            return frame.index <= _FIRST_LINES
        return frame.now - began <= self.parameters.prompt

    def is_late(self, frame: Frame, timestamp: float | None) -> bool:
        """Tell whether a message was queued: its timestamp is well before the log's time."""
        if timestamp is None or frame.logged is None:
            return False
        return timestamp < frame.logged - self.parameters.skew
