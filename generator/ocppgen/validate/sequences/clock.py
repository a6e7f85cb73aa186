"""The times of a station's lines: gaps, clocks set back, and where its part of a log begins."""

from __future__ import annotations

from enum import Enum
from typing import Final

TOLERANCE: Final = 1.0
"""Lines of two threads may be so many seconds out of order."""


class Step(Enum):
    """What the time of a line tells."""

    ON = "on"
    GAP = "gap"
    JUMP = "jump"
    STOP = "stop"
    """The second backward jump: the log is newest first, or merged."""


ON: Final = Step.ON
"""An enum is slow to look a member up in Python 3.11, and each line asks for this one."""


class Clock:
    """The times of one station's lines so far."""

    __slots__ = ("_gap", "_jumps", "before", "began", "gaps", "latest")

    def __init__(self, gap: float) -> None:
        """Call more than *gap* seconds of silence a gap."""
        self._gap = gap
        self._jumps = 0
        self.gaps = 0
        self.latest: float | None = None
        self.before: float | None = None
        """The latest time before the present line."""
        self.began: float | None = None
        """When the present part of the conversation began: at its first line, or after a gap."""

    def step(self, now: float) -> Step:
        """Take the time of the next line."""
        latest = self.before = self.latest
        if latest is not None and latest <= now <= latest + self._gap:  # by far the most
            self.latest = now
            return ON
        if latest is None:
            self.latest = self.began = now
            return ON
        if now < latest - TOLERANCE:
            self._jumps += 1
            self.latest = self.began = now
            return Step.JUMP if self._jumps == 1 else Step.STOP
        if now > latest:
            self.latest = now
            if now - latest > self._gap:
                self.began = now
                self.gaps += 1
                return Step.GAP
        return ON
