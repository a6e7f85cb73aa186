"""The frames of one chunk, each with its lines and with the text or the fields around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from ocppgen.validate.frame_finder import CANDIDATE, frames, is_frame, scan
from ocppgen.validate.reading import documents, json_records, tables
from ocppgen.validate.reading.form import Form
from ocppgen.validate.reading.near_lines import (
    QUOTES,
    TAIL,
    begins_another,
    goes_with_above,
    is_above,
)
from ocppgen.validate.reading.tokens import tells
from ocppgen.validate.records import made

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ocppgen.validate.frame_finder import Found
    from ocppgen.validate.reading.form import Shape
    from ocppgen.validate.records import Chunk

WINDOW = 400
"""So much text before and behind a frame is looked at."""

_BAD_BYTE = re.compile("[\udc80-\udcff]")
_COLOUR = re.compile(r"\x1b\[[0-9;?]{0,16}[A-Za-z]")
_CALL = 2
MOST_LINES = 4096
"""A frame spans no more lines than so many."""
MOST_ABOVE = 6
"""So many lines above a frame may belong to it."""
_MOST_BELOW = 6
NO_FIELDS: Mapping[str, str] = {}


class Place(NamedTuple):
    """A frame where it stands."""

    line: int
    """The first line that belongs to it, counted from 0 within the chunk."""
    last_line: int
    frame: list[Any] | None
    """What was read; None if that is nothing."""
    fault: str
    """Why it is no JSON."""
    before: str
    behind: str
    fields: Mapping[str, str] = NO_FIELDS
    """What stands in other columns or members."""
    doubtful: bool = False
    """It is a frame only if it stands where frames do."""
    reply: bool = False
    """It stands in one row with its call, so that the row tells the way of the call."""


class Text:
    """The text of a chunk, read as a capture of one shape."""

    def __init__(self, chunk: Chunk, shape: Shape) -> None:
        """Decode the bytes of *chunk*; what is not UTF-8 becomes lone surrogates."""
        self._shape = shape
        self._whole = chunk.whole
        self._state = chunk.state
        try:
            text, self._clean = chunk.data.decode(), True
        except UnicodeDecodeError:
            text, self._clean = chunk.data.decode("utf-8", "surrogateescape"), False
        if "\x1b" in text:
            text = _COLOUR.sub("", text)
        self._text = text
        self._lines: list[str] = []
        self._waiting = False
        """The last frame may go on behind the last line."""
        self._hopeless = -1
        """Up to this line, what begins a frame was tried in vain with all that follows."""

    def __iter__(self) -> Iterator[Place]:
        """Go through the frames."""
        yield from self._places()

    def last_line_of_first(self) -> int | None:
        """Tell on which line that ends what begins on the first one; None if it goes on."""
        lines = self._lines = self._text.split("\n")
        found, last = self._frames(0, self._shape.prefix)
        going_on = found[-1].open if found else lines[0].rstrip().endswith("[")
        if going_on and last == 0 and (self._waiting or len(lines) == 1):
            return None
        if self._shape.below and found:
            _, below = self._below(last)
            if below == len(lines) - 1 and lines[below][:1] not in ("}", ")", "]"):
                return None
            last = below
        return last

    def _places(self) -> Iterator[Place]:
        form = self._shape.form
        if form is Form.DOCUMENT and self._whole:
            yield from self._of_records(documents.records(self._text))
        elif form is Form.TABLE and self._shape.table is not None:
            rows = tables.rows(self._text, self._shape.table)
            yield from self._of_records(rows)
        else:
            yield from self._of_lines()

    def _of_records(self, records: Iterator[json_records.Record]) -> Iterator[Place]:
        for record in records:
            for index, found in enumerate(record.frames):
                before = "" if found.header is None else found.header
                yield Place(
                    record.line,
                    record.last_line,
                    found.value,
                    found.fault or self._encoding(found.fault),
                    before[-WINDOW:],
                    found.behind[:WINDOW],
                    record.fields,
                    found.doubtful,
                    index > 0 and _replies(found.value, record.frames[0].value),
                )

    def _of_lines(self) -> Iterator[Place]:
        """Go through the lines; a frame may go on in those that follow."""
        lines = self._lines = self._text.split("\n")
        peel = self._shape.prefix
        number, end, tail = 0, len(lines), self._state
        free = 0
        """The first line that no frame before this one has used."""
        while number < end:
            line = lines[number]
            if line[:4] == "==> " and (header := TAIL.match(line)):
                tail = header[1]
                number += 1
                continue
            start = line.lstrip(" \t")[:1] if line else ""
            if start == "{" or (peel is not None and "{" in line):
                record = json_records.of_line(line, peel)
                if record is not None:
                    for found in record.frames:
                        yield self._of_member(record, found, number, tail)
                    number += 1
                    free = number
                    continue
            if "[" not in line:
                number += 1
                continue
            if (place := self._plain(number, line, tail)) is not None:
                yield place
                number += 1
                free = number
                continue
            found_here, last = self._frames(number, peel)
            if found_here:
                yield from self._of_text(number, last, free, found_here, tail)
                if any(not found.doubtful for found in found_here):
                    free = last + 1
            number = last + 1

    def _plain(self, number: int, line: str, tail: str) -> Place | None:
        """Read a line that holds one frame and what tells of it: most lines of most logs."""
        begin = CANDIDATE.search(line)
        if begin is None or not self._clean or self._shape.below:
            return None
        start = begin.start()
        before = line[start - WINDOW if start > WINDOW else 0 : start]
        if not before or before[0] in " \t" or not before.strip(QUOTES):
            return None
        try:
            value, end = scan(line, start)
        except (ValueError, RecursionError):
            return None
        if not is_frame(value) or CANDIDATE.search(line, end) is not None:
            return None
        fields = {"tail": tail} if tail else NO_FIELDS
        behind = line[end : end + WINDOW]
        return made(Place, (number, number, value, "", before, behind, fields, False, False))

    def _of_member(
        self, record: json_records.Record, found: Found, number: int, tail: str
    ) -> Place:
        fields = {**record.fields, "tail": tail} if tail else record.fields
        _, _, value, fault, _, _, header, behind = found
        before = record.before + (header or "")
        ends = before[-WINDOW:], behind[:WINDOW]
        return made(Place, (number, number, value, fault, *ends, fields, False, False))

    def _frames(self, number: int, peel: re.Pattern[str] | None) -> tuple[list[Found], int]:
        """Find the frames that begin in a line, and the line where the last of them ends."""
        lines = self._lines
        line = lines[number]
        found = list(frames(line))
        start = -1
        if found:
            if found[-1].open:
                start = found[-1].start
        elif line.rstrip().endswith("["):
            start = line.rindex("[")
        if start < 0 or number + 1 >= len(lines) or number <= self._hopeless:
            return found, number
        last, whole = self._joined(number, start, peel)
        if whole is None or (whole.value is None and found):
            return found, number
        kept = found[:-1] if found and found[-1].open else found
        return [*kept, whole._replace(start=start, end=len(line))], last

    def _joined(
        self, number: int, start: int, peel: re.Pattern[str] | None
    ) -> tuple[int, Found | None]:
        """Read a frame that goes on in the lines that follow."""
        lines = self._lines
        parts = [lines[number][start:]]
        stop = min(len(lines), number + MOST_LINES)
        tried = 1
        for index in range(number + 1, stop + 1):
            rest = ""
            ended = index == stop
            if not ended:
                rest = lines[index] if peel is None else peel.sub("", lines[index], count=1)
                ended = begins_another(rest)
            if ended or len(parts) >= 2 * tried:
                tried = len(parts)
                whole = _first("\n".join(parts))
                self._waiting = whole is not None and whole.open and index == len(lines)
                if whole is None or not whole.open:
                    return (
                        (number, None) if whole is None else self._ended(number, parts, whole)
                    )
            if ended:
                break
            parts.append(rest)
        self._hopeless = number + len(parts) - 1
        return number, None

    @staticmethod
    def _ended(number: int, parts: list[str], whole: Found) -> tuple[int, Found | None]:
        if whole.value is None:
            return number, None if whole.doubtful else whole
        text = "\n".join(parts)
        last = number + text.count("\n", 0, whole.end)
        return last, whole._replace(behind=text[whole.end :].partition("\n")[0][:WINDOW])

    def _of_text(
        self, number: int, last: int, free: int, found_here: list[Found], tail: str
    ) -> Iterator[Place]:
        line = self._lines[number]
        end = 0
        fields = {"tail": tail} if tail else NO_FIELDS
        for index, found in enumerate(found_here):
            begin = max(end, found.start - WINDOW)
            if self._shape.prefix is not None and not end:
                wrapper = self._shape.prefix.match(line)
                begin = max(begin, wrapper.end()) if wrapper else begin
            first, before = number, line[begin : found.start]
            if found.header is not None:
                before += found.header
            if end == 0 and goes_with_above(before):
                first, above = self._above(number, free)
                before = above + before
            final = index == len(found_here) - 1
            behind = found.behind
            if final:
                end_of_it = line.rfind("]") + 1 if found.doubtful else found.end
                behind += line[end_of_it : end_of_it + WINDOW]
                if self._shape.below:
                    below, last = self._below(last)
                    behind += below
            yield Place(
                first,
                last if final else number,
                found.value,
                found.fault or self._encoding(line[found.start : found.end]),
                before,
                behind,
                fields,
                found.doubtful,
            )
            end = max(found.end, 1)

    def _above(self, number: int, free: int) -> tuple[int, str]:
        """Collect the lines above a frame that are about it."""
        first = number
        while first > free and number - first < MOST_ABOVE:
            line = self._lines[first - 1]
            if not is_above(line):
                break
            first -= 1
        above = self._lines[first:number]
        # A line that begins with a time begins what belongs together.
        for index in range(len(above) - 1, 0, -1):
            if self._shape.begins(above[index]):
                if index > 1 and above[index - 2].strip() == above[index].strip():
                    index -= 2  # noqa: PLW2901
                first += index
                above = above[index:]
                break
        text = "".join(f"{line[:WINDOW]}\n" for line in above)
        return (first, text[-WINDOW:]) if tells(text[-WINDOW:]) else (number, "")

    def _below(self, last: int) -> tuple[str, int]:
        """Collect the lines below a frame that are about it."""
        text = ""
        lines = self._lines
        for line in range(last + 1, min(last + 1 + _MOST_BELOW, len(lines))):
            content = lines[line]
            if "[" in content or (content[:1] not in (" ", "\t", "}", ")", "]")):
                break
            text += "\n" + content[:WINDOW]
            last = line
            if content[:1] in "})]":
                break
        return text[:WINDOW], last

    def _encoding(self, text: str) -> str:
        return "is not UTF-8" if not self._clean and _BAD_BYTE.search(text) else ""


def _replies(frame: list[Any] | None, call: list[Any] | None) -> bool:
    return (
        frame is not None
        and call is not None
        and frame[0] != _CALL == call[0]
        and frame[1] == call[1]
    )


def _first(text: str) -> Found | None:
    """Read the frame that a text begins with."""
    for found in frames(text):
        return found if not found.start and (found.open or not found.doubtful) else None
    return None
