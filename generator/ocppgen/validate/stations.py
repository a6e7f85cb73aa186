"""Counts by station, for ``--by station``."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ocppgen.validate.reading.times import instant
from ocppgen.validate.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocppgen.validate.matching.pending_calls import Match
    from ocppgen.validate.records import CheckedFrame, FrameViolations

MOST = 10_000
"""So many stations are counted one by one; what is left over is counted together."""

MOST_CODES = 20
"""So many pairs of code and action are counted of a station."""

UNKNOWN, OTHERS = "", "(other stations)"


@dataclass(slots=True)
class Slowest:
    """The answer that was longest in coming."""

    seconds: float
    action: str | None
    line: int


@dataclass(slots=True)
class StationCounts:
    """What came of one station."""

    station: str
    frames: int = 0
    faulty: int = 0
    calls: int = 0
    answered: int = 0
    """Calls that an answer was found for."""
    keywords: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    """CALLERRORs, as ``NotSupported to Reset``."""
    first: str = ""
    last: str = ""
    slowest: Slowest | None = None

    @property
    def unanswered(self) -> int:
        """Count the calls that no answer was found for."""
        return max(0, self.calls - self.answered)


class Stations:
    """The counts of every station of a capture."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._counts: dict[str, StationCounts] = {}

    def __bool__(self) -> bool:
        """Tell whether anything was counted."""
        return bool(self._counts)

    def count(
        self,
        frame: CheckedFrame,
        violations: FrameViolations | None,
        match: Match,
        line: int,
    ) -> None:
        """Count one frame."""
        counts = self._of(frame.station)
        counts.frames += 1
        if violations is not None:
            counts.faulty += 1
            counts.keywords.update(violations.keywords)
        if frame.time:
            counts.first = counts.first or frame.time
            counts.last = frame.time
        if frame.kind is Kind.CALL:
            counts.calls += 1
        elif match.line:
            counts.answered += 1
            self._answered(counts, frame, match, line)
        if frame.kind is Kind.ERROR:
            pair = f"{frame.error_code} to {match.action or '?'}"
            if pair in counts.codes or len(counts.codes) < MOST_CODES:
                counts.codes[pair] += 1

    def add(self, other: Stations) -> None:
        """Add the counts of another file."""
        for name, theirs in other._counts.items():
            mine = self._of(name)
            mine.frames += theirs.frames
            mine.faulty += theirs.faulty
            mine.calls += theirs.calls
            mine.answered += theirs.answered
            mine.keywords.update(theirs.keywords)
            mine.codes.update(theirs.codes)
            mine.first = mine.first or theirs.first
            mine.last = theirs.last or mine.last
            slowest = theirs.slowest
            if slowest and (mine.slowest is None or slowest.seconds > mine.slowest.seconds):
                mine.slowest = slowest

    def rows(self) -> Iterator[StationCounts]:
        """Go through the stations by name, what has none last."""
        yield from sorted(self._counts.values(), key=lambda one: (not one.station, one.station))

    def _of(self, name: str) -> StationCounts:
        counts = self._counts.get(name)
        if counts is None:
            if len(self._counts) >= MOST:
                name = OTHERS
            counts = self._counts.setdefault(name, StationCounts(name))
        return counts

    def _answered(
        self, counts: StationCounts, frame: CheckedFrame, match: Match, line: int
    ) -> None:
        when = instant(frame.time.strip()) if frame.time else None
        if when is None or match.seconds is None:
            return
        took = when.seconds - match.seconds
        if took >= 0 and (counts.slowest is None or took > counts.slowest.seconds):
            counts.slowest = Slowest(round(took, 3), match.action, line)
