"""Results for programs that take a line at a time: an object for each frame, and each finding.

Every member is there in every line; what is unknown is null, and ``unknown`` says why.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ocppgen.validate.json_output import finding_as_json
from ocppgen.validate.reading.times import iso

if TYPE_CHECKING:
    from typing import TextIO

    from ocppgen.errors import GeneratorError
    from ocppgen.validate.records import FrameRecord
    from ocppgen.validate.sequences.finding import Finding
    from ocppgen.validate.sequences.tally import Tally
    from ocppgen.validate.summary import Summary


class JsonlWriter:
    """Writes JSON lines; nothing is held in memory."""

    def __init__(self, out: TextIO) -> None:
        """Write to *out*."""
        self._out = out

    def frame(self, record: FrameRecord) -> None:
        """Write one frame."""
        self._out.write(json.dumps(as_json(record), ensure_ascii=False) + "\n")

    def finding(self, finding: Finding) -> None:
        """Write one finding: the line has the member ``rule``."""
        self._out.write(json.dumps(finding_as_json(finding), ensure_ascii=False) + "\n")

    def show(self) -> None:
        """Let the lines be seen."""
        self._out.flush()

    def file(self, file: str, summary: Summary) -> None:
        """Write nothing: a line is a frame."""

    def refused(self, error: GeneratorError) -> None:
        """Leave it to the command, which ends with it."""

    def sequences(self, tally: Tally) -> None:
        """Write nothing: a line is a frame or a finding."""

    def end(self, total: Summary) -> None:
        """Write nothing: a line is a frame."""


def as_json(record: FrameRecord) -> dict[str, Any]:
    """Return the members of a line: all of a record but its payload."""
    return {
        "file": record.file,
        "line": record.line,
        "last_line": record.last_line,
        "kind": record.kind,
        "id": record.id,
        "action": record.action,
        "station": record.station,
        "direction": record.direction.words or None,
        "time": record.time,
        "instant": iso(record.instant) if record.instant is not None else None,
        "layout": record.layout,
        "error_code": record.error_code,
        "call": record.call,
        "call_line": record.call_line,
        "verdict": "faulty" if record.violations else "fine",
        "violations": [violation._asdict() for violation in record.violations],
        "omitted": record.omitted,
        "notes": list(record.notes),
        "unknown": dict(record.unknown),
    }
