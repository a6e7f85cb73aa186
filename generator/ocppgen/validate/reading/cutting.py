"""Where a capture may be cut: where a frame and all lines about it end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ocppgen.validate.reading.form import Form
from ocppgen.validate.reading.near_lines import is_above
from ocppgen.validate.reading.places import MOST_ABOVE, MOST_LINES, Text
from ocppgen.validate.records import Chunk

if TYPE_CHECKING:
    from ocppgen.validate.reading.form import Shape

_BEGINS = re.compile(rb"\[[ \t\r]*(?:[234][ \t\r]*,|$)", re.MULTILINE)


def settled(data: bytes, shape: Shape) -> int:
    """Tell how much of some whole lines can be read without the lines that follow them."""
    if shape.form is Form.TABLE and shape.table is not None and shape.table.delimiter != "\t":
        return _rows(data)
    if shape.records:
        return len(data)
    start = _last_lines(data)
    lines = data[start:].split(b"\n")[:-1]
    number = len(lines) - 1
    while number >= 0 and not _begins(_peeled(lines[number], shape)):
        number -= 1
    end = number + 1
    if number >= 0:
        rest = b"\n".join(lines[number:])
        last = Text(Chunk(rest, 1), shape).last_line_of_first()
        if last is None:
            first = number
            while first > max(0, number - MOST_ABOVE) and is_above(
                _peeled(lines[first - 1], shape).decode("utf-8", "surrogateescape")
            ):
                first -= 1
            return start + _size(lines[:first])
        end = number + last + 1
    kept = max(end, len(lines) - MOST_ABOVE)
    return start + _size(lines[:kept])


def _peeled(line: bytes, shape: Shape) -> bytes:
    if shape.prefix is None:
        return line
    wrapper = shape.prefix.match(line.decode("utf-8", "replace"))
    return line if wrapper is None else line[len(wrapper[0].encode()) :]


def _begins(line: bytes) -> bool:
    return line.lstrip()[:1] != b'"' and _BEGINS.search(line) is not None


def _last_lines(data: bytes) -> int:
    at = len(data)
    for _ in range(MOST_LINES):
        at = data.rfind(b"\n", 0, at)
        if at < 0:
            return 0
    return at + 1


def _size(lines: list[bytes]) -> int:
    return sum(map(len, lines)) + len(lines)


def _rows(data: bytes) -> int:
    """Cut behind the last row whose quotes are closed."""
    if data.count(b'"') % 2 == 0:
        return len(data)
    at = len(data)
    odd = 1
    while at > 0 and odd:
        begin = data.rfind(b"\n", 0, at - 1) + 1
        odd ^= data.count(b'"', begin, at) % 2
        at = begin
    return at
