"""`use_json_reader`: faster readers, and the verdict is the same on every text."""

from __future__ import annotations

import json
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, Any

import msgspec
import orjson
import pytest

import ocpp16
from ocpp16 import Structure, ValidationError
from ocpp16.central_system import CentralSystemStub, Endpoint
from ocpp16.core import HeartbeatRequest, StatusNotificationRequest
from ocpp16.smartcharging import GetCompositeScheduleConfirmation
from tests.differential import texts
from tests.differential.inputs import payloads
from tests.differential.subjects import official

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

READERS: list[Callable[[Any], Any]] = [orjson.loads, msgspec.json.decode, json.loads]
NAMES = ["orjson", "msgspec", "json"]
STATUS = '{"connectorId":1,"errorCode":"NoError","status":"Available"}'
HARD = [
    STATUS,
    STATUS[:-1] + ',"connectorId":2}',
    STATUS[:-1] + ',"info":"a,b,c"}',
    STATUS[:-1] + ',"info":"\\ud800"}',
    STATUS[:-1] + ',"info":"\ud800"}',
    STATUS + " ",
    STATUS + "x",
    "\ufeff" + STATUS,
    STATUS.replace("1", "1.0"),
    STATUS.replace("1", "1e0"),
    STATUS.replace("1", "18446744073709551617"),
    STATUS.replace("1", "-9223372036854775809"),
    STATUS.replace("1", "9" * 400),
    STATUS.replace("1", "9" * 5000),
    STATUS.replace("1", "NaN"),
    STATUS.replace("1", "1e400"),
    STATUS.replace("1", "01"),
    STATUS.replace("1", "true"),
    STATUS[:-1] + ",}",
    "",
    "null",
    "[" * 100_000,
]
SCHEDULE = '{"status":"Accepted","chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":%s}]}}'
LIMITS = [
    "8.1",
    "8.15",
    "18446744073709551617",
    "18446744073709551616",
    "1e300",
    "1e19",
    "-0.0",
]


@pytest.fixture(params=READERS, ids=NAMES)
def reader(request: pytest.FixtureRequest) -> Iterator[None]:
    """Read with one of them, and go back."""
    ocpp16.use_json_reader(request.param)
    yield
    ocpp16.use_json_reader(None)


def outcome(structure: type[Structure], text: str | bytes) -> object:
    """Return the text of what was read, or what is wrong."""
    try:
        return structure.from_json(text).to_json()
    except ValidationError as error:
        return error.violations


def expected(structure: type[Structure], text: str | bytes) -> object:
    """Return the outcome with the standard library's reader, whatever is in use."""
    before = Structure.__dict__["from_json"]
    ocpp16.use_json_reader(None)
    try:
        return outcome(structure, text)
    finally:
        Structure.from_json = before  # type: ignore[method-assign]  # what was in use


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("number", range(len(HARD)))
def test_hard_texts(number: int) -> None:
    text = HARD[number]
    wanted = expected(StatusNotificationRequest, text)
    assert outcome(StatusNotificationRequest, text) == wanted
    if text.isprintable() or text.isascii():
        assert outcome(StatusNotificationRequest, text.encode()) == wanted


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("limit", LIMITS)
def test_numbers_are_not_rounded(limit: str) -> None:
    text = SCHEDULE % limit
    wanted = expected(GetCompositeScheduleConfirmation, text)
    assert outcome(GetCompositeScheduleConfirmation, text) == wanted


@pytest.mark.usefixtures("reader")
def test_damaged_texts_of_every_message() -> None:
    for subject in official():
        random = Random(subject.name)
        for payload in islice(payloads(subject.schema, random), 12):
            for text in (json.dumps(payload).encode(), texts.damaged(payload, random)):
                wanted = expected(subject.message, text)
                assert outcome(subject.message, text) == wanted, text


@pytest.mark.usefixtures("reader")
def test_endpoints_answer_alike() -> None:
    for payload in [*HARD[:-3], SCHEDULE % "1"]:
        frame = f'[2,"1","StatusNotification",{payload}]'
        with_reader = [*map(str, Endpoint(CentralSystemStub(), "CP").receive(frame))]
        ocpp16.use_json_reader(None)
        assert [*map(str, Endpoint(CentralSystemStub(), "CP").receive(frame))] == with_reader


def test_a_reader_is_used_and_given_back() -> None:
    read: list[str | bytes] = []

    def loads(text: str | bytes) -> Any:
        read.append(text)
        return json.loads(text)

    ocpp16.use_json_reader(loads)
    try:
        HeartbeatRequest.from_json("{}")
        assert read[-1] == "{}"
        Endpoint(CentralSystemStub(), "CP").receive('[2,"1","Heartbeat",{}]')
        assert read[-1] == '[2,"1","Heartbeat",{}]'
    finally:
        ocpp16.use_json_reader(None)
    count = len(read)
    HeartbeatRequest.from_json("{}")
    assert len(read) == count


@pytest.mark.parametrize("loads", [str, len, lambda _: {"a": []}, orjson.dumps])
def test_what_reads_no_json_is_refused(loads: Any) -> None:
    with pytest.raises(ValueError, match="the reader"):
        ocpp16.use_json_reader(loads)
    assert HeartbeatRequest.from_json("{}") == HeartbeatRequest()
