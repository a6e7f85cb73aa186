"""Whether the times of a log may be compared with the dates in payloads."""

from __future__ import annotations

from typing import Final

_ZONE: Final = 840.0
"""The zones of the world are at least a quarter of an hour apart; a minute for the clocks."""


class Dates:
    """What is believed of the clock that writes a station's part of a log.

    Times without a zone may be those of another zone than UTC, and what was set back may be
    wrong: neither is compared with the dates of payloads before an answer that tells the time
    of the central system has shown that it may.
    """

    __slots__ = ("believed", "dated", "shifted", "zoned")

    def __init__(self) -> None:
        """Know nothing yet."""
        self.dated: bool | None = None
        """The first time has a date; others that differ are no times of this log."""
        self.believed = False
        """The times are those of UTC."""
        self.shifted = False
        """They are those of another zone."""
        self.zoned = True
        """The last one has a zone."""

    def begin(self, *, dated: bool, zoned: bool) -> None:
        """Take the first time."""
        self.dated, self.believed = dated, zoned

    def compare(self, told: float, logged: float, skew: float) -> None:
        """Take what the central system *told* at a *logged* time: clocks may differ by *skew*."""
        differs = abs(told - logged)
        if differs <= skew:
            self.believed = True
        elif differs > _ZONE and not self.zoned:
            self.shifted, self.believed = True, False
