"""Which lines belong to a frame, and which do not."""

from __future__ import annotations

import re

from ocppgen.validate.frame_finder import CANDIDATE
from ocppgen.validate.reading.times import FIND_TIME

QUOTES = " \t\r>|`'\"*"
_END = 80
_ENDS_JSON = re.compile(r"[\]}][\]},;'\"`)]*\s*$|\]</pre>")
_JSON_LINE = re.compile(
    r"\s*(?:[\[\]{}]|\"[^\"]{0,80}\"\s*(?::|,?\s*$)|-?\d[\d.]*,?\s*$|(?:true|false|null),?\s*$)"
)
TAIL = re.compile(r"==> (.{1,400}) <==\s*$")


def is_above(line: str) -> bool:
    """Tell whether a line may be about the frame below it."""
    return not (
        not line.strip()
        or _ENDS_JSON.search(line[-_END:])
        or _JSON_LINE.match(line)
        or (line[:4] == "==> " and TAIL.match(line))
    )


def goes_with_above(before: str) -> bool:
    """Tell whether what stands before a frame says nothing, or goes on what stands above."""
    if not before.strip(QUOTES):
        return True
    return before[0] in " \t" and FIND_TIME.search(before) is None


def begins_another(line: str) -> bool:
    """Tell whether a line begins a frame of its own, so that it continues none."""
    start = line.lstrip()
    if start[:1] == '"':
        return False
    return start.rstrip() == "[" or CANDIDATE.search(line) is not None
