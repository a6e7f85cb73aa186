"""Points of time, from logs and from payloads."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ocppgen.validate.records import made

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATE_TIME = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII
)
_LONGEST: Final = 64
_USUAL: Final = (20, 24)
"""The lengths of ``2024-05-14T08:00:00Z``, and of the same with milliseconds."""
_EPOCH: Final = date(1970, 1, 1).toordinal()
_DAY: Final = 86400.0
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


_LOG_TIME = re.compile(
    r"(?:(?P<date>\d{4}[-/]\d\d[-/]\d\d)[Tt ])?(?P<hour>\d\d):(?P<minute>\d\d)"
    r"(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?"
    r" ?(?P<zone>[Zz]|UTC|[+-]\d\d:?\d\d)?",
    re.ASCII,
)
_NUMBER = re.compile(r"\d{9,19}(?:\.\d{1,9})?", re.ASCII)
_MILLI, _MICRO, _NANO = 1e11, 1e14, 1e17
_LAST_HOUR, _LAST_MINUTE, _LEAP_SECOND = 23, 59, 60


def log_time(text: str) -> LogTime | None:
    """Read the time of a line: ISO 8601 and what is near it, or a number of seconds to nanos."""
    if text[4:17:3] in _ISO:  # by far the most
        try:
            moment = datetime.fromisoformat(text.replace(",", ".") if "," in text else text)
        except ValueError:
            pass  # what is near it is read below
        else:
            if moment.tzinfo is None:
                return made(LogTime, ((moment - _NAIVE).total_seconds(), True, False))
            return made(LogTime, (moment.timestamp(), True, True))
    if _NUMBER.fullmatch(text):
        number = float(text)
        for limit, unit in ((_NANO, 1e9), (_MICRO, 1e6), (_MILLI, 1e3)):
            if number >= limit:
                return LogTime(number / unit, dated=True, zoned=True)
        return LogTime(number, dated=True, zoned=True)
    found = _LOG_TIME.fullmatch(text)
    if found is None:
        return None
    hour, minute, second = (int(found[one] or 0) for one in ("hour", "minute", "second"))
    if hour > _LAST_HOUR or minute > _LAST_MINUTE or second > _LEAP_SECOND:
        return None
    seconds = hour * 3600 + minute * 60 + second + float(f"0.{found['fraction'] or 0}")
    if found["date"] is None:
        return LogTime(seconds, dated=False, zoned=False)
    try:
        day = date.fromisoformat(found["date"].replace("/", "-"))
    except ValueError:
        return None
    zone = found["zone"]
    if zone is not None and zone[0] in "+-":
        minutes = int(zone[1:3]) * 60 + int(zone[-2:])
        seconds += -minutes * 60 if zone[0] == "+" else minutes * 60
    return LogTime(
        (day.toordinal() - _EPOCH) * _DAY + seconds, dated=True, zoned=zone is not None
    )
