"""The forms of the command's output: text, JSON and JUnit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests.cli.commands import Answer, environment, run
from tests.validate.tools import HEARTBEAT, command, frame

if TYPE_CHECKING:
    from pathlib import Path


FAULTS = [
    (1, "Heartbeat", "request", "/a", "additionalProperties", "FormationViolation"),
    (1, "Heartbeat", "request", "/b", "additionalProperties", "FormationViolation"),
    (2, "Heartbeat", "response", "/currentTime", "format", "PropertyConstraintViolation"),
]

TEXT = """\
day.log:1 Heartbeat.req /a: unknown member "a" \
(additionalProperties, FormationViolation) [2024-05-01T10:00:00Z, CP1, to central system]
day.log:1 Heartbeat.req /b: unknown member "b" \
(additionalProperties, FormationViolation) [2024-05-01T10:00:00Z, CP1, to central system]
day.log:2 Heartbeat.conf /currentTime: must be a date-time, not "now" \
(format, PropertyConstraintViolation) [2024-05-01T10:00:01Z, CP1, to charge point]

"""
TABLE = """\
message                frames  faulty  faults
Authorize.req               1       -
Heartbeat.conf              1       1  format 1
Heartbeat.req               1       1  additionalProperties 2
(answer without call)       1       -
note: answers whose call is not in the capture, judged by their shape alone: 1 \
(first: day.log:3)
4 messages in 1 file, 2 faulty
"""


@pytest.mark.usefixtures("work")
def test_text() -> None:
    assert command("day.log") == Answer(1, TEXT + TABLE, "")


@pytest.mark.usefixtures("work")
def test_quiet() -> None:
    assert command("-q", "day.log") == Answer(1, TABLE, "")


@pytest.mark.usefixtures("work")
def test_json() -> None:
    answer = command("--format", "json", "day.log", "fine.log")
    told = json.loads(answer.out)
    keys = ("line", "action", "kind", "pointer", "keyword", "code")
    assert [tuple(one[key] for key in keys) for one in told["violations"]] == FAULTS
    assert told["violations"][2] == {
        "file": "day.log",
        "line": 2,
        "action": "Heartbeat",
        "kind": "response",
        "id": "1",
        "connection": "CP1",
        "direction": "to charge point",
        "time": "2024-05-01T10:00:01Z",
        "part": "payload",
        "pointer": "/currentTime",
        "keyword": "format",
        "code": "PropertyConstraintViolation",
        "message": 'must be a date-time, not "now"',
    }
    assert told["files"] == [
        {"file": "day.log", "frames": 4, "faulty": 2, "error": None},
        {"file": "fine.log", "frames": 1, "faulty": 0, "error": None},
    ]
    counts = {key: value for key, value in told["summary"].items() if key != "messages"}
    assert counts == {
        "frames": 5,
        "faulty": 2,
        "keywords": {"additionalProperties": 2, "format": 1},
        "unmatched": 1,
        "ambiguous": 0,
        "ignored": 0,
        "reused": 0,
        "wrong_side": 0,
        "newest_first": False,
        "copies": 0,
        "official": 0,
        "unchecked": 0,
    }
    assert {
        "action": "Heartbeat",
        "kind": "request",
        "frames": 2,
        "faulty": 1,
        "keywords": {"additionalProperties": 2},
    } in told["summary"]["messages"]
    assert answer == (1, answer.out, "")


def test_json_of_nothing() -> None:
    answer = command("--format", "json", "-", data=HEARTBEAT.encode())
    assert json.loads(answer.out)["violations"] == []
    assert answer.code == 0


@pytest.mark.usefixtures("work")
def test_junit() -> None:
    answer = command("--format", "junit", "day.log", "fine.log")
    root = ET.fromstring(answer.out)  # noqa: S314  (our own output)
    assert root.attrib == {
        "name": "ocppgen validate",
        "tests": "5",
        "failures": "2",
        "errors": "0",
    }
    suites = [(one.get("name"), one.get("tests"), one.get("failures")) for one in root]
    assert suites == [("day.log", "4", "2"), ("fine.log", "1", "0")]
    failures = {
        (case.get("classname"), case.get("name")): failure.get("message")
        for case in root.iter("testcase")
        for failure in case.iter("failure")
    }
    assert failures == {
        ("day.log", "Heartbeat.conf"): "1 of 1 faulty: format",
        ("day.log", "Heartbeat.req"): "1 of 1 faulty: additionalProperties",
    }
    assert [one.text for one in root.iter("failure")] == [
        TEXT.splitlines()[2],
        "\n".join(TEXT.splitlines()[:2]),
    ]
    assert answer.code == 1


def test_junit_of_hostile_text() -> None:
    """What XML cannot hold is escaped, and the first faults stand for many."""
    bad = frame(2, "1", "Heartbeat", {"\x00\x1b\ud800<&]]>": 1})
    answer = command("--format", "junit", "-", data="\n".join([bad] * 60).encode())
    (failure,) = ET.fromstring(answer.out).iter("failure")  # noqa: S314
    lines = (failure.text or "").splitlines()
    assert len(lines) == 51
    assert lines[-1] == "and 10 more"
    assert "/\\x00\\x1b\\ud800<&]]>:" in lines[0]


def test_text_of_hostile_text() -> None:
    bad = frame(2, "1", "Heartbeat", {"\x1b[2J\u202e": "\x07", "x" * 5000: 1})
    answer = command("-", data=bad.encode())
    assert answer.out.replace("\n", "").isprintable()
    assert all(len(line) < 400 for line in answer.out.splitlines())


def test_in_a_process_of_its_own(work: Path) -> None:
    """Nothing but the result is said where there is no terminal."""
    answer = run("validate", "--jobs", "2", "day.log", cwd=work)
    assert answer == (1, TEXT + TABLE, "")


def test_a_plain_terminal(work: Path) -> None:
    """Characters that the output's encoding does not have are escaped."""
    (work / "day.log").write_text(frame(2, "1", "Heartbeat", {"\u00fc": 1}))
    answer = run("validate", "day.log", cwd=work, env=environment(PYTHONIOENCODING="ascii"))
    assert answer.code == 1
    assert 'Heartbeat.req /\\xfc: unknown member "\\xfc"' in answer.out
