"""Each class has its schema as data: held against the schema files, keyword by keyword."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from ocpp16 import FEATURES
from ocpp16.firmware import UpdateFirmwareRequest
from ocpp16.schema import (
    Array,
    Boolean,
    Enumeration,
    Integer,
    Number,
    Object,
    SchemaType,
    String,
)
from tests.differential.subjects import official

if TYPE_CHECKING:
    from tests.differential.subjects import Subject

ANNOTATIONS = {"$schema", "$id", "id", "title", "description", "comment", "javaType", "default"}
ANNOTATIONS |= {"additionalItems"}  # says nothing where all items are of one type


def _resolved(schema: Any, root: Any) -> Any:
    """Follow a reference; leave out what says nothing of values."""
    if "$ref" in schema:
        node = root
        for step in schema["$ref"].removeprefix("#/").split("/"):
            node = node[step]
        return _resolved(node, root)
    closed = schema.get("type") == "object"
    dropped = ANNOTATIONS if closed else ANNOTATIONS | {"additionalProperties"}
    return {word: value for word, value in schema.items() if word not in dropped}


def _keywords(one: SchemaType) -> dict[str, Any]:
    """Write a type as JSON Schema, from what is public."""
    words: dict[str, Any] = {"type": one.json_type}
    match one:
        case String():
            words |= {"minLength": one.min_length, "maxLength": one.max_length}
            words |= {"pattern": one.pattern, "format": one.format}
        case Number():
            words["minimum"], words["maximum"] = one.minimum, one.maximum
            words["multipleOf"] = None if one.multiple_of is None else Decimal(one.multiple_of)
        case Enumeration():
            words["enum"] = [*one.values]
        case Array():
            words |= {"minItems": one.min_items, "maxItems": one.max_items}
            words["uniqueItems"] = one.unique_items or None
        case _:
            assert isinstance(one, Boolean | Object)
    return {word: value for word, value in words.items() if value is not None}


def _compare(message: Any, schema: Any, root: Any, draft: str) -> int:
    """Hold a class against an object's schema; return how many members were compared."""
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False
    assert message.members.additional is None
    assert [*message.members] == [*schema.get("properties", {})]
    compared = 0
    for wire_name, member in message.members.items():
        assert member.wire_name == wire_name
        assert member.required is (wire_name in schema.get("required", ()))
        assert member.nullable is False
        compared += 1
        compared += _compare_type(
            member.type, _resolved(schema["properties"][wire_name], root), root, draft
        )
    return compared


def _compare_type(one: SchemaType, schema: Any, root: Any, draft: str) -> int:
    expected = dict(schema)
    compared = 0
    match one:
        case Array():
            compared = _compare_type(
                one.item, _resolved(expected.pop("items"), root), root, draft
            )
        case Object():
            compared = _compare(one.structure, expected, root, draft)
            expected = {"type": "object"}
        case Integer():
            assert one.whole_floats is ("draft-04" not in draft)
        case _:
            pass
    assert _keywords(one) == expected
    return compared


@pytest.mark.parametrize("subject", official(), ids=lambda subject: subject.name)
def test_members_are_the_schema(subject: Subject) -> None:
    root = subject.schema
    compared = _compare(subject.message, _resolved(root, root), root, root["$schema"])
    assert compared >= len(root.get("properties", {}))


def test_a_type_is_printed_as_it_is_written() -> None:
    members = UpdateFirmwareRequest.members
    assert repr(members["location"].type) == 'String(format="uri")'.replace('"', "'")
    assert repr(members["retries"].type) == "Integer()"
    listed = FEATURES["SetChargingProfile"].request_type.members
    assert repr(listed["csChargingProfiles"].type) == "Object(ChargingProfile)"


def test_types_that_say_the_same_are_equal() -> None:
    assert String(max_length=5) == String(max_length=5)
    assert hash(String(max_length=5)) == hash(String(max_length=5))
    assert String(max_length=5) != String(max_length=6)
    assert Integer() != Number()
    assert Array(Integer(), min_items=1) != Array(Integer(), max_items=1)
    assert len({String(), String(), Integer(), Object(UpdateFirmwareRequest)}) == 3


def test_members_cannot_be_changed() -> None:
    members: Any = UpdateFirmwareRequest.members
    with pytest.raises(TypeError):
        members["location"] = None
    assert re.fullmatch(
        r"<required 'location': String\(format='uri'\)>", repr(members["location"])
    )
    with pytest.raises(KeyError):
        members["retrieve_date"]
