"""Odd texts get a defined answer from `from_json`: a message, or what is wrong with the text."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ocpp16 import FEATURES, ErrorCode, ValidationError
from ocpp16.core import DataTransferRequest, HeartbeatRequest
from ocpp16.firmware import UpdateFirmwareConfirmation
from ocpp16.securefirmware import SignedFirmwareStatusNotificationRequest
from ocpp16.smartcharging import GetCompositeScheduleConfirmation, GetCompositeScheduleRequest
from ocpp16.tolerance import Tolerance

GOOD = '{"vendorId":"v","data":"d"}'
MESSAGE = DataTransferRequest(vendor_id="v", data="d")

# Texts that are JSON, however odd, and the message that they hold.
READ: list[tuple[str | bytes, DataTransferRequest]] = [
    (GOOD, MESSAGE),
    (GOOD.encode(), MESSAGE),
    (" \t\r\n" + GOOD + " \t\r\n", MESSAGE),
    ('{ "data" : "d" ,\n"vendorId" : "v" }', MESSAGE),
    (r'{"\u0076endorId":"\u0076","data":"d"}', MESSAGE),
    (
        '{"vendorId":"\u00e4\u2028\U0001f50c"}'.encode(),
        DataTransferRequest(vendor_id="ä\u2028🔌"),
    ),
    (r'{"vendorId":"\ud83d\udd0c"}', DataTransferRequest(vendor_id="🔌")),
    (
        r'{"vendorId":"\u0000\"\\\/\b\f\n\r\t"}',
        DataTransferRequest(vendor_id='\0"\\/\b\f\n\r\t'),
    ),
    (
        '{"vendorId":"\x7f\x80\ufeff\uffff"}',
        DataTransferRequest(vendor_id="\x7f\x80\ufeff\uffff"),
    ),
    ('{"vendorId":""}', DataTransferRequest(vendor_id="")),
    (
        '{"vendorId":"v","data":"' + "x" * 5_000_000 + '"}',
        DataTransferRequest(vendor_id="v", data="x" * 5_000_000),
    ),
    (r'{"vendorId":"\ud800"}', DataTransferRequest(vendor_id="\ud800")),
]

# Texts that are no JSON, or none that is taken, each with a word of the answer.
REFUSED: list[tuple[str, str | bytes, str]] = [
    ("nothing", "", "is not JSON"),
    ("no bytes", b"", "is not JSON"),
    ("blanks", "  \n", "is not JSON"),
    ("a blank that JSON does not know", "\xa0" + GOOD, "is not JSON"),
    ("a form feed", "\x0c" + GOOD, "is not JSON"),
    ("a vertical tab after the end", GOOD + "\x0b", "more text after its end"),
    ("half an object", GOOD[:-1], "is not JSON"),
    ("a word", "vendorId", "is not JSON"),
    ("single quotes", "{'vendorId':'v'}", "is not JSON"),
    ("no quotes", "{vendorId:'v'}", "is not JSON"),
    ("a comma too many", '{"vendorId":"v",}', "is not JSON"),
    ("a comment", '{"vendorId":"v"/* */}', "is not JSON"),
    ("a control character", '{"vendorId":"\n"}', "is not JSON"),
    ("NUL at the end", GOOD + "\0", "more text after its end"),
    ("a second object", GOOD + GOOD, "more text after its end"),
    ("a bracket after the end", GOOD + "]", "more text after its end"),
    ("an unknown escape", r'{"vendorId":"\x41"}', "is not JSON"),
    ("half an escape", r'{"vendorId":"\u12"}', "is not JSON"),
    ("a byte order mark", "\ufeff" + GOOD, "byte order mark"),
    ("a byte order mark in bytes", b"\xef\xbb\xbf" + GOOD.encode(), "byte order mark"),
    ("UTF-16", GOOD.encode("utf-16"), "is not UTF-8"),
    ("UTF-16 without a mark", GOOD.encode("utf-16-le"), "is not JSON"),
    ("Latin-1", '{"vendorId":"\u00e4"}'.encode("latin-1"), "is not UTF-8"),
    ("an overlong encoding", b'{"vendorId":"\xc0\x80"}', "is not UTF-8"),
    ("an encoded surrogate", b'{"vendorId":"\xed\xa0\x80"}', "is not UTF-8"),
    ("beyond Unicode", b'{"vendorId":"\xf4\x90\x80\x80"}', "is not UTF-8"),
    ("a member twice", '{"vendorId":"v","vendorId":"w"}', "'vendorId' twice"),
    ("a member twice, equal", '{"vendorId":"v","vendorId":"v"}', "'vendorId' twice"),
    (
        "a member twice, one escaped",
        r'{"vendorId":"v","\u0076endorId":"w"}',
        "'vendorId' twice",
    ),
    ("an unknown member twice", '{"vendorId":"v","x":1,"x":2}', "'x' twice"),
    ("a member twice, deep", '{"vendorId":"v","x":[{"y":{"z":1,"z":1}}]}', "'z' twice"),
    ("a long member twice", f'{{"{"x" * 10**6}":1,"{"x" * 10**6}":1}}', "twice"),
    ("NaN", '{"vendorId":"v","x":NaN}', "which JSON does not know"),
    ("Infinity", '{"vendorId":"v","x":[Infinity]}', "which JSON does not know"),
    ("-Infinity", "-Infinity", "which JSON does not know"),
    ("leading zeros", '{"vendorId":"v","x":01}', "is not JSON"),
    ("a plus sign", '{"vendorId":"v","x":+1}', "is not JSON"),
    ("hexadecimal", '{"vendorId":"v","x":0x1}', "is not JSON"),
    ("a point too early", '{"vendorId":"v","x":.5}', "is not JSON"),
    ("a point too late", '{"vendorId":"v","x":5.}', "is not JSON"),
    ("digits of another script", '{"vendorId":"v","x":\u0661}', "is not JSON"),
    ("5,000 digits", '{"vendorId":"v","x":' + "9" * 5_000 + "}", "digits"),
    ("5 million digits", '{"vendorId":"v","x":' + "9" * 5_000_000 + "}", "digits"),
    ("100,000 arrays", "[" * 100_000, "nested too deeply"),
    ("100,000 arrays that end", "[" * 100_000 + "]" * 100_000, "nested too deeply"),
    ("100,000 objects", '{"a":' * 100_000 + "1" + "}" * 100_000, "nested too deeply"),
    ("two million brackets", b"[{" * 1_000_000, "is not JSON"),
]


@pytest.mark.parametrize(("text", "message"), READ, ids=range(len(READ)))
def test_odd_texts_that_are_read(text: str | bytes, message: DataTransferRequest) -> None:
    read = DataTransferRequest.from_json(text)
    assert read == message
    assert DataTransferRequest.from_json(read.to_json()) == message
    assert read.to_json().isascii()


@pytest.mark.parametrize(
    ("text", "word"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_odd_texts_that_are_refused(text: str | bytes, word: str) -> None:
    with pytest.raises(ValidationError, match=word) as caught:
        DataTransferRequest.from_json(text)
    (violation,) = caught.value.violations
    assert (violation.pointer, violation.keyword) == ("", "json")
    assert violation.code is ErrorCode.FORMATION_VIOLATION
    assert len(violation.message) < 200
    assert violation.message.isprintable()
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("feature", FEATURES)
def test_every_message_answers_alike(feature: str) -> None:
    for message in (FEATURES[feature].request_type, FEATURES[feature].response_type):
        for text in ("", "{", "NaN", '{"a":1,"a":1}', b"\xff", "[" * 100_000):
            with pytest.raises(ValidationError) as caught:
                message.from_json(text)
            assert [one.keyword for one in caught.value.violations] == ["json"]
        for text in ("null", "[]", "1", '"{}"', "true", "1e3"):
            with pytest.raises(ValidationError) as caught:
                message.from_json(text)
            assert [one.keyword for one in caught.value.violations] == ["type"]


NUMBERS: list[tuple[str, int | float | None]] = [
    ("1", 1),
    ("-0", 0),
    ("9007199254740993", 9007199254740993),
    ("1" + "0" * 400, 10**400),
    ("9" * 4_000, 10**4_000 - 1),
    ("1.0", None),
    ("1e0", None),
    ("1E400", None),
    ("-1e400", None),
    ("1e-400", None),
    ("true", None),
    ('"1"', None),
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_integers_of_draft_04(text: str, value: int | None) -> None:
    """An integer of any size that Python reads; what is spelled with a point is none."""
    whole = f'{{"connectorId":{text},"duration":1}}'
    if value is None:
        with pytest.raises(ValidationError) as caught:
            GetCompositeScheduleRequest.from_json(whole)
        assert caught.value.violations[0].keyword in {"type", "json"}
        return
    read = GetCompositeScheduleRequest.from_json(whole)
    assert read.connector_id == value
    assert GetCompositeScheduleRequest.from_json(read.to_json()) == read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("7.0", 7),
        ("70e-1", 7),
        ("7e3", 7000),
        ("-7E0", -7),
        ("1e300", 10**300),
        ("7.5", None),
        ("1e400", None),
        ("-1e400", None),
        ("true", None),
    ],
)
def test_integers_of_draft_06(text: str, value: int | None) -> None:
    """A whole number in any spelling; a number beyond a double is refused."""
    whole = f'{{"status":"Idle","requestId":{text}}}'
    if value is None:
        with pytest.raises(ValidationError):
            SignedFirmwareStatusNotificationRequest.from_json(whole)
        return
    read = SignedFirmwareStatusNotificationRequest.from_json(whole)
    assert read.request_id == value
    assert type(read.request_id) is int


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8.1", 8.1),
        ("21.4", 21.4),
        ("0.3", 0.3),
        ("-0.0", -0.0),
        ("16", 16),
        ("1.60e1", 16.0),
        ("1e22", 1e22),
        ("0.30", 0.3),
        ("0.05", None),
        ("44413.200000000004", None),
        ("1e-1", 0.1),
        ("1e-2", None),
        ("1e308", 1e308),
        ("1e309", None),
        ("1" + "0" * 309 + ".5", None),
        ("true", None),
        ('"8.1"', None),
    ],
)
def test_multiples_of_a_tenth(text: str, value: float | None) -> None:
    """Decided on the decimal that the text spells, not on its binary neighbour."""
    period = f'{{"startPeriod":0,"limit":{text}}}'
    schedule = f'{{"chargingRateUnit":"A","chargingSchedulePeriod":[{period}]}}'
    whole = f'{{"status":"Accepted","chargingSchedule":{schedule}}}'
    if value is None:
        with pytest.raises(ValidationError) as caught:
            GetCompositeScheduleConfirmation.from_json(whole)
        (violation,) = caught.value.violations
        assert violation.keyword in {"multipleOf", "type", "json"}
        return
    read = GetCompositeScheduleConfirmation.from_json(whole)
    written = json.loads(read.to_json())
    limit: Any = written["chargingSchedule"]["chargingSchedulePeriod"][0]["limit"]
    assert (limit, type(limit)) == (value, type(value))


@pytest.mark.parametrize("depth", [50, 500, 900, 990, 2_000, 50_000])
def test_depth_gets_an_answer(depth: int) -> None:
    """A payload that is nested deeply is refused with a violation, whatever the depth."""
    text = '{"a":' * depth + "1" + "}" * depth
    with pytest.raises(ValidationError) as caught:
        HeartbeatRequest.from_json(text)
    assert caught.value.violations[0].keyword in {"additionalProperties", "json"}


@pytest.mark.parametrize("text", ["\ufeff{}", b"\xef\xbb\xbf{}"])
def test_a_byte_order_mark_is_called_by_its_name(text: str | bytes) -> None:
    """It is not to be seen, so that nobody would find it else."""
    with pytest.raises(ValidationError, match="is not JSON: a byte order mark, at character 0"):
        UpdateFirmwareConfirmation.from_json(text)


@pytest.mark.parametrize("text", ["{} {}", "{}]", b"{},", "{}\0"])
def test_a_tolerant_reader_reads_the_whole_text_too(text: str | bytes) -> None:
    with pytest.raises(ValidationError) as caught:
        UpdateFirmwareConfirmation.read_json(text, Tolerance())
    assert [one.keyword for one in caught.value.violations] == ["json"]
    assert UpdateFirmwareConfirmation.read_json(" {} ", Tolerance()).violations == []
