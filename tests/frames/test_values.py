"""Frames as values: what is read is what was said, and what is written is as published."""

from __future__ import annotations

import dataclasses
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ocpp16.core import HeartbeatRequest
from ocpp16.errors import ErrorCode, ValidationError, Violation
from ocpp16.frames import Call, CallError, CallResult, FrameError, parse, refusal
from ocpp16.runtime.jsontext import decode

ROOT = Path(__file__).resolve().parents[2]

FRAMES = [
    (Call("1", "Heartbeat", {}), '[2,"1","Heartbeat",{}]'),
    (Call("é", "X", {"a": [1, 2.5, None]}), '[2,"\\u00e9","X",{"a":[1,2.5,null]}]'),
    (CallResult("1", {"a": "b"}), '[3,"1",{"a":"b"}]'),
    (
        CallError("1", ErrorCode.NOT_SUPPORTED, "no", {"why": ["so"]}),
        '[4,"1","NotSupported","no",{"why":["so"]}]',
    ),
]


@pytest.mark.parametrize(("frame", "text"), FRAMES, ids=lambda one: str(one)[:20])
def test_a_frame_is_its_text(frame: Any, text: str) -> None:
    assert frame.to_json() == text
    assert parse(text) == parse(text.encode()) == frame


@pytest.mark.parametrize(
    "given", [None, 2, ["{}"], {}, bytearray(b"{}"), memoryview(b"{}"), object()], ids=type
)
@pytest.mark.parametrize("read", [decode, parse, HeartbeatRequest.from_json])
def test_what_is_no_text_is_no_text(read: Any, given: Any) -> None:
    kind = type(given).__name__
    with pytest.raises(TypeError, match=f"^a JSON text is str or bytes, not {kind}$"):
        read(given)


@pytest.mark.parametrize("frame", [frame for frame, _ in FRAMES], ids=lambda one: str(one)[:20])
def test_a_frame_is_frozen(frame: Any) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        frame.id = "2"
    with pytest.raises((AttributeError, TypeError)):
        vars(frame)


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ('[2,"1","X",null]', Call("1", "X", {})),
        ('[3,"1",null]', CallResult("1", {})),
        ('[4,"1","GenericError",""]', CallError("1", "GenericError", "", {})),
        ('[4,"1","GenericError",null,null]', CallError("1", "GenericError", "", {})),
        (
            '[4,"1","OccurrenceConstraintViolation","",{}]',
            CallError("1", "OccurenceConstraintViolation", "", {}),
        ),
        ('[4,"1","FormatViolation","",{}]', CallError("1", "FormationViolation", "", {})),
        ('[4,"1","Odd","",{}]', CallError("1", "Odd", "", {})),
    ],
)
def test_what_is_understood_on_receipt(text: str, frame: Any) -> None:
    assert parse(text) == frame


@pytest.mark.parametrize(
    ("code", "sent"),
    [
        *((code.value, code.value) for code in ErrorCode),
        ("OccurrenceConstraintViolation", "OccurenceConstraintViolation"),
        ("FormatViolation", "FormationViolation"),
        ("RpcFrameworkError", "GenericError"),
        ("", "GenericError"),
    ],
)
def test_codes_are_sent_as_published(code: str, sent: str) -> None:
    assert json.loads(CallError("1", code, "", {}).to_json())[2] == sent


@pytest.mark.parametrize("value", [float("nan"), {1, 2}, 10**5000, object()], ids=type)
def test_what_is_no_json_is_not_written(value: Any) -> None:
    frames: list[Any] = [Call("1", "X", {"a": value}), CallResult("1", {"a": value})]
    frames.append(CallError("1", "GenericError", "", {"a": value}))
    for frame in frames:
        with pytest.raises(ValidationError):
            frame.to_json()


def test_a_frame_error_says_whom_it_answers() -> None:
    with pytest.raises(FrameError, match="not 3") as caught:
        parse('[2,"1","X"]')
    assert (caught.value.id, caught.value.answers) == ("1", None)
    for text in ('[3,"7"]', '[4,"7"]', '[3,"7",{'):
        with pytest.raises(FrameError) as caught:
            parse(text)
        assert (caught.value.id, caught.value.answers, caught.value.reply) == ("7", "7", None)
    with pytest.raises(FrameError) as caught:
        parse("?")
    assert (caught.value.id, caught.value.answers, caught.value.reply) == (None, None, None)


BY_KEYWORD = {
    ErrorCode.FORMATION_VIOLATION: ["additionalProperties", "json"],
    ErrorCode.OCCURENCE_CONSTRAINT_VIOLATION: [
        *("required", "minItems", "maxItems", "minProperties", "maxProperties"),
    ],
    ErrorCode.TYPE_CONSTRAINT_VIOLATION: ["type"],
    ErrorCode.PROPERTY_CONSTRAINT_VIOLATION: [
        *("enum", "const", "pattern", "minLength", "maxLength", "minimum", "maximum"),
        *("exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format", "uniqueItems"),
    ],
}


@pytest.mark.parametrize(
    ("keyword", "code"),
    [(keyword, code) for code, keywords in BY_KEYWORD.items() for keyword in keywords],
)
def test_each_keyword_has_its_code(keyword: str, code: ErrorCode) -> None:
    error = refusal("1", [Violation("/a", keyword, "is wrong")])
    assert (error.id, error.code, error.description) == ("1", code, "/a: is wrong")
    listed = {"pointer": "/a", "keyword": keyword, "message": "is wrong"}
    assert error.details == {"violations": [listed]}


def test_the_payload_itself_of_another_type_is_misformed() -> None:
    error = refusal("1", [Violation("", "type", "must be an object")])
    assert error.code is ErrorCode.FORMATION_VIOLATION


def test_the_first_in_order_gives_the_code() -> None:
    """Formation, Occurence, Type, Property; those alike stay as they were."""
    keywords = ["additionalProperties", "required", "type", "enum"]
    ordered = [Violation(f"/{n}", word, "x") for word in keywords for n in range(2)]
    for seed in range(50):
        shuffled = random.Random(seed).sample(ordered, len(ordered))
        for count in range(1, len(ordered) + 1):
            some = shuffled[:count]
            error = refusal("1", some)
            first = min(some, key=lambda one: keywords.index(one.keyword))
            assert error.code is first.code
            listed: Any = error.details["violations"]
            places = [keywords.index(one["keyword"]) for one in listed]
            assert places == sorted(places)
            assert listed[0]["pointer"] == first.pointer


@pytest.mark.parametrize("size", [0, 1, 300, 100_000])
@pytest.mark.parametrize("character", ["x", "€", "\U0001f600", "\x00", '"', "\ud800"])
@pytest.mark.parametrize("of_ours", [True, False])
def test_a_refusal_stays_small(size: int, character: str, *, of_ours: bool) -> None:
    """Whoever found the violation, and whatever word it has for the keyword."""
    keyword = "maxLength" if of_ours else character * size
    violation = Violation("/" + character * size, keyword, character * size)
    error = refusal("x" * 36, [violation] * 1000)
    assert len(error.to_json()) < 65_536
    listed: Any = error.details["violations"]
    assert 1 <= len(listed) <= 10
    assert len(listed) == 10 or size > 200
    assert all(len(text) <= 255 for one in listed for text in one.values())


@pytest.mark.parametrize(("length", "said"), [(255, "x" * 255), (256, "x" * 252 + "...")])
def test_a_description_of_255_characters_is_whole(length: int, said: str) -> None:
    """So many a CALLERROR may have (section 4.2.3); more are cut, and that is shown."""
    error = refusal("1", [Violation("", "json", "x" * length)])
    assert error.description == said
    listed: Any = error.details["violations"]
    assert listed[0]["message"] == said


def test_frames_without_what_json_does_not_document() -> None:
    """The functions that are faster may go: the others give the same."""
    code = """
import json, types
json.encoder = types.SimpleNamespace()

class Decoder(json.JSONDecoder):
    def __init__(self, **settings):
        super().__init__(**settings)
        scan = self.__dict__.pop("scan_once")
        self.raw_decode = lambda text, start=0: scan(text, start)

json.JSONDecoder = Decoder
from ocpp16 import central_system
from ocpp16.runtime import jsontext
from ocpp16.firmware import FirmwareStatusNotificationConfirmation

class Handler(central_system.CentralSystemStub):
    def on_firmware_status_notification(self, charge_point_id, request):
        return FirmwareStatusNotificationConfirmation()

assert jsontext.scan.__name__ == "<lambda>"
end = central_system.Endpoint(Handler(), "CP-1")
text = '[2,"\\u00e9","FirmwareStatusNotification",{"status":"Idle"}]'
print(end.receive(text)[0].text)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / "generated",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ('[3,"\\u00e9",{}]\n', "")
