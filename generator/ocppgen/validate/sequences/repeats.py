"""Calls that tell again what an earlier one told.

A call with action and payload of an earlier one of the same side repeats it. It is a retry when
it keeps the message id, when the earlier one has no CALLRESULT yet, or when that one is at least
``call_timeout`` old.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.validate.sequences.bounded import Latest
from ocppgen.validate.sequences.frames import Retry

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Call


class Told:
    """One call, in short."""

    __slots__ = ("id", "now", "result")

    def __init__(self, call: Call) -> None:
        """Know when it was sent."""
        self.id = call.id
        self.now = call.now
        self.result = False
        """It was answered with a CALLRESULT."""


class Repeats:
    """What a station has told so far of transactions, in short."""

    __slots__ = ("_told",)

    def __init__(self) -> None:
        """Know of nothing told."""
        self._told: Latest[int, Told | tuple[Told, ...]] = Latest()

    def add(self, call: Call, timeout: float, most: int) -> None:
        """Take a call, and say what it repeats; remember *most*."""
        key, every = call.key, self._told
        earlier = every.get(key)
        call.told = told = Told(call)
        if earlier is None:
            every.put(key, told, most)
            return
        if not isinstance(earlier, tuple):
            earlier = (earlier,)
        # The first one is the oldest, and the latest may have no answer yet.
        every.put(key, (*earlier[:1], *earlier[1:][-2:], told), most)
        call.repeats = True
        call.retry = _retry(call, earlier, timeout)


def _retry(call: Call, earlier: tuple[Told, ...], timeout: float) -> Retry:
    if any(one.id == call.id or not one.result for one in earlier):
        return Retry.YES
    first = earlier[0].now
    if first is None or call.now is None or call.now < first:  # a clock that was set back
        return Retry.UNKNOWN
    return Retry.YES if call.now - first >= timeout else Retry.NO
