"""One JSON value over many lines: an API's answer, a HAR of a browser.

The records in it are found with the lines they stand on. The fields of a record are its own,
those of its parts, and those that were said before it of all that holds it.
"""

from __future__ import annotations

import re
from json.decoder import scanstring  # type: ignore[attr-defined]  # it is in every CPython
from typing import TYPE_CHECKING, Any

from ocppgen.validate.frame_finder import Found, is_frame, read
from ocppgen.validate.reading.json_records import Record, members

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACE = re.compile(r"[ \t\r\n]*")
_DEEPEST = 40


def is_document(text: str) -> bool:
    """Tell whether a text is JSON whose first value spans lines, and is more than one frame."""
    at = _space(text, 0)
    if text[at : at + 1] not in ("{", "["):
        return False
    first = True
    while at < len(text):
        try:
            value, end, _ = read(text, at)
        except (ValueError, RecursionError):
            return False
        if first:
            if "\n" not in text[at:end] or (isinstance(value, list) and _is_frame(value)):
                return False
            first = False
        at = _space(text, end)
        if text[at : at + 1] == ",":
            at = _space(text, at + 1)
    return True


def records(text: str) -> Iterator[Record]:
    """Yield the records of a document."""
    reader = _Reader(text)
    at = _space(text, 0)
    while at < len(text):
        at = yield from reader.value(at, {}, 0)
        at = _space(text, at)
        if text[at : at + 1] == ",":
            at = _space(text, at + 1)


class _Reader:
    """Reads one text; it knows which line it has come to."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = self._line = 0

    def value(self, at: int, known: dict[str, str], depth: int) -> Any:
        """Yield the records of the value at a place; return where it ends."""
        value, end, fault = read(self._text, at)
        if isinstance(value, list) and _is_frame(value):
            yield self._record(at, end, [Found(0, 0, value, fault)], known)
        elif isinstance(value, list | dict) and depth < _DEEPEST and _holds_records(value):
            if isinstance(value, dict):
                yield from self._members(at, known, depth)
            else:
                yield from self._elements(at, known, depth)
        elif isinstance(value, dict):
            found, fields = members(value)
            if found:
                told = [one._replace(fault=one.fault or fault) for one in found]
                yield self._record(at, end, told, {**known, **fields})
        return end

    def _elements(self, at: int, known: dict[str, str], depth: int) -> Iterator[Record]:
        text = self._text
        at = _space(text, at + 1)
        while text[at] != "]":
            at = yield from self.value(at, known, depth + 1)
            at = _space(text, at)
            if text[at] == ",":
                at = _space(text, at + 1)

    def _members(self, at: int, known: dict[str, str], depth: int) -> Iterator[Record]:
        text = self._text
        known = dict(known)
        at = _space(text, at + 1)
        while text[at] != "}":
            name, at = scanstring(text, at + 1)
            at = _space(text, _space(text, at) + 1)
            value, end, _ = read(text, at)
            if isinstance(value, list | dict) and _may_hold(value):
                at = yield from self.value(at, known, depth + 1)
            else:
                _, fields = members({name: value})
                known.update(fields)
                at = end
            at = _space(text, at)
            if text[at] == ",":
                at = _space(text, at + 1)

    def _record(
        self, start: int, end: int, found: list[Found], fields: dict[str, str]
    ) -> Record:
        self._line += self._text.count("\n", self._at, start)
        self._at = start
        last = self._line + self._text.count("\n", start, end)
        return Record(self._line, last, found, fields)


def _is_frame(value: list[Any]) -> bool:
    return bool(value) and type(value[0]) is int and value[0] in (2, 3, 4) and is_frame(value)


def _holds_records(value: Any) -> bool:
    """Tell whether there are lists of objects in it that are records of their own."""
    if isinstance(value, list):
        return not _is_frame(value) and any(isinstance(one, list | dict) for one in value)
    return any(_may_hold(one) for one in value.values())


def _may_hold(value: Any) -> bool:
    if isinstance(value, list):
        return _holds_records(value)
    if isinstance(value, dict):
        return _holds_records(value) or bool(members(value)[0])
    return False


def _space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
