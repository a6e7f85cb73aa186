"""Points of time, from logs and from payloads."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ocppgen.validate.reading.times import instant

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATE_TIME = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII
)
_LONGEST: Final = 64
_USUAL: Final = (20, 24)
"""The lengths of ``2024-05-14T08:00:00Z``, and of the same with milliseconds."""
_NAIVE: Final = datetime(1970, 1, 1)  # noqa: DTZ001  (of times without a zone)
_ISO: Final = ("--T::", "-- ::")
"""What stands between the numbers of a date and a time, to the minute."""


def date_time(payload: Mapping[str, Any], name: str) -> float | None:
    """Read a member of a payload: seconds since 1970; None if it is no date-time of RFC 3339."""
    text = payload.get(name)
    if not isinstance(text, str):
        return None
    # Most have one of two shapes, for which a full look is not needed.
    usual = len(text) in _USUAL and text[-1] == "Z" and text[4:17:3] == "--T::"
    if not usual:
        if len(text) > _LONGEST or not _DATE_TIME.fullmatch(text):
            return None
        text = text.upper()
    try:
        return datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError):
        return None


class LogTime(NamedTuple):
    """What the time of a line means."""

    seconds: float
    """Since 1970, or since midnight; without a zone, as if it were UTC."""
    dated: bool
    zoned: bool


_NUMBER = re.compile(r"\d{9,19}(?:\.\d{1,9})?", re.ASCII)
_MILLI, _MICRO, _NANO = 1e11, 1e14, 1e17
_DAY_OR_MONTH = re.compile(r"\d{1,2}[-/]\d{1,2}[-/]")
"""Begins a date of which it is not certain in every line whether the day or the month is first."""
_NO_YEAR = re.compile(r"^([A-Z][a-z]{2,8}\.? {1,2}\d{1,2}) (\d{1,2}:)")
_LEAP_YEAR: Final = 2000
_SECONDS = re.compile(r"(?<!\d)\d{1,2}:\d\d:\d\d", re.ASCII)


def log_time(text: str) -> tuple[float, bool, bool] | None:
    """Read the time of a line, as a `LogTime`: in ISO 8601, as a number of seconds to nanos, or so.

    Nothing is guessed: a date without a year, or with numbers of which either may be the month,
    serves for durations alone, as if there were none. A time without seconds is none: what is
    measured in seconds cannot be measured with it.
    """
    if text[4:17:3] in _ISO:  # by far the most
        try:
            moment = datetime.fromisoformat(text.replace(",", ".") if "," in text else text)
        except ValueError:
            pass  # what is near it is read below
        else:
            if moment.tzinfo is None:
                return (moment - _NAIVE).total_seconds(), True, False
            return moment.timestamp(), True, True
    if _NUMBER.fullmatch(text):
        number = float(text)
        for limit, unit in ((_NANO, 1e9), (_MICRO, 1e6), (_MILLI, 1e3)):
            if number >= limit:
                return number / unit, True, True
        return number, True, True
    if not _SECONDS.search(text):
        return None
    yearless = _NO_YEAR.sub(rf"\1 {_LEAP_YEAR} \2", text)
    found = instant(yearless.strip())
    if found is None:
        return None
    seconds, dated, zoned = found
    certain = dated and yearless == text and not _DAY_OR_MONTH.match(text)
    return seconds, certain, certain and zoned
