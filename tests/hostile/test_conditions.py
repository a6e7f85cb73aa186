"""Schemas that are put together never make a verdict grow faster than the value.

Each of these would take time exponential in the depth of the value, or of the schema, if every
branch were looked at anew wherever it is asked for. Counted in calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ocppgen.checker import load_checker
from tests.hostile.counting import calls, growth

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 2.5
"""So much the work may grow with twice the depth: linear, and a little for what it is spread over."""


def _definitions(**schemas: Any) -> dict[str, Any]:
    return {"$ref": "#/$defs/node", "$defs": schemas}


def _child(**more: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"child": {"$ref": "#/$defs/node"}, **more}}


# In each of them a node has a child that is a node; branches are alike but for the end.
SCHEMAS: dict[str, dict[str, Any]] = {
    "anyOf": _definitions(
        node={"anyOf": [_child(a={"type": "integer"}), _child(b={"type": "integer"})]}
    ),
    "oneOf": _definitions(
        node={"oneOf": [{**_child(), "required": ["a"]}, {**_child(), "required": ["b"]}]}
    ),
    "anyOf of conditions": _definitions(
        node={**_child(), "anyOf": [_child(a={"const": 1}), _child(b={"const": 1})]}
    ),
    "oneOf of conditions": _definitions(
        node={**_child(), "oneOf": [_child(end={"const": 1}), _child(end={"const": 2})]}
    ),
    "allOf": _definitions(node={"allOf": [_child(), _child(a={"type": "integer"})]}),
    "not": _definitions(
        node={**_child(), "not": {**_child(), "required": ["no"]},
              "anyOf": [{"not": _child(a={"const": 2})}, _child()]}
    ),
    "if": _definitions(node={**_child(), "if": _child(a={"const": 1}), "then": _child()}),
    "unevaluated": _definitions(
        node={"allOf": [{"anyOf": [_child(), _child(a={})]}], "unevaluatedProperties": {
            "$ref": "#/$defs/node"}}
    ),
    "two that refer to each other": _definitions(
        node={"anyOf": [{"$ref": "#/$defs/other"}, _child(a={"type": "integer"})]},
        other={"oneOf": [{"type": "null"}, {"allOf": [_child(), {"$ref": "#/$defs/third"}]}]},
        third={"anyOf": [_child(b={"const": 1}), _child(end={"const": 1})]},
    ),
    "dependentSchemas": _definitions(
        node={**_child(), "dependentSchemas": {"a": _child(), "child": _child(a={"const": 1})}}
    ),
    "patternProperties": _definitions(
        node={**_child(), "patternProperties": {"^c": {"$ref": "#/$defs/node"}},
              "anyOf": [{"patternProperties": {"d$": {"$ref": "#/$defs/node"}}}, _child()]}
    ),
    "a union within a union": _definitions(
        node={"anyOf": [
            {"oneOf": [{**_child(), "required": ["a"]}, {**_child(), "required": ["b"]}]},
            {"anyOf": [{"allOf": [_child(end={"const": 1}), _child()]}, {"type": "string"}]}]}
    ),
    "arrays": _definitions(
        node={"anyOf": [
            {"type": "array", "items": {"$ref": "#/$defs/node"}, "contains": {"$ref": "#/$defs/node"}},
            {"type": "array", "prefixItems": [{"$ref": "#/$defs/node"}], "maxItems": 1},
            {"type": "integer"}]}
    ),
}  # fmt: skip


def nested(depth: int, end: Any) -> Any:
    """Make a value of a depth: objects in objects, each in ``child``."""
    value = end
    for number in range(depth):
        value = {"child": value, "a": 1} if number % 2 else {"child": value}
    return value


def lists(depth: int, end: Any) -> Any:
    """Make a value of a depth: arrays in arrays."""
    value = end
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("end", [{"a": 1, "b": 1, "end": 1}, {"a": "x", "b": "x", "end": 3}, 7])
@pytest.mark.parametrize("name", SCHEMAS)
def test_twice_the_depth_is_about_twice_the_work(name: str, end: Any) -> None:
    checker = load_checker(SCHEMAS[name])
    make = lists if name == "arrays" else nested

    def work(depth: int) -> Callable[[], object]:
        value = make(depth, end)

        def judge() -> None:
            try:
                checker.emit(checker.accept(value))
            except checker.bailout_errors:
                checker.explain(value)

        return judge

    assert growth(work, 12) < MOST


@pytest.mark.parametrize("keyword", ["allOf", "anyOf", "oneOf"])
def test_a_ladder_of_schemas_is_climbed_once(keyword: str) -> None:
    """Each rung refers to the next one twice: 2 to the power of their number ways lead down."""

    def work(rungs: int) -> Callable[[], object]:
        ladder: dict[str, Any] = {
            f"r{number}": {
                keyword: [
                    {"$ref": f"#/$defs/r{number + 1}"},
                    {"$ref": f"#/$defs/r{number + 1}"},
                ]
            }
            for number in range(rungs)
        }
        ladder[f"r{rungs}"] = {"type": "object", "required": ["a"]}
        check = load_checker({"$ref": "#/$defs/r0", "$defs": ladder}).check
        return lambda: [check({"a": 1}), check({}), check(5)]

    assert growth(work, 20) < MOST


def _nested_schema(keyword: str, depth: int) -> dict[str, Any]:
    """Nest schemas in each other, two branches on every level."""
    schema: dict[str, Any] = {"type": "object", "required": ["a"]}
    for number in range(depth):
        other = {"type": "object", "required": ["b"], "properties": {f"p{number}": {}}}
        schema = {keyword: [schema, other]}
    return schema


@pytest.mark.parametrize("keyword", ["allOf", "anyOf", "oneOf"])
def test_schemas_within_schemas_cost_what_they_are(keyword: str) -> None:
    """The verdict on a value, and the making of its checker, by the depth of the schema."""

    def verdicts(depth: int) -> Callable[[], object]:
        check = load_checker(_nested_schema(keyword, depth)).check
        return lambda: [check({"a": 1, "b": 1}), check({"a": 1}), check({}), check(5)]

    assert growth(verdicts, 20) < MOST

    def checkers(depth: int) -> Callable[[], object]:
        schema = _nested_schema(keyword, depth)
        return lambda: load_checker(schema)

    assert growth(checkers, 20) < MOST**2  # quadratic at most: a place names its way


def test_wide_values_cost_what_they_are() -> None:
    schema = {
        "type": "array",
        "items": {"anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
        "contains": {"required": ["b"]},
    }
    check = load_checker(schema).check

    def work(size: int) -> Callable[[], object]:
        value = [{"a": 1}, {"b": 1}, {}] * size
        return lambda: check(value)

    assert growth(work, 50) < MOST


def test_a_tag_is_looked_at_first() -> None:
    """So a tagged value is read without a look at the other branches."""

    def branch(kind: str) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {"kind": {"const": kind}, "value": {"maxItems": 3}},
            "required": ["kind"],
        }

    few = load_checker({"oneOf": [branch("a"), branch("b")]})
    many = load_checker({"oneOf": [branch(chr(code)) for code in range(97, 117)]})
    value = {"kind": "b", "value": [1]}
    for checker in (few, many):
        checker.accept(value)
    assert calls(lambda: many.accept(value)) == calls(lambda: few.accept(value))
