"""What the text around a frame tells of it: when, which way, on whose connection.

Logs agree on nothing, so this is a guess from words. It decides which call an answer belongs to,
and so what the answer is judged by: a connection that is not found, or found wrong, may leave an
answer without its call (see ``matching.py``). Calls are judged without it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ocppgen.validate.direction import direction as direction_of
from ocppgen.validate.records import Direction

WINDOW = 400
"""So much text before and behind a frame is looked at."""

_TIME = re.compile(
    r"\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?(?:Z\b|[+-]\d\d:?\d\d))?"
    r"|\b\d\d:\d\d:\d\d(?:[.,]\d{1,9})?"
    r"|(?<=\")(?:timestamp|time|ts)\"\s*:\s*\"?(?P<number>\d{9,19}(?:\.\d{1,9})?)",
    re.IGNORECASE,
)

_NAME = r"(?=[\w.@*+-]{0,63}\d)[A-Za-z][\w.@*+-]{0,63}"
"""An identity where words might stand as well: it has a digit, but does not begin with one."""

_ARROW = r"(?:[-=]{1,3}[<>]{1,2}[-=]{0,3}|[<>]{1,2}[-=]{1,3}|<<|>>|\ [<>](?=\ )|[\u2190\u2192])"

_CONNECTION = re.compile(
    rf"""
    (?: \b(?:charge[ _-]?(?:point|box)|charger|charging[ _-]?station|station|client|cp|evse)
          [ _-]?(?:id(?:entity|entifier)?)?
      | \bidentity ) ["']?\s*[:=]\s*["']?  (?P<named>[\w.:@*+-]{{1,64}})
  | \bwss?://[^\s"'\]]{{0,200}}/(?P<address>[\w.:@*+-]{{1,64}})(?=$|[\s"'\])?,;])
  | /(?:ocpp|ocppj|ocpp16|websocket|ws|centralsystem(?:service)?)(?:/[\w.-]{{1,64}}){{0,4}}?
          /(?P<path>[\w.:@*+-]{{1,64}})(?=$|[\s"'\])?,;])
  | (?P<before>[\w.@*+-]{{1,64}}):\ (?:send|receive\ message)\b
  | \b(?:recv|received|receive|sent|send|sending|to|from|for)\ (?:message\ )?(?:(?:to|from|for)\ )?
          (?P<after>{_NAME})
  | \[(?P<bracketed>{_NAME})\]
  | (?<![\w.@*+/-])(?P<sender>{_NAME})(?<=[\w*])["']?\ ?:?(?=\ ?{_ARROW})
  | {_ARROW}\ ?["']?(?P<receiver>{_NAME})(?=$|[\s"'\]):,;|])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BESIDE_ARROW = re.compile(
    r"(?i)(?<![a-z])(?:thread|exec|pool|worker|main|task|line|ocppj?)(?![a-z])"
    r"|^(?:csms|cs|cpo|cms|server|backend|cloud|central(?:[_.-]?system)?)[_.-]?\d*$"
    r"|^(?:req|request|res|response|conf|msg|message|id|uid|seq|call|frame|v)[_.-]?\d[\d.]*$"
)
_NO_CONNECTION = {
    "bracketed": re.compile(r"(?i)thread|exec|pool|worker|main|ocpp|task|line|^v?\d+$"),
    "path": re.compile(r"\.[A-Za-z]{2,5}$"),
    "sender": _BESIDE_ARROW,
    "receiver": _BESIDE_ARROW,
}
"""Names of threads, files, messages and central systems, which stand where identities do."""


def time(before: str, behind: str) -> str:
    """Find the time stamp of a line; empty if it has none."""
    for text in (before[:WINDOW], before[-WINDOW:], behind[:WINDOW]):
        if found := _TIME.search(text):
            return found["number"] or found[0]
    return ""


def way(before: str, behind: str) -> tuple[str, Direction]:
    """Find the identity of the charge point and the direction; what is nearest before wins."""
    name, direction = "", Direction.UNKNOWN
    for text, last in ((before[-WINDOW:], True), (behind[:WINDOW], False)):
        if text and not text.isspace():
            span, found = _look(text.translate(_DIGITS), last=last)
            name = name or text[span[0] : span[1]]
            direction = direction or found
            if name and direction:
                break
    return name, direction


_DIGITS = str.maketrans("123456789", "000000000")


@lru_cache(maxsize=4096)
def _look(text: str, *, last: bool) -> tuple[tuple[int, int], Direction]:
    """Do the work of `way` on a text whose digits are all alike, as most lines of a log are."""
    return _connection(text), direction_of(text, last=last)


def _connection(text: str) -> tuple[int, int]:
    for found in _CONNECTION.finditer(text):
        group = found.lastgroup or ""
        start, end = found.span(group)
        end -= text[end - 1] in ".:"
        other = _NO_CONNECTION.get(group)
        if other is None or not other.search(text[start:end]):
            return start, end
    return 0, 0
