"""The command: its forms of output, its exit codes, and how it ends when it is stopped."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from ocppgen.validate.progress import Progress
from tests.cli.commands import Answer, environment, one_line, run, write_schemas
from tests.validate.tools import HEARTBEAT, command, frame

if TYPE_CHECKING:
    from pathlib import Path

LOG = "\n".join(
    [
        f"2024-05-01T10:00:00Z [CP1] received {frame(2, '1', 'Heartbeat', {'a': 1, 'b': 2})}",
        f"2024-05-01T10:00:01Z [CP1] sent {frame(3, '1', {'currentTime': 'now'})}",
        f"2024-05-01T10:00:02Z [CP1] sent {frame(3, '2', {'status': 'Accepted'})}",
        "started",
        frame(2, "3", "Authorize", {"idTag": "x"}),
        "",
    ]
)
FAULTS = [
    (1, "Heartbeat", "request", "/a", "additionalProperties", "FormationViolation"),
    (1, "Heartbeat", "request", "/b", "additionalProperties", "FormationViolation"),
    (2, "Heartbeat", "response", "/currentTime", "format", "PropertyConstraintViolation"),
]

TEXT = """\
day.log:1 Heartbeat.req /a: "a" is no member of this object \
(additionalProperties, FormationViolation) [2024-05-01T10:00:00Z, CP1, received]
day.log:1 Heartbeat.req /b: "b" is no member of this object \
(additionalProperties, FormationViolation) [2024-05-01T10:00:00Z, CP1, received]
day.log:2 Heartbeat.conf /currentTime: must be a date-time, not "now" \
(format, PropertyConstraintViolation) [2024-05-01T10:00:01Z, CP1, sent]

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


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that has a log."""
    (tmp_path / "day.log").write_text(LOG)
    (tmp_path / "fine.log").write_text(HEARTBEAT)
    (tmp_path / "payload.json").write_text('{\n "location": 1\n}')
    monkeypatch.chdir(tmp_path)
    return tmp_path


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
        "direction": "sent",
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
    answer = command("missing.log", "fine.log", "payload.json", ".")
    assert answer.code == 2
    assert answer.out.endswith("1 message in 4 files, none faulty\n")
    assert answer.err.splitlines() == [
        "missing.log: cannot be read: No such file or directory",
        "payload.json: holds no OCPP-J frame; for payloads, say what they are with --message",
        ".: cannot be read: Is a directory",
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
        frame(2, "3", "Heartbeat", {}),
    ]
    data = "\n".join(lines).encode()
    told = json.loads(command("--schemas", schemas, "--format", "json", "-", data=data).out)
    assert [(one["line"], one["keyword"]) for one in told["violations"]] == [
        (1, "type"),
        (2, "additionalProperties"),
        (5, "action"),
    ]
    assert told["summary"]["unchecked"] == 1


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


def test_settings_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "ocppgen.toml").write_text('schemas = ["schemas"]\npackage = "mine"\n')
    write_schemas(tmp_path / "schemas")
    config = tmp_path / "ocppgen.toml"
    data = frame(2, "1", "Ping", {}).encode()
    assert command("--config", config, "-", data=data).out.startswith(
        '<stdin>:1 Ping.req: lacks "id" (required, OccurenceConstraintViolation)\n'
    )


@pytest.mark.usefixtures("work")
def test_strict() -> None:
    answer = command("--strict", "--format", "json", "day.log", "fine.log")
    told = json.loads(answer.out)
    assert [one["line"] for one in told["violations"]] == [1, 1, 2, 3]
    assert told["violations"][3]["keyword"] == "unmatched"
    assert told["summary"]["faulty"] == 3


def test_in_a_process_of_its_own(work: Path) -> None:
    """Nothing but the result is said where there is no terminal."""
    answer = run("validate", "--jobs", "2", "day.log", cwd=work)
    assert answer == (1, TEXT + TABLE, "")


def test_a_plain_terminal(work: Path) -> None:
    """Characters that the output's encoding does not have are escaped."""
    (work / "day.log").write_text(frame(2, "1", "Heartbeat", {"\u00fc": 1}))
    answer = run("validate", "day.log", cwd=work, env=environment(PYTHONIOENCODING="ascii"))
    assert answer.code == 1
    assert 'Heartbeat.req /\\xfc: "\\xfc" is no member' in answer.out


def start(*arguments: str, cwd: Path, **streams: Any) -> subprocess.Popen[bytes]:
    """Start the command."""
    return subprocess.Popen(
        [sys.executable, "-m", "ocppgen", "validate", *arguments],
        cwd=cwd,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **streams,
    )


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_goes_away(jobs: str, tmp_path: Path) -> None:
    """As with ``| head``: no traceback, no word, no process left behind."""
    process = start("--jobs", jobs, "-", cwd=tmp_path)
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    line = frame(2, "1", "Heartbeat", {"a": 1}).encode() + b"\n"
    with pytest.raises(BrokenPipeError):
        process.stdin.write(line * 1_000_000)
    assert process.wait(60) != 0
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_control_c(jobs: str, tmp_path: Path) -> None:
    """It ends in the middle of its output, with all its processes."""
    line = frame(2, "1", "Heartbeat", {"a": 1}) + "\n"
    (tmp_path / "log").write_text(line * 40_000)
    process = start("--jobs", jobs, "log", cwd=tmp_path, start_new_session=True)
    assert process.stdout is not None
    assert process.stdout.readline().startswith(b"log:1 Heartbeat.req /a: ")
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.strip() == b"stopped"
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_a_slow_source_is_judged_at_once(tmp_path: Path) -> None:
    """As with ``tail -f``: what came is told before more comes, or the end."""
    process = start("--jobs", "2", "-", cwd=tmp_path)
    assert process.stdin is not None
    assert process.stdout is not None
    line = (frame(2, "1", "Heartbeat", {"a": 1}) + "\n").encode()
    process.stdin.write(line * 200)
    process.stdin.flush()
    assert process.stdout.readline().startswith(b"<stdin>:1 Heartbeat.req /a: ")
    out, err = process.communicate()
    assert out.decode().endswith("200 messages in 1 file, 200 faulty\n")
    assert (process.returncode, err) == (1, b"")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing before a second has passed; then one line, in its place, that is taken away."""
    now = [100.0]
    monkeypatch.setattr("ocppgen.validate.progress.time.monotonic", lambda: now[0])
    out = Terminal()
    progress = Progress(out, 4_000_000)
    progress.step(1_000_000, 10, 1)
    progress.clear()
    assert out.getvalue() == ""
    now[0] += 1.1
    progress.step(1_000_000, 2000, 0)
    progress.step(1_000_000, 10, 0)
    assert out.getvalue() == "\r2 of 4 MB, 2,010 messages, 1 faulty\x1b[K"
    progress.make_room()
    assert out.getvalue().endswith("faulty\x1b[K")
    progress.clear()
    progress.clear()
    assert out.getvalue().endswith("faulty\x1b[K\r\x1b[K")
    shared = Terminal()
    progress = Progress(shared, shared=True)
    now[0] += 2
    progress.step(1_000_000, 1, 0)
    progress.make_room()
    assert shared.getvalue() == "\r1 MB, 1 messages, 0 faulty\x1b[K\r\x1b[K"


def test_no_progress_into_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr("ocppgen.validate.progress._AFTER", 0)
    Progress(out, 1).step(1, 1, 1)
    assert out.getvalue() == ""
