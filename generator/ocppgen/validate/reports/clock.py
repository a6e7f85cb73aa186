"""Times and lengths of time in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


class Clock:
    """How a station's times are written: with a date, without one, or not at all."""

    def __init__(self, *, timed: bool, dated: bool) -> None:
        """Know whether the lines have times, and whether these have dates."""
        self._timed = timed
        self._dated = dated

    def full(self, at: float) -> str:
        """Write a moment with its date: ``2024-05-14 08:08:05``."""
        text = self.of_day(at).partition(".")[0]
        date = self.date(at)
        return f"{date} {text}" if date else text

    def date(self, at: float) -> str:
        """Write the day: ``2024-05-14``; nothing where the log has none."""
        moment = _moment(at) if self._timed and self._dated else None
        return f"{moment:%Y-%m-%d}" if moment is not None else ""

    def of_day(self, at: float) -> str:
        """Write the time of day: ``08:08:05.625``."""
        moment = _moment(at) if self._timed else None
        if moment is None:
            return f"frame {at:,.0f}"
        return f"{moment:%H:%M:%S}.{moment.microsecond // 1000:03}"


def length(seconds: float) -> str:
    """Say how long something took, in its two largest units: ``1 h 12 min``."""
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    if seconds < _MINUTE:
        return f"{seconds:.1f} s".replace(".0 s", " s")
    whole = round(seconds)
    parts = (
        (whole // _DAY, "d"),
        (whole % _DAY // _HOUR, "h"),
        (whole % _HOUR // _MINUTE, "min"),
        (whole % _MINUTE, "s"),
    )
    first = next(index for index, (number, _) in enumerate(parts) if number)
    return " ".join(f"{number} {unit}" for number, unit in parts[first : first + 2] if number)


def _moment(at: float) -> datetime | None:
    try:
        return _EPOCH + timedelta(seconds=at)
    except (OverflowError, ValueError):
        return None
