"""Results for programs: one JSON document, written as the results come.

``violations`` is an object a line; what follows is written when all is read: ``findings``,
``sequences`` and ``stations`` if rules over conversations were asked for, ``files`` and
``summary``.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, Final

from ocppgen.validate.records import (
    AMBIGUOUS,
    IGNORED,
    NEWEST_FIRST,
    REUSED,
    UNMATCHED,
    WRONG_SIDE,
)

if TYPE_CHECKING:
    from typing import TextIO

    from ocppgen.errors import GeneratorError
    from ocppgen.validate.records import FrameRecord
    from ocppgen.validate.sequences.finding import Finding
    from ocppgen.validate.sequences.tally import Tally
    from ocppgen.validate.summary import Summary

_IN_MEMORY: Final = 8 * 1024 * 1024
"""So many bytes of findings are kept in memory; then they go into a temporary file."""


class JsonWriter:
    """Writes JSON; violations are never held in memory."""

    def __init__(self, out: TextIO) -> None:
        """Write to *out*."""
        self._out = out
        self._before = '{"violations": [\n'
        self._files: list[dict[str, Any]] = []
        self._error: str | None = None
        self._found: IO[str] | None = None
        self._rules: dict[str, Any] = {}

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

    def finding(self, finding: Finding) -> None:
        """Keep one finding: in a file, if there are many."""
        if self._found is None:
            self._found = SpooledTemporaryFile(  # noqa: SIM115  (closed at the end)
                _IN_MEMORY, "w+", encoding="ascii"
            )
        self._found.write(json.dumps(finding_as_json(finding)) + "\n")

    def show(self) -> None:
        """Let the lines be seen."""
        self._out.flush()

    def file(self, file: str, summary: Summary) -> None:
        """Keep the counts of a file."""
        counts = {"file": file, "frames": summary.frames, "faulty": summary.faulty}
        said = summary.spoken.get(file)
        told = {} if said is None else {"edition": said.version, "edition_shown_by": said.why}
        self._files.append({**counts, **told, "error": self._error})
        self._error = None

    def refused(self, error: GeneratorError) -> None:
        """Keep why a file could not be read."""
        self._error = error.message

    def sequences(self, tally: Tally) -> None:
        """Keep what the rules came to."""
        self._rules = {
            "sequences": [
                {
                    "rule": rule,
                    "violated": counts.violated,
                    "satisfied": counts.satisfied,
                    "undecidable": dict(sorted(counts.undecidable.items())),
                }
                for rule, counts in tally.rules.items()
            ],
            "stations": [asdict(station) for station in tally.stations],
        }

    def end(self, total: Summary) -> None:
        """Write the counts."""
        begin = "" if self._before == ",\n" else self._before
        rest = {**self._rules, "files": self._files, "summary": _summary(total)}
        text = json.dumps(rest, indent=1)
        self._out.write(f"{begin}\n],")
        if self._rules:
            self._write_findings()
        self._out.write(f"\n{text.removeprefix('{')}\n".replace("\n\n", "\n"))

    def _write_findings(self) -> None:
        self._out.write('\n"findings": [\n')
        if self._found is not None:
            self._found.seek(0)
            for number, line in enumerate(self._found):
                self._out.write((",\n" if number else "") + line.rstrip("\n"))
            self._found.close()
        self._out.write("\n],")


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """Return the members of a finding; what the capture does not tell is null."""
    unknown = {"connection": finding.connection or None, "time": finding.time or None}
    direction = {"direction": finding.direction or None}
    return {**asdict(finding), "related": [*finding.related], **unknown, **direction}


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
                **({"tolerated": dict(sorted(row.tolerated.items()))} if row.tolerated else {}),
            }
            for row in total.rows()
        ],
        "unmatched": total.notes[UNMATCHED].count,
        "ambiguous": total.notes[AMBIGUOUS].count,
        "ignored": total.notes[IGNORED].count,
        "reused": total.notes[REUSED].count,
        "wrong_side": total.notes[WRONG_SIDE].count,
        "newest_first": bool(total.notes[NEWEST_FIRST].count),
        "copies": total.copies,
        "official": total.official,
        "unchecked": total.unchecked,
        **({"tolerated": total.tolerated} if total.tolerated else {}),
        **({"by_station": _stations(total)} if total.stations else {}),
    }


def _stations(total: Summary) -> list[dict[str, Any]]:
    return [
        {
            "station": one.station or None,
            "frames": one.frames,
            "faulty": one.faulty,
            "keywords": dict(sorted(one.keywords.items())),
            "errors": dict(sorted(one.codes.items())),
            "calls": one.calls,
            "unanswered": one.unanswered,
            "slowest": asdict(one.slowest) if one.slowest is not None else None,
            "first": one.first or None,
            "last": one.last or None,
        }
        for one in total.stations.rows()
    ]
