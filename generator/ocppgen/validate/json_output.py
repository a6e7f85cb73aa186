"""Results for programs: one JSON document, written as the results come.

``violations`` is an object a line; ``files`` and ``summary`` follow when all is read.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ocppgen.validate.records import AMBIGUOUS, IGNORED, UNMATCHED

if TYPE_CHECKING:
    from typing import TextIO

    from ocppgen.errors import GeneratorError
    from ocppgen.validate.records import FrameRecord
    from ocppgen.validate.summary import Summary


class JsonWriter:
    """Writes JSON; violations are never held in memory."""

    def __init__(self, out: TextIO) -> None:
        """Write to *out*."""
        self._out = out
        self._before = '{"violations": [\n'
        self._files: list[dict[str, Any]] = []
        self._error: str | None = None

    def frame(self, record: FrameRecord) -> None:
        """Write the violations of a frame."""
        about = {
            "file": record.file,
            "line": record.line,
            "action": record.action,
            "kind": record.kind,
            "id": record.id,
            "connection": record.station,
            "direction": record.direction.words or None,
            "time": record.time,
        }
        last = len(record.violations) - 1
        for index, violation in enumerate(record.violations):
            told: dict[str, Any] = {**about, **violation._asdict()}
            if index == last and record.omitted:
                told["omitted"] = record.omitted
            self._out.write(self._before + json.dumps(told))
            self._before = ",\n"

    def show(self) -> None:
        """Let the lines be seen."""
        self._out.flush()

    def file(self, file: str, summary: Summary) -> None:
        """Keep the counts of a file."""
        counts = {"file": file, "frames": summary.frames, "faulty": summary.faulty}
        self._files.append({**counts, "error": self._error})
        self._error = None

    def refused(self, error: GeneratorError) -> None:
        """Keep why a file could not be read."""
        self._error = error.message

    def end(self, total: Summary) -> None:
        """Write the counts."""
        begin = "" if self._before == ",\n" else self._before
        text = json.dumps({"files": self._files, "summary": _summary(total)}, indent=1)
        self._out.write(f"{begin}\n],\n{text.removeprefix('{')}\n".replace("\n\n", "\n"))


def _summary(total: Summary) -> dict[str, Any]:
    return {
        "frames": total.frames,
        "faulty": total.faulty,
        "keywords": dict(sorted(total.keywords.items())),
        "messages": [
            {
                "action": row.action,
                "kind": row.kind,
                "frames": row.frames,
                "faulty": row.faulty,
                "keywords": dict(sorted(row.keywords.items())),
            }
            for row in total.rows()
        ],
        "unmatched": total.notes[UNMATCHED].count,
        "ambiguous": total.notes[AMBIGUOUS].count,
        "ignored": total.notes[IGNORED].count,
        "unchecked": total.unchecked,
    }
