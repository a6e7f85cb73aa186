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
_QUOTED = re.compile(r"(?:[^'\\\n]|\\.)*(?=')")
_BACKSLASH = re.compile(r"\\(.)")
_ODD = re.compile(
    r"\[[ \t]*(?:[\"'][0-9]{1,2}[\"']|[0-9]{1,2}(?:\.[0-9]{1,3})?|&quot;|[\u2018\u201c])[ \t]*[,\]0-9]"
)
"""What may be meant as the beginning of a frame, where frames stand."""
_SPACES = " \t\r\n"
_MOST_DOUBTFUL = 3

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
    open: bool = False
    """The text ended before it did."""
    doubtful: bool = False
    """It is a frame only if it stands where frames do."""
    header: str | None = None
    """What stands before it in the string that holds it; None if no string does."""
    behind: str = ""
    """What stands behind it in that string."""


def frames(text: str, depth: int = 0) -> Iterator[Found]:
    """Yield the frames of a text in their order, and the first that is cut off or worse.

    What may be meant as a frame, but is only by its place, is yielded as doubtful.
    """
    at = failures = found = broken = 0
    held: list[Found] = []
    """Doubtful ones, until what follows tells whether another look is needed."""
    while failures < _MOST_FAILURES and (candidate := CANDIDATE.search(text, at)):
        start = candidate.start()
        try:
            value, end, fault = read(text, start)
        except json.JSONDecodeError as error:
            failures += 1
            if text[start - 1 : start] == "'" and (inner := _in_quotes(text, start)):
                found, at = found + 1, inner.end
                yield from held
                held = []
                yield inner
                continue
            at = max(error.pos, candidate.end())
            clearly = _CLEARLY.match(text, start) is not None
            one = _unreadable(text, start, at, error)
            if clearly and not broken:
                broken += 1
                yield from held
                held = []
                yield one
            elif not clearly and len(held) < _MOST_DOUBTFUL and not _ESCAPED.match(text, start):
                held.append(one._replace(doubtful=True))
            continue
        except RecursionError:
            yield Found(start, len(text), None, "is nested too deeply")
            return
        at = end
        if is_frame(value):
            found += 1
            yield from held
            held = []
            yield Found(start, end, value, fault)
        elif len(held) < _MOST_DOUBTFUL:
            held.append(Found(start, end, value, fault, doubtful=True))
    others = []
    if not found and not broken:
        others = list(_others(text, depth))
    yield from others or held or _odd(text, depth, found + broken)


def _unreadable(text: str, start: int, end: int, error: json.JSONDecodeError) -> Found:
    what = error.msg.removesuffix(" starting at")
    reason = f"is no JSON: {what}, at character {error.pos - start} of it"
    # A string cannot go on in another line.
    cut = not error.msg.startswith("Unterminated") and not text[error.pos :].strip()
    return Found(start, end, None, reason, open=cut)


def _in_quotes(text: str, start: int) -> Found | None:
    """Read a frame that JavaScript or Python quotes, with each backslash doubled."""
    quoted = _QUOTED.match(text, start)
    if quoted is None or "\\" not in quoted[0]:
        return None
    inner = _BACKSLASH.sub(r"\1", quoted[0])
    try:
        value, end, fault = read(inner, 0)
    except (ValueError, RecursionError):
        return None
    if end != len(inner) or not is_frame(value):
        return None
    return Found(start, quoted.end(), value, fault)


def is_frame(value: list[Any]) -> bool:
    """Tell a frame, be it a faulty one, from a list that happens to begin with 2, 3 or 4."""
    if len(value) <= _FIRST_ARGUMENT:
        return False
    if isinstance(value[1], str):
        return True
    wanted = dict if value[0] == _RESULT else str
    return len(value) <= value[0] + 2 and isinstance(value[_FIRST_ARGUMENT], wanted)


def read(text: str, start: int) -> tuple[Any, int, str]:
    """Read one JSON value: give it, its end, and what makes it no JSON all the same."""
    try:
        value, end = scan(text, start)
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
    """Yield what is a frame only at a second look: within a string, or as a whole line."""
    if depth < _DEEPEST_STRING and (escaped := _ESCAPED.search(text)):
        yield from _in_strings(text, escaped, depth)
        return
    start = len(text) - len(text.lstrip(_SPACES))
    end = len(text.rstrip(_SPACES))
    if not (end > start and text[start] == "[" and text[end - 1] == "]"):
        return
    try:
        value, stop, fault = read(text, start)
    except (ValueError, RecursionError):
        return
    if stop == end and value and _is_type_id(value[0]):
        yield Found(start, end, value, fault)


def _odd(text: str, depth: int, found: int) -> Iterator[Found]:
    """Yield what would be a frame if its place says so, though it does not begin as one."""
    if depth or found or (begin := _ODD.search(text)) is None:
        return
    start = begin.start()
    try:
        value, end, fault = read(text, start)
    except json.JSONDecodeError as error:
        yield _unreadable(text, start, error.pos, error)._replace(doubtful=True, open=False)
    except (ValueError, RecursionError):
        yield Found(start, len(text), None, "is no JSON", doubtful=True)
    else:
        yield Found(start, end, value, fault, doubtful=True)


def _in_strings(text: str, escaped: re.Match[str] | None, depth: int) -> Iterator[Found]:
    """Yield frames that stand in a JSON string, with each quote escaped."""
    failures = 0
    while escaped is not None and failures < _MOST_FAILURES:
        at = escaped.end()
        quote = _opening_quote(text, escaped.start())
        if quote >= 0:
            try:
                inner, at = scan(text, quote)
            except (ValueError, RecursionError):
                failures += 1
                at = escaped.end()
            else:
                at = max(at, escaped.end())
                for one in frames(inner, depth + 1):
                    header = inner[: one.start] if one.header is None else one.header
                    behind = one.behind or inner[one.end :]
                    yield one._replace(
                        start=quote, end=at, header=header, behind=behind, open=False
                    )
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
    if len(members) == len(pairs):
        return members
    message = "a member twice"
    raise ValueError(message)


def _constant(word: str) -> NoReturn:
    raise ValueError(word)


scan = json.JSONDecoder(object_pairs_hook=_members, parse_constant=_constant).raw_decode
