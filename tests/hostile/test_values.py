"""Enums, constants and limits of any shape: they mean what they say, or are refused."""

from __future__ import annotations

import json
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from ocppgen import GeneratorError, compile_check
from tests import oracle
from tests.hostile.packages import DRAFT_07, TRIP, loaded, message, refusal, write

if TYPE_CHECKING:
    from pathlib import Path

DRAFTS = {
    "draft-04": "http://json-schema.org/draft-04/schema#",
    "draft-06": "http://json-schema.org/draft-06/schema#",
    "draft-07": DRAFT_07,
    "2019-09": "https://json-schema.org/draft/2019-09/schema",
    "2020-12": "https://json-schema.org/draft/2020-12/schema",
}

PROBES: list[Any] = [
    None, True, False, 0, 1, -1, 1.0, 0.0, 2, 2.5, "", " ", "a", "A", "None", "null", "true", "1", "mro",
    "1.0", "\ud800", "\0", [], {}, [1], {"a": 1}, 2**53, 2.0**53, 10**22, 1e22, 1e23, 10**23, 0.1,
]  # fmt: skip

ENUMS: list[list[Any]] = [
    [""], [" ", "  "], ["None", "null"], ["1", "2"], ["mro", "name", "value", "_value_", "__class__"],
    ["a", "A"], ["a", None], [None], [True], [True, 1], [1, True], [False, 0], [0, False, ""], ["true", True],
    [1, 1.5], [2**53, 2**53 + 1], [1e22], [1e23], [10**30], ["\ud800"], ["\0", "\n", "\r", "\u2028"],
    [TRIP, f'"""{TRIP}'], [0.1, 0.30000000000000004], [-0.0], ["a", 1, None, True, 2.5],
]  # fmt: skip


@pytest.mark.parametrize("values", ENUMS, ids=json.dumps)
@pytest.mark.parametrize("draft", DRAFTS)
@pytest.mark.parametrize("kind", [None, "string", "integer", "number", ["string", "null"]])
def test_enums(values: list[Any], draft: str, kind: Any) -> None:
    schema = {"$schema": DRAFTS[draft], "enum": values} | ({"type": kind} if kind else {})
    judge = oracle.validator(oracle.load(json.dumps(schema)))
    try:
        check = compile_check(schema)
    except GeneratorError as error:
        line = str(error)
        assert line == "schema#/enum: no value fits the other keywords; correct it"
        assert not any(judge.is_valid(oracle.as_decimals(one)) for one in (*PROBES, *values))
        return
    for probe in (*PROBES, *values):
        assert (check(probe) == []) == judge.is_valid(oracle.as_decimals(probe)), probe


@pytest.mark.parametrize("values", [["a", "a"], ["a", "b", "a"], [1, 1.0], [None, None]])
def test_a_value_that_is_there_twice_counts_once(values: list[Any], tmp_path: Path) -> None:
    with loaded(write(tmp_path, {"X.json": message(a={"enum": values})})) as package:
        check = package.FEATURES["X"].request_type.check
        assert all(check({"a": value}) == [] for value in values)
        assert check({"a": "c"}) != []
    with pytest.raises(GeneratorError, match="breaks the metaschema of draft-04"):
        compile_check({"$schema": DRAFTS["draft-04"], "enum": values})


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"enum": []}, "#/enum: must be a list with values, not []"),
    ({"enum": ["abc"], "maxLength": 2}, "#/enum: no value fits the other keywords; correct it"),
    (
        {"type": "integer", "const": 1.5},
        "#/const: no value fits the other keywords; correct it",
    ),
]


@pytest.mark.parametrize(("schema", "told"), REFUSED, ids=lambda one: json.dumps(one)[:40])
def test_what_cannot_be_said_is_refused(schema: dict[str, Any], told: str) -> None:
    with pytest.raises(GeneratorError) as caught:
        compile_check({"$schema": DRAFT_07, **schema})
    assert str(caught.value) == f"schema{told}"


NUMBERS: list[tuple[str, str]] = [
    ("1e-400", '#/minimum: "1E-400" has more digits than a double keeps; shorten it'),
    (
        "0.1000000000000000055511151231257827",
        '#/minimum: "0.1000000000000000055511151231257827" has more digits than a double keeps;'
        " shorten it",
    ),
    ("1e401", ': has a number beyond the range of a double: "1e401"'),
    ("1e99999999999999999999", ': has a number beyond the range of a double: "1e99999999999999999999"'),
    ("1e-99999999999999999999", ': has a number beyond the range of a double: "1e-99999999999999999999"'),
    ("1" * 401, f': has a number beyond the range of a double: "{"1" * 56}...'),
    ("0." + "1" * 400, f': has a number beyond the range of a double: "0.{"1" * 54}...'),
    ("NaN", ": has NaN, which is no JSON"),
    ("-Infinity", ": has -Infinity, which is no JSON"),
    ("01", ": is not JSON: Expecting ',' delimiter at line 1, column 67"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "told"), NUMBERS, ids=lambda one: one[:20])
def test_numbers_that_no_double_holds(number: str, told: str, tmp_path: Path) -> None:
    text = f'{{"$schema": "{DRAFT_07}", "minimum":{number}}}'
    assert refusal(write(tmp_path, {"X.json": text})) == f"X.json{told}"


@pytest.mark.parametrize("size", [2**53 + 1, 10**30, 10**300])
def test_bounds_that_nothing_reaches(size: int) -> None:
    check = compile_check(
        {"maxLength": size, "maxItems": size, "maxProperties": size, "pattern": "^a"}
    )
    assert [check(one) for one in ("a" * 100, [1] * 100, {"a": 1})] == [[], [], []]
    (violation,) = compile_check({"minLength": size})("a" * 100)
    assert (violation.keyword, violation.limit) == ("minLength", size)
    assert (
        compile_check({"maximum": Decimal("1e400"), "minimum": Decimal("-1e400")})(1e308) == []
    )


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 1 << 5000, 10**500])
@pytest.mark.parametrize("keyword", ["minimum", "maxLength", "const", "default"])
def test_numbers_that_no_schema_says(number: float, keyword: str) -> None:
    """A schema that is made in Python may hold what JSON text could not."""
    with pytest.raises(GeneratorError, match="is no JSON value, or too large"):
        compile_check({keyword: number})


@pytest.mark.parametrize("value", [b"a", (1, 2), {1}, object(), 3 + 4j, {1: 2}, range(3)])
def test_values_that_are_no_json(value: object) -> None:
    for schema in ({"const": value}, {"default": [value]}, {"properties": {"a": value}}, value):
        with pytest.raises(GeneratorError):
            compile_check(schema)


@pytest.mark.parametrize(
    ("keywords", "value", "keyword"),
    [
        (
            {"type": "number", "exclusiveMaximum": 1},
            Decimal("0.99999999999999999999999999"),
            "exclusiveMaximum",
        ),
        (
            {"type": "array", "items": {"type": "number"}, "uniqueItems": True},
            [Decimal("0.1"), Decimal("0.1000000000000000000000000001")],
            "uniqueItems",
        ),
    ],
    ids=["a limit", "unique items"],
)
def test_a_decimal_that_is_valid_until_it_is_rounded(
    keywords: dict[str, Any], value: object, keyword: str, tmp_path: Path
) -> None:
    """It is judged exactly, but a float cannot hold it: that is told as any other fault."""
    with loaded(write(tmp_path, {"X.json": message(a=keywords)})) as package:
        request = package.FEATURES["X"].request_type
        assert request.check({"a": value}) == []
        error = import_module(package.__name__ + ".errors").ValidationError
        with pytest.raises(error) as caught:
            request.from_dict({"a": value})
        assert [one.keyword for one in caught.value.violations] == [keyword]
