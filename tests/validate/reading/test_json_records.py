"""A line that is a JSON object: the frames in it, and what its other members tell."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ocppgen.validate.reading.json_records import of_line

CALL: list[Any] = [2, "1", "Heartbeat", {}]
PARTS = {"messageTypeId": 2, "messageId": "1", "action": "Heartbeat", "payload": {}}
RESULT = {"messageTypeId": 3, "messageId": "1", "payload": {"a": 1}}
ERROR = {"messageTypeId": 4, "messageId": "1", "errorCode": "NotSupported"}

# What a record has, the frames that are read of it, and the fields beside them.
RECORDS: dict[str, tuple[dict[str, Any], list[Any], dict[str, str]]] = {
    "a frame": ({"cp": "A", "f": CALL}, [CALL], {"cp": "A"}),
    "a text": ({"cp": "A", "f": json.dumps(CALL)}, [CALL], {"cp": "A"}),
    "deep": ({"a": {"b": [{"f": CALL, "cp": "A"}]}}, [CALL], {"a.b.cp": "A"}),
    "parts": ({"cp": "A", **PARTS}, [CALL], {"cp": "A", "messageTypeId": "2"}),
    "parts by name": (
        {"type": "Call", "uniqueId": "1", "command": "Heartbeat", "data": {}},
        [CALL],
        {"type": "Call"},
    ),
    "parts and a number": (
        {**PARTS, "messageId": 7},
        [[2, 7, "Heartbeat", {}]],
        {"messageTypeId": "2"},
    ),
    "parts with a text": (
        {**PARTS, "payload": '{"a": 1}'},
        [[2, "1", "Heartbeat", {"a": 1}]],
        {"messageTypeId": "2"},
    ),
    "a result": (RESULT, [[3, "1", {"a": 1}]], {"messageTypeId": "3"}),
    "an error": (
        {**ERROR, "errorDescription": "no", "errorDetails": {"a": 1}},
        [[4, "1", "NotSupported", "no", {"a": 1}]],
        {"messageTypeId": "4", "errorCode": "NotSupported", "errorDescription": "no"},
    ),
    "a bare error": (
        ERROR,
        [[4, "1", "NotSupported", "", {}]],
        {"messageTypeId": "4", "errorCode": "NotSupported"},
    ),
    "scalars": (
        {"f": CALL, "out": True, "n": 5, "x": 1.5, "none": None, "long": "y" * 201},
        [CALL],
        {"out": "true", "n": "5", "x": "1.5"},
    ),
    "two frames": ({"a": CALL, "b": [3, "1", {}]}, [CALL, [3, "1", {}]], {}),
}


@pytest.mark.parametrize("case", RECORDS)
def test_a_record(case: str) -> None:
    value, frames, fields = RECORDS[case]
    record = of_line(f"  {json.dumps(value)} ")
    assert record is not None
    assert [one.value for one in record.frames] == frames
    assert all(not one.fault for one in record.frames)
    assert record.fields == fields


OTHERS = {
    "no object": "[2]",
    "no frame": '{"a": [1, 2]}',
    "cut off": '{"f": [2,"1","Heartbeat",{}]',
    "something behind it": '{"f": [2,"1","Heartbeat",{}]} {"g": 1}',
    "an id that is none": json.dumps({**PARTS, "messageId": True}),
    "an id that is missing": json.dumps(
        {key: PARTS[key] for key in PARTS if key != "messageId"}
    ),
    "a type that is unknown": json.dumps({**PARTS, "messageTypeId": 9}),
    "no payload": json.dumps({key: PARTS[key] for key in PARTS if key != "payload"}),
    "no action": json.dumps({**PARTS, "action": 7}),
    "no code": json.dumps({**ERROR, "errorCode": None}),
    "a payload that is no JSON": json.dumps({**PARTS, "payload": "{a"}),
    "too deep in lists": '{"a":' + "[" * 12 + '[2,"1","Heartbeat",{}]' + "]" * 12 + "}",
    "too deep": '{"a":' * 12 + '{"f": [2,"1","Heartbeat",{}]}' + "}" * 12,
}


@pytest.mark.parametrize("case", OTHERS)
def test_a_line_that_is_no_record(case: str) -> None:
    """It is left to whoever looks for frames in text."""
    assert of_line(OTHERS[case]) is None


def test_a_record_that_is_no_json_all_the_same() -> None:
    """A member that is there twice, or a NaN, is a fault of each frame in it."""
    record = of_line('{"a": 1, "a": 2, "f": [2,"1","Heartbeat",{}]}')
    assert record is not None
    assert [one.fault for one in record.frames] == ['has the member "a" twice in one object']


def test_a_record_of_many_members() -> None:
    """Only so many are kept: a line may have a million."""
    record = of_line(json.dumps({"f": CALL, **{f"m{number}": number for number in range(500)}}))
    assert record is not None
    assert len(record.fields) == 200
