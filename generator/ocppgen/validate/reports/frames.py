"""The latest frames of all stations, for the diagrams: enough, whatever the capture's size."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from typing import NamedTuple, TypeAlias

from ocppgen.validate.reports.limits import (
    FRAMES_BEFORE,
    FRAMES_BEHIND,
    FRAMES_HELD,
    RELATED,
)

Place: TypeAlias = "tuple[int, int]"
"""The number of a file, and a line."""

_AROUND = 32


class Frame(NamedTuple):
    """A frame as a diagram shows it."""

    place: Place
    at: float
    """On the time line of its station."""
    label: str
    """As the specification names it: ``Heartbeat.req``."""
    to_central_system: bool | None
    """None where the capture does not tell."""
    payload: str
    faulty: bool = False
    time: str = ""
    """As the log has it, where that is no point of time to us."""


class Row(NamedTuple):
    """A frame in a diagram."""

    frame: Frame
    role: str
    """``hit``, ``related`` or, of those around them, empty."""
    skipped: int
    """Frames of the station between this one and the one above."""


class Track:
    """The frames of one station, in the order of the capture."""

    __slots__ = ("_first", "_frames", "_gone")

    def __init__(self) -> None:
        """Begin with none."""
        self._frames: list[Frame] = []
        self._gone = 0
        self._first = 0
        """How many were let go, and where in the list the others begin."""

    @property
    def count(self) -> int:
        """Count all frames, those let go included."""
        return self._gone + len(self._frames) - self._first

    def add(self, frame: Frame) -> None:
        """Add the next frame."""
        self._frames.append(frame)

    def let_go(self) -> None:
        """Forget the oldest frame."""
        self._first += 1
        self._gone += 1
        if 2 * self._first > len(self._frames):
            del self._frames[: self._first]
            self._first = 0

    def rows(self, place: Place, related: tuple[Place, ...], action: str = "") -> list[Row]:
        """Draw the frames around that of an *action* at a place, and related ones from elsewhere."""
        chosen: dict[int, str] = {}
        at = self._find(place, action)
        if at is not None:
            last = min(at + FRAMES_BEHIND + 1, len(self._frames))
            chosen.update(dict.fromkeys(range(max(at - FRAMES_BEFORE, self._first), last), ""))
        for other in related[:RELATED]:
            found = self._find(other)
            if found is not None:
                chosen[found] = "related"
        if at is not None:
            chosen[at] = "hit"
        rows: list[Row] = []
        before = None
        for index in sorted(chosen):
            skipped = index - before - 1 if before is not None else 0
            rows.append(Row(self._frames[index], chosen[index], skipped))
            before = index
        return rows

    def frame(self, place: Place, action: str = "") -> Frame | None:
        """Give the frame of an *action* at a place, if it is still held."""
        at = self._find(place, action)
        return None if at is None else self._frames[at]

    def _find(self, place: Place, action: str = "") -> int | None:
        """Find a frame. A line may have several, and stand a little out of order."""
        near = bisect_left(self._frames, place, lo=self._first, key=lambda one: one.place)
        around = range(max(near - _AROUND, self._first), min(near + _AROUND, len(self._frames)))
        found = [at for at in around if self._frames[at].place == place]
        of_action = [at for at in found if self._frames[at].label.startswith(f"{action}.")]
        return next(iter(of_action or found), None)


class Tracks:
    """Those of all stations, which together hold so many frames at most."""

    def __init__(self, most: int = FRAMES_HELD) -> None:
        """Hold *most* frames."""
        self._most = most
        self._order: deque[Track] = deque()

    def add(self, track: Track, frame: Frame) -> None:
        """Add a frame to a station's track, and forget the oldest of all if need be."""
        track.add(frame)
        self._order.append(track)
        if len(self._order) > self._most:
            self._order.popleft().let_go()
