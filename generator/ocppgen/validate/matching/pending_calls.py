"""Which call an answer belongs to: by its id, its direction and its connection.

As much of the three as the capture tells. An answer goes the other way than its call, on the
same connection; what is unknown stands in no one's way. An id as long as a UUID names one call
alone, so there a direction or connection that was guessed wrong does no harm.

A short id may be that of several calls at once, on connections that the capture does not tell.
Where they are calls of different actions, none of them is believed to be the one answered.
"""

from __future__ import annotations

from collections import OrderedDict
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ocppgen.validate.records import AMBIGUOUS, OPPOSITE, UNMATCHED, Direction, made

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen.validate.records import Note

MOST = 100_000
"""So many calls are remembered; then the oldest is forgotten."""

UNIQUE = 16
"""An id of so many characters is that of one call alone."""
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


class _Waiting(NamedTuple):
    """The calls of one id that went one way on one connection, or on any of those not known."""

    action: str | None
    """What the latest calls."""
    line: int = 0
    """Where the latest stands."""
    seconds: float | None = None
    """When it was sent."""
    number: int = 1
    sure: bool = True
    """They are all calls of this action."""


class Match(NamedTuple):
    """What is known of the call that a frame answers."""

    note: Note | None
    """Why no call is certain; None if one is."""
    action: str | None = None
    """That of the call; None if no call is certain, or if it calls an unknown action."""
    line: int = 0
    """Where the call stands."""
    seconds: float | None = None
    """When it was sent, if that was told."""
    direction: int = Direction.UNKNOWN
    """Where it went."""


_NONE = Match(UNMATCHED)
_OPPOSITE: tuple[int, ...] = tuple(OPPOSITE[one] for one in Direction)


class PendingCalls:
    """The calls that wait for their answers."""

    def __init__(self, most: int = MOST) -> None:
        """Remember *most* calls."""
        self._most = most
        self._by_id: dict[str, dict[_Way, _Waiting]] = {}
        self._by_age: OrderedDict[tuple[str, _Way], None] = OrderedDict()

    def __len__(self) -> int:
        """Count the calls, those that are not told apart as one."""
        return len(self._by_age)

    def call(
        self,
        connection: str,
        direction: int,
        ident: str,
        action: str | None,
        line: int = 0,
        seconds: float | None = None,
    ) -> bool:
        """Remember a call; tell whether it has taken the place of one that still waits.

        It does so on a connection and in a direction that are known.
        """
        way = connection, direction
        calls = self._by_id.get(ident)
        if calls is None:
            calls = self._by_id[ident] = {}
        old = calls.pop(way, None)
        known = bool(connection and direction)
        if old is None or known or len(ident) >= UNIQUE:
            calls[way] = made(_Waiting, (action, line, seconds, 1, True))
        else:
            sure = old.sure and old.action == action
            calls[way] = _Waiting(action, line, seconds, old.number + 1, sure)
        if old is not None:
            del self._by_age[ident, way]
        self._by_age[ident, way] = None
        if len(self._by_age) > self._most:
            self._forget(*next(iter(self._by_age)))
        return known and old is not None

    def answer(self, connection: str, direction: int, ident: str) -> Match:
        """Find and forget the call of an answer, or note that none is certain."""
        calls = self._by_id.get(ident)
        if calls is None:
            return _NONE
        way: _Way = (connection, _OPPOSITE[direction])
        exact = calls.get(way) if direction else None
        if exact is not None and exact.sure and exact.number == 1:
            self._forget(ident, way)
            return made(Match, (None, exact.action, exact.line, exact.seconds, way[1]))
        ways = _find(calls, connection, direction, unique=len(ident) >= UNIQUE)
        if not ways:
            return _NONE
        action = calls[ways[0]].action
        sure = all(calls[way].sure and calls[way].action == action for way in ways)
        if not sure:
            # The answer may be any one's, and so may those that follow.
            for way in ways:
                calls[way] = calls[way]._replace(sure=False)
        first = calls[ways[0]]
        if first.number > 1:
            calls[ways[0]] = first._replace(number=first.number - 1)
        else:
            self._forget(ident, ways[0])
        return (
            Match(None, action, first.line, first.seconds, ways[0][1])
            if sure
            else Match(AMBIGUOUS)
        )

    def _forget(self, ident: str, way: _Way) -> None:
        del self._by_age[ident, way]
        calls = self._by_id[ident]
        del calls[way]
        if not calls:
            del self._by_id[ident]


def _find(
    calls: dict[_Way, _Waiting], connection: str, direction: int, *, unique: bool
) -> list[_Way]:
    """List the ways of the calls that an answer may belong to, likeliest first."""
    tried = _TRIED[direction]
    for name in (connection, "") if connection else ("",):
        ways = [(name, each) for each in tried if (name, each) in calls]
        if ways:
            # What goes exactly the other way is the one.
            certain = unique or (direction and ways[0][1] == tried[0])
            return ways[:1] if certain else ways
    if not unique and connection:
        return []
    latest = islice(reversed(calls), _LOOKED_AT)
    ways = [way for way in latest if unique or way[1] in tried]
    return ways[:1] if unique else ways
