"""Every single fault in a firmware message is told: where, which keyword, which error code."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from ocpp16 import ValidationError
from tests.behaviour.firmware import MESSAGES, MOMENT, PLACE, Member, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMATION = "FormationViolation"
OCCURENCE = "OccurenceConstraintViolation"
TYPE = "TypeConstraintViolation"
PROPERTY = "PropertyConstraintViolation"

# For each kind of member: values that are no such thing, and the keyword that each breaks.
NO_STRINGS: list[Any] = [None, 0, 1.5, True, [], ["a"], {}, {"a": 1}]
NO_OBJECTS: list[Any] = [None, 0, 1.5, False, "firmware", [], [{}]]
NO_NUMBERS: list[Any] = [None, True, False, "1", "", 1.5, -0.5, 1e-9, [], [1], {}]
WRONG: dict[str, dict[str, list[Any]]] = {
    "string": {"type": NO_STRINGS},
    "uri": {
        "type": NO_STRINGS,
        "format": [
            "",
            "files.example/firmware.bin",
            "//files.example/firmware.bin",
            "/firmware.bin",
            "ftp//files.example",
            "1ftp://files.example",
            "ftp://files.example/a b",
            "ftp://files.example/%zz",
            "ftp://files.example/%4",
            "ftp://files.example/<x>",
            "ftp://files.example/f\u00fcr",
            "ftp://[::1/firmware.bin",
            "ftp://files.example:2l/",
            PLACE + "\n",
            " " + PLACE,
            PLACE + "\x00",
            "\\\\files\\firmware.bin",
        ],
    },
    "date-time": {
        "type": [*NO_STRINGS, 1714557600],
        "format": [
            "",
            "2024-05-01",
            "10:00:00Z",
            "2024-05-01T10:00:00",
            "2024-05-01T10:00:00+02",
            "2024-05-01T10:00:00+0200",
            "2024-05-01T10:00:00+24:00",
            "2024-05-01T10:00:00+02:60",
            "2024-05-01T10:00Z",
            "2024-05-01 10:00:00Z",
            "2024-5-1T10:00:00Z",
            "20240501T100000Z",
            "2024-W18-3T10:00:00Z",
            "2024-02-30T10:00:00Z",
            "2023-02-29T10:00:00Z",
            "2024-13-01T10:00:00Z",
            "2024-05-01T24:00:00Z",
            "2024-05-01T10:60:00Z",
            "2024-05-01T10:00:61Z",
            "2016-12-31T23:59:60Z",
            "0000-01-01T00:00:00Z",
            "2024-05-01T10:00:00.Z",
            "2024-05-01T10:00:00,5Z",
            "2024-05-01T10:00:00ZZ",
            MOMENT + "\n",
            " " + MOMENT,
            MOMENT + "\x00",
            "\u0662024-05-01T10:00:00Z",
            "Mon, 01 May 2024 10:00:00 GMT",
        ],
    },
    "enum": {
        "type": NO_STRINGS,
        "enum": ["", "installed", "INSTALLED", "Installed ", "Unknown", "Idle\n", "\ud800"],
    },
    "object": {"type": NO_OBJECTS},
    "integer": {"type": [*NO_NUMBERS, 1.0, 0.0, 1e3, 2.0**60]},  # draft-04
    "whole number": {"type": NO_NUMBERS},  # draft-06: 1.0 is one
}
NO_PAYLOADS: list[Any] = [None, True, 0, 1.5, "", "{}", []]
VALUES: list[Any] = [None, 1, {"deep": []}]
CODES = {"type": TYPE, "format": PROPERTY, "enum": PROPERTY, "maxLength": PROPERTY}


class Fault(NamedTuple):
    """A payload, and the one violation that it has."""

    message: Message
    payload: Any
    pointer: str
    keyword: str
    code: str


def _changed(payload: Any, pointer: str, *value: Any) -> Any:
    """Copy a payload with one member set, or removed where no value is given."""
    copied = copy.deepcopy(payload)
    at = copied
    *way, last = pointer.split("/")[1:]
    for step in way:
        at = at[step]
    if value:
        at[last] = value[0]
    else:
        del at[last]
    return copied


def _of_member(message: Message, member: Member) -> Iterator[Fault]:
    parent = member.pointer.rpartition("/")[0]
    if member.required:
        removed = _changed(message.payload, member.pointer)
        yield Fault(message, removed, parent, "required", OCCURENCE)
    for keyword, values in WRONG[member.kind].items():
        for value in values:
            wrong = _changed(message.payload, member.pointer, value)
            yield Fault(message, wrong, member.pointer, keyword, CODES[keyword])
    if member.limit is not None:
        for text in ("x" * (member.limit + 1), "\U0001f50c" * (member.limit + 1)):
            wrong = _changed(message.payload, member.pointer, text)
            yield Fault(message, wrong, member.pointer, "maxLength", PROPERTY)


def _of_objects(message: Message) -> Iterator[Fault]:
    """Give unknown members, in each object of the message, and no object at all."""
    nested = [member.pointer for member in message.members if member.kind == "object"]
    names = {"more": "more", "": "", "a/b~c": "a~1b~0c", "Status": "Status", "\ud800": "\ud800"}
    for at in ["", *nested]:
        for name, step in names.items():
            for value in VALUES:
                parent = copy.deepcopy(message.payload)
                (parent[at[1:]] if at else parent)[name] = value
                pointer = f"{at}/{step}"
                yield Fault(message, parent, pointer, "additionalProperties", FORMATION)
    yield from (Fault(message, one, "", "type", FORMATION) for one in NO_PAYLOADS)
    yield Fault(message, [message.payload], "", "type", FORMATION)


FAULTS = [
    fault
    for message in MESSAGES
    for faults in (
        *(_of_member(message, member) for member in message.members),
        _of_objects(message),
    )
    for fault in faults
]


def _name(value: object) -> str | None:
    if isinstance(value, Fault):
        return f"{value.message}-{value.pointer}-{value.keyword}".encode(
            "ascii", "replace"
        ).decode()
    return None


def test_the_table_is_complete() -> None:
    """Every member of every firmware message is in the table, and its payload is valid."""
    assert len(MESSAGES) == 12
    assert len(FAULTS) > 600
    for message in MESSAGES:
        assert message.type.check(message.payload) == []
        assert json.loads(message.type.from_dict(message.payload).to_json()) == message.payload
        tops = {
            member.pointer[1:] for member in message.members if member.pointer.count("/") == 1
        }
        assert tops == {*message.type.members} == {*message.payload}


@pytest.mark.parametrize("fault", FAULTS, ids=_name)
def test_a_fault(fault: Fault) -> None:
    before = copy.deepcopy(fault.payload)
    (violation,) = fault.message.type.check(fault.payload)
    assert fault.payload == before
    told = (violation.pointer, violation.keyword, violation.code)
    assert told == (fault.pointer, fault.keyword, fault.code)
    assert 0 < len(violation.message) < 400
    assert violation.message.isprintable()
    with pytest.raises(ValidationError) as caught:
        fault.message.type.from_dict(fault.payload)
    assert caught.value.violations == [violation]


@pytest.mark.parametrize("message", MESSAGES, ids=str)
def test_optional_members_may_be_absent(message: Message) -> None:
    optional = [member for member in message.members if not member.required]
    payload = message.payload
    for member in optional:
        payload = _changed(payload, member.pointer)
        assert message.type.check(payload) == []
        assert message.type.from_dict(payload).to_dict() == payload
    assert len(json.dumps(payload)) <= len(json.dumps(message.payload))


@pytest.mark.parametrize("message", MESSAGES, ids=str)
def test_all_faults_at_once(message: Message) -> None:
    """With every member wrong, each is told, in the schema's order, unknown ones last."""
    payload = message.payload
    for member in reversed(message.members):
        if member.kind != "object":
            payload = _changed(payload, member.pointer, [])
    payload = payload | {"z": 1, "a": 2}
    violations = message.type.check(payload)
    told = [(one.pointer, one.keyword) for one in violations]
    wrong = [(one.pointer, "type") for one in message.members if one.kind != "object"]
    unknown = [("/z", "additionalProperties"), ("/a", "additionalProperties")]
    assert told == [*wrong, *unknown]


@pytest.mark.parametrize("value", [1.0, -1e3, 2.0**60, 0.0])
def test_a_whole_float_is_an_integer_from_draft_06_on(value: float) -> None:
    """The security schemas are draft-06; what is read as 1.0 is the integer 1, and sent as 1."""
    message = next(one for one in MESSAGES if str(one) == "SignedUpdateFirmware.request")
    payload = message.payload | {"retries": value, "requestId": value}
    assert message.type.check(payload) == []
    read = message.type.from_dict(payload)
    assert type(read.retries) is int
    assert read.retries == read.request_id == Decimal(repr(value))
    assert json.loads(read.to_json())["requestId"] == read.request_id
