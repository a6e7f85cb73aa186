"""The formats as an oracle knows them: written from the RFCs, without expressions.

The generated package decides a format with regular expressions. Here the same questions
are answered by taking the text apart, so that a slip in one is unlikely to be in the
other. Slow and plain on purpose; nothing is shared with the templates.
"""

from __future__ import annotations

from string import ascii_letters, digits, hexdigits
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category

import idna

from .uri import is_ipv4, is_ipv6, is_uri, is_uri_reference

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "FORMATS",
    "RFC_FORMATS",
    "is_date",
    "is_date_time",
    "is_email",
    "is_hostname",
    "is_ipv4",
    "is_ipv6",
    "is_rfc3339_date_time",
    "is_time",
    "is_uri",
    "is_uri_reference",
    "is_uuid",
]


class _Time(NamedTuple):
    """A full-time: seconds may be 60; the offset is in minutes east of UTC."""

    hour: int
    minute: int
    second: int
    offset: int

    @property
    def is_leap(self) -> bool:
        """Whether it is a leap second."""
        return self.second == 60

    @property
    def is_last_minute(self) -> bool:
        """Whether it is 23:59 in UTC, the minute that can have a leap second."""
        minutes = (self.hour * 60 + self.minute - self.offset) % (24 * 60)
        return divmod(minutes, 60) == (23, 59)


def _number(text: str, width: int, least: int, most: int) -> int | None:
    """Read exactly so many ASCII digits, if their value is in range."""
    if len(text) != width or not all(char in digits for char in text):
        return None
    value = int(text)
    return value if least <= value <= most else None


def _month_length(year: int, month: int) -> int:
    """How many days a month has; RFC 3339, section 5.7 and appendix C."""
    if month == 2:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return 29 if leap else 28
    return 30 if month in {4, 6, 9, 11} else 31


def _year(text: str) -> int | None:
    """Read a full-date of RFC 3339, section 5.6, and give its year."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    year = _number(text[:4], 4, 0, 9999)
    month = _number(text[5:7], 2, 1, 12)
    if year is None or month is None:
        return None
    if _number(text[8:], 2, 1, _month_length(year, month)) is None:
        return None
    return year


def _offset(text: str) -> int | None:
    """Read a time-offset of RFC 3339, section 5.6, in minutes."""
    if text in {"Z", "z"}:
        return 0
    if len(text) != 6 or text[0] not in "+-" or text[3] != ":":
        return None
    hours = _number(text[1:3], 2, 0, 23)
    minutes = _number(text[4:], 2, 0, 59)
    if hours is None or minutes is None:
        return None
    total = hours * 60 + minutes
    return total if text[0] == "+" else -total


def _time(text: str) -> _Time | None:
    """Read a full-time of RFC 3339, section 5.6."""
    if text[2:3] != ":" or text[5:6] != ":":
        return None
    hour = _number(text[:2], 2, 0, 23)
    minute = _number(text[3:5], 2, 0, 59)
    second = _number(text[6:8], 2, 0, 60)
    rest = text[8:]
    if rest.startswith("."):
        fraction = rest[1:]
        rest = fraction.lstrip(digits)
        if rest == fraction:
            return None
    offset = _offset(rest)
    if hour is None or minute is None or second is None or offset is None:
        return None
    time = _Time(hour, minute, second, offset)
    return None if time.is_leap and not time.is_last_minute else time


def is_date(text: str) -> bool:
    """Whether the text is a full-date of RFC 3339."""
    return _year(text) is not None


def is_time(text: str) -> bool:
    """Whether the text is a full-time of RFC 3339."""
    return _time(text) is not None


def is_rfc3339_date_time(text: str) -> bool:
    """Whether the text is a date-time of RFC 3339, leap seconds and year 0 included.

    Which leap seconds were announced is not asked.
    """
    return is_date(text[:10]) and text[10:11] in {"T", "t"} and is_time(text[11:])


def is_date_time(text: str) -> bool:
    """Whether the text is a date-time of RFC 3339 that `datetime` can hold.

    This is the documented deviation: no leap second, no year 0.
    """
    if not is_rfc3339_date_time(text):
        return False
    time = _time(text[11:])
    return _year(text[:10]) != 0 and time is not None and not time.is_leap


def is_uuid(text: str) -> bool:
    """Whether the text is a UUID in the form of RFC 4122, section 3."""
    fields = text.split("-")
    return [len(field) for field in fields] == [8, 4, 4, 4, 12] and all(
        char in hexdigits for field in fields for char in field
    )


def _is_label(text: str) -> bool:
    """Whether the text is letters, digits and inner hyphens: Let-dig [Ldh-str]."""
    return (
        text != ""
        and all(char in ascii_letters + digits + "-" for char in text)
        and not text.startswith("-")
        and not text.endswith("-")
    )


def is_a_label(label: str) -> bool:
    """Whether the library ``idna`` can read an A-label, and Python knows its characters."""
    try:
        read = idna.ulabel(label.lower())
    except UnicodeError:
        return False
    return all(category(char) != "Cn" for char in read)


def is_hostname(text: str) -> bool:
    """Whether the text is a host name of RFC 1123, section 2.1; A-labels are of RFC 5890."""
    if len(text) > 253:
        return False
    labels = text.split(".")
    if not all(len(label) <= 63 and _is_label(label) for label in labels):
        return False
    return all(is_a_label(label) for label in labels if label.lower().startswith("xn--"))


def _after_quoted_string(text: str) -> int | None:
    """Where the Quoted-string that begins the text ends; RFC 5321, section 4.1.2."""
    at = 1
    while at < len(text):
        char = text[at]
        if char == '"':
            return at + 1
        if char == "\\":
            at += 1
            if at == len(text):
                return None
        if not " " <= text[at] <= "~":
            return None
        at += 1
    return None


def _after_dot_string(text: str) -> int | None:
    """Where the Dot-string that begins the text ends; RFC 5321, section 4.1.2."""
    atext = ascii_letters + digits + "!#$%&'*+-/=?^_`{|}~"
    at = 0
    while True:
        start = at
        while at < len(text) and text[at] in atext:
            at += 1
        if at == start:
            return None
        if at == len(text) or text[at] != ".":
            return at
        at += 1


def _is_snum(text: str) -> bool:
    """Whether the text is an Snum of RFC 5321: one to three digits, up to 255."""
    return len(text) in {1, 2, 3} and _number(text, len(text), 0, 255) is not None


def _is_ipv4_literal(text: str) -> bool:
    """Whether the text is an IPv4-address-literal of RFC 5321, section 4.1.3."""
    parts = text.split(".")
    return len(parts) == 4 and all(_is_snum(part) for part in parts)


def _is_address(text: str) -> bool:
    """Whether the text may stand in brackets after the @; RFC 5321, section 4.1.3."""
    if text[:5].lower() == "ipv6:" and text[:5].isascii():
        # There "::" stands for two groups at least, unlike in RFC 4291.
        return is_ipv6(text[5:], fewest_left_out=2, is_quad=_is_ipv4_literal)
    return _is_ipv4_literal(text)


def is_email(text: str) -> bool:
    """Whether the text is a Mailbox of RFC 5321, section 4.1.2."""
    quoted = text.startswith('"')
    at = _after_quoted_string(text) if quoted else _after_dot_string(text)
    if at is None or text[at : at + 1] != "@":
        return False
    domain = text[at + 1 :]
    if domain.startswith("["):
        return domain.endswith("]") and _is_address(domain[1:-1])
    return all(_is_label(part) for part in domain.split("."))


# What the generated code is held to, by the name of the format.
FORMATS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "date": is_date,
        "date-time": is_date_time,
        "email": is_email,
        "hostname": is_hostname,
        "ipv4": is_ipv4,
        "ipv6": is_ipv6,
        "time": is_time,
        "uri": is_uri,
        "uri-reference": is_uri_reference,
        "uuid": is_uuid,
    },
)

# What the RFCs say, without the deviation of date-time.
RFC_FORMATS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {**FORMATS, "date-time": is_rfc3339_date_time},
)
