"""The shape of a frame is judged as OCPP-J 1.6 describes it, section 4."""

from __future__ import annotations

from typing import Any

import pytest

from tests.validate.tools import frame, judged

NO_CODE = "no error code of OCPP 1.6; OCPP 1.6 spells it"
TIME = "2024-05-01T10:00:00Z"

FAULTS: list[tuple[list[Any], list[str]]] = [
    # 4.2.1: [2, UniqueId, Action, Payload]
    ([2, "1", "Heartbeat", {}], []),
    ([2, "1", "Heartbeat", None], []),
    ([2, "1", "Heartbeat"], ["a CALL has 4 elements, [2, id, action, payload], not 3"]),
    ([2, "1", "Heartbeat", {}, 5], ["a CALL has 4 elements, [2, id, action, payload], not 5"]),
    ([2, "1", "Heartbeat", []], ["must be an object, not an array"]),
    ([2, "1", "Heartbeat", "{}"], ['must be an object, not "{}"']),
    ([2, "1", 7, {}], ["the action must be a string, not 7"]),
    ([2, "1", "Jump", {}], ['"Jump" is no action of these schemas']),
    ([2, "1", "heartbeat", {}], ['"heartbeat" is no action of these schemas']),
    ([2, "1" * 36, "Heartbeat", {}], []),
    ([2, "1" * 37, "Heartbeat", {}], ["the id must have at most 36 characters, not 37"]),
    ([2, "", "Heartbeat", {}], []),
    (
        [2.0, "1" * 36, "Heartbeat", {}],
        ["the message type must be the integer 2, 3 or 4, not 2.0"],
    ),
    ([2, 1, "Heartbeat", {}], ["the id must be a string, not 1"]),
    ([2, None, "Heartbeat", {}], ["the id must be a string, not null"]),
    (["2", "1", "Heartbeat", {}], ['the message type must be the integer 2, 3 or 4, not "2"']),
    # 4.2.2: [3, UniqueId, Payload]
    ([3, "1", {}], []),
    ([3, "1", None], []),
    ([3, "1"], ["a CALLRESULT has 3 elements, [3, id, payload], not 2"]),
    ([3, "1", {}, {}], ["a CALLRESULT has 3 elements, [3, id, payload], not 4"]),
    ([3, 1, {}], ["the id must be a string, not 1"]),
    # 4.2.3: [4, UniqueId, errorCode, errorDescription, errorDetails]
    ([4, "1", "NotSupported", "", {}], []),
    ([4, "1", "OccurenceConstraintViolation", "", {}], []),
    (
        [4, "1", "OccurrenceConstraintViolation", "", {}],
        [f'"OccurrenceConstraintViolation" is {NO_CODE} OccurenceConstraintViolation'],
    ),
    (
        [4, "1", "FormatViolation", "", {}],
        [f'"FormatViolation" is {NO_CODE} FormationViolation'],
    ),
    ([4, "1", "Oops", "", {}], ['"Oops" is no error code of OCPP 1.6']),
    ([4, "1", 404, "", {}], ["the error code must be a string, not 404"]),
    (
        [4, "1", "GenericError", ""],
        ["a CALLERROR has 5 elements, [4, id, code, description, details], not 4"],
    ),
    ([4, "1", "GenericError", None, {}], ["the description must be a string, not null"]),
    ([4, "1", "GenericError", "x" * 255, {}], []),
    (
        [4, "1", "GenericError", "x" * 256, {}],
        ["the description must have at most 255 characters, not 256"],
    ),
    ([4, "1", "GenericError", "", []], ["the details must be an object, not []"]),
    ([2], ["a CALL has 4 elements, [2, id, action, payload], not 1"]),
    # 4.1.3: a message type that is unknown is ignored
    ([5, "1", {}], []),
    ([0], []),
    ([2.5, "1", "Heartbeat", {}], []),
    (
        [2.0, "1", "Heartbeat", {"a": 1}],
        [
            "the message type must be the integer 2, 3 or 4, not 2.0",
            'unknown member "a"',
        ],
    ),
]


@pytest.mark.parametrize(("elements", "messages"), FAULTS, ids=lambda one: str(one)[:60])
def test_shape(elements: list[Any], messages: list[str]) -> None:
    found = judged(frame(*elements)).violations
    assert [one.message for one in found] == messages


def test_all_faults_of_a_frame_are_told() -> None:
    found = judged(frame(2, 1, "UpdateFirmware", {"retries": "x"}, 0))
    assert found.faults == [
        "1 UpdateFirmware.req - frame",
        "1 UpdateFirmware.req /1 frame",
        "1 UpdateFirmware.req - required",
        "1 UpdateFirmware.req /retries type",
        "1 UpdateFirmware.req - required",
    ]
    assert [one.part for one in found.violations] == ["frame"] * 2 + ["payload"] * 3


def test_a_null_payload_is_none() -> None:
    """`null` is read as `{}`: fine for Heartbeat, incomplete for UpdateFirmware."""
    assert judged(frame(2, "1", "UpdateFirmware", None)).summary.keywords == {"required": 2}


def test_codes() -> None:
    codes = {
        one.keyword: one.code
        for line in (
            frame(2, "1", "Jump", {}),
            frame(2, 1, "Heartbeat", {}),
            '[2,"1"',
            frame(2, "1", "Heartbeat", {"a": 1}),
            frame(2, "1", "UpdateFirmware", {"location": 1}),
            frame(2, "1", "UpdateFirmware", {"location": "x", "retrieveDate": TIME}),
        )
        for one in judged(line).violations
    }
    assert codes == {
        "action": "NotImplemented",
        "frame": "FormationViolation",
        "json": "FormationViolation",
        "additionalProperties": "FormationViolation",
        "type": "TypeConstraintViolation",
        "required": "OccurenceConstraintViolation",
        "format": "PropertyConstraintViolation",
    }
