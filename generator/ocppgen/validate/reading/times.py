"""Times as logs write them: where they stand in a text, and which instant they are."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from ocppgen.validate.records import Instant

_CLOCK = (
    r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:[ \u00a0\u202f]?[AaPp]\.?[Mm]\.?(?![A-Za-z]))?"
)
_ZONE = r"(?:[ ]?(?:Z(?![A-Za-z])|UTC\b|GMT\b|[+-]\d{2}:?\d{2}(?!\d)))?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_NUMBERS = r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"
_WORDS = (
    rf"(?:(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{{0,6}},?[ ])?{_MONTH}[ ]{{1,2}}\d{{1,2}}"
    rf"(?:,?[ ]\d{{4}})?|\d{{1,2}}[-/ ]{_MONTH}[-/ ]\d{{2,4}})"
)
TIME = (
    rf"(?:(?<![\w.:-]){_NUMBERS}(?:[T_:]|,?[ ]{{1,2}}){_CLOCK}{_ZONE}"
    rf"|(?<![\w.:-]){_WORDS}(?:[T_:]|,?[ ]{{1,2}}){_CLOCK}{_ZONE}(?:[ ]\d{{4}}(?![-\w:]))?"
    r"|(?<![\w.:/-])\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:[ \u00a0\u202f]?[AaPp]\.?[Mm]\.?(?![A-Za-z]))?"
    rf"(?![:\w]){_ZONE}"
    r"|(?<![\w.:/-])\d{10}(?:\d{3}|\d{6}|\d{9}|[.,]\d{1,9})?(?![\w/:-]|\.\d))"
)
"""A regular expression: a date with a time of day, a time of day, or seconds since 1970."""

FIND_TIME = re.compile(TIME)

_PARTS = re.compile(
    rf"""
    (?: (?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})
      | (?P<a>\d{{1,2}})(?P<by>[-/.])(?P<b>\d{{1,2}})[-/.](?P<c>\d{{2,4}})
      | (?:[A-Z][a-z]+,?[ ])?? (?P<n>{_MONTH})[ ]+(?P<nd>\d{{1,2}})(?:,?[ ](?P<ny>\d{{4}}))?
      | (?P<dd>\d{{1,2}})[-/ ](?P<dn>{_MONTH})[-/ ](?P<dy>\d{{2,4}})
    )? (?:[T_:]|,?[ ]*)
    (?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::(?P<second>\d{{2}})(?:[.,](?P<part>\d{{1,9}}))?)?
    (?:[ \u00a0\u202f]?(?P<half>[AaPp])\.?[Mm]\.?)?
    (?:[ ]?(?P<zone>Z|UTC|GMT|[+-]\d{{2}}:?\d{{2}}))?
    (?:[ ](?P<end>\d{{4}}))?
    """,
    re.VERBOSE,
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NOON = 12
_CENTURY = 100
_SECONDS_DIGITS = 10
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = (datetime(1, 1, 1, tzinfo=UTC) - _EPOCH).total_seconds()
_END = (datetime(9999, 12, 31, tzinfo=UTC) - _EPOCH).total_seconds()
"""Where the calendar ends, less what a zone and a leap second may add."""


@lru_cache(maxsize=4096)
def instant(text: str) -> Instant | None:
    """Return the instant that a text means; None if it means none.

    A date of three short numbers has its day first if it is written with dots, or if it can be
    nothing else; with slashes, its month.
    """
    if text[:1].isdigit() and ":" not in text:
        return _epoch(text)
    found = _PARTS.fullmatch(text)
    if found is None:
        return None
    try:
        made = _instant(found)
    except (ValueError, OverflowError):
        return None
    return made if _FIRST <= made.seconds < _END else None


def iso(when: Instant) -> str:
    """Write an instant in ISO 8601: without a date or zone that the log does not tell."""
    moment = _EPOCH + timedelta(seconds=round(when.seconds, 6))
    written = moment.replace(tzinfo=None).isoformat(
        timespec="microseconds" if moment.microsecond % 1000 else "milliseconds"
    )
    if not when.dated:
        written = written.partition("T")[2]
    return written + ("Z" if when.zoned else "")


def _epoch(text: str) -> Instant | None:
    digits, _, part = text.replace(",", ".").partition(".")
    scale = len(digits) - _SECONDS_DIGITS
    if not digits.isascii() or not digits.isdigit() or scale not in (0, 3, 6, 9):
        return None
    seconds = int(digits) / 10**scale + (float(f"0.{part}") if part.isdecimal() else 0)
    return Instant(seconds, dated=True, zoned=True)


def _instant(found: re.Match[str]) -> Instant:
    day = _date(found)
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % _NOON + (_NOON if found["half"] in "pP" else 0)
    second = int(found["second"] or 0)
    leap = second == 60  # noqa: PLR2004
    micro = int((found["part"] or "0")[:6].ljust(6, "0"))
    zone, offset = found["zone"], timedelta()
    if zone and zone[0] in "+-":
        minutes = int(zone[1:3]) * 60 + int(zone[-2:])
        offset = timedelta(minutes=-minutes if zone[0] == "-" else minutes)
    year, month, date = day or (1970, 1, 1)
    moment = datetime(
        year, month, date, hour, int(found["minute"]), second - leap, micro, timezone(offset)
    )
    seconds = (moment - _EPOCH).total_seconds() + leap
    return Instant(seconds, dated=day is not None, zoned=bool(zone))


def _date(found: re.Match[str]) -> tuple[int, int, int] | None:
    if found["y"]:
        return int(found["y"]), int(found["m"]), int(found["d"])
    if found["c"]:
        one, two, year = int(found["a"]), int(found["b"]), _year(found["c"])
        if found["by"] != "/" or one > _NOON:
            return year, two, one
        return year, one, two
    for name, day, year_of in (("n", "nd", "ny"), ("dn", "dd", "dy")):
        if found[name]:
            month = _MONTHS.index(found[name][:3].lower()) + 1
            written = found[year_of] or found["end"]
            # A day of no year is no date that could be compared with others.
            return (_year(written), month, int(found[day])) if written else None
    return None


def _year(text: str) -> int:
    year = int(text)
    return year + 2000 if year < _CENTURY else year
