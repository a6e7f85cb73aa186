"""Frames wait for each other, so that many are judged at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ocppgen.validate.records import FrameRecord
    from ocppgen.validate.sequences.engine import Engine, Judged
    from ocppgen.validate.sequences.finding import Finding

_TOGETHER: Final = 4096
"""So many frames are checked before they are judged together, station by station: to go from one
to the other with each frame takes a processor more time than its work."""


class Judging:
    """Hands frames to an engine, many at a time; what is told of them stays in their order."""

    def __init__(self, engine: Engine) -> None:
        """Let *engine* judge."""
        self._engine = engine
        self._waiting: list[Judged] = []
        self._records: dict[int, FrameRecord] = {}
        """What is told of frames that wait, by their number."""

    def take(
        self, judged: Judged, record: FrameRecord | None
    ) -> Iterable[FrameRecord | Finding]:
        """Take a frame, and what is told of it; give what is told by now."""
        if record is not None:
            self._records[len(self._waiting)] = record
        self._waiting.append(judged)
        return self.flush() if len(self._waiting) >= _TOGETHER else ()

    def flush(self) -> Iterable[FrameRecord | Finding]:
        """Judge the frames that wait: there are no more for now."""
        records, findings = self._records, self._engine.take(self._waiting)
        self._waiting, self._records = [], {}
        return _in_order(records, findings)


def _in_order(
    records: Mapping[int, FrameRecord], findings: Mapping[int, list[Finding]]
) -> Iterator[FrameRecord | Finding]:
    """Give what is told by frames, each time the frame itself first."""
    for number in sorted({*records, *findings}):
        if number in records:
            yield records[number]
        yield from findings.get(number, ())
