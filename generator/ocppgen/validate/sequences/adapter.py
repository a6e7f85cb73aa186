"""From what ``validate`` reads to what the rules are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.validate.sequences.instants import log_time
from ocppgen.validate.sequences.records import Record

if TYPE_CHECKING:
    from ocppgen.validate.records import CheckedFrame


def record_of(frame: CheckedFrame, line: int, *, faulty: bool) -> Record:
    """Make a record of a checked frame, whose payload was kept; *line* is counted from 1."""
    time = log_time(frame.time) if frame.time else None
    seconds, dated, zoned = time if time is not None else (None, False, False)
    return Record(
        line,
        frame.station,
        frame.direction,
        frame.time,
        seconds,
        dated,
        zoned,
        frame.kind,
        frame.ident,
        frame.action,
        frame.payload,
        frame.error_code,
        faulty,
    )
