"""An invalid message is never sent, and what is sent is plain JSON.

The messages below are made by hand, with values that a type checker would not let pass.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from typing import Any

import pytest

from ocpp16 import ValidationError
from ocpp16.core import DataTransferRequest, GetConfigurationRequest, HeartbeatConfirmation
from ocpp16.firmware import (
    DiagnosticsStatus,
    DiagnosticsStatusNotificationRequest,
    FirmwareStatus,
    FirmwareStatusNotificationRequest,
    GetDiagnosticsRequest,
)
from ocpp16.securefirmware import FirmwareStatus as SignedFirmwareStatus
from ocpp16.securefirmware import (
    SignedFirmwareStatusNotificationRequest,
    SignedUpdateFirmwareRequest,
)
from tests.behaviour.firmware import NOON, signed, update

# Anything goes into the fields of these.
STATUS: Any = FirmwareStatusNotificationRequest
SIGNED_STATUS: Any = SignedFirmwareStatusNotificationRequest
SIGNED: Any = SignedUpdateFirmwareRequest
KEYS: Any = GetConfigurationRequest


class _Loud(StrEnum):
    INSTALLED = "Installed"


class _NoZone(tzinfo):
    """A zone that does not know its offset."""

    def utcoffset(self, _moment: datetime | None) -> None:
        return None

    def dst(self, _moment: datetime | None) -> None:
        return None

    def tzname(self, _moment: datetime | None) -> str:
        return "?"


# A message, and the one violation that it has.
INVALID: list[tuple[str, Any, str, str]] = [
    ("a required field None", update(location=None), "", "required"),
    ("no uri", update(location="not a uri"), "/location", "format"),
    ("bytes", update(location=b"ftp://host/fw"), "/location", "type"),
    ("text for an integer", update(retries="3"), "/retries", "type"),
    ("bool for an integer", update(retries=True), "/retries", "type"),
    ("a float for an integer", update(retries=3.5), "/retries", "type"),
    (
        "a naive datetime",
        update(retrieve_date=NOON.replace(tzinfo=None)),
        "/retrieveDate",
        "format",
    ),
    (
        "a zone without offset",
        update(retrieve_date=NOON.replace(tzinfo=_NoZone())),
        "/retrieveDate",
        "format",
    ),
    (
        "an offset with seconds",
        update(retrieve_date=NOON.astimezone(timezone(timedelta(seconds=90)))),
        "/retrieveDate",
        "format",
    ),
    ("a day", update(retrieve_date=NOON.date()), "/retrieveDate", "type"),
    ("seconds since 1970", update(retrieve_date=1714557600), "/retrieveDate", "type"),
    (
        "an enum of another set",
        STATUS(status=DiagnosticsStatus.UPLOADED),
        "/status",
        "enum",
    ),
    ("a value of no set", STATUS(status="Exploded"), "/status", "enum"),
    ("a dict for a structure", SIGNED(request_id=1, firmware={}), "/firmware", "required"),
    ("a text for a structure", SIGNED(request_id=1, firmware="x"), "/firmware", "type"),
    ("a long text inside", signed(location="x" * 513), "/firmware/location", "maxLength"),
    ("None inside", signed(signature=None), "/firmware", "required"),
    ("an object that JSON has not", signed(signature=object()), "/firmware/signature", "type"),
    ("a tuple for a list", KEYS(key=("a",)), "/key", "type"),
    ("a set for a list", KEYS(key={"a"}), "/key", "type"),
    ("an item of the wrong type", KEYS(key=["a", 1]), "/key/1", "type"),
]


@pytest.mark.parametrize(
    ("message", "pointer", "keyword"),
    [row[1:] for row in INVALID],
    ids=[row[0] for row in INVALID],
)
def test_an_invalid_message_is_never_sent(message: Any, pointer: str, keyword: str) -> None:
    violations = message.validate()
    assert (pointer, keyword) in [(one.pointer, one.keyword) for one in violations]
    for send in (message.to_dict, message.to_json):
        with pytest.raises(ValidationError) as caught:
            send()
        assert caught.value.violations == violations


# A message, and what is sent: near to invalid, and valid.
VALID: list[tuple[str, Any, dict[str, Any]]] = [
    (
        "an enum's value for its member",
        STATUS(status="Installed"),
        {"status": "Installed"},
    ),
    (
        "an equal member of another enum",
        STATUS(status=_Loud.INSTALLED),
        {"status": "Installed"},
    ),
    (
        "the same status of two enums",
        SIGNED_STATUS(status=FirmwareStatus.IDLE),
        {"status": "Idle"},
    ),
    ("an empty list", KEYS(key=[]), {"key": []}),
    (
        "another zone",
        HeartbeatConfirmation(
            current_time=NOON.astimezone(timezone(timedelta(hours=-5, minutes=-30)))
        ),
        {"currentTime": "2024-05-01T06:30:00-05:30"},
    ),
    (
        "milliseconds",
        HeartbeatConfirmation(current_time=NOON.replace(microsecond=120_000)),
        {"currentTime": "2024-05-01T12:00:00.120Z"},
    ),
    (
        "hundreds of microseconds",
        HeartbeatConfirmation(current_time=NOON.replace(microsecond=120_300)),
        {"currentTime": "2024-05-01T12:00:00.120300Z"},
    ),
    (
        "microseconds",
        HeartbeatConfirmation(current_time=NOON.replace(microsecond=1)),
        {"currentTime": "2024-05-01T12:00:00.000001Z"},
    ),
    (
        "the first year",
        HeartbeatConfirmation(current_time=datetime(1, 1, 1, tzinfo=UTC)),
        {"currentTime": "0001-01-01T00:00:00Z"},
    ),
]


@pytest.mark.parametrize(
    ("message", "payload"), [row[1:] for row in VALID], ids=[row[0] for row in VALID]
)
def test_an_unusual_message_is_sent(message: Any, payload: dict[str, Any]) -> None:
    assert message.validate() == []
    assert message.to_dict() == payload
    assert json.loads(message.to_json()) == payload
    assert type(message).check(payload) == []


def test_what_is_written_is_of_plain_types() -> None:
    """No enum and no subclass gets out, so that any JSON writer takes it."""

    class Name(str):
        __slots__ = ()

    class Count(int):
        pass

    status: Any = SignedFirmwareStatusNotificationRequest(
        status=SignedFirmwareStatus.IDLE, request_id=Count(3)
    )
    data = DataTransferRequest(vendor_id=Name("v"))
    assert type(status.to_dict()["status"]) is str
    assert type(status.to_dict()["requestId"]) is int
    assert type(data.to_dict()["vendorId"]) is str
    assert status.validate() == data.validate() == []


def test_a_loop_is_told_not_followed() -> None:
    loop: Any = GetDiagnosticsRequest(location="ftp://host/")
    loop.location = loop
    assert [one.keyword for one in loop.validate()] == ["type"]
    with pytest.raises(ValidationError):
        loop.to_json()
    status: Any = DiagnosticsStatusNotificationRequest(status=DiagnosticsStatus.IDLE)
    status.status = [status]
    assert [one.keyword for one in status.validate()] == ["type"]
