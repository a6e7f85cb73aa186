"""The reader of date-times: the forms that are left to Python, bent in every way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from random import Random

import pytest

from ocpp16.runtime.date_times import is_date_time, read_date_time
from tests.oracle import FORMATS

USUAL = [
    "2026-03-15T01:00:00Z",
    "2026-03-15T21:59:59.120Z",
    "2026-12-31T23:59:59+01:30",
    "2024-02-29T00:00:00-23:59",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999Z",
]
CHARACTERS = "0123456789-+:.,TZtzW \0\u0669\uff11"


@pytest.mark.parametrize("usual", USUAL)
def test_another_character_in_each_place(usual: str) -> None:
    for place in range(len(usual) + 1):
        for code in (*range(0x100), 0x660, 0xD800, 0xFF11, 0x1D7CE):
            for kept in (place, place + 1):
                text = usual[:place] + chr(code) + usual[kept:]
                assert is_date_time(text) is FORMATS["date-time"](text), ascii(text)
        text = usual[:place] + usual[place + 1 :]
        assert is_date_time(text) is FORMATS["date-time"](text), text


@pytest.mark.parametrize("usual", USUAL)
def test_several_characters_bent(usual: str) -> None:
    random = Random(usual)
    for _ in range(10_000):
        bent = list(usual)
        for _ in range(random.randint(2, 4)):
            bent[random.randrange(len(bent))] = random.choice(CHARACTERS)
        text = "".join(bent)
        assert is_date_time(text) is FORMATS["date-time"](text), ascii(text)


@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01T00:Z\x00:60Z",
        "2026-03-15T01:00:00Z\x00",
        "2026-03-15T01:00:00.12\x00Z",
        "2026-03-15T01:00:00+01:60",
        "2026-03-15T24:00:00Z",
        "2026-03-15T24:00:00.000Z",
        "2026-03-15T24:00:00+00:00",
        "2026-03-15T23:59:60Z",
        "0000-01-01T00:00:00Z",
        "2026-03-15T01:00:00,120Z",
        "2026-W11-7T01:00:00Z",
    ],
)
def test_what_only_python_would_take(text: str) -> None:
    """Each is one that some version of `datetime.fromisoformat` reads, or once was thought to."""
    assert not is_date_time(text)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-15T01:02:03Z", datetime(2026, 3, 15, 1, 2, 3, tzinfo=UTC)),
        ("2026-03-15t01:02:03z", datetime(2026, 3, 15, 1, 2, 3, tzinfo=UTC)),
        ("2026-03-15T21:02:03.120Z", datetime(2026, 3, 15, 21, 2, 3, 120_000, tzinfo=UTC)),
        ("2026-03-15T21:02:03.1Z", datetime(2026, 3, 15, 21, 2, 3, 100_000, tzinfo=UTC)),
        ("2026-03-15T21:02:03.1234567Z", datetime(2026, 3, 15, 21, 2, 3, 123_456, tzinfo=UTC)),
        (
            "2026-03-15T20:02:03+01:30",
            datetime(2026, 3, 15, 20, 2, 3, tzinfo=timezone(timedelta(hours=1, minutes=30))),
        ),
        (
            "2026-03-15T20:02:03-00:05",
            datetime(2026, 3, 15, 20, 2, 3, tzinfo=timezone(-timedelta(minutes=5))),
        ),
        (
            "2026-03-15T20:02:03.5-23:59",
            datetime(
                2026, 3, 15, 20, 2, 3, 500_000, timezone(-timedelta(hours=23, minutes=59))
            ),
        ),
    ],
)
def test_what_is_read(text: str, moment: datetime) -> None:
    read = read_date_time(text)
    assert (read, read.utcoffset()) == (moment, moment.utcoffset())


@pytest.mark.parametrize("text", ["2026-03-15T01:02:03+00:00", "2026-03-15T01:02:03-00:00"])
def test_no_offset_is_utc(text: str) -> None:
    assert read_date_time(text).tzinfo is UTC
