"""Results for people: a line for each fault, then a table of all messages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ocppgen.text import printable
from ocppgen.validate.records import (
    AMBIGUOUS,
    IGNORED,
    NEWEST_FIRST,
    REUSED,
    UNMATCHED,
    WRONG_SIDE,
)
from ocppgen.validate.sequences.rules import load_rules
from ocppgen.validate.sequences.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from ocppgen.errors import GeneratorError
    from ocppgen.validate.records import FrameRecord
    from ocppgen.validate.sequences.finding import Finding
    from ocppgen.validate.summary import Row, Summary

_LONGEST_FILE = 200
_LONGEST_STATION = 80
_LONGEST_POINTER = 120
_LONGEST_MESSAGE = 300
_MOST_STATIONS = 10
_MOST_FILES = 10
_COLUMNS = ("message", "frames", "faulty", "faults")

_STATION_COLUMNS = (
    "station",
    "frames",
    "faulty",
    "faults",
    "unanswered",
    "slowest",
    "errors",
    "first",
    "last",
)
_NOTES = {
    UNMATCHED: "answers whose call is not in the capture, judged by their shape alone",
    AMBIGUOUS: "answers to one of several calls with the same id, on connections that the capture"
    " does not tell, judged by their shape alone",
    REUSED: "calls with the id of another that still waits for its answer, of the same station"
    " and direction (OCPP-J, 4.1.4)",
    WRONG_SIDE: "calls of what only the other side may call",
    NEWEST_FIRST: "the log tells the newest first; of a stream it cannot be turned round: give it"
    " as a file",
    IGNORED: "frames of a message type that OCPP-J does not know, which receivers ignore",
}


class TextWriter:
    """Writes lines, each fit for a terminal."""

    def __init__(self, out: TextIO, *, quiet: bool = False) -> None:
        """Write to *out*; *quiet* leaves the single faults out."""
        self._out = out
        self._quiet = quiet
        self._files = 0
        self._tally = Tally()

    def frame(self, record: FrameRecord) -> None:
        """Write a line for each violation."""
        if not self._quiet:
            self._out.writelines(f"{line}\n" for line in lines_of(record))

    def finding(self, finding: Finding) -> None:
        """Write a line for a finding."""
        if not self._quiet:
            self._out.write(f"{line_of(finding)}\n")

    def show(self) -> None:
        """Let the lines be seen."""
        self._out.flush()

    def file(self, file: str, summary: Summary) -> None:
        """Count the file."""
        del file, summary
        self._files += 1

    def refused(self, error: GeneratorError) -> None:
        """Leave it to the command, which ends with it."""

    def sequences(self, tally: Tally) -> None:
        """Keep what the rules came to for the table."""
        self._tally = tally

    def end(self, total: Summary) -> None:
        """Write the table."""
        rows = list(total.rows())
        if not rows and not total.unchecked:
            return
        told = total.faulty or any(one.violated for one in self._tally.rules.values())
        if told and not self._quiet:
            self._out.write("\n")
        for line in (*_table(rows), *_stations(total), *_notes(total), *_rules(self._tally)):
            self._out.write(printable(line) + "\n")
        files = "1 file" if self._files == 1 else f"{self._files:,} files"
        messages = "1 message" if total.frames == 1 else f"{total.frames:,} messages"
        verdict = f"{total.faulty:,} faulty" if total.faulty else "none faulty"
        self._out.write(f"{messages} in {files}, {verdict}\n")


def lines_of(record: FrameRecord) -> Iterator[str]:
    """Yield a line for each violation: place, message, pointer, what is wrong."""
    around = (record.time, record.station, record.direction.words)
    words = ", ".join(word for word in around if word)
    last = len(record.violations) - 1
    for index, violation in enumerate(record.violations):
        pointer = _cut(violation.pointer, _LONGEST_POINTER)
        pointer = "frame" + pointer if violation.part == "frame" and pointer else pointer
        omitted = record.omitted if index == last else 0
        yield printable(
            f"{_cut(record.file, _LONGEST_FILE)}:{record.line} {record.label}"
            f"{' ' if pointer else ''}{pointer}: {_cut(violation.message, _LONGEST_MESSAGE)}"
            f" ({violation.keyword}, {violation.code})"
            f"{f' [{words}]' if words else ''}"
            f"{f'; and {omitted:,} more faults in it' if omitted else ''}"
        )


def line_of(finding: Finding) -> str:
    """Write a finding in one line: place, message, what is wrong, which rule."""
    around = (finding.time, finding.connection, finding.direction)
    words = ", ".join(word for word in around if word)
    lines = ", ".join(map(str, finding.related))
    return printable(
        f"{_cut(finding.file, _LONGEST_FILE)}:{finding.line}"
        f" {finding.action or '(unknown action)'}: {_cut(finding.message, _LONGEST_MESSAGE)}"
        f" ({finding.severity}, {finding.rule}{f'; see line {lines}' if lines else ''})"
        f"{f' [{words}]' if words else ''}"
    )


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 3] + "..."


def _table(rows: Sequence[Row]) -> Iterator[str]:
    cells = [
        (row.label, f"{row.frames:,}", f"{row.faulty:,}" if row.faulty else "-", _faults(row))
        for row in rows
    ]
    if not cells:
        return
    cells.insert(0, _COLUMNS)
    widths = [max(len(row[column]) for row in cells) for column in range(len(_COLUMNS))]
    for name, frames, faulty, faults in cells:
        counts = f"{frames.rjust(widths[1])}  {faulty.rjust(widths[2])}"
        yield f"{name.ljust(widths[0])}  {counts}  {faults}".rstrip()


def _faults(row: Row) -> str:
    counts = sorted(row.keywords.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{keyword} {count:,}" for keyword, count in counts)


def _rules(tally: Tally) -> Iterator[str]:
    """Write the rules that were broken, and the stations that were not judged."""
    if not tally.rules:
        return
    broken = {rule: one.violated for rule, one in tally.rules.items() if one.violated}
    width = max((len(rule) for rule in broken), default=0)
    if broken:
        yield ""
        yield f"{'rule'.ljust(width)}  severity  findings"
        for rule, number in sorted(broken.items(), key=lambda item: (-item[1], item[0])):
            yield f"{rule.ljust(width)}  {load_rules()[rule].severity:8}  {number:>8,}"
    stopped = [one for one in tally.stations if not one.judged]
    for one in stopped[:_MOST_STATIONS]:
        yield f"note: {one.connection or '(no station)'} is not judged to its end: {one.why}"
    if len(stopped) > _MOST_STATIONS:
        yield f"note: and so it is with {len(stopped) - _MOST_STATIONS:,} more stations"
    number = len(tally.rules)
    yield (
        f"{number} rules over conversations: {len(broken)} broken"
        if broken
        else (f"{number} rules over conversations: none broken")
    )


def _stations(total: Summary) -> Iterator[str]:
    """Write a table of the stations, if they were asked for."""
    cells = [
        (
            _cut(one.station, _LONGEST_STATION) or "(unknown)",
            f"{one.frames:,}",
            f"{one.faulty:,}" if one.faulty else "-",
            ", ".join(f"{word} {number:,}" for word, number in one.keywords.most_common())
            or "-",
            f"{one.unanswered:,}" if one.unanswered else "-",
            f"{one.slowest.seconds:,.3f} s, line {one.slowest.line}" if one.slowest else "-",
            ", ".join(f"{pair} {number:,}" for pair, number in one.codes.most_common()) or "-",
            one.first or "-",
            one.last or "-",
        )
        for one in total.stations.rows()
    ]
    if not cells:
        return
    cells.insert(0, _STATION_COLUMNS)
    widths = [max(len(row[column]) for row in cells) for column in range(len(_STATION_COLUMNS))]
    yield ""
    for row in cells:
        yield "  ".join(
            cell.ljust(width) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
    yield ""


def _notes(total: Summary) -> Iterator[str]:
    for note, words in _NOTES.items():
        noted = total.notes[note]
        if noted.count:
            yield f"note: {words}: {noted.count:,} (first: {noted.first})"
    if total.official:
        words = "messages that your schemas do not have, judged by the official ones"
        yield f"note: {words}: {total.official:,}"
    if total.copies:
        words = "lines that tell again what another line tells, left out"
        yield f"note: {words}: {total.copies:,}"
    if total.tolerated:
        kinds: Counter[str] = sum((row.tolerated for row in total.rows()), Counter())
        named = ", ".join(f"{word} {number:,}" for word, number in sorted(kinds.items()))
        plural = "" if total.tolerated == 1 else "s"
        told = f"{sum(kinds.values()):,} in {total.tolerated:,} message{plural}"
        yield f"tolerated: {told}: {named}"
    for file, said in [*total.spoken.items()][:_MOST_FILES]:
        yield f"note: {_cut(file, _LONGEST_FILE)} is judged as OCPP {said.version}: {said.why}"
    if len(total.spoken) > _MOST_FILES:
        yield f"note: and {len(total.spoken) - _MOST_FILES:,} more files, likewise"
    if total.unchecked:
        words = "messages without a schema, or of profiles that were not chosen, not judged"
        yield f"note: {words}: {total.unchecked:,}"
