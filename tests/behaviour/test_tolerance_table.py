"""What becomes of a value that may pass: the table of docs/tolerance.md, row by row."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from ocpp16 import ValidationError
from ocpp16.certificates import GetInstalledCertificateIdsResponse
from ocpp16.core import (
    BootNotificationRequest,
    ChangeConfigurationRequest,
    DataTransferRequest,
    GetConfigurationConfirmation,
    GetConfigurationRequest,
    MeterValuesRequest,
    StartTransactionConfirmation,
    StatusNotificationRequest,
    StopTransactionRequest,
)
from ocpp16.firmware import UpdateFirmwareRequest
from ocpp16.localauth import SendLocalListRequest
from ocpp16.securefirmware import SignedUpdateFirmwareRequest
from ocpp16.smartcharging import SetChargingProfileRequest
from ocpp16.tolerance import FIELD, Tolerance
from ocppgen import load_project
from tests.docs.tables import rows, section

if TYPE_CHECKING:
    from ocpp16 import Structure

PAGE = "docs/tolerance.md"
WHEN = "2024-05-01T12:00:00Z"
NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
BOOT: dict[str, Any] = {"chargePointVendor": "V", "chargePointModel": "M"}
STATUS: dict[str, Any] = {"connectorId": 1, "errorCode": "NoError", "status": "Available"}
UPDATE: dict[str, Any] = {"location": "https://files.example/7.bin", "retrieveDate": WHEN}
STOP: dict[str, Any] = {"transactionId": 1, "meterStop": 0, "timestamp": WHEN}
LIST: dict[str, Any] = {"listVersion": 1, "updateType": "Full"}


def values(*sampled: object) -> dict[str, Any]:
    """Return a MeterValues.req with these sampled values."""
    return {"connectorId": 1, "meterValue": [{"timestamp": WHEN, "sampledValue": [*sampled]}]}


def profile(limit: object) -> dict[str, Any]:
    """Return a SetChargingProfile.req with one period."""
    periods = [{"startPeriod": 0, "limit": limit}]
    schedule = {"chargingRateUnit": "A", "chargingSchedulePeriod": periods}
    return {
        "connectorId": 1,
        "csChargingProfiles": {
            "chargingProfileId": 1,
            "stackLevel": 0,
            "chargingProfilePurpose": "TxProfile",
            "chargingProfileKind": "Absolute",
            "chargingSchedule": schedule,
        },
    }


def one_value(message: Any) -> Any:
    """Return the first sampled value of a MeterValues.req."""
    return message.meter_value[0].sampled_value[0]


# The row of the table, what is read, the path to what was at fault, and what it becomes.
ROWS: list[tuple[str, type[Structure], Any, str, Any]] = [
    ("enum", StatusNotificationRequest, STATUS | {"errorCode": "Error"}, "error_code", "Error"),
    ("maxLength", BootNotificationRequest, BOOT | {"iccid": "x" * 21}, "iccid", "x" * 21),
    ("multipleOf", SetChargingProfileRequest, profile(16.05), "", None),
    (
        "minItems",
        GetInstalledCertificateIdsResponse,
        {"status": "Accepted", "certificateHashData": []},
        "certificate_hash_data",
        [],
    ),
    ("format", UpdateFirmwareRequest, UPDATE | {"location": "7.bin"}, "location", "7.bin"),
    ("null", StatusNotificationRequest, STATUS | {"info": None}, "info", None),
    ("null", StatusNotificationRequest, STATUS | {"timestamp": None}, "timestamp", None),
    ("number to string", StatusNotificationRequest, STATUS | {"info": 0.0}, "info", "0.0"),
    (
        "string to number",
        StatusNotificationRequest,
        STATUS | {"connectorId": "2"},
        "connector_id",
        2,
    ),
    ("1.0", StatusNotificationRequest, STATUS | {"connectorId": 1.0}, "connector_id", 1),
    ("1.0", StatusNotificationRequest, STATUS | {"connectorId": 1e23}, "connector_id", 10**23),
    (
        "object to string",
        DataTransferRequest,
        {"vendorId": "V", "data": {"a": [1, "é"]}},
        "data",
        '{"a":[1,"\\u00e9"]}',
    ),
    ("date-time", StopTransactionRequest, STOP | {"timestamp": WHEN[:-1]}, "timestamp", NOON),
]


@pytest.mark.parametrize(("row", "structure", "payload", "name", "wanted"), ROWS)
def test_a_member(
    row: str, structure: type[Structure], payload: Any, name: str, wanted: Any
) -> None:
    keywords = {one.keyword for one in structure.check(payload)}
    reading = structure.read(payload, Tolerance(*keywords))
    assert row
    assert reading.violations == structure.check(payload) != []
    assert all(one.tolerated for one in reading.violations)
    if name:
        found = getattr(reading.message, name)
        assert found == wanted
        assert type(found) is type(wanted)


def test_a_number_that_breaks_its_bounds_is_kept() -> None:
    read = SetChargingProfileRequest.read(profile(16.05), Tolerance("multipleOf")).message
    schedule = read.cs_charging_profiles.charging_schedule
    assert schedule.charging_schedule_period[0].limit == 16.05


def test_an_unknown_member_is_kept_aside() -> None:
    payload = values({"value": "1", "colour": {"red": True}}) | {"more": None}
    reading = MeterValuesRequest.read(payload, Tolerance("additionalProperties"))
    assert reading.extra == {
        "/meterValue/0/sampledValue/0/colour": {"red": True},
        "/more": None,
    }
    assert one_value(reading.message).value == "1"
    reading.message.to_json()


def test_an_object_where_an_array_is_meant() -> None:
    payload = {
        "connectorId": 1,
        "meterValue": {"timestamp": WHEN, "sampledValue": {"value": "1"}},
    }
    reading = MeterValuesRequest.read(payload, Tolerance("type"))
    assert one_value(reading.message).value == "1"
    assert [one.pointer for one in reading.violations] == [
        "/meterValue",
        "/meterValue/0/sampledValue",
    ]


def test_an_array_of_one_where_an_object_is_meant() -> None:
    firmware = {
        "location": "x",
        "retrieveDateTime": WHEN,
        "signingCertificate": "",
        "signature": "",
    }
    payload = {"requestId": 1, "firmware": [firmware]}
    reading = SignedUpdateFirmwareRequest.read(payload, Tolerance("type"))
    assert reading.message.firmware.location == "x"
    with pytest.raises(ValidationError):
        SignedUpdateFirmwareRequest.read(
            payload | {"firmware": [firmware, firmware]}, Tolerance("type")
        )


def test_a_boolean() -> None:
    for text, wanted in (("true", True), ("false", False)):
        payload = {"configurationKey": [{"key": "k", "readonly": text}]}
        read = GetConfigurationConfirmation.read(payload, Tolerance("type")).message
        assert read.configuration_key is not None
        assert read.configuration_key[0].readonly is wanted


def test_a_default() -> None:
    payload = {"idTagInfo": {"status": "Accepted"}}
    tolerance = Tolerance(defaults={"StartTransaction.conf#/transactionId": -1})
    reading = StartTransactionConfirmation.read(payload, tolerance)
    assert reading.message.transaction_id == -1
    assert [one.keyword for one in reading.violations] == ["required"]
    with pytest.raises(ValidationError):
        StartTransactionConfirmation.read(payload, Tolerance("required"))


def test_a_default_is_judged_too() -> None:
    tolerance = Tolerance(defaults={"StartTransaction.conf#/transactionId": "none"})
    with pytest.raises(ValidationError, match="/transactionId: must be an integer"):
        StartTransactionConfirmation.read({"idTagInfo": {"status": "Accepted"}}, tolerance)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024-05-01T12:00:00", NOON),
        ("2024-05-01 12:00:00Z", NOON),
        ("2024-05-01T12:00Z", NOON),
        ("2024-05-01T12:00", NOON),
        ("2024-05-01T12:00:00,5Z", NOON + timedelta(milliseconds=500)),
        ("2024-05-01T14:00:00+02", NOON),
        ("2024-05-01T14:00:00+0200", NOON),
        ("2024-05-01T14:00:00 +02:00", NOON),
        (" 2024-05-01T12:00:00Z ", NOON),
    ],
)
def test_a_date_time_of_the_field(text: str, wanted: datetime) -> None:
    reading = StopTransactionRequest.read(STOP | {"timestamp": text}, Tolerance("format"))
    assert reading.message.timestamp == wanted
    assert reading.message.to_dict()["timestamp"] != text


def test_local_times_are_of_the_zone() -> None:
    payload = STOP | {"timestamp": WHEN[:-1]}
    for zone in (ZoneInfo("Europe/Berlin"), timezone(timedelta(hours=2))):
        reading = StopTransactionRequest.read(payload, Tolerance("format", zone=zone))
        assert reading.message.timestamp == NOON - timedelta(hours=2)


@pytest.mark.parametrize(
    "text",
    ["", "2024-05-01T12:00:00+02:60", "0000-00-00T00:00:00Z", "2024-13-01T12:00:00Z", "now"],
)
def test_a_date_time_that_says_none(text: str) -> None:
    payload = STATUS | {"timestamp": text}
    read = StatusNotificationRequest.read(payload, Tolerance("format")).message
    assert read.timestamp is None
    with pytest.raises(ValidationError):
        StopTransactionRequest.read(STOP | {"timestamp": text}, Tolerance("format"))


@pytest.mark.parametrize(
    ("structure", "payload"),
    [
        (StatusNotificationRequest, STATUS | {"connectorId": None}),
        (StatusNotificationRequest, STATUS | {"connectorId": "two"}),
        (StatusNotificationRequest, STATUS | {"connectorId": "1.5"}),
        (StatusNotificationRequest, STATUS | {"connectorId": 1.5}),
        (StatusNotificationRequest, STATUS | {"connectorId": True}),
        (StatusNotificationRequest, STATUS | {"connectorId": "1" * 5000}),
        (StatusNotificationRequest, STATUS | {"info": True}),
        (StatusNotificationRequest, STATUS | {"info": ["a"]}),
        (ChangeConfigurationRequest, {"key": "k", "value": float("nan")}),
        (SendLocalListRequest, LIST | {"localAuthorizationList": "all"}),
        (GetConfigurationRequest, {"key": {"name": "k"}}),
        (SetChargingProfileRequest, profile(Decimal("Infinity"))),
        (SetChargingProfileRequest, profile("0.1000000000000000000000001")),
        (SetChargingProfileRequest, profile("1e400")),
        (StatusNotificationRequest, None),
        (StatusNotificationRequest, "{}"),
        (StatusNotificationRequest, STATUS | {1: 2}),
    ],
)
def test_what_cannot_be_mended_is_not_let_pass(
    structure: type[Structure], payload: Any
) -> None:
    every = Tolerance(
        "additionalProperties", "required", "type", "enum", "format", "maxLength", "multipleOf"
    )
    with pytest.raises(ValidationError) as caught:
        structure.read(payload, every)
    assert not all(one.tolerated for one in caught.value.violations)


def test_a_mended_value_is_judged_anew() -> None:
    payload = STATUS | {"vendorErrorCode": 10**60}
    with pytest.raises(ValidationError, match="at most 50 characters"):
        StatusNotificationRequest.read(payload, Tolerance("type"))
    read = StatusNotificationRequest.read(payload, Tolerance("type", "maxLength")).message
    assert read.vendor_error_code == str(10**60)


def test_a_member_twice() -> None:
    text = json.dumps(STATUS)[:-1] + ', "connectorId": 2}'
    reading = StatusNotificationRequest.read_json(text, Tolerance("json"))
    assert reading.message.connector_id == 2
    assert [one.keyword for one in reading.violations] == ["json"]
    for wrong in (text, text.encode()):
        with pytest.raises(ValidationError):
            StatusNotificationRequest.read_json(wrong, Tolerance())


@pytest.mark.parametrize("text", ["{", '{"a":NaN}', "{} {}", "﻿{}", b"\xff"])
def test_text_that_is_no_json_is_never_let_pass(text: str | bytes) -> None:
    with pytest.raises(ValidationError):
        StatusNotificationRequest.read_json(text, Tolerance("json", "required", "type"))


def test_deep_nesting_is_one_violation() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(ValidationError):
        StatusNotificationRequest.read({"info": deep}, Tolerance("type"))


def test_the_argument_is_not_changed() -> None:
    payload = values({"value": 1, "x": 2})
    before = json.dumps(payload)
    MeterValuesRequest.read(payload, Tolerance("type", "additionalProperties"))
    assert json.dumps(payload) == before


def test_the_page_has_the_rules_of_field() -> None:
    table = rows(section(PAGE, "A ready tolerance"))
    entries = load_project().catalog.tolerances
    assert [(row[0].strip("`"), row[1]) for row in table] == [
        (one.rule, one.reason) for one in entries
    ]


def test_field_reads_what_was_seen_in_the_field() -> None:
    reading = MeterValuesRequest.read(
        {"connectorId": 1, "meterValue": {"timestamp": WHEN[:-1]}}, FIELD
    )
    assert reading.message.meter_value[0].sampled_value == []
    assert [one.keyword for one in reading.violations] == ["type", "format", "required"]
