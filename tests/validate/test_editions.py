"""Frames are held against the version of OCPP that ``--edition`` names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.commands import invoke

if TYPE_CHECKING:
    from pathlib import Path

BOOT = {"reason": "PowerUp", "chargingStation": {"model": "m", "vendorName": "v"}}
STREAM = {"id": 1, "pending": 0, "basetime": "2025-01-01T00:00:00Z"}
VALUE = [{"t": 1, "v": "x"}]


def told(folder: Path, edition: str, *frames: list[Any]) -> list[str]:
    """Validate frames: list what is told of them, without the file's name."""
    path = folder / "day.jsonl"
    path.write_text("".join(json.dumps(frame) + "\n" for frame in frames))
    out = invoke("validate", "--edition", edition, path).out
    return [line.partition("day.jsonl:")[2] for line in out.splitlines() if ".jsonl:" in line]


@pytest.mark.parametrize(
    ("edition", "frame", "line"),
    [
        ("2.1", [6, "1", "NotifyPeriodicEventStream", STREAM | {"data": VALUE}], None),
        (
            "2.1",
            [6, "1", "NotifyPeriodicEventStream", STREAM | {"data": []}],
            "1 NotifyPeriodicEventStream /data: must have at least 1 item, not 0"
            " (minItems, OccurrenceConstraintViolation) [to central system]",
        ),
        (
            "2.1",
            [6, "1", "Nothing", {}],
            '1 (unknown action) frame/2: "Nothing" is no action of these schemas'
            " (action, NotImplemented)",
        ),
        ("2.1", [5, "1", "OccurrenceConstraintViolation", "", {}], None),
        (
            "2.1",
            [5, "1", "Nope", ""],
            "1 CALLRESULTERROR: a CALLRESULTERROR has 5 elements, [5, id, code,"
            " description, details], not 4 (frame, RpcFrameworkError)",
        ),
        (
            "2.0.1",
            [4, "1", "FormationViolation", "", {}],
            '1 CALLERROR frame/2: "FormationViolation" is no error code of OCPP 2.0.1;'
            " OCPP 2.0.1 spells it FormatViolation (frame, RpcFrameworkError)",
        ),
        (
            "1.6",
            [4, "1", "FormatViolation", "", {}],
            '1 CALLERROR frame/2: "FormatViolation" is no error code of OCPP 1.6;'
            " OCPP 1.6 spells it FormationViolation (frame, FormationViolation)",
        ),
        (
            "2.0.1",
            [2, "1", "BootNotification", BOOT | {"reason": "Hope"}],
            '1 BootNotificationRequest /reason: must be one of "ApplicationReset", ...',
        ),
    ],
)
def test_a_frame_is_judged_by_its_version(
    tmp_path: Path, edition: str, frame: list[Any], line: str | None
) -> None:
    lines = [one for one in told(tmp_path, edition, frame) if "ignore" not in one]
    first = lines[0] if lines and lines[0].startswith("1 ") else None
    if line is not None and line.endswith(" ..."):
        assert first is not None
        assert first.startswith(line.removesuffix(" ..."))
    else:
        assert first == line


@pytest.mark.parametrize(
    ("edition", "known"), [("1.6", {2, 3, 4}), ("2.0.1", {2, 3, 4}), ("2.1", {2, 3, 4, 5, 6})]
)
def test_message_types_are_those_of_the_version(
    tmp_path: Path, edition: str, known: set[int]
) -> None:
    for kind in range(2, 8):
        path = tmp_path / "one.jsonl"
        path.write_text(json.dumps([kind, "1", "GenericError", "", {}]) + "\n")
        out = invoke("validate", "--edition", edition, path).out
        assert ("a message type that OCPP-J does not know" in out) is (kind not in known)


def test_messages_are_named_as_in_the_version(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps([2, "1", "Heartbeat", {}]) + "\n")
    assert "Heartbeat.req" in invoke("validate", path).out
    assert "HeartbeatRequest" in invoke("validate", "--edition", "2.0.1", path).out
    payload = tmp_path / "payload.json"
    payload.write_text(json.dumps(BOOT))
    for name in ("BootNotificationRequest", "BootNotification.req"):
        done = invoke("validate", "--edition", "2.1", "--message", name, payload)
        assert done.code == 0
        assert "BootNotificationRequest" in done.out


def test_rules_over_sequences_are_those_of_1_6(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps([2, "1", "Heartbeat", {}]) + "\n")
    done = invoke("validate", "--edition", "2.1", "--sequences", path)
    assert done.code == 2
    assert done.err == "the rules are those of OCPP 1.6; do without --sequences\n"
