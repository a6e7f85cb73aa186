"""The frames of one chunk, each with its line and with the text around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from ocppgen.validate.context import WINDOW
from ocppgen.validate.frame_finder import CANDIDATE, frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocppgen.validate.frame_finder import Found
    from ocppgen.validate.records import Chunk

_BAD_BYTE = re.compile("[\udc80-\udcff]")
_END = re.compile(rf"\{{|{CANDIDATE.pattern}")
"""Where the text behind a frame ends to be about it."""


class Place(NamedTuple):
    """A frame where it stands."""

    line: int
    """Counted from 0 within the chunk."""
    nth: int
    """Which one of its line, from 0."""
    frame: list[Any] | None
    """What was read; None if that is nothing."""
    fault: str
    """Why it is no JSON."""
    before: str
    behind: str
    last_line: int


class Text:
    """The text of a chunk."""

    def __init__(self, chunk: Chunk) -> None:
        """Decode the bytes of *chunk*; what is not UTF-8 becomes lone surrogates."""
        self._whole = chunk.whole
        try:
            text, self._clean = chunk.data.decode(), True
        except UnicodeDecodeError:
            text, self._clean = chunk.data.decode("utf-8", "surrogateescape"), False
        self._lines = [text] if chunk.whole else text.split("\n")

    def __iter__(self) -> Iterator[Place]:
        """Go through the frames."""
        for number, line in enumerate(self._lines):
            if "[" in line:
                yield from self._of_line(number)

    def line(self, number: int) -> list[Place]:
        """List the frames of a line."""
        return list(self._of_line(number))

    def _of_line(self, number: int) -> Iterator[Place]:
        text, end, nth = self._lines[number], 0, 0
        for found in frames(text):
            before = text[end : found.start]
            if self._whole:
                number += text.count("\n", end, found.start)
            fault = found.fault or self._encoding(text, found)
            behind = text[found.end : found.end + WINDOW]
            if behind and (stop := _END.search(behind)):
                behind = behind[: stop.start()]
            last = number
            if self._whole:
                last += text.count("\n", found.start, found.end)
            yield Place(number, nth, found.value, fault, before, behind, last)
            number = last
            end, nth = found.end, nth + 1

    def _encoding(self, text: str, found: Found) -> str:
        bad = not self._clean and _BAD_BYTE.search(text, found.start, found.end)
        return "is not UTF-8" if bad else ""
