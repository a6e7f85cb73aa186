"""Schemas that hold together are as strict as the strictest of them, keyword by keyword."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ocppgen import GeneratorError, compile_check, load_project
from ocppgen.pipeline import plan
from tests.hostile.packages import write

if TYPE_CHECKING:
    from pathlib import Path

OBJECT = {"type": "object"}

# What holds together, what it admits, and what it does not.
TOGETHER: dict[str, tuple[list[dict[str, Any]], list[Any], list[Any]]] = {
    "minimum": ([{"type": "integer", "minimum": 1}, {"minimum": 3}], [3], [2, 1]),
    "minimum first": ([{"type": "integer", "minimum": 3}, {"minimum": 1}], [3], [2, 1]),
    "maximum": ([{"type": "integer", "maximum": 9}, {"maximum": 7}], [7], [8, 9]),
    "exclusive": (
        [
            {"type": "number", "exclusiveMinimum": 1},
            {"exclusiveMinimum": 2},
            {"exclusiveMaximum": 5},
        ],
        [2.5, 4],
        [2, 1.5, 5],
    ),
    "steps": ([{"type": "number", "multipleOf": 2}, {"multipleOf": 3}], [6, 12], [2, 3, 4]),
    "lengths": (
        [{"type": "string", "minLength": 1, "maxLength": 5}, {"minLength": 2, "maxLength": 3}],
        ["ab", "abc"],
        ["a", "abcd", "abcdef"],
    ),
    "patterns": ([{"type": "string", "pattern": "^a"}, {"pattern": "b$"}], ["ab"], ["a", "b"]),
    "formats": (
        [{"type": "string", "format": "uri"}, {"format": "uuid"}],
        [],
        ["ftp://a.example", "0f0b2d1e-4a53-4c7e-9d7e-1b0c5a6f7e11"],
    ),
    "items": (
        [{"type": "array", "minItems": 1, "maxItems": 3}, {"minItems": 2, "maxItems": 9}],
        [[1, 2], [1, 2, 3]],
        [[1], [1, 2, 3, 4]],
    ),
    "members": (
        [
            {**OBJECT, "minProperties": 1, "maxProperties": 3},
            {"minProperties": 2, "maxProperties": 9},
        ],
        [{"a": 1, "b": 1}],
        [{"a": 1}, dict.fromkeys("abcd", 1)],
    ),
    "required": (
        [{**OBJECT, "properties": {"a": {}}, "required": ["a"]}, {"required": ["b"]}],
        [{"a": 1, "b": 1}],
        [{"a": 1}, {"b": 1}],
    ),
    "properties": (
        [
            {**OBJECT, "properties": {"a": {"type": "integer", "minimum": 1}}},
            {"properties": {"a": {"maximum": 3}, "b": {"type": "string"}}},
        ],
        [{"a": 2, "b": "x"}, {}],
        [{"a": 0}, {"a": 4}, {"b": 1}],
    ),
    "closed": (
        [
            {**OBJECT, "properties": {"a": {}}, "additionalProperties": False},
            {"properties": {"b": {}}},
        ],
        [{"a": 1}],
        [{"b": 1}, {"c": 1}],
    ),
    "named by a pattern": (
        [
            {
                **OBJECT,
                "patternProperties": {"^x": {"type": "integer"}},
                "additionalProperties": False,
            },
            {"properties": {"xa": {"minimum": 3}}},
        ],
        [{"xa": 3}, {"xb": 1}],
        [{"xa": 2}, {"xb": "1"}, {"b": 1}],
    ),
    "enums": (
        [{"enum": [1, 2, "a"]}, {"enum": [2, "a", "b"]}, {"type": "integer"}],
        [2],
        [1, "a"],
    ),
    "nothing": ([{"type": "integer"}, {"type": "string"}], [], [1, "a", None]),
    "types": (
        [{"type": ["integer", "string"]}, {"type": ["string", "null"]}],
        ["a"],
        [1, None],
    ),
}


@pytest.mark.parametrize("case", TOGETHER)
@pytest.mark.parametrize("order", [1, -1])
def test_what_holds_together(case: str, order: int) -> None:
    schemas, right, wrong = TOGETHER[case]
    check = compile_check({"allOf": schemas[::order]})
    assert [value for value in right if check(value)] == []
    assert [value for value in wrong if not check(value)] == []


def test_a_member_that_another_schema_forbids_is_no_field(tmp_path: Path) -> None:
    """A class has no field that no value could be in."""
    closed, more = TOGETHER["closed"][0]
    folder = write(tmp_path, {"X.json": {**OBJECT, "allOf": [closed, more]}})
    (module,) = plan(load_project([folder])).modules
    assert [field.name for one in module.structures for field in one.fields] == ["a"]


# What one of several has to hold for, what it admits, and what it does not.
ONE_OF: dict[str, tuple[str, list[dict[str, Any]], list[Any], list[Any]]] = {
    "constants": ("oneOf", [{"const": "a"}, {"const": "b"}], ["a", "b"], ["c", 1]),
    "the same constant": (
        "oneOf",
        [{"const": "a"}, {"const": "a"}, {"const": "b"}],
        ["b"],
        ["a"],
    ),
    "any of the same": ("anyOf", [{"const": "a"}, {"const": "a"}], ["a"], ["b"]),
    "lengths": (
        "oneOf",
        [{"type": "string", "maxLength": 3}, {"type": "string", "minLength": 3}],
        ["ab", "abcd"],
        ["abc", 1],
    ),
    "kinds": ("anyOf", [{"type": "integer"}, {"type": "array"}], [1, []], ["a", None]),
    "marked objects": (
        "oneOf",
        [
            {
                **OBJECT,
                "properties": {"k": {"const": "x"}, "v": {"type": "integer"}},
                "required": ["k"],
            },
            {
                **OBJECT,
                "properties": {"k": {"const": "y"}, "v": {"type": "string"}},
                "required": ["k"],
            },
        ],
        [{"k": "x", "v": 1}, {"k": "y", "v": "a"}],
        [{"k": "x", "v": "a"}, {"k": "y", "v": 1}, {"k": "z"}, {}],
    ),
    "marked alike": (
        "oneOf",
        [
            {**OBJECT, "properties": {"k": {"enum": ["x", "y"]}, "v": {"type": "integer"}}},
            {**OBJECT, "properties": {"k": {"enum": ["y", "z"]}, "v": {"type": "string"}}},
        ],
        [{"k": "x", "v": 1}, {"k": "z", "v": "a"}, {"k": "y", "v": 1}],
        [{"k": "y"}, {"k": "x", "v": "a"}, {}],
    ),
    "none": ("oneOf", [{"type": "integer", "allOf": [{"type": "string"}]}], [], [1, "a"]),
}


@pytest.mark.parametrize("case", ONE_OF)
def test_what_one_of_several_has_to_hold_for(case: str) -> None:
    keyword, schemas, right, wrong = ONE_OF[case]
    check = compile_check({keyword: schemas})
    assert [value for value in right if check(value)] == []
    assert [value for value in wrong if not check(value)] == []


def test_a_member_that_is_required_and_forbidden_is_refused() -> None:
    """No object could be right: it is a mistake of the schema, told at its place."""
    schema = {
        **OBJECT,
        "properties": {"a": {}},
        "required": ["a", "b"],
        "additionalProperties": False,
    }
    with pytest.raises(GeneratorError) as caught:
        compile_check(schema)
    told = 'requires "b", which `additionalProperties` forbids; add it'
    assert str(caught.value) == f"schema#/required: {told}"
