"""An answer belongs to the call with its id, as far as direction and connection let it."""

from __future__ import annotations

import pytest

from ocppgen.validate.matching.pending_calls import Match, PendingCalls
from ocppgen.validate.records import AMBIGUOUS, UNMATCHED, WRONG_SIDE, Direction
from tests.validate.tools import everything, frame, judged

CALL = frame(2, "7", "Heartbeat", {})
ANSWER = frame(3, "7", {"currentTime": "2024-05-01T10:00:00Z"})
LONG_ID = '"0f0b2d1e-4a53-4c7e-9d7e-1b0c5a6f7e11"'
LONG_CALL, LONG_ANSWER = CALL.replace('"7"', LONG_ID), ANSWER.replace('"7"', LONG_ID)

CAPTURES: dict[str, tuple[list[str], bool]] = {
    "by id alone": ([CALL, ANSWER], True),
    "another id": ([CALL, ANSWER.replace("7", "8", 1)], False),
    "answer before call": ([ANSWER, CALL], False),
    "the other way": ([f"sent {CALL}", f"received {ANSWER}"], True),
    "the same way": ([f"sent {CALL}", f"sent {ANSWER}"], False),
    "the same way, named": ([f"CP -> CS {CALL}", f"CP -> CS {ANSWER}"], False),
    "the other way, named": ([f"CP -> CS {CALL}", f"CS -> CP {ANSWER}"], True),
    "call without direction": ([CALL, f"received {ANSWER}"], True),
    "answer without direction": ([f"received {CALL}", ANSWER], True),
    "two ways to say it": ([f"from CP1: {CALL}", f"sent {ANSWER}"], True),
    "same connection": ([f"[CP1] sent {CALL}", f"[CP1] received {ANSWER}"], True),
    "answer on no connection": ([f"[CP1] sent {CALL}", f"received {ANSWER}"], True),
    "call on no connection": ([f"sent {CALL}", f"[CP1] received {ANSWER}"], True),
    "a long id on another connection": (
        [f"[CP1] sent {LONG_CALL}", f"[CP2] recv {LONG_ANSWER}"],
        True,
    ),
    "a long id the same way": ([f"-> {LONG_CALL}", f"-> {LONG_ANSWER}"], True),
    "answered twice": ([CALL, ANSWER, ANSWER], False),
    "called twice": ([CALL, CALL, ANSWER], True),
    "numbers as ids": ([CALL.replace('"7"', "7"), ANSWER.replace('"7"', "7")], True),
}


@pytest.mark.parametrize("name", CAPTURES)
def test_matching(name: str) -> None:
    lines, matched = CAPTURES[name]
    summary = judged("\n".join(lines)).summary
    (noted,) = (noted for note, noted in summary.notes.items() if note.keyword == "unmatched")
    assert noted.count == (0 if matched else 1)
    assert summary.notes[WRONG_SIDE].count == 0


def test_the_call_says_what_the_answer_is() -> None:
    """Two calls with one id, one each way: each answer is judged by its own."""
    found = judged(
        "\n".join(
            [
                f"sent {frame(2, '1', 'Reset', {'type': 'Soft'})}",
                f"received {frame(2, '1', 'Heartbeat', {})}",
                f"received {frame(3, '1', {'status': 'Maybe'})}",
                f"sent {frame(3, '1', {'currentTime': 'now'})}",
            ]
        )
    )
    assert found.faults == ["3 Reset.conf /status enum", "4 Heartbeat.conf /currentTime format"]


def test_a_number_is_an_id_too() -> None:
    """It is a fault of the frame, and tells which call is answered all the same."""
    lines = [frame(2, 7, "Heartbeat", {}), frame(3, 7, {"currentTime": "now"})]
    assert judged("\n".join(lines)).faults == [
        "1 Heartbeat.req /1 frame",
        "2 Heartbeat.conf /1 frame",
        "2 Heartbeat.conf /currentTime format",
    ]


def test_an_error_answers_too() -> None:
    lines = [CALL, frame(4, "7", "InternalError", "", {}), ANSWER]
    found = judged("\n".join(lines), strict=True)
    assert found.faults == ["3 (answer without call) - unmatched"]


def test_the_answer_to_an_unknown_action() -> None:
    """Its call is there, so nothing is noted; but there is no schema to judge it by."""
    found = judged("\n".join([CALL.replace("Heartbeat", "Jump"), ANSWER]), strict=True)
    assert found.faults == ["1 (unknown action) /2 action"]


def test_strict() -> None:
    lines = [ANSWER, frame(9, "1", {})]
    assert judged("\n".join(lines)).faults == []
    found = judged("\n".join(lines), strict=True)
    assert found.faults == [
        "1 (answer without call) - unmatched",
        "2 (unknown message type) - ignored",
    ]


def test_old_calls_are_forgotten() -> None:
    calls = PendingCalls(most=3)
    for number in range(5):
        calls.call("", 0, str(number), "Heartbeat")
    assert len(calls) == 3
    found = [calls.answer("", 0, str(number)).note for number in range(5)]
    assert found == [UNMATCHED, UNMATCHED, None, None, None]
    assert len(calls) == 0


SHORT, LONG = "f" * 15, "f" * 16


def test_an_id_of_sixteen_characters_is_that_of_one_call() -> None:
    """It is found on whatever connection its line seems to name; a shorter one is not."""
    for ident, found in ((SHORT, Match(UNMATCHED)), (LONG, Match(None, "Reset", 5))):
        calls = PendingCalls()
        calls.call("CP-1", Direction.SENT, ident, "Reset", 5)
        match = calls.answer("CP-2", Direction.RECEIVED, ident)
        assert (match.note, match.action, match.line) == found[:3]
        assert len(calls) == (ident == SHORT)


def test_a_call_takes_the_place_of_another_where_both_are_known_to_go_one_way() -> None:
    """On a connection that is not known, or in either direction, it may be another's."""
    for connection, direction, again in (
        ("CP-1", Direction.SENT, True),
        ("CP-1", Direction.UNKNOWN, False),
        ("", Direction.SENT, False),
    ):
        calls = PendingCalls()
        assert not calls.call(connection, direction, "1", "Reset")
        assert calls.call(connection, direction, "1", "Heartbeat") == again
        assert not calls.call("CP-2", direction, "1", "Heartbeat")


def test_what_is_left_of_calls_that_were_not_told_apart_is_in_doubt() -> None:
    """The first answer may have been the other's."""
    calls = PendingCalls()
    calls.call("", Direction.SENT, "1", "Reset")
    calls.call("", Direction.UNKNOWN, "1", "Heartbeat")
    assert [calls.answer("", 0, "1") for _ in range(2)] == [Match(AMBIGUOUS)] * 2
    assert len(calls) == 0


def test_a_call_of_sixteen_characters_is_told_again_not_twice() -> None:
    """So its answer is not in doubt; with a shorter id there may have been two stations."""
    for ident, found in ((SHORT, Match(AMBIGUOUS)), (LONG, Match(None, "Heartbeat"))):
        calls = PendingCalls()
        for action in ("Reset", "Heartbeat"):
            calls.call("", 0, ident, action)
        assert calls.answer("", 0, ident) == found


def test_an_answer_to_either_side_is_not_accused_by_a_short_id() -> None:
    """Both sides send DataTransfer: where no line tells the way, another call may be meant."""
    for ident, keywords in ((SHORT, []), (LONG, ["enum"])):
        lines = [
            f"2024-05-01 10:00:00 {frame(2, ident, 'DataTransfer', {'vendorId': 'v'})}",
            f"2024-05-01 10:00:01 {frame(3, ident, {'status': 'Maybe'})}",
        ]
        assert [one.keyword for one in judged("\n".join(lines)).violations] == keywords


def test_ids_that_are_too_long_are_told_apart_and_cut_short() -> None:
    """By what they have beyond the 36 characters of OCPP-J; nobody's id fills the memory."""
    idents = ["x" * 36 + end for end in ("a", "b", "c" * 5_000)]
    lines = [frame(2, idents[0], "Heartbeat", {}), frame(2, idents[1], "ClearCache", {})]
    lines += [frame(3, idents[0], {"currentTime": "2024-05-01T10:00:00Z"})]
    lines += [frame(3, idents[1], {"status": "Accepted"}), frame(2, idents[2], "Reset", {})]
    found = everything("\n".join(lines))
    assert [one.call_line for one in found] == [None, None, 1, 2, None]
    assert [len(one.id or "") for one in found] == [37, 37, 37, 37, 100]


def test_a_repeated_call_is_young_again() -> None:
    calls = PendingCalls(most=2)
    for ident in ("a", "b", "a", "c"):
        calls.call("", 0, ident, ident.upper())
    assert calls.answer("", 0, "b") == Match(UNMATCHED)
    assert calls.answer("", 0, "a") == Match(None, "A")


BEAT, STATUS = frame(2, "1", "Heartbeat", {}), frame(
    2,
    "1",
    "StatusNotification",
    {"connectorId": 1, "errorCode": "NoError", "status": "Available"},
)
BEATEN, STATED = frame(3, "1", {"currentTime": "2024-05-01T10:00:00Z"}), frame(3, "1", {})
WRONG = frame(3, "1", {"x": 1})
RESET = frame(2, "1", "Reset", {"type": "Soft"})

SHARED: dict[str, tuple[list[str], int]] = {
    # the lines of a log that two charge points share, and how many answers are not certain
    "named before an arrow": (
        [f"CP-1 -> {BEAT}", f"CP-2 -> {STATUS}", f"CP-1 <- {BEATEN}", f"CP-2 <- {STATED}"],
        0,
    ),
    "named behind an arrow": (
        [
            f"CP-1 -> CSMS {BEAT}",
            f"CP-2 -> CSMS {STATUS}",
            f"CSMS -> CP-1 {BEATEN}",
            f"CSMS -> CP-2 {STATED}",
        ],
        0,
    ),
    "not named": ([f"-> {BEAT}", f"-> {STATUS}", f"<- {BEATEN}", f"<- {STATED}"], 2),
    "not named, no arrow": ([BEAT, STATUS, STATED, BEATEN], 2),
    "the same action": ([BEAT, BEAT, BEATEN, BEATEN], 0),
    "an answer between": ([BEAT, BEAT, BEATEN, STATUS, BEATEN, STATED], 2),
    "certain again": ([BEAT, STATUS, STATED, BEATEN, BEAT, BEATEN, STATUS, STATED], 2),
    "only the calls are named": ([f"[CP1] -> {BEAT}", f"[CP2] -> {STATUS}", BEATEN, STATED], 2),
    "only the answers are named": (
        [BEAT, STATUS, f"[CP1] received {BEATEN}", f"[CP2] received {STATED}"],
        2,
    ),
    "answers without direction": ([f"-> {BEAT}", f"<- {RESET}", BEATEN], 1),
}


@pytest.mark.parametrize("name", SHARED)
def test_one_id_of_several_calls(name: str) -> None:
    """No answer is judged by a call that may not be its own."""
    lines, count = SHARED[name]
    found = judged("\n".join(lines))
    assert found.faults == []
    assert found.summary.notes[AMBIGUOUS].count == count
    assert found.summary.notes[UNMATCHED].count == 0
    strict = judged("\n".join(lines), strict=True)
    assert [one.keyword for one in strict.violations] == ["ambiguous"] * count


def test_a_known_connection_has_one_call_of_an_id() -> None:
    lines = [f"[CP1] sent {BEAT}", f"[CP1] sent {STATUS}", f"[CP1] received {WRONG}"]
    assert judged("\n".join(lines)).faults == [
        "3 StatusNotification.conf /x additionalProperties"
    ]


def test_an_answer_on_another_connection_is_not_matched() -> None:
    """Which part of a line is the station, the other frames have shown."""
    lines = [
        f"[CP1] -> {BEAT}",
        f"[CP2] -> {STATUS}",
        f"[CP1] <- {BEATEN}",
        f"[CP2] <- {STATED}",
        f"[CP1] -> {STATUS}",
        f"[CP2] -> {BEAT}",
        f"[CP2] <- {BEATEN}",
        f"[CP2] <- {STATED}",
    ]
    found = judged("\n".join(lines), strict=True)
    assert found.faults == ["8 (answer without call) - unmatched"]


def test_calls_that_are_not_told_apart_take_no_room() -> None:
    calls = PendingCalls(most=3)
    for number in range(1000):
        calls.call("", 0, "1", f"Action{number}")
    assert len(calls) == 1
    assert [calls.answer("", 0, "1") for _ in range(1000)] == [Match(AMBIGUOUS)] * 1000
    assert calls.answer("", 0, "1") == Match(UNMATCHED)
    assert len(calls) == 0
