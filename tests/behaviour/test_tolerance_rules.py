"""Which violations a rule of a tolerance names, and which rules can never name one."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ocpp16 import ValidationError, Violation
from ocpp16.core import BootNotificationRequest, MeterValuesRequest, StatusNotificationRequest
from ocpp16.tolerance import Tolerance

STATUS: dict[str, Any] = {"connectorId": 1, "errorCode": "NoError", "status": "Available"}
WHEN = "2024-05-01T12:00:00Z"


def passes(rule: Any, change: dict[str, Any]) -> bool:
    """Whether a changed StatusNotification.req is read under one rule."""
    try:
        StatusNotificationRequest.read(STATUS | change, Tolerance(rule))
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("enum", True),
        ("StatusNotification.req enum", True),
        ("StatusNotification.req#/errorCode enum", True),
        ("*.req#/errorCode enum", True),
        ("*#/errorCode enum", True),
        ("#/errorCode enum", True),
        ("*.req#/* enum", True),
        ("*.req#/** enum", True),
        ("*.req#/**/errorCode enum", True),
        ("Status*.req enum", True),
        ("  StatusNotification.req   enum  ", True),
        ("StatusNotification.req#/status enum", False),
        ("MeterValues.req enum", False),
        ("*.conf enum", False),
        ("*.req#/*/* enum", False),
        ("type", False),
    ],
)
def test_where_a_rule_holds(rule: str, *, wanted: bool) -> None:
    assert passes(rule, {"errorCode": "Error"}) is wanted


def test_a_pointer_goes_through_arrays() -> None:
    values = [{"value": "1"}, {"value": "2", "unit": "Hz"}]
    payload = {"connectorId": 1, "meterValue": [{"timestamp": WHEN, "sampledValue": values}]}
    for place in (
        "/meterValue/*/sampledValue/*/unit",
        "/meterValue/0/sampledValue/1/unit",
        "/**/unit",
    ):
        tolerance = Tolerance(f"MeterValues.req#{place} enum")
        reading = MeterValuesRequest.read(payload, tolerance)
        assert [one.pointer for one in reading.violations] == [
            "/meterValue/0/sampledValue/1/unit"
        ]
    with pytest.raises(ValidationError):
        MeterValuesRequest.read(
            payload, Tolerance("MeterValues.req#/meterValue/*/sampledValue/0/unit enum")
        )


def test_a_rule_may_be_a_function() -> None:
    asked: list[tuple[str, str]] = []

    def rule(message: str, violation: Violation) -> bool:
        asked.append((message, violation.pointer))
        return bool(violation.value == "Error")

    assert passes(rule, {"errorCode": "Error"})
    assert not passes(rule, {"errorCode": "Fehler"})
    assert asked[0] == ("StatusNotification.req", "/errorCode")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("StatusNotifcation.req enum", "no such message; did you mean StatusNotification.req?"),
        ("Status.conf enum", "no such message"),
        ("StatusNotification.req#/errorcode enum", "can never match"),
        ("StatusNotification.req#/info/x enum", "no such member"),
        ("StatusNotification.req#/errorCode maxLength", "only additionalProperties, enum"),
        ("StatusNotification.req enumm", "can never match"),
        ("multipleOf1", "can never match"),
        ("StatusNotification.req#errorCode enum", "a pointer must begin with /"),
        ("StatusNotification.req#/errorCode", "no keyword"),
        ("", "no keyword"),
    ],
)
def test_a_rule_that_can_never_match(rule: str, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)) as caught:
        Tolerance(rule)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "place",
    [
        "StatusNotification.req#/errorcode",
        "StatusNotification.req#/info",
        "StatusNotify.req#/errorCode",
    ],
)
def test_a_default_that_is_never_wanted(place: str) -> None:
    with pytest.raises(ValueError, match=r"required member|no such message"):
        Tolerance(defaults={place: 1})


def test_what_is_not_tolerated_is_told_with_what_would_have_been() -> None:
    payload = STATUS | {"errorCode": "Error", "status": "Faultd", "more": 1}
    with pytest.raises(ValidationError) as caught:
        StatusNotificationRequest.read(
            payload, Tolerance("additionalProperties", "#/errorCode enum")
        )
    found = {one.pointer: one.tolerated for one in caught.value.violations}
    assert found == {"/errorCode": True, "/status": False, "/more": True}
    assert caught.value.type is StatusNotificationRequest
    assert "/status" in str(caught.value)
    assert "/errorCode" not in str(caught.value)


def test_from_toml() -> None:
    tolerance = Tolerance.from_toml("""
        zone = "+02:00"
        rules = ["*.req#/**/timestamp format", "additionalProperties"]
        [defaults]
        "StatusNotification.req#/connectorId" = 0
        """)
    payload = {"errorCode": "NoError", "status": "Available", "timestamp": WHEN[:-1], "x": 1}
    reading = StatusNotificationRequest.read(payload, tolerance)
    assert reading.message.connector_id == 0
    assert reading.message.timestamp == datetime(2024, 5, 1, 10, tzinfo=UTC)
    assert reading.message.timestamp.utcoffset() == timedelta(hours=2)
    assert reading.extra == {"/x": 1}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rule = []", "there is no key 'rule'; use defaults, rules, zone"),
        ("rules = 1", "rules must be a list of strings"),
        ("rules = [1]", "rules must be a list of strings"),
        ("defaults = []", "defaults must be a table"),
        ('zone = "Mars/Olympus"', "there is no time zone"),
        ('zone = "../../etc/passwd"', "there is no time zone"),
        ("zone = 1", "there is no time zone"),
        ('rules = ["enumm"]', "can never match"),
    ],
)
def test_toml_that_is_wrong(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        Tolerance.from_toml(text)


def test_without_rules_it_is_strict() -> None:
    good = BootNotificationRequest.read(
        {"chargePointVendor": "V", "chargePointModel": "M"}, Tolerance()
    )
    assert (good.violations, good.extra) == ([], {})
    with pytest.raises(ValidationError) as caught:
        BootNotificationRequest.read({"chargePointVendor": "V"}, Tolerance())
    assert caught.value.violations == BootNotificationRequest.check({"chargePointVendor": "V"})
