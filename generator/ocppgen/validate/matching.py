"""Which call an answer belongs to: by its id, its direction and its connection.

As much of the three as the capture tells. An answer goes the other way than its call, on the
same connection; what is unknown stands in no one's way. An id as long as a UUID names one call
alone, so there a direction or connection that was guessed wrong does no harm.
"""

from __future__ import annotations

from collections import OrderedDict
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from ocppgen.validate.records import OPPOSITE, Direction

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 100_000
"""So many calls are remembered; then the oldest is forgotten."""

_UNIQUE = 16
_LOOKED_AT = 16

_Way: TypeAlias = "tuple[str, int]"

_TRIED: Mapping[int, tuple[int, ...]] = {
    one: (
        OPPOSITE[one],
        *(each for each in Direction if each not in (one, OPPOSITE[one])),
    )
    for one in Direction
}
"""The ways that a call may have gone, by that of its answer: likeliest first."""


class Outstanding:
    """The calls that wait for their answers."""

    def __init__(self, most: int = MOST) -> None:
        """Remember *most* calls."""
        self._most = most
        self._by_id: dict[str, dict[_Way, str | None]] = {}
        self._by_age: OrderedDict[tuple[str, _Way], None] = OrderedDict()

    def __len__(self) -> int:
        """Count the calls."""
        return len(self._by_age)

    def call(self, connection: str, direction: int, ident: str, action: str | None) -> None:
        """Remember a call; a new one with the same id takes the place of the old."""
        way = connection, direction
        calls = self._by_id.setdefault(ident, {})
        calls.pop(way, None)
        calls[way] = action
        self._by_age.pop((ident, way), None)
        self._by_age[ident, way] = None
        if len(self._by_age) > self._most:
            self._take(*next(iter(self._by_age)))

    def answer(self, connection: str, direction: int, ident: str) -> tuple[bool, str | None]:
        """Find and forget the call of an answer: tell whether there is one, and its action."""
        calls = self._by_id.get(ident)
        if calls is None:
            return False, None
        way = _find(calls, connection, direction, unique=len(ident) >= _UNIQUE)
        return (False, None) if way is None else (True, self._take(ident, way))

    def _take(self, ident: str, way: _Way) -> str | None:
        del self._by_age[ident, way]
        calls = self._by_id[ident]
        action = calls.pop(way)
        if not calls:
            del self._by_id[ident]
        return action


def _find(
    calls: dict[_Way, str | None], connection: str, direction: int, *, unique: bool
) -> _Way | None:
    tried = _TRIED[direction]
    for name in (connection, "") if connection else ("",):
        for each in tried:
            if (name, each) in calls:
                return name, each
    if unique or not connection:
        for way in islice(reversed(calls), _LOOKED_AT):
            if unique or way[1] in tried:
                return way
    return None
