"""Each row of the table of docs/verdict.md, seen to hold."""

from __future__ import annotations

import json
from collections import OrderedDict
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from unicodedata import category

import pytest

from ocpp16 import ValidationError, Violation
from ocpp16.core import AuthorizeConfirmation, ChangeConfigurationRequest, MeterValuesRequest
from ocpp16.firmware import (
    FirmwareStatus,
    FirmwareStatusNotificationRequest,
    GetDiagnosticsConfirmation,
    UpdateFirmwareRequest,
)
from ocpp16.securefirmware import SignedFirmwareStatusNotificationRequest
from ocpp16.smartcharging import GetCompositeScheduleConfirmation
from ocpp16.types import AuthorizationStatus, IdTagInfo
from ocppgen import compile_check
from tests.docs.tables import rows, section

if TYPE_CHECKING:
    from collections.abc import Callable

WHEN = "2024-05-01T12:00:00Z"
UPDATE: dict[str, Any] = {"location": "https://files.example/7.bin", "retrieveDate": WHEN}
CASES: dict[str, Callable[[], None]] = {}


def row(subject: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Name the row of the table that a function shows."""

    def register(show: Callable[[], None]) -> Callable[[], None]:
        CASES[subject] = show
        return show

    return register


def test_no_row_is_without_its_proof() -> None:
    table = rows(section("docs/verdict.md", "The fine print of a verdict"))
    assert [subject for subject, _ in table] == list(CASES)


@pytest.mark.parametrize("subject", CASES)
def test_the_row_holds(subject: str) -> None:
    CASES[subject]()


def update(**members: Any) -> list[str]:
    """Give the keywords that an UpdateFirmware request breaks."""
    return [one.keyword for one in UpdateFirmwareRequest.check(UPDATE | members)]


def limit(value: Any) -> list[str]:
    """Give the keywords that a limit of a charging schedule breaks."""
    return [one.keyword for one in GetCompositeScheduleConfirmation.check(scheduled(value))]


def scheduled(value: Any) -> dict[str, Any]:
    period = {"startPeriod": 0, "limit": value}
    schedule = {"chargingRateUnit": "A", "chargingSchedulePeriod": [period]}
    return {"status": "Accepted", "chargingSchedule": schedule}


def refused(text: str | bytes, message: Any = UpdateFirmwareRequest) -> list[Violation]:
    """Give what `from_json` says of a text that it refuses."""
    with pytest.raises(ValidationError) as caught:
        message.from_json(text)
    return caught.value.violations


def is_no_json(text: str | bytes) -> bool:
    [one] = refused(text)
    return (one.pointer, one.keyword) == ("", "json")


def respelled(text: str) -> Any:
    """Read a date-time and write it again."""
    payload = json.dumps(UPDATE | {"retrieveDate": text})
    return json.loads(UpdateFirmwareRequest.from_json(payload).to_json())["retrieveDate"]


@row("every fault")
def every_fault() -> None:
    faults = UpdateFirmwareRequest.check({"location": "x", "retries": "3", "when": 1})
    assert [one.keyword for one in faults] == [
        "format",
        "type",
        "required",
        "additionalProperties",
    ]
    assert [one.pointer for one in faults] == ["/location", "/retries", "", "/when"]


@row("`true`, `false`")
def booleans() -> None:
    assert update(retries=True) == ["type"]
    assert limit(True) == ["type"]  # noqa: FBT003  (the value in question)
    assert [
        one.keyword for one in ChangeConfigurationRequest.check({"key": "k", "value": True})
    ] == ["type"]


@row("`1.0` as an integer")
def whole_floats() -> None:
    assert update(retries=1.0) == ["type"]
    payload = {"status": "Idle", "requestId": 1.0}
    assert SignedFirmwareStatusNotificationRequest.check(payload) == []
    request = SignedFirmwareStatusNotificationRequest.from_dict(payload)
    assert request.to_json() == '{"status":"Idle","requestId":1}'


@row("`multipleOf`")
def multiple_of() -> None:
    for value in (8.1, 21.4, 0.3, 16, 1e22, Decimal("8.1")):
        assert limit(value) == []
    for value in (8.15, 0.1 + 0.2, 44413.200000000004, Decimal("0.30000000000000004")):
        assert limit(value) == ["multipleOf"]


@row("`NaN`, `Infinity`")
def not_finite() -> None:
    for value in (float("nan"), float("inf"), float("-inf")):
        assert limit(value) == ["type"]
        assert is_no_json(json.dumps(scheduled(value)))


@row("`1e400`")
def out_of_range() -> None:
    text = json.dumps(scheduled(0)).replace('"limit": 0', '"limit": 1e400')
    assert [one.keyword for one in refused(text, GetCompositeScheduleConfirmation)] == ["type"]
    assert limit(Decimal("1e400")) == ["type"]


@row("huge integers")
def huge_integers() -> None:
    text = json.dumps(UPDATE)[:-1] + ',"retries":%s}'
    assert UpdateFirmwareRequest.from_json(text % ("9" * 4000)).retries == int("9" * 4000)
    assert is_no_json(text % ("9" * 5000))
    assert update(retries=10**5000) == []
    with pytest.raises(ValidationError):
        UpdateFirmwareRequest.from_dict(UPDATE | {"retries": 10**5000}).to_json()


@row("lengths")
def lengths() -> None:
    assert GetDiagnosticsConfirmation.check({"fileName": "\N{ELECTRIC PLUG}" * 255}) == []
    [one] = GetDiagnosticsConfirmation.check({"fileName": "\N{ELECTRIC PLUG}" * 256})
    assert one.keyword == "maxLength"


@row("empty strings and arrays")
def empty() -> None:
    assert GetDiagnosticsConfirmation.check({"fileName": ""}) == []
    assert MeterValuesRequest.check({"connectorId": 1, "meterValue": []}) == []


@row("`date-time` read")
def date_times_read() -> None:
    for text in (WHEN, "2024-05-01t12:00:00.5z", "2024-05-01T12:00:00.123456789+02:00"):
        assert update(retrieveDate=text) == []
    wrong = ("2024-05-01T12:00:00", "2024-05-01 12:00:00Z", "2024-05-01T12:00:00+02")
    for text in (*wrong, "2024-02-30T12:00:00Z", "2024-05-01T24:00:00Z", WHEN + "\n", ""):
        assert update(retrieveDate=text) == ["format"]


@row("`date-time` written")
def date_times_written() -> None:
    assert respelled("2024-05-01t12:00:00.000-00:00") == WHEN
    assert respelled("2024-05-01T12:00:00.5Z") == "2024-05-01T12:00:00.500Z"
    assert respelled("2024-05-01T12:00:00.1234567Z") == "2024-05-01T12:00:00.123456Z"
    assert respelled("2024-05-01T14:00:00+02:00") == "2024-05-01T14:00:00+02:00"


@row("`date-time` out of reach")
def date_times_out_of_reach() -> None:
    for text in ("2016-12-31T23:59:60Z", "0000-01-01T00:00:00Z"):
        assert update(retrieveDate=text) == ["format"]
        assert refused(json.dumps(UPDATE | {"retrieveDate": text}))[0].keyword == "format"


@row("`datetime` set by hand")
def date_times_by_hand() -> None:
    request = UpdateFirmwareRequest.from_dict(UPDATE)
    request.retrieve_date = datetime(2024, 5, 1, 12)  # noqa: DTZ001  (the value in question)
    assert [one.keyword for one in request.validate()] == ["format"]
    request.retrieve_date = datetime(2024, 5, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    assert request.to_dict()["retrieveDate"] == "2024-05-01T12:00:00+02:00"
    request.retrieve_date = datetime(2024, 5, 1, 12, tzinfo=UTC)
    assert request.to_dict()["retrieveDate"] == WHEN


@row("`uri`")
def uris() -> None:
    for text in ("ftp://user:secret@files.example/x", "http://[::1]/", "mailto:a@b", "C:"):
        assert update(location=text) == []
    for text in ("7.bin", "/a/b", "http://files example/", "http://\u00fc/", "C:\\x", "%zz:"):
        assert update(location=text) == ["format"]


@row("`hostname`")
def hostnames() -> None:
    for dialect in ("draft-04", "draft-06", "draft-07", "2020-12"):
        check = compile_check({"format": "hostname"}, dialect=dialect)
        for text in ("a.example", "xn--4gbwdl.xn--wgbh1c", "XN--4GBWDL"):
            assert check(text) == []
        for text in ("a_b", "xn--X", "a.xn--hello-txk"):
            assert [one.keyword for one in check(text)] == ["format"]
    unknown = next(
        chr(code) for code in range(0x10000, 0x110000) if category(chr(code)) == "Cn"
    )
    assert check(f"xn--{unknown.encode('punycode').decode()}") != []


@row("`null`")
def null() -> None:
    assert update(retries=None) == ["type"]
    assert "retries" not in UpdateFirmwareRequest.from_dict(UPDATE).to_dict()


@row("unknown members")
def unknown_members() -> None:
    [one] = UpdateFirmwareRequest.check(UPDATE | {"Retries": 1})
    assert (one.pointer, one.keyword) == ("/Retries", "additionalProperties")


@row("a member twice")
def duplicates() -> None:
    assert is_no_json(json.dumps(UPDATE)[:-1] + ',"location":"ftp://h"}')


@row("byte order mark")
def byte_order_mark() -> None:
    text = "\ufeff" + json.dumps(UPDATE)
    assert is_no_json(text)
    assert is_no_json(text.encode())


@row("bytes that are no UTF-8")
def encoding() -> None:
    assert is_no_json(b'{"location":"\xff"}')
    assert is_no_json(json.dumps(UPDATE).encode("utf-16"))


@row("lone surrogates")
def surrogates() -> None:
    answer = GetDiagnosticsConfirmation.from_json('{"fileName":"\\ud800"}')
    assert answer.to_json() == '{"fileName":"\\ud800"}'
    assert is_no_json(b'{"fileName":"\xed\xa0\x80"}')


@row("deep nesting")
def nesting() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    [one] = UpdateFirmwareRequest.check(UPDATE | {"retries": deep})
    assert (one.pointer, one.keyword) == ("/retries", "type")
    assert is_no_json("[" * 100_000 + "]" * 100_000)


@row("`Decimal`")
def decimals() -> None:
    answer = GetCompositeScheduleConfirmation.from_dict(scheduled(Decimal("8.10")))
    assert answer.to_dict() == scheduled(8.1)


@row("enum members, `OrderedDict`")
def subclasses() -> None:
    payload = OrderedDict(status=FirmwareStatus.IDLE)
    assert FirmwareStatusNotificationRequest.check(payload) == []
    message: Any = FirmwareStatusNotificationRequest
    assert message(status="Idle").to_json() == '{"status":"Idle"}'
    assert [one.keyword for one in message(status="Idling").validate()] == ["enum"]


@row("`datetime`, messages in a dict")
def values_of_ours_in_a_dict() -> None:
    when = datetime(2024, 5, 1, 12, tzinfo=UTC)
    assert update(retrieveDate=when) == []
    assert UpdateFirmwareRequest.from_dict(UPDATE | {"retrieveDate": when}).to_dict() == UPDATE
    assert update(location=when) == ["format"]
    naive = datetime(2024, 5, 1, 12)  # noqa: DTZ001  (the value in question)
    assert update(retrieveDate=naive) == ["format"]
    info = IdTagInfo(status=AuthorizationStatus.ACCEPTED)
    payload = {"idTagInfo": info}
    assert AuthorizeConfirmation.check(payload) == []
    assert AuthorizeConfirmation.from_dict(payload).id_tag_info == info
    info.status = "Perhaps"  # type: ignore[assignment]  # the value in question
    assert [one.keyword for one in AuthorizeConfirmation.check(payload)] == ["enum"]


@row("other Python types")
def other_types() -> None:
    assert update(retries=(1,)) == ["type"]
    assert update(location=b"ftp://h") == ["type"]
    assert [one.keyword for one in UpdateFirmwareRequest.check(None)] == ["type"]


@row("what is written")
def what_is_written() -> None:
    assert GetDiagnosticsConfirmation(file_name="\u00fc").to_json() == '{"fileName":"\\u00fc"}'
    with pytest.raises(ValidationError):
        GetDiagnosticsConfirmation(file_name="x" * 256).to_json()


@row("the argument")
def the_argument() -> None:
    payload = OrderedDict(UPDATE, retries=Decimal(3), when=None)
    before = repr(payload)
    UpdateFirmwareRequest.check(payload)
    assert repr(payload) == before


@row("messages")
def messages() -> None:
    [one] = UpdateFirmwareRequest.check(
        UPDATE | {"location": "ftp://me:secret@h/\n" + "x" * 999}
    )
    assert "secret" not in one.message
    assert one.message.isprintable()
    assert len(one.message) < 150
