"""From what ``validate`` reads to what the rules are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.validate.records import made
from ocppgen.validate.sequences.instants import log_time
from ocppgen.validate.sequences.records import Record

if TYPE_CHECKING:
    from ocppgen.validate.records import CheckedFrame


def record_of(frame: CheckedFrame, action: str | None, line: int, *, faulty: bool) -> Record:
    """Make a record of a checked frame, whose payload was kept.

    *action* is what it calls or answers, *line* is counted from 1.
    """
    time = log_time(frame.time) if frame.time else None
    seconds, dated, zoned = time if time is not None else (None, False, False)
    return made(
        Record,
        (
            line,
            frame.station,
            frame.direction,
            frame.time,
            seconds,
            dated,
            zoned,
            frame.kind,
            frame.ident,
            action,
            frame.payload,
            frame.error_code,
            faulty,
        ),
    )
