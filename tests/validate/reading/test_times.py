"""Times of all kinds are found, and mean what they say."""

from __future__ import annotations

import pytest

from ocppgen.validate.reading.times import FIND_TIME, instant, iso

TIMES = {
    "2024-05-01T12:00:00.123Z": "2024-05-01T12:00:00.123Z",
    "2024-05-01 12:00:00,123": "2024-05-01T12:00:00.123",
    "2024-05-01T12:00:00+02:00": "2024-05-01T10:00:00.000Z",
    "2024/05/01 12:00:00": "2024-05-01T12:00:00.000",
    "5/1/2024 3:14:29 PM": "2024-05-01T15:14:29.000",
    "12/1/2024 12:00:00 AM": "2024-12-01T00:00:00.000",
    "12/28/2024 14:29:06": "2024-12-28T14:29:06.000",
    "28/12/2024 14:29:06": "2024-12-28T14:29:06.000",
    "1.5.2024, 12:00:00": "2024-05-01T12:00:00.000",
    "03.12.2024 09:46:59": "2024-12-03T09:46:59.000",
    "01/May/2024:12:00:00 +0200": "2024-05-01T10:00:00.000Z",
    "Wed May  1 12:00:00 2024": "2024-05-01T12:00:00.000",
    "01 May 2024 12:00:00 GMT": "2024-05-01T12:00:00.000Z",
    "May  1 12:00:00": "12:00:00.000",
    "12:00:00.100": "12:00:00.100",
    "1714564800": "2024-05-01T12:00:00.000Z",
    "1714564800.5": "2024-05-01T12:00:00.500Z",
    "1714564800123": "2024-05-01T12:00:00.123Z",
    "1714564800123456": "2024-05-01T12:00:00.123456Z",
}


@pytest.mark.parametrize("text", TIMES)
def test_times(text: str) -> None:
    found = FIND_TIME.search(f"[{text}] x")
    assert found is not None
    assert found[0] == text
    when = instant(text)
    assert when is not None
    assert iso(when) == TIMES[text]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024-13-01 12:00:00",
        "25:00:00",
        "99/99/2024 12:00:00",
        "x",
        "1.2.3",
        "17",
        "9999-12-31T23:59:59-01:00",
        "0001-01-01T00:00:00+14:00",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert instant(text) is None


def test_a_fraction_that_is_no_number() -> None:
    when = instant("1714564800.\u00b2")
    assert when is not None
    assert iso(when) == "2024-05-01T12:00:00.000Z"


def test_what_is_not_taken_for_a_time() -> None:
    for text in ("00:11:22:33:44:55", "10.0.0.5:9000", "CP-2024-05", "v1.2.3", "1:2"):
        assert FIND_TIME.search(text) is None
