"""An answer belongs to the call with its id, as far as direction and connection let it."""

from __future__ import annotations

import pytest

from ocppgen.validate.matching import Outstanding
from tests.validate.tools import frame, judged

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
    "other connection": ([f"[CP1] sent {CALL}", f"[CP2] received {ANSWER}"], False),
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
    calls = Outstanding(most=3)
    for number in range(5):
        calls.call("", 0, str(number), "Heartbeat")
    assert len(calls) == 3
    found = [calls.answer("", 0, str(number))[0] for number in range(5)]
    assert found == [False, False, True, True, True]
    assert len(calls) == 0


def test_a_repeated_call_is_young_again() -> None:
    calls = Outstanding(most=2)
    for ident in ("a", "b", "a", "c"):
        calls.call("", 0, ident, ident.upper())
    assert calls.answer("", 0, "b") == (False, None)
    assert calls.answer("", 0, "a") == (True, "A")
