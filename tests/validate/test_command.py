"""The command's arguments and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli.commands import one_line, write_schemas
from tests.validate.tools import HEARTBEAT, command, frame

PAYLOADS = [
    # file, message, exit code, faults
    ("{}", "Heartbeat.req", 0, []),
    ("{}", "HeartbeatResponse", 1, ["required"]),
    ("[]", "Heartbeat.req", 1, ["type"]),
    ("null", "Heartbeat.req", 1, ["type"]),
    ('{\n "a": 1\n}', "Heartbeat.req", 1, ["additionalProperties"]),
    ('{}\n{"a": 1}\n\n{}\n', "Heartbeat.req", 1, ["additionalProperties"]),
    ("{} {}", "Heartbeat.req", 1, ["json"]),
    ('{"a": 1, "a": 2}', "Heartbeat.req", 1, ["json"]),
    ("nonsense", "Heartbeat.req", 1, ["json"]),
    ("\ufeff{}", "Heartbeat.req", 0, []),
    ("{}\r\n{}\r\n", "Heartbeat.req", 0, []),
    (HEARTBEAT, "Heartbeat.req", 1, ["type"]),
]


@pytest.mark.parametrize(("text", "message", "code", "keywords"), PAYLOADS)
def test_payloads(text: str, message: str, code: int, keywords: list[str]) -> None:
    answer = command("--message", message, "--format", "json", "-", data=text.encode())
    told = json.loads(answer.out)
    assert [one["keyword"] for one in told["violations"]] == keywords
    assert answer.code == code


@pytest.mark.usefixtures("work")
def test_a_payload_tells_its_message() -> None:
    answer = command("--message", "GetDiagnostics.req", "payload.json")
    line = "payload.json:1 GetDiagnostics.req /location: must be a string, not 1 (type, "
    assert answer.out.startswith(line)


@pytest.mark.usefixtures("work")
def test_files_that_cannot_be_read() -> None:
    """The others are judged, and each has its line."""
    Path("empty").mkdir()
    answer = command("missing.log", "fine.log", "payload.json", "empty")
    assert answer.code == 2
    assert answer.out.endswith("1 message in 4 files, none faulty\n")
    assert answer.err.splitlines() == [
        "missing.log: cannot be read: No such file or directory",
        "payload.json: holds no OCPP-J frame; for payloads, say what they are with --message",
        "empty: is a folder with no file to read; see --include",
    ]


@pytest.mark.usefixtures("work")
def test_files_that_cannot_be_read_in_other_forms() -> None:
    told = json.loads(command("--format", "json", "missing.log").out)
    reason = "cannot be read: No such file or directory"
    assert told["files"][0]["error"] == reason
    answer = command("--format", "junit", "missing.log")
    root = ET.fromstring(answer.out)  # noqa: S314
    assert root.attrib["errors"] == "1"
    assert [one.get("message") for one in root.iter("error")] == [reason]
    assert answer.code == 2


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((), "Missing argument 'FILE...'."),
        (("--jobs", "0", "x"), "Invalid value for '--jobs'"),
        (("--format", "xml", "x"), "Invalid value for '--format'"),
        (("--message", "Jump.req", "x"), 'there is no message "Jump.req"'),
        (("--schemas", "nowhere", "x"), "nowhere: does not exist"),
        (("--profiles", "nothing", "x"), 'there is no profile "nothing"'),
        (("nowhere.log",), "nowhere.log: cannot be read: No such file or directory"),
    ],
)
def test_usage(arguments: tuple[str, ...], reason: str) -> None:
    assert one_line(command(*arguments)).startswith(reason)


def test_empty_input() -> None:
    assert "holds no OCPP-J frame" in one_line(command("-", data=b""))
    assert one_line(command("--message", "Heartbeat.req", "-", data=b" \n")) == (
        "<stdin>: holds no payload"
    )


def test_own_schemas(tmp_path: Path) -> None:
    schemas = write_schemas(tmp_path / "schemas", Lone={"type": "object"})
    lines = [
        frame(2, "1", "Ping", {"id": "x"}),
        frame(3, "1", {"a": 1}),
        frame(2, "2", "Lone", {}),
        frame(3, "2", {}),
        frame(2, "3", "Heartbeat", {"a": 1}),
        frame(2, "4", "Jump", {}),
        frame(2, "5", "Heartbeat", {}),
        frame(2, "6", "Heartbeat", {}),
    ]
    data = "\n".join(lines).encode()
    told = json.loads(command("--schemas", schemas, "--format", "json", "-", data=data).out)
    assert [(one["line"], one["keyword"]) for one in told["violations"]] == [
        (1, "type"),
        (2, "additionalProperties"),
        (5, "additionalProperties"),
        (6, "action"),
    ]
    assert told["summary"]["unchecked"] == 1
    assert told["summary"]["official"] == 3
    text = command("--schemas", schemas, "-", data=data).out
    assert (
        "note: messages that your schemas do not have, judged by the official ones: 3" in text
    )


def test_profiles() -> None:
    """Actions of the other profiles are known, but not judged; their shape is."""
    lines = [
        frame(2, "1", "Heartbeat", {"a": 1}),
        frame(3, "1", {}),
        frame(2, 2, "Heartbeat", {}),
        frame(2, "3", "UpdateFirmware", {}),
        frame(2, "4", "Jump", {}),
    ]
    data = "\n".join(lines).encode()
    answer = command("--profiles", "firmware", "--format", "json", "-", data=data)
    told = json.loads(answer.out)
    assert [(one["line"], one["keyword"]) for one in told["violations"]] == [
        (3, "frame"),
        (4, "required"),
        (4, "required"),
        (5, "action"),
    ]
    assert told["summary"]["unchecked"] == 2


def test_a_capture_of_other_profiles_is_no_empty_one() -> None:
    """Nothing of it is judged, and that is said; but frames it has."""
    answer = command("--profiles", "firmware", "-", data=HEARTBEAT.encode())
    assert (answer.code, answer.err) == (0, "")
    assert "profiles that were not chosen, not judged: 1\n" in answer.out


def test_settings_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "ocppgen.toml").write_text('schemas = ["schemas"]\npackage = "mine"\n')
    write_schemas(tmp_path / "schemas")
    config = tmp_path / "ocppgen.toml"
    data = frame(2, "1", "Ping", {}).encode()
    assert command("--config", config, "-", data=data).out.startswith(
        '<stdin>:1 Ping.req: missing required member "id" (required, OccurenceConstraintViolation)\n'
    )


@pytest.mark.usefixtures("work")
def test_strict() -> None:
    answer = command("--strict", "--format", "json", "day.log", "fine.log")
    told = json.loads(answer.out)
    assert [one["line"] for one in told["violations"]] == [1, 1, 2, 3]
    assert told["violations"][3]["keyword"] == "unmatched"
    assert told["summary"]["faulty"] == 3
