"""`check` answers for any value whatever, and leaves it as it was.

So do `from_dict`, which gives a message exactly where `check` finds nothing, and `to_dict`.
"""

from __future__ import annotations

import copy
import json
import math
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocpp16 import FEATURES, ValidationError
from ocpp16.smartcharging import GetCompositeScheduleRequest

EXAMPLES = Path(__file__).resolve().parents[1] / "golden" / "messages"
MESSAGES: list[Any] = [
    message
    for feature in FEATURES.values()
    for message in (feature.request_type, feature.response_type)
]


class Hostile:
    """Raises when it is compared, shown or measured."""

    def _refuse(self, *_: object) -> Any:
        raise RuntimeError

    __eq__ = __repr__ = __len__ = __bool__ = _refuse
    __hash__ = object.__hash__


class Dict(dict[str, Any]):
    """A dict of one's own."""


class List(list[Any]):
    """A list of one's own."""


# Values that come from no JSON text as well.
VALUES: list[Any] = [
    None,
    True,
    0,
    -1,
    10**4_000,
    0.5,
    -0.0,
    math.nan,
    math.inf,
    Decimal(1),
    Decimal("0.1"),
    Decimal("NaN"),
    Decimal("sNaN"),
    Decimal("-Infinity"),
    Decimal("1e1000000"),
    Decimal("1e-1000000"),
    "",
    "x" * 100_000,
    "\ud800",
    "\0",
    b"",
    bytearray(b"x"),
    (),
    (1, 2),
    set(),
    frozenset({1}),
    range(3),
    object(),
    object,
    Hostile(),
    1j,
    ...,
    NotImplemented,
    [],
    [[]] * 1_000,
    List([1]),
    {},
    {1: 2},
    {None: None},
    {(): 1},
    {"": ""},
    {"\ud800": 1},
    Dict(status="Accepted"),
]


def nested(depth: int, *, lists: bool) -> Any:
    """Nest deeply, beyond what Python recurses."""
    value: Any = 1
    for _ in range(depth):
        value = [value] if lists else {"a": value}
    return value


def answered(message: Any, payload: Any) -> None:
    """Check that a message class has one answer to a value, and nothing else happens."""
    violations = message.check(payload)
    assert type(violations) is list
    for violation in violations:
        assert violation.pointer == "" or violation.pointer.startswith("/")
        assert violation.message.isprintable()
    if violations:
        with pytest.raises(ValidationError) as caught:
            message.from_dict(payload)
        assert caught.value.violations == violations
    else:
        read = message.from_dict(payload)
        assert type(read) is message
        assert message.from_json(read.to_json()) == read


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_any_value_as_payload(value: Any) -> None:
    for message in MESSAGES:
        answered(message, value)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_any_value_in_any_member(value: Any) -> None:
    for message in MESSAGES:
        payload: dict[str, Any] = dict.fromkeys(message.members, value)
        answered(message, payload)
        answered(message, payload | {"more": value})
        answered(message, {name: [value] for name in payload})
        answered(message, {name: {"status": value} for name in payload})


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_any_value_in_any_field(value: Any) -> None:
    """What is put into a field by hand is told of, or sent as it should be."""
    for message in MESSAGES:
        one = message(**{member.name: value for member in message.members.values()})
        violations = one.validate()
        if violations:
            with pytest.raises(ValidationError) as caught:
                one.to_dict()
            assert caught.value.violations == violations
        else:
            assert message.check(json.loads(json.dumps(one.to_dict()))) == []


@pytest.mark.parametrize("depth", [100, 500, 990, 1_010, 100_000])
@pytest.mark.parametrize("lists", [True, False])
def test_any_depth(depth: int, lists: bool) -> None:
    value = nested(depth, lists=lists)
    for message in MESSAGES[:20]:
        answered(message, value)
        answered(message, dict.fromkeys(message.members, value) | {"more": value})


@pytest.mark.parametrize("value", [10**5_000, -(10**5_000)], ids=["above", "below"])
def test_an_integer_that_python_does_not_print(value: int) -> None:
    """It is an integer, as the schema says; that it cannot be written is told, not raised."""
    message = GetCompositeScheduleRequest.from_dict({"connectorId": value, "duration": 1})
    assert message.connector_id == value
    with pytest.raises(ValidationError) as caught:
        message.to_json()
    assert [one.keyword for one in caught.value.violations] == ["json"]
    assert message.validate() == caught.value.violations


class Unprintable:
    """A name that no text can be made of."""

    def __str__(self) -> str:
        """Fail."""
        raise RuntimeError


@pytest.mark.parametrize(
    "name",
    [10**5_000, Unprintable(), None, ("a",), 1.5, b"a"],
    ids=["long", "unprintable", "none", "tuple", "float", "bytes"],
)
def test_a_name_that_is_no_string(name: object) -> None:
    for message in MESSAGES:
        (told,) = [one for one in message.check({name: 1}) if one.keyword != "required"]
        assert (told.pointer, told.keyword) == ("", "json")
        assert told.message.startswith("a member's name must be a string, not ")


def test_a_value_that_contains_itself() -> None:
    loop: list[Any] = []
    loop.append(loop)
    ring: dict[str, Any] = {}
    ring["ring"] = ring
    for message in MESSAGES:
        for value in (loop, ring):
            answered(message, value)
            answered(message, dict.fromkeys(message.members, value))


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text()
    | st.sampled_from(["Accepted", "Idle", "2024-05-01T10:00:00Z", "ftp://host/"])
)


def mutated(payload: Any, path: list[int], value: Any) -> Any:
    """Put a value somewhere into a copy of a payload."""
    if isinstance(payload, dict) and payload and path:
        name = sorted(payload)[path[0] % len(payload)]
        return {**payload, name: mutated(payload[name], path[1:], value)}
    if isinstance(payload, list) and payload and path:
        index = path[0] % len(payload)
        return [
            *payload[:index],
            mutated(payload[index], path[1:], value),
            *payload[index + 1 :],
        ]
    return value


@settings(max_examples=400, derandomize=True, database=None, deadline=None)
@given(
    st.sampled_from(sorted(EXAMPLES.glob("*.json"))),
    st.lists(st.integers(0, 9), min_size=1, max_size=5),
    st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)),
)
def test_one_value_put_into_an_example(file: Path, path: list[int], value: Any) -> None:
    name, role, *_ = file.name.split(".")
    feature: Any = FEATURES[name]
    message = feature.request_type if role == "request" else feature.response_type
    payload = mutated(json.loads(file.read_bytes()), path, value)
    before, words = copy.deepcopy(payload), repr(payload)
    answered(message, payload)
    assert repr(payload) == words == repr(before)
