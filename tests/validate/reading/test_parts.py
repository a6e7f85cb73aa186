"""Single parts of a line: which time, which side, which text belongs to which frame."""

from __future__ import annotations

import pytest

from ocppgen.validate.checking import turned
from ocppgen.validate.reading.form import Shape
from ocppgen.validate.reading.places import Text
from ocppgen.validate.reading.reading import Reader, Reading
from ocppgen.validate.records import Chunk
from tests.hostile.counting import calls
from tests.validate.tools import HEARTBEAT, everything, frame

ANSWER = frame(3, "1", {})
FIRST, SECOND = "2024-05-01T09:00:00Z", "2024-05-01T10:00:00Z"

TIMES = {
    "the nearest": (f"{FIRST} host {SECOND} CP-1 -> {HEARTBEAT}", SECOND),
    "before rather than behind": (f"{FIRST} -> {HEARTBEAT} at {SECOND}", FIRST),
    "behind, where none is before": (f"CP-1 -> {HEARTBEAT} at {SECOND}", SECOND),
    "with a date rather than near": (f"{FIRST} x 11:12:13 -> {HEARTBEAT}", FIRST),
    "with a date, though behind": (f"11:12:13 -> {HEARTBEAT} at {SECOND}", SECOND),
    "the nearest without a date": (f"10:11:12 x 11:12:13 -> {HEARTBEAT}", "11:12:13"),
}


@pytest.mark.parametrize("case", TIMES)
def test_the_time_of_a_frame(case: str) -> None:
    """A line that a collector writes has its own time, and that of the collector before it."""
    line, time = TIMES[case]
    (record,) = everything(line)
    assert record.time == time


UP, DOWN = "to central system", "to charge point"
CENTRAL = ["CS", "CSMS", "CMS", "CPMS", "CPO", "central system", "Central-System", "server",
           "backend", "cloud", "host", "upstream"]  # fmt: skip
POINT = ["CP", "charge point", "ChargePoint", "charging_point", "charge-box", "charger",
         "charging station", "station", "EVSE", "wallbox", "client", "device", "EQP"]  # fmt: skip


@pytest.mark.parametrize("central", CENTRAL)
def test_a_line_that_names_the_central_system(central: str) -> None:
    for between in ("->", " -> ", " to ", "-to-", "2", "-"):
        (there,) = everything(f"10:00:00 CP{between}{central}: {ANSWER}")
        (back,) = everything(f"10:00:00 {central}{between}CP: {ANSWER}")
        assert (there.direction.words, back.direction.words) == (UP, DOWN)


@pytest.mark.parametrize("point", POINT)
def test_a_line_that_names_the_charge_point(point: str) -> None:
    (there,) = everything(f"10:00:00 {point}->CSMS: {ANSWER}")
    (back,) = everything(f"10:00:00 {point}<-CSMS: {ANSWER}")
    assert (there.direction.words, back.direction.words) == (UP, DOWN)


def test_what_stands_between_two_frames_is_before_the_second() -> None:
    """No name that belongs to one frame is read as that of the other."""
    line = f"one {HEARTBEAT} two {ANSWER} three"
    places = list(Text(Chunk(line.encode(), 1), Shape()))
    assert [(one.before, one.behind) for one in places] == [("one ", ""), (" two ", " three")]
    assert [one.frame for one in places] == [[2, "1", "Heartbeat", {}], [3, "1", {}]]


def test_what_stands_behind_a_frame_of_several_lines_is_in_its_last() -> None:
    lines = ['CP-1 -> [2, "1",', ' "Heartbeat", {}] sent', 'CP-2 -> [3, "1", {}]']
    places = list(Text(Chunk("\n".join(lines).encode(), 1), Shape()))
    assert [(one.line, one.last_line, one.behind) for one in places] == [
        (0, 1, " sent"),
        (2, 2, ""),
    ]


def test_a_log_that_is_turned_round_keeps_the_order_within_a_line() -> None:
    """A call stands before its answer there, whichever line comes first."""
    lines = [ANSWER, f"{HEARTBEAT} {ANSWER}", HEARTBEAT]
    places = list(Text(Chunk("\n".join(lines).encode(), 1), Shape()))
    assert [(one.line, (one.frame or [0])[0]) for one in turned(places)] == [
        (2, 2),
        (1, 2),
        (1, 3),
        (0, 3),
    ]


def test_the_details_of_an_error_are_kept() -> None:
    call, error = everything(f'{HEARTBEAT}\n[4,"1","InternalError","no",{{"x":1}}]')
    assert (call.payload, error.payload, error.error_code) == ({}, {"x": 1}, "InternalError")


def test_lines_that_differ_in_digits_alone_are_taken_apart_once() -> None:
    """So a log of a million lines costs little more than its frames."""

    def work(words: list[str]) -> int:
        rows = [f"x {word} -> {HEARTBEAT}" for word in words]
        places = list(Text(Chunk("\n".join(rows).encode(), 1), Shape()))
        reader = Reader(Reading())
        return calls(lambda: [reader.facts(one) for one in places])

    numbers = [f"{number:03}" for number in range(300)]
    letters = ["".join(chr(97 + int(digit)) for digit in one) for one in numbers]
    assert 3 * work(numbers) < work(letters)
