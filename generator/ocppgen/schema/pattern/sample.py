"""Texts that a pattern may match, to try: short ones first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.schema.pattern.ast import Alt, Chars, Repeat, Seq
from ocppgen.schema.pattern.parse import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocppgen.schema.pattern.ast import Node

_LIKED: Final = "aA0x1-_ .:/@"
"""Characters that read well, the best first."""

_REPEATS: Final = 40
_OPTIONS: Final = 8
_LONGEST: Final = 10_000


def samples(pattern: str) -> Iterator[str]:
    """Give texts to try; assertions are not looked at, so that not each of them matches."""
    node = parse(pattern)
    for count in range(_REPEATS):
        for option in range(_OPTIONS):
            text = _text(node, count, option)
            if len(text) <= _LONGEST:
                yield text


def _text(node: Node, count: int, option: int) -> str:
    match node:
        case Chars(ranges=ranges):
            liked = [c for c in _LIKED if any(low <= ord(c) <= high for low, high in ranges)]
            known = [*liked, *(chr(end) for pair in ranges[:_OPTIONS] for end in pair)]
            return known[option % len(known)] if known else ""
        case Seq(items=items):
            return "".join(_text(one, count, option) for one in items)
        case Alt(options=options):
            return _text(options[option % len(options)], count, option)
        case Repeat(body=body, low=low, high=high):
            times = max(low, count if high is None else min(count, high))
            return _text(body, count, option) * min(times, _LONGEST)
    return ""
