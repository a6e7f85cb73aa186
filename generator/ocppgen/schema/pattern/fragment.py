"""Parts of a position automaton, with the number of ways from each place to the next.

A way is a path through a pattern that reads no character. A backtracking matcher tries them
all, so what counts is not only whether there is one. Each carries what must hold for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

_Key = TypeVar("_Key")

Ways: TypeAlias = dict[tuple[int, int], int]
"""The number of ways to or from a position, by the position and by what must hold."""

AT_START, AT_END, AT_EDGE, NOT_AT_EDGE, UNKNOWN = 1, 2, 4, 8, 16
"""What must hold, as bits: the last for what only matching can tell."""


@dataclass(slots=True)
class Fragment:
    """How a node can begin, end, and read nothing at all."""

    first: Ways = field(default_factory=dict)
    last: Ways = field(default_factory=dict)
    empty: dict[int, int] = field(default_factory=dict)


def added(left: dict[_Key, int], right: dict[_Key, int]) -> dict[_Key, int]:
    """Give the ways through either of two nodes."""
    total = dict(left)
    for key, ways in right.items():
        total[key] = total.get(key, 0) + ways
    return total


def extended(ways: Ways, empty: dict[int, int]) -> Ways:
    """Give *ways* made longer by any way of *empty*."""
    total: Ways = {}
    for (position, needs), count in ways.items():
        for more, factor in empty.items():
            key = position, needs | more
            total[key] = total.get(key, 0) + count * factor
    return total


def joined(left: dict[int, int], right: dict[int, int]) -> dict[int, int]:
    """Give the ways through two nodes, one after the other, that read nothing."""
    total: dict[int, int] = {}
    for needs, count in left.items():
        for more, factor in right.items():
            total[needs | more] = total.get(needs | more, 0) + count * factor
    return total
