"""Choose what a capture is made of, from its beginning."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from ocppgen.validate.frame_finder import frames, is_frame, read
from ocppgen.validate.reading import documents, tables
from ocppgen.validate.reading.form import Form, Shape
from ocppgen.validate.reading.places import Text
from ocppgen.validate.reading.times import TIME
from ocppgen.validate.records import Chunk

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENOUGH = 0.9
_LINES_LOOKED_AT = 400
_SHORT = 20

WRAPPERS: dict[str, re.Pattern[str]] = {
    "mail quote": re.compile(r"(?:> ?)+"),
    "docker compose": re.compile(r"[\w.-]{1,100} +\| ?"),
    "container runtime (CRI)": re.compile(rf"{TIME} (?:stdout|stderr) [FP] "),
    "kubectl --prefix": re.compile(r"\[pod/[^\]\s]{1,200}\] "),
    "syslog": re.compile(
        rf"(?:<\d{{1,3}}>)?(?:1 )?{TIME} [\w.-]{{1,100}} [\w./-]{{1,100}}(?:\[\d+\])?: "
    ),
    "syslog (RFC 5424)": re.compile(
        rf"<\d{{1,3}}>1 {TIME} \S{{1,100}} \S{{1,100}} \S{{1,100}} \S{{1,100}} (?:-|\[[^\]]{{0,200}}\]) ?"
    ),
    "docker -t": re.compile(rf"{TIME} "),
    "Markdown code": re.compile(r"(?:    |\t)"),
}
"""What other programs put before every line of a log."""


def shape_of(text: str, *, complete: bool) -> Shape:
    """Choose the shape of a file that begins with *text*, or is no more than that."""
    if complete and documents.is_document(text):
        return Shape(Form.DOCUMENT)
    if (table := tables.find_table(text)) is not None:
        return Shape(Form.TABLE, table)
    lines = [line.strip() for line in text.split("\n")[:_LINES_LOOKED_AT] if line.strip()]
    if lines and all(
        line[0] == "{" and line[-1] == "}" and len(line) > _SHORT for line in lines
    ):
        return Shape(records=True)
    shape = Shape(below=_goes_on_below(text))
    best, most = shape, _count(text, shape)
    for pattern in WRAPPERS.values():
        wrapped = sum(pattern.match(line) is not None for line in lines)
        if wrapped and wrapped >= _ENOUGH * len(lines):
            peeled = shape._replace(prefix=pattern)
            found = _count(text, peeled)
            if found > most:
                best, most = peeled, found
    return best


def may_be_document(text: str) -> bool:
    """Tell whether a file that begins with *text* may be one JSON value over many lines."""
    start = text.lstrip()
    if start[:1] not in ("{", "["):
        return False
    at = len(text) - len(start)
    first = text[at:].partition("\n")[0].rstrip()
    try:
        value, end, _ = read(text, at)
    except (ValueError, RecursionError):
        if first in ("{", "[") or first[-1:] in ("{", "[", ","):
            found = next(iter(frames(text[at:])), None)
            return found is None or found.start > 0 or not first.startswith("[2")
        return False
    return "\n" in text[at:end] and not (isinstance(value, list) and value and _whole(value))


def _whole(value: list[object]) -> bool:
    return type(value[0]) is int and is_frame(value)


def _count(text: str, shape: Shape) -> int:
    """Count the frames that can be read, those in records twice: they tell more."""
    return sum(_weights(text, shape))


def _weights(text: str, shape: Shape) -> Iterator[int]:
    data = text.encode("utf-8", "surrogateescape")
    for place in Text(Chunk(data, 1), shape):
        if place.frame is not None and not place.doubtful:
            yield 2 if place.fields else 1


def _goes_on_below(text: str) -> bool:
    lines = text.split("\n")[:_LINES_LOOKED_AT]
    for line, following in itertools.pairwise(lines):
        if (
            line.rstrip()[-2:] in ("',", '",', "`,")
            and "]" in line[-12:]
            and following[:1] in " \t"
        ):
            return True
    return False
