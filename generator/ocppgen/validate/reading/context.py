"""The text around one frame, taken apart into numbered slots.

A slot is a way to say *which part* of a text, the same for every line of a log: the first name
from the left (``n0``), the first from the frame outward (``r0``), the value of a label
(``k:cpid``), the path of an address (``path``), what stands behind the frame (``b0``).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ocppgen.validate.reading.layouts import Layout, match_layout
from ocppgen.validate.reading.signs import ends_of_pair, is_sides, is_sign, side_of_pair, sign
from ocppgen.validate.reading.tokens import Sort, Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


Span = tuple[int, int]

BETWEEN = "\x1f"
"""Stands for the frame in the text around it."""

_WORD = re.compile(r"[^ ]+")
_MOST = 12
"""So many names and signs of a text are numbered."""


class Context(NamedTuple):
    """What stands around a frame."""

    layout: str
    """The name of the row of the table that knows it; empty if none does."""
    group: str
    """What it looks like without names, times and signs: alike for lines of one kind."""
    names: Mapping[str, Span]
    """What may name the station, by slot."""
    signs: Mapping[str, str]
    """What may tell the direction, by slot."""
    times: Sequence[Span]
    """The likeliest first."""
    pairs: Mapping[str, tuple[Span, Span]]
    """Two names with an arrow between them, by slot: from whom to whom, as it is written."""
    copy: bool = False
    """It is known to be a second telling of what another line tells."""


def context_of(
    text: str, layouts: Sequence[Layout], idle: frozenset[str] = frozenset()
) -> Context:
    """Take a text apart: what stands before a frame, `BETWEEN`, and what stands behind it.

    The words in *idle* are no part of a name.
    """
    for layout in layouts:
        found = match_layout(layout, text)
        if found is not None:
            return _known(layout, found, text)
    return _unknown(text, idle)


def _known(layout: Layout, found: Mapping[str, Span], text: str) -> Context:
    names = {"layout": found["station"]} if "station" in found else {}
    signs = {}
    if "direction" in found:
        signs["layout"] = said_by(text[slice(*found["direction"])])
    times = [found["time"]] if "time" in found else _times(tokens(text), text)
    return Context(layout.name, layout.name, names, signs, times, {}, layout.copy)


def _times(parts: Sequence[Token], text: str) -> list[Span]:
    """List the times, those with a date first, the nearest to the frame first."""
    middle = text.find(BETWEEN)
    spans = [(one.start, one.end) for one in parts if one.sort is Sort.TIME]
    before = [one for one in reversed(spans) if one[0] < middle]
    behind = [one for one in spans if one[0] >= middle]
    ordered = before + behind
    return sorted(ordered, key=lambda one: not _dated(text[slice(*one)]))


def _dated(text: str) -> bool:
    head = text[:10]
    return ":" not in head or head[:4].isdigit()


def _unknown(text: str, idle: frozenset[str]) -> Context:
    parts = _without(tokens(text), text, idle) if idle else tokens(text)
    middle = text.find(BETWEEN)
    names: dict[str, Span] = {}
    signs: dict[str, str] = {}
    before = [one for one in parts if one.start < middle]
    behind = [one for one in parts if one.start > middle]
    plain = [one for one in before if one.sort is Sort.NAME]
    for number, one in enumerate(reversed(plain[-_MOST:])):
        names[f"r{number}"] = one.start, one.end
    for number, one in enumerate(plain[:_MOST]):
        names[f"n{number}"] = one.start, one.end
    for number, one in enumerate([one for one in behind if one.sort is Sort.NAME][:_MOST]):
        names[f"b{number}"] = one.start, one.end
    for one in parts:
        if one.sort is Sort.LABELLED:
            names.setdefault(f"k:{one.label}", (one.start, one.end))
            signs.setdefault(f"k:{one.label}", said_by(text[one.start : one.end]))
        elif one.sort is Sort.PATH:
            names["path"] = one.start, one.end
    told = [one for one in before if one.sort is Sort.SIGN]
    for number, one in enumerate(reversed(told[-_MOST:])):
        signs[f"z{number}"] = one.label
    for number, one in enumerate(told[:_MOST]):
        signs[f"s{number}"] = one.label
    for number, one in enumerate([one for one in behind if one.sort is Sort.SIGN][:_MOST]):
        signs[f"y{number}"] = one.label
    for slot in ("r0", "r1", "n0", "n1"):
        if slot in names:
            signs[f"w:{slot}"] = said_by(text[slice(*names[slot])])
    group = _group(parts, text)
    signs["shape"] = _group(parts, text, signs=True)
    return Context("", group, names, signs, _times(parts, text), _pairs(before, text))


def _without(parts: Sequence[Token], text: str, idle: frozenset[str]) -> list[Token]:
    """Part names where idle words stand in them."""
    made: list[Token] = []
    for one in parts:
        if one.sort is not Sort.NAME or one.label != "word":
            made.append(one)
            continue
        start = -1
        for word in _WORD.finditer(text, one.start, one.end):
            if word[0] in idle:
                if start >= 0:
                    made.append(one._replace(start=start, end=word.start() - 1))
                made.append(Token(Sort.CONSTANT, *word.span()))
                start = -1
            elif start < 0:
                start = word.start()
        if start >= 0:
            made.append(one._replace(start=start))
    return made


def _pairs(before: Sequence[Token], text: str) -> dict[str, tuple[Span, Span]]:
    """Find two names with an arrow, or ``to``, between them."""
    found: dict[str, tuple[Span, Span]] = {}
    solid = [one for one in before if text[one.start : one.end].strip(" :|\"'")]
    for left, arrow, right in zip(solid, solid[1:], solid[2:], strict=False):
        if (
            left.sort is Sort.NAME
            and right.sort is Sort.NAME
            and arrow.sort is Sort.SIGN
            and arrow.label in ("left", "right", "to", "from")
        ):
            ends = (left.start, left.end), (right.start, right.end)
            found["pair"] = ends if arrow.label in ("right", "to") else (ends[1], ends[0])
    for one in before:
        if one.sort is Sort.SIGN and (parted := ends_of_pair(text[one.start : one.end])):
            first, second = parted
            found["sides"] = (
                (one.start, one.start + first),
                (one.start + second, one.end),
            )
    return found


def _group(parts: Iterable[Token], text: str, *, signs: bool = False) -> str:
    made: list[str] = []
    for one in parts:
        if one.sort is Sort.CONSTANT:
            if not text[one.start : one.end].isspace():
                made.append(text[one.start : one.end])
        elif one.sort is Sort.SIGN:
            made.append(one.label if signs else "\x03")
        elif one.sort is Sort.LABELLED:
            made.append(f"{one.label}=")
        else:
            made.append("\x01" if one.sort is Sort.TIME else "\x02")
    return " ".join(made)


@lru_cache(maxsize=4096)
def said_by(text: str) -> str:
    """Reduce what may tell a direction to what it says."""
    word = " ".join(text.strip().casefold().split())
    if len(word) > 40:  # noqa: PLR2004
        return ""
    said = sign_of(word)
    return said or word


def sign_of(word: str) -> str:
    """Tell what a word or arrow says of a direction; empty if it says nothing."""
    if is_sides(word):
        return side_of_pair(word)
    first = word.split(" ", 1)[0]
    if is_sign(word):
        return sign(word)
    return sign(first) if is_sign(first) and first not in ("to", "from") else ""
