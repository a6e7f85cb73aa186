"""What no schema of OCPP 1.6 needs is read and written as exactly: one verdict on each way.

A value is told by `check`, `from_dict` and, set in an instance, by `validate`.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.hostile.packages import DRAFT_07, loaded, message, write

if TYPE_CHECKING:
    from collections.abc import Iterator

# They are made here, whatever the flavor of the package on disk.
pytestmark = pytest.mark.flavor("dataclass")

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
SCHEMAS = {
    "Made.json": message(
        any={},
        numbers={"type": "object", "additionalProperties": {"type": "integer"}},
        pairs={"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 3},
        short={"type": "string", "format": "date-time", "maxLength": 20},
        long={"type": "string", "format": "date-time", "minLength": 24},
        moment={"format": "date-time"},
        some={
            "type": "object",
            "additionalProperties": {"type": "string"},
            "minProperties": 1,
            "maxProperties": 2,
        },
        distinct={"type": "array", "uniqueItems": True},
        tenths={"type": "number", "multipleOf": 0.1},
        thirds={"type": "number", "multipleOf": 0.3},
        below={"type": "number", "exclusiveMaximum": 0.3},
        least={"type": "integer", "minimum": 3},
        many={"enum": [f"v{number}" for number in range(25)]},
    ),
    "Open.json": {
        "$schema": DRAFT_07,
        "type": "object",
        "properties": {"a": {"type": "integer"}, "b": {"type": "string"}},
        "additionalProperties": {"type": ["integer", "object"]},
    },
    "Sized.json": {
        "$schema": DRAFT_07,
        "type": "object",
        "properties": {name: {"type": "integer"} for name in "abc"},
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 2,
    },
}


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Load the classes of these schemas, and their own error."""
    with loaded(write(tmp_path_factory.mktemp("schemas"), SCHEMAS)) as package:
        made = {name: one.request_type for name, one in package.FEATURES.items()}
        yield made | {"ValidationError": package.ValidationError}


def _told(violations: list[Any]) -> list[tuple[str, str]]:
    return [(one.pointer, one.keyword) for one in violations]


# What a field is set to, what stands for it in a payload, and the one fault of both.
FAULTS: list[tuple[str, Any, Any, tuple[str, str]]] = [
    ("numbers", {1: 2}, {1: 2}, ("/numbers", "json")),
    ("any", {"a": [{1: 2}]}, {"a": [{1: 2}]}, ("/any/a/0", "json")),
    ("any", [1, float("nan")], [1, float("nan")], ("/any/1", "type")),
    ("any", {"a": float("-inf")}, {"a": float("-inf")}, ("/any/a", "type")),
    ("any", b"bytes", b"bytes", ("/any", "type")),
    ("any", {"a": {1, 2}}, {"a": {1, 2}}, ("/any/a", "type")),
    ("pairs", [1], [1], ("/pairs", "minItems")),
    ("pairs", [1] * 4, [1] * 4, ("/pairs", "maxItems")),
    # As many as there may be, and one of them at fault: nothing else is told.
    ("numbers", {"a": 1.0, "b": "x"}, {"a": 1.0, "b": "x"}, ("/numbers/b", "type")),
    ("pairs", [1, "x"], [1, "x"], ("/pairs/1", "type")),
    ("pairs", [1, 2, "x"], [1, 2, "x"], ("/pairs/2", "type")),
    ("some", {"a": 1}, {"a": 1}, ("/some/a", "type")),
    ("some", {"a": "", "b": 1}, {"a": "", "b": 1}, ("/some/b", "type")),
    ("some", {}, {}, ("/some", "minProperties")),
    ("some", dict.fromkeys("abc", ""), dict.fromkeys("abc", ""), ("/some", "maxProperties")),
    (
        "short",
        NOON.replace(microsecond=5000),
        "2024-05-01T12:00:00.005Z",
        ("/short", "maxLength"),
    ),
    ("long", NOON, "2024-05-01T12:00:00Z", ("/long", "minLength")),
    ("moment", "2024-05-01", "2024-05-01", ("/moment", "format")),
    ("moment", {1: 2}, {1: 2}, ("/moment", "json")),
    ("tenths", 0.25, 0.25, ("/tenths", "multipleOf")),
    ("tenths", Decimal("1E-999999999"), Decimal("1E-999999999"), ("/tenths", "multipleOf")),
    # Beyond 15 digits two decimals may be one double: it is what it is written as.
    ("thirds", 5524848528354178.0, 5524848528354178.0, ("/thirds", "multipleOf")),
]


@pytest.mark.parametrize(("name", "value", "given", "fault"), FAULTS)
def test_a_fault_is_told_on_each_way(
    types: dict[str, Any], name: str, value: Any, given: Any, fault: tuple[str, str]
) -> None:
    made = types["Made"]
    assert _told(made.check({name: given})) == [fault]
    with pytest.raises(types["ValidationError"]) as caught:
        made.from_dict({name: given})
    error: Any = caught.value
    assert _told(error.violations) == [fault]
    message = made(**{name: value})
    assert _told(message.validate()) == [fault]
    for write_it in (message.to_dict, message.to_json):
        with pytest.raises(types["ValidationError"]):
            write_it()


@pytest.mark.parametrize(
    ("name", "value", "given"),
    [
        ("pairs", [1, 2], [1, 2]),
        ("pairs", [1, 2, 3], [1, 2, 3]),
        ("some", {"a": ""}, {"a": ""}),
        ("some", {"a": "", "b": ""}, {"a": "", "b": ""}),
        ("short", NOON, "2024-05-01T12:00:00Z"),
        ("long", NOON.replace(microsecond=5000), "2024-05-01T12:00:00.005Z"),
        ("moment", NOON, "2024-05-01T12:00:00Z"),
        ("moment", [1, None], [1, None]),
        ("any", None, None),
        ("tenths", Decimal("0.1"), 0.1),
        ("tenths", 550619816693881.7, 550619816693881.7),
        ("thirds", 0.9, 0.9),
    ],
)
def test_what_is_at_its_limits_is_valid(
    types: dict[str, Any], name: str, value: Any, given: Any
) -> None:
    message = types["Made"](**{name: value})
    assert message.validate() == []
    assert message.to_dict() == {name: given}
    assert json.loads(message.to_json()) == {name: given}
    assert types["Made"].check({name: given}) == []


def test_a_decimal_is_judged_as_it_is_sent(types: dict[str, Any]) -> None:
    """Below the limit as a decimal, but not as the number that stands for it in JSON."""
    made = types["Made"]
    assert made(below=Decimal("0.29")).to_dict() == {"below": 0.29}
    message = made(below=Decimal("0.2999999999999999999999"))
    assert _told(message.validate()) == [("/below", "exclusiveMaximum")]
    with pytest.raises(types["ValidationError"]):
        message.to_json()


class Name(str):
    """What a program may have made of a string."""

    __slots__ = ()


class Items(list[Any]):
    """What a program may have made of a list."""


def test_a_value_of_a_derived_class_is_what_it_derives_from(types: dict[str, Any]) -> None:
    made = types["Made"]
    assert _told(made.check({Name("other"): 1})) == [("/other", "additionalProperties")]
    assert made.check({Name("pairs"): Items([1, 2])}) == []
    payload = made(pairs=Items([1, 2]), some={Name("a"): Name("b")}).to_dict()
    assert payload == {"pairs": [1, 2], "some": {"a": "b"}}
    assert type(payload["pairs"]) is list
    assert {*map(type, payload["some"]), *map(type, payload["some"].values())} == {str}


def test_a_large_decimal_is_sent_digit_by_digit(types: dict[str, Any]) -> None:
    assert types["Made"](any=Decimal(10**22 + 1)).to_dict() == {"any": 10**22 + 1}


def test_what_is_too_deep_is_told_alone(types: dict[str, Any]) -> None:
    """Of such a payload nobody knows what else is wrong with it."""
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert _told(types["Made"].check({"numbers": {"a": "x"}, "distinct": deep})) == [
        ("", "json")
    ]


def test_a_value_at_its_limit_is_not_told_beside_a_fault(types: dict[str, Any]) -> None:
    assert _told(types["Made"].check({"least": 3, "other": 1})) == [
        ("/other", "additionalProperties")
    ]
    assert _told(types["Made"].check({"least": 2})) == [("/least", "minimum")]


def test_things_are_counted_as_people_do(types: dict[str, Any]) -> None:
    told = types["Sized"].check({})[0].message
    assert told == "must have at least 1 member, not 0"
    told = types["Made"].check({"pairs": []})[0].message
    assert told == "must have at least 2 items, not 0"
    listed = ", ".join(f'"v{number}"' for number in range(20))
    told = types["Made"].check({"many": "x"})[0].message
    assert told == f'must be one of {listed}, ..., not "x"'


def test_null_is_written_beside_what_is_unusual(types: dict[str, Any]) -> None:
    """It is a value of its own, and no absence, whatever else a message holds."""
    message = types["Made"](any=None, tenths=Decimal("0.5"))
    assert message.to_dict() == {"any": None, "tenths": 0.5}
    assert json.loads(message.to_json()) == {"any": None, "tenths": 0.5}


def test_no_member_is_written_twice(types: dict[str, Any]) -> None:
    """Of a field and an extra member of its name, the extra one counts: it is as on the wire."""
    message = types["Open"](a=1, extra={"a": 2, "c": {}})
    assert message.to_json() == '{"a":2,"c":{}}'
    assert message.to_dict() == {"a": 2, "c": {}}
    assert message.validate() == []


def test_other_members_have_names_and_values(types: dict[str, Any]) -> None:
    made = types["Open"]
    for wrong, fault in (({1: 2}, ("", "json")), ({"c": "x"}, ("/c", "type"))):
        assert _told(made.check({"a": 1} | wrong)) == [fault]
        with pytest.raises(types["ValidationError"]):
            made.from_dict({"a": 1} | wrong)
        assert _told(made(a=1, extra=wrong).validate()) == [fault]


def test_the_number_of_members_is_that_of_what_is_sent(types: dict[str, Any]) -> None:
    made = types["Sized"]
    for count, faults in (
        (0, [("", "minProperties")]),
        (1, []),
        (2, []),
        (3, [("", "maxProperties")]),
    ):
        payload = dict.fromkeys("abc"[:count], 1)
        assert _told(made.check(payload)) == faults
        assert _told(made(**payload).validate()) == faults
        if not faults:
            assert json.loads(made(**payload).to_json()) == payload


@pytest.mark.parametrize(
    "items",
    [
        ["ab", "c", ["a", "bc"], ["ab", "c"], ["abc"], "abc", ["a", "b", "c"], "1:a", ["1:a"]],
        [
            None,
            "None",
            True,
            "True",
            1,
            "1",
            "1e0;",
            [1],
            ["1"],
            [[1]],
            [],
            [[]],
            "[]",
            {},
            "{}",
        ],
        [{"a": "b"}, {"ab": ""}, {"a": {"b": 1}}, {"a": 1, "b": 1}, {"a": [], "b": 1}],
        [2**60, 2**60 + 1, 2.0**70, 10**400, 10**400 + 1, -(2**60), 0.1, 0.10000000000000002],
    ],
)
def test_what_looks_alike_is_not_equal(types: dict[str, Any], items: list[Any]) -> None:
    assert types["Made"].check({"distinct": items}) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 1.0),
        (0, -0.0),
        (2**45, 2.0**45),
        (10**22, 1e22),
        (10**300, 1e300),
        (10**400, 10**400),
        ({"a": 1, "b": [2.0]}, {"b": [2], "a": 1.0}),
    ],
)
def test_equal_numbers_are_equal_however_large(
    types: dict[str, Any], one: Any, other: Any
) -> None:
    """JSON has one kind of number: an integer is equal to the float of its value."""
    assert _told(types["Made"].check({"distinct": [one, other]})) == [
        ("/distinct", "uniqueItems")
    ]
