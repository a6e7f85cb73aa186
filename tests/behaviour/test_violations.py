"""What a violation says: its words, its error code, and nothing that must stay secret."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import traceback
from decimal import Decimal
from typing import Any

import pytest

from ocpp16 import CallRefused, ErrorCode, ValidationError, Violation
from ocpp16.core import DataTransferRequest, MeterValuesRequest, StatusNotificationRequest
from ocpp16.firmware import GetDiagnosticsRequest, UpdateFirmwareRequest
from ocpp16.securefirmware import SignedUpdateFirmwareRequest
from ocpp16.smartcharging import ClearChargingProfileRequest, SetChargingProfileRequest

MOMENT = "2024-05-01T10:00:00Z"

FORMATION = ErrorCode.FORMATION_VIOLATION
OCCURENCE = ErrorCode.OCCURENCE_CONSTRAINT_VIOLATION
TYPE = ErrorCode.TYPE_CONSTRAINT_VIOLATION
PROPERTY = ErrorCode.PROPERTY_CONSTRAINT_VIOLATION


def test_the_codes_are_spelled_as_published() -> None:
    """Two of the ten are misspelled in OCPP-J 1.6, and have to be."""
    assert [str(code) for code in ErrorCode] == [
        "NotImplemented",
        "NotSupported",
        "InternalError",
        "ProtocolError",
        "SecurityError",
        "FormationViolation",
        "PropertyConstraintViolation",
        "OccurenceConstraintViolation",
        "TypeConstraintViolation",
        "GenericError",
    ]


@pytest.mark.parametrize(
    ("keyword", "code"),
    [
        ("json", FORMATION),
        ("additionalProperties", FORMATION),
        ("required", OCCURENCE),
        ("minItems", OCCURENCE),
        ("maxItems", OCCURENCE),
        ("minProperties", OCCURENCE),
        ("maxProperties", OCCURENCE),
        ("type", TYPE),
        ("enum", PROPERTY),
        ("const", PROPERTY),
        ("pattern", PROPERTY),
        ("minLength", PROPERTY),
        ("maxLength", PROPERTY),
        ("minimum", PROPERTY),
        ("maximum", PROPERTY),
        ("exclusiveMinimum", PROPERTY),
        ("exclusiveMaximum", PROPERTY),
        ("format", PROPERTY),
        ("multipleOf", PROPERTY),
        ("uniqueItems", PROPERTY),
    ],
)
def test_the_code_of_a_keyword(keyword: str, code: ErrorCode) -> None:
    assert Violation("/member", keyword, "is wrong").code is code
    at_the_root = FORMATION if keyword == "type" else code
    assert Violation("", keyword, "is wrong").code is at_the_root


@pytest.mark.parametrize(
    ("message", "payload", "told"),
    [
        (StatusNotificationRequest, [], ": must be an object, not an array"),
        (StatusNotificationRequest, {}, ': missing required member "connectorId"'),
        (
            UpdateFirmwareRequest,
            {"location": 5, "retrieveDate": MOMENT},
            "/location: must be a string, not 5",
        ),
        (
            UpdateFirmwareRequest,
            {"location": "ftp:a", "retrieveDate": "today"},
            '/retrieveDate: must be a date-time, not "today"',
        ),
        (
            UpdateFirmwareRequest,
            {"location": "ftp:a", "retrieveDate": MOMENT, "retries": "3"},
            '/retries: must be an integer, not "3"',
        ),
        (
            UpdateFirmwareRequest,
            {"location": "ftp:a", "retrieveDate": MOMENT, "retries": None},
            "/retries: must be an integer, not null",
        ),
        (
            UpdateFirmwareRequest,
            {"location": "ftp:a", "retrieveDate": MOMENT, "x/y": True},
            '/x~1y: unknown member "x/y"',
        ),
        (
            DataTransferRequest,
            {"vendorId": "v" * 256},
            "/vendorId: must have at most 255 characters, not 256",
        ),
        (
            ClearChargingProfileRequest,
            {"chargingProfilePurpose": "None"},
            '/chargingProfilePurpose: must be one of "ChargePointMaxProfile", "TxDefaultProfile", "TxProfile", not "None"',
        ),
    ],
)
def test_the_words(message: Any, payload: Any, told: str) -> None:
    violation = message.check(payload)[0]
    pointer, _, words = told.partition(": ")
    assert (violation.pointer, violation.message) == (pointer, words)
    assert str(violation) == told.removeprefix(": ")


def test_all_faults_are_told() -> None:
    """An error has every violation, whatever its own text shows."""
    payload = {"connectorId": "1", "meterValue": [{"timestamp": 1, "sampledValue": [{}] * 9}]}
    with pytest.raises(ValidationError) as caught:
        MeterValuesRequest.from_dict(payload)
    error = caught.value
    assert error.violations == MeterValuesRequest.check(payload)
    assert [one.pointer for one in error.violations] == [
        "/connectorId",
        "/meterValue/0/timestamp",
        *(f"/meterValue/0/sampledValue/{index}" for index in range(9)),
    ]
    assert str(error).count("; ") == 3
    first = 'MeterValuesRequest: /connectorId: must be an integer, not "1"; /meterValue/0/'
    assert str(error).startswith(first)
    assert str(error).endswith("; and 8 more")
    assert isinstance(error, ValueError)


@pytest.mark.parametrize(
    ("message", "payload", "keyword", "limit", "value"),
    [
        (UpdateFirmwareRequest, {"location": 5}, "type", "string", 5),
        (UpdateFirmwareRequest, {"location": "x"}, "format", "uri", "x"),
        (DataTransferRequest, {"vendorId": "v" * 256}, "maxLength", 255, "v" * 256),
        (DataTransferRequest, {}, "required", "vendorId", {}),
        (DataTransferRequest, {"vendorId": "v", "x": 1}, "additionalProperties", False, 1),
        (
            ClearChargingProfileRequest,
            {"chargingProfilePurpose": "None"},
            "enum",
            ["ChargePointMaxProfile", "TxDefaultProfile", "TxProfile"],
            "None",
        ),
        (DataTransferRequest, {1: 2}, "json", None, {1: 2}),
    ],
)
def test_the_limit_and_what_was_found(
    message: Any, payload: Any, keyword: str, limit: Any, value: Any
) -> None:
    """Programs get what the schema says and what was found; a representation does not."""
    found = [one for one in message.check(payload) if one.keyword == keyword]
    assert [(one.limit, one.value) for one in found] == [(limit, value)]
    assert "value=" not in repr(found[0])
    assert found[0] == Violation(found[0].pointer, keyword, found[0].message)


@pytest.mark.parametrize("text", ["{}", '{"location":}', '{"location":1,"location":2}'])
def test_an_error_names_the_class(text: str) -> None:
    """And nothing of the fast path stands above it in a traceback."""
    with pytest.raises(ValidationError) as caught:
        UpdateFirmwareRequest.from_json(text)
    error = caught.value
    assert error.type is UpdateFirmwareRequest
    assert str(error).startswith("UpdateFirmwareRequest: ")
    assert error.__context__ is None or error.__suppress_context__
    assert "KeyError" not in "".join(traceback.format_exception(error))


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_an_error_in_one_line(count: int) -> None:
    error = ValidationError(
        [Violation(f"/{index}", "type", "is wrong") for index in range(count)]
    )
    shown = [f"/{index}: is wrong" for index in range(min(count, 3))]
    assert str(error) == "; ".join(shown + (["and 1 more"] if count > 3 else []))


def test_what_was_let_pass_is_not_said_to_be_wrong() -> None:
    """An error has it, marked; its line is about what refused the message."""
    passed = Violation("/a", "enum", "is odd", tolerated=True)
    error = ValidationError([passed, Violation("/b", "type", "is wrong"), passed, passed])
    assert str(error) == "/b: is wrong"
    assert len(error.violations) == 4


@pytest.mark.parametrize("first", ["x", "\n"])
@pytest.mark.parametrize(("length", "end"), [(60, ""), (61, "...")])
def test_a_value_of_60_characters_is_quoted_whole(first: str, length: int, end: str) -> None:
    """A longer one is cut, and that is shown, whatever has to be escaped in it."""
    payload = {"location": first + "x" * (length - 1), "retrieveDate": MOMENT}
    (violation,) = UpdateFirmwareRequest.check(payload)
    quoted = (first + "x" * 59).replace("\n", "\\n")
    assert violation.message == f'must be a uri, not "{quoted}{end}"'


def test_a_refusal_has_its_own_details() -> None:
    """Whoever raises it may go on with what the details were made of."""
    given: dict[str, object] = {"why": 1}
    refused = CallRefused(ErrorCode.SECURITY_ERROR, "no", given)
    given["secret"] = 2
    assert refused.details == {"why": 1}


def test_errors_travel() -> None:
    error = ValidationError(iter([Violation("/a", "type", "is wrong")]))
    refused = CallRefused(ErrorCode.SECURITY_ERROR, "no", {"why": 1})
    for copied in (copy.deepcopy(error), pickle.loads(pickle.dumps(error))):  # noqa: S301
        assert copied.violations == error.violations
    for again in (copy.copy(refused), pickle.loads(pickle.dumps(refused))):  # noqa: S301
        assert (again.code, again.description, again.details) == (
            "SecurityError",
            "no",
            {"why": 1},
        )
    assert str(refused) == "SecurityError: no"
    assert str(CallRefused()) == "GenericError"
    violation: Any = error.violations[0]
    with pytest.raises(dataclasses.FrozenInstanceError):
        violation.pointer = "/b"
    assert {violation, Violation("/a", "type", "is wrong")} == {violation}


SECRETS = [
    "ftp://user:{}@files.example/a b",
    "ftp://{}@files.example/a b",
    "ftp://user:p/{}@files.example/ ",
    "ftp://user:p?{}@files.example/ ",
    "ftp://user:p@{}@files.example/ ",
    "sftp://user:{}@[::1/ ",
    "//user:{}@files.example/ ",
    "FTP://user:{}@files.example/\n",
    "ftp://user:" + "x" * 5000 + "{}@files.example/ ",
    "see ftp://user:{}@files.example/a b",
    "ftp://files.example/ then ftp://user:{}@files.example/ ",
    "ftp:\\\\user:{}@files.example/ ",
    "ftp:/user:{}@files.example/ ",
    "user:{}@files.example ",
]


@pytest.mark.parametrize("url", SECRETS)
def test_credentials_are_not_echoed(url: str) -> None:
    """Not by any keyword that quotes a value, nor as the name of a member."""
    location = url.format("hunter2")
    firmware = {"location": location * 90, "retrieveDateTime": location}
    told = [
        *UpdateFirmwareRequest.check({"location": location, "retrieveDate": location}),
        *GetDiagnosticsRequest.check({"location": location, "startTime": location}),
        *GetDiagnosticsRequest.check({"location": [location], "retries": location}),
        *SignedUpdateFirmwareRequest.check({"requestId": location, "firmware": firmware}),
        *StatusNotificationRequest.check({"connectorId": location, "status": location}),
        *UpdateFirmwareRequest.check(location),
    ]
    assert len(told) > 10
    for violation in told:
        assert "hunter2" not in violation.message
        assert "hunter2" not in str(ValidationError([violation]))


@pytest.mark.parametrize("name", [one.format("hunter2") for one in SECRETS])
def test_credentials_in_a_name_are_not_echoed(name: str) -> None:
    """The pointer itself is exact; what is said of it to people leaves them out."""
    for violation in DataTransferRequest.check({"vendorId": "v", name: {name: 1}}):
        assert "hunter2" in violation.pointer
        assert "hunter2" not in violation.message
        assert "hunter2" not in str(violation)
        assert "hunter2" not in str(ValidationError([violation]))


@pytest.mark.parametrize(
    ("length", "place"), [(199, "/" + "x" * 199), (200, "/" + "x" * 199 + "...")]
)
def test_a_place_of_200_characters_is_said_whole(length: int, place: str) -> None:
    assert str(Violation("/" + "x" * length, "type", "is wrong")) == f"{place}: is wrong"


@pytest.mark.parametrize(
    "value",
    [
        "x" * 5_000_000,
        "\x00\x1b[31m\r\n\u202e\u2028" * 100,
        "\ud800" * 100,
        10**4_000,
        -(10**50_000),
        1.5e300,
        float("nan"),
        float("-inf"),
        Decimal("1e999999"),
        Decimal("1." + "1" * 5_000),
        Decimal("sNaN"),
        b"bytes" * 1000,
        object(),
        {"a": "x" * 5_000},
        ["x" * 5_000],
        {"a", "b"},
        lambda: None,
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_message_stays_short_and_printable(value: Any) -> None:
    """Whatever the value is, and JSON or not."""
    period = {"startPeriod": value, "limit": value, "numberPhases": value}
    schedule = {"chargingRateUnit": value, "chargingSchedulePeriod": [period, value]}
    profile = {"stackLevel": value, "validFrom": value, "chargingSchedule": schedule}
    told = [
        *SetChargingProfileRequest.check({"connectorId": value, "csChargingProfiles": profile}),
        *SetChargingProfileRequest.check(value),
    ]
    assert len(told) >= 7
    for violation in told:
        assert len(violation.message) < 700
        assert violation.message.isprintable()


@pytest.mark.parametrize(
    "name",
    ["x" * 5_000_000, "\x00\n\u202e" * 99, "\ud800" * 99, ""],
    ids=["long", "controls", "surrogates", "empty"],
)
def test_the_name_of_a_member_is_cut(name: str) -> None:
    """In the words and in the line for a log; the pointer itself is exact."""
    (violation,) = DataTransferRequest.check({"vendorId": "v", name: 1})
    assert violation.pointer == f"/{name}"
    assert len(violation.message) < 700
    assert violation.message.isprintable()
    line = str(ValidationError([violation]))
    assert line.isprintable()
    assert len(line) < 1500
