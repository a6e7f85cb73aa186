"""A record for every frame, for programs and for rules over captures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.validate.tools import command, frame

if TYPE_CHECKING:
    from pathlib import Path


def records(*arguments: object, data: str) -> list[dict[str, Any]]:
    """Run the command over *data*; list what it writes."""
    answer = command(*arguments, "--format", "jsonl", "-", data=data.encode())
    return [json.loads(line) for line in answer.out.splitlines()]


LOG = "\n".join(
    [
        f"2024-05-01T10:00:00Z [CP1] received {frame(2, '1', 'Heartbeat', {'a': 1})}",
        "nothing",
        f"2024-05-01T10:00:01Z [CP1] sent {frame(3, '1', {'currentTime': '2024-05-01T10:00:00Z'})}",
        f"2024-05-01T10:00:02Z [CP1] sent {frame(2, '1', 'Reset', {'type': 'Hard'})}",
        f"2024-05-01T10:00:03Z [CP1] received {frame(4, '1', 'InternalError', 'no', {'x': 1})}",
    ]
)


def test_every_frame() -> None:
    first, second, third, fourth = records("--all", data=LOG)
    assert first["file"] == "<stdin>"
    assert [one["line"] for one in (first, second, third, fourth)] == [1, 3, 4, 5]
    assert [one["kind"] for one in (first, second, fourth)] == ["request", "response", "error"]
    assert first["station"] == "CP1"
    assert first["time"] == "2024-05-01T10:00:00Z"
    assert [one["keyword"] for one in first["violations"]] == ["additionalProperties"]
    assert (second["action"], second["call"], second["call_line"]) == (
        "Heartbeat",
        "certain",
        1,
    )
    assert (fourth["call_line"], fourth["error_code"]) == (4, "InternalError")


def test_only_faulty_frames_unless_all_are_asked_for() -> None:
    assert [one["line"] for one in records(data=LOG)] == [1]


def test_an_answer_without_its_call_says_so() -> None:
    (one,) = records("--all", data=frame(3, "9", {}))
    assert (one["call"], one["call_line"], one["action"]) == ("not in the capture", None, None)
    assert one["unknown"]["call"] == "answers a call that is not in the capture"


def test_all_needs_json_lines(work: Path) -> None:
    answer = command("--all", work / "day.log")
    assert answer.code == 2
    assert answer.err == "--all writes a line for every frame: it needs --format jsonl\n"
