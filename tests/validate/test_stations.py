"""Counts by station: of one file, and of several put together."""

from __future__ import annotations

from ocppgen.validate.matching.pending_calls import Match
from ocppgen.validate.records import CheckedFrame, FrameViolations, Kind
from ocppgen.validate.stations import Stations

NONE = Match(None)
START = 1_714_564_800
"""As the times below: 2024-05-01T12:00:00Z."""


def call(station: str, second: int) -> CheckedFrame:
    """Make a call at a second past noon."""
    return CheckedFrame(0, 0, Kind.CALL, station=station, time=f"2024-05-01T12:00:{second:02}Z")


def counted(station: str, *pairs: tuple[int, int]) -> Stations:
    """Count calls and their answers, by the seconds of each."""
    made = Stations()
    for line, (asked, answered) in enumerate(pairs, 1):
        made.count(call(station, asked), None, NONE, line)
        answer = call(station, answered)._replace(kind=Kind.RESULT)
        made.count(answer, None, Match(None, "Reset", line, START + asked), line + 1)
    return made


def test_what_a_station_said_first_and_last() -> None:
    (one,) = counted("CP", (1, 2), (5, 9), (20, 22)).rows()
    assert (one.first, one.last) == ("2024-05-01T12:00:01Z", "2024-05-01T12:00:22Z")
    assert (one.frames, one.calls, one.answered, one.unanswered) == (6, 3, 3, 0)
    assert one.slowest is not None
    assert (one.slowest.seconds, one.slowest.action, one.slowest.line) == (4.0, "Reset", 3)


def test_an_answer_before_its_call_is_no_slow_one() -> None:
    """A clock that was set back tells no time that an answer took."""
    (one,) = counted("CP", (9, 5)).rows()
    assert one.slowest is None


def test_more_answers_than_calls_leave_none_unanswered() -> None:
    made = counted("CP", (1, 2))
    made.count(call("CP", 3)._replace(kind=Kind.RESULT), None, Match(None, "Reset", 1), 4)
    (one,) = made.rows()
    assert (one.answered, one.unanswered) == (2, 0)


def test_several_files_are_put_together() -> None:
    total = Stations()
    assert not total
    for made in (
        counted("CP", (10, 12)),
        counted("CP", (20, 25)),
        counted("CP", (30, 31)),
        counted("A", (1, 2)),
    ):
        total.add(made)
    total.count(call("", 1), FrameViolations((), {"type": 2}), NONE, 1)
    first, second, unknown = total.rows()
    assert [one.station for one in (first, second, unknown)] == ["A", "CP", ""]
    assert (second.first, second.last) == ("2024-05-01T12:00:10Z", "2024-05-01T12:00:31Z")
    assert (second.frames, second.calls, second.answered) == (6, 3, 3)
    assert second.slowest is not None
    assert second.slowest.seconds == 5.0
    assert (unknown.faulty, dict(unknown.keywords)) == (1, {"type": 2})


def test_a_file_without_times_changes_none() -> None:
    total = counted("CP", (10, 12))
    other = Stations()
    other.count(call("CP", 0)._replace(time=""), None, NONE, 1)
    total.add(other)
    (one,) = total.rows()
    assert (one.first, one.last) == ("2024-05-01T12:00:10Z", "2024-05-01T12:00:12Z")


def test_only_so_many_errors_and_stations_are_told_apart() -> None:
    """Both are what the other side likes to say; the counts of all are kept."""
    made = Stations()
    for number in range(30):
        error = call("CP", 1)._replace(kind=Kind.ERROR, error_code=f"E{number}")
        made.count(error, None, Match(None, "Reset"), 1)
    made.count(error._replace(error_code="E0"), None, Match(None, "Reset"), 1)
    (one,) = made.rows()
    assert (len(one.codes), one.codes["E0 to Reset"], one.frames) == (20, 2, 31)
    for number in range(10_100):
        made.count(call(f"S{number}", 1), None, NONE, 1)
    rows = list(made.rows())
    assert len(rows) == 10_001
    assert sum(one.frames for one in rows) == 31 + 10_100
    assert next(one for one in rows if one.station == "(other stations)").frames == 101
