"""Find OCPP-J frames in text, whatever stands around them.

The work is linear in the text: a frame that was read is skipped, one that cannot be read is
skipped up to where reading failed, and after so many failures the rest is left alone.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from ocppgen.text import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

CANDIDATE = re.compile(r"\[[ \t\r\n]*[234][ \t\r\n]*,")
_CLEARLY = re.compile(r"\[[ \t\r\n]*[234][ \t\r\n]*,[ \t\r\n]*\"")
_ESCAPED = re.compile(r"\[[ \t]*[234][ \t]*,[ \t]*\\+\"")
_SPACES = " \t\r\n"

_MOST_FAILURES = 100
_MOST_QUOTES = 100
_DEEPEST_STRING = 2
_FIRST_ARGUMENT = 2
_RESULT = 3


class Found(NamedTuple):
    """A frame, or what was meant as one, from *start* to *end* of the text."""

    start: int
    end: int
    value: list[Any] | None
    """What was read; None if that is nothing."""
    fault: str = ""
    """Why it is no JSON."""


def frames(text: str, depth: int = 0) -> Iterator[Found]:
    """Yield the frames of a text in their order, and the first that is cut off or worse."""
    at = failures = found = broken = 0
    while failures < _MOST_FAILURES and (candidate := CANDIDATE.search(text, at)):
        start = candidate.start()
        try:
            value, end, fault = _read(text, start)
        except json.JSONDecodeError as error:
            failures += 1
            at = max(error.pos, candidate.end())
            if not broken and _CLEARLY.match(text, start):
                broken += 1
                what = error.msg.removesuffix(" starting at")
                reason = f"is no JSON: {what}, at character {error.pos - start} of it"
                yield Found(start, at, None, reason)
            continue
        except RecursionError:
            yield Found(start, len(text), None, "is nested too deeply")
            return
        at = end
        if is_frame(value):
            found += 1
            yield Found(start, end, value, fault)
    if not found and not broken:
        yield from _others(text, depth)


def is_frame(value: list[Any]) -> bool:
    """Tell a frame, be it a faulty one, from a list that happens to begin with 2, 3 or 4."""
    if len(value) <= _FIRST_ARGUMENT:
        return False
    if isinstance(value[1], str):
        return True
    wanted = dict if value[0] == _RESULT else str
    return len(value) <= value[0] + 2 and isinstance(value[_FIRST_ARGUMENT], wanted)


def _read(text: str, start: int) -> tuple[Any, int, str]:
    """Read one JSON value: give it, its end, and what makes it no JSON all the same."""
    try:
        value, end = _scan(text, start)
    except (json.JSONDecodeError, RecursionError):
        raise
    except ValueError:
        return _read_tolerantly(text, start)
    return value, end, ""


def _read_tolerantly(text: str, start: int) -> tuple[Any, int, str]:
    """Read on where the strict reader stops, to know where the value ends."""
    faults: list[str] = []

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names: set[str] = set()
        for name, _ in pairs:
            if name in names and not faults:
                faults.append(f"has the member {shown(name)} twice in one object")
            names.add(name)
        return dict(pairs)

    def constant(word: str) -> None:
        faults.append(f"has {word}, which is no JSON")

    def integer(digits: str) -> int:
        try:
            return int(digits)
        except ValueError:
            faults.append("has a number with too many digits")
            return 0

    decoder = json.JSONDecoder(
        object_pairs_hook=members, parse_constant=constant, parse_int=integer
    )
    value, end = decoder.raw_decode(text, start)
    return value, end, faults[0]


def _others(text: str, depth: int) -> Iterator[Found]:
    """Yield what is a frame only at a second look: within a string, or by its place alone."""
    if depth < _DEEPEST_STRING and (escaped := _ESCAPED.search(text)):
        yield from _in_strings(text, escaped, depth)
        return
    start = len(text) - len(text.lstrip(_SPACES))
    end = len(text.rstrip(_SPACES))
    if not (end > start and text[start] == "[" and text[end - 1] == "]"):
        return
    try:
        value, stop, fault = _read(text, start)
    except (ValueError, RecursionError):
        return
    if stop == end and value and _is_type_id(value[0]):
        yield Found(start, end, value, fault)


def _in_strings(text: str, escaped: re.Match[str] | None, depth: int) -> Iterator[Found]:
    """Yield frames that stand in a JSON string, with each quote escaped."""
    failures = 0
    while escaped is not None and failures < _MOST_FAILURES:
        at = escaped.end()
        quote = _opening_quote(text, escaped.start())
        if quote >= 0:
            try:
                inner, at = _scan(text, quote)
            except (ValueError, RecursionError):
                failures += 1
                at = escaped.end()
            else:
                at = max(at, escaped.end())
                for one in frames(inner, depth + 1):
                    yield one._replace(start=escaped.start(), end=at)
        else:
            failures += 1
        escaped = _ESCAPED.search(text, at)


def _opening_quote(text: str, before: int) -> int:
    """Find the quote that opens the string around a place; -1 if there is none."""
    for _ in range(_MOST_QUOTES):
        before = text.rfind('"', 0, before)
        if before <= 0 or text[before - 1] != "\\":
            return before
    return -1


def _is_type_id(value: object) -> bool:
    """Tell what stands where the message type id does, if this is meant as a frame."""
    if isinstance(value, str):
        return value in ("2", "3", "4")
    return isinstance(value, int | float) and not isinstance(value, bool)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        message = "a member twice"
        raise ValueError(message)
    return members


def _constant(word: str) -> NoReturn:
    raise ValueError(word)


_scan = json.JSONDecoder(object_pairs_hook=_members, parse_constant=_constant).raw_decode
