"""Calls that tell again what an earlier one told.

A call with action and payload of an earlier one of the same side repeats it. It is a retry when
it keeps the message id, when the earlier one has no CALLRESULT yet, or when that one is at least
``call_timeout`` old.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.validate.sequences.frames import Retry

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Call


class Repeats:
    """What a station has told so far of transactions, in short."""

    __slots__ = ("_told",)

    def __init__(self) -> None:
        """Know of nothing told."""
        self._told: dict[int, tuple[Call, ...]] = {}

    def of(self, call: Call) -> tuple[Call, ...]:
        """List the earlier calls that told the same: the first, and the latest ones."""
        return self._told.get(call.key, ())

    def add(self, call: Call, timeout: float, most: int) -> Retry:
        """Take a call; remember *most*."""
        earlier = self._told.pop(call.key, ())
        self._told[call.key] = (*earlier[:1], *earlier[1:][-2:], call)
        if len(self._told) > most:
            del self._told[next(iter(self._told))]
        return _retry(call, earlier, timeout)


def _retry(call: Call, earlier: tuple[Call, ...], timeout: float) -> Retry:
    if not earlier:
        return Retry.NO
    if any(one.id == call.id or not one.result for one in earlier):
        return Retry.YES
    age = call.after(earlier[0])
    if age is None:
        return Retry.UNKNOWN
    return Retry.YES if age >= timeout else Retry.NO
