"""Every kind of member is read as its Python value, and written again, without a second look.

The generated code judges a value on its way; what it cannot settle it leaves to a walk through
the schema, which takes ten times the calls. A valid message has no need of that.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from ocppgen import load_project
from ocppgen.memory import load_package, unload
from tests.hostile.counting import calls
from tests.hostile.packages import loaded, message, refusal, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

FEW = 60
"""So many calls, and no walk, are what a member of a message takes."""
AT = "2024-05-01T10:00:00Z"
WHEN = datetime(2024, 5, 1, 10, tzinfo=UTC)
MOMENT = {"type": "string", "format": "date-time"}
SHORT = {**MOMENT, "maxLength": 24}
THING = {"type": "object", "properties": {"at": MOMENT}, "additionalProperties": False}
NEST = {"$ref": "#/definitions/nest"}

KINDS: dict[str, tuple[dict[str, Any], Any, Any]] = {
    # the schema, a payload, and what the field is
    "flag": ({"type": "boolean"}, True, True),
    "null": ({"type": "null"}, None, None),
    "whole": ({"type": "integer", "minimum": 1}, 5, 5),
    "whole_float": ({"type": "integer"}, 5.0, 5),
    "number": ({"type": "number", "exclusiveMaximum": 2}, 1.5, 1.5),
    "step": ({"type": "number", "multipleOf": 0.1, "maximum": 9}, 0.3, 0.3),
    "text": ({"type": "string", "minLength": 1, "maxLength": 3}, "abc", "abc"),
    "pattern": ({"type": "string", "pattern": "^[a-c]+$"}, "abc", "abc"),
    "address": ({"type": "string", "format": "uri"}, "ftp://a.example/b", "ftp://a.example/b"),
    "moment": (MOMENT, AT, WHEN),
    "short_moment": (SHORT, AT, WHEN),
    "moments": ({"type": "array", "items": MOMENT}, [AT], [WHEN]),
    "short_moments": ({"type": "array", "items": SHORT, "maxItems": 2}, [AT], [WHEN]),
    "moments_by_name": (
        {"type": "object", "additionalProperties": SHORT},
        {"k": AT},
        {"k": WHEN},
    ),
    "moment_or_number": ({"type": ["string", "integer"], "format": "date-time"}, AT, WHEN),
    "number_or_moment": ({"type": ["string", "integer"], "format": "date-time"}, 7, 7),
    "moment_or_null": ({**MOMENT, "type": ["string", "null"]}, None, None),
    "moments_or_numbers": (
        {"type": "array", "items": {"type": ["string", "integer"], "format": "date-time"}},
        [AT, 1],
        [WHEN, 1],
    ),
    "choice": ({"enum": ["x", "y"]}, "x", "x"),
    "choices": ({"type": "array", "items": {"enum": ["x", "y"]}}, ["y"], ["y"]),
    "constants": ({"enum": [1, "x", None]}, 1, 1),
    "lists": ({"type": "array", "items": {"type": "array", "items": MOMENT}}, [[AT]], [[WHEN]]),
    "texts": (
        {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        ["a"],
        ["a"],
    ),
    "numbers_by_name": (
        {"type": "object", "additionalProperties": {"type": "number"}, "minProperties": 1},
        {"k": 1.5},
        {"k": 1.5},
    ),
    "things": ({"type": "array", "items": THING}, [{"at": AT}], None),
    "things_by_name": ({"type": "object", "additionalProperties": THING}, {"k": {}}, None),
    "thing_or_text": (
        {"type": ["object", "string"], **{k: THING[k] for k in THING if k != "type"}},
        {"at": AT},
        None,
    ),
    "nest": (NEST, [[], [[]]], [[], [[]]]),
    "anything": ({}, {"a": [1]}, {"a": [1]}),
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """Load a message that has a member of each kind."""
    properties = {name: schema for name, (schema, _, _) in KINDS.items()}
    nest = {"type": "array", "items": NEST}
    schema = message(**properties) | {"definitions": {"nest": nest}}
    folder = write(tmp_path_factory.mktemp("kinds"), {"X.json": schema})
    package = load_package(load_project([folder]))
    yield package
    unload(package)


@pytest.mark.parametrize("kind", KINDS)
def test_a_member_of_each_kind(kind: str, package: ModuleType) -> None:
    _, value, wanted = KINDS[kind]
    request = package.FEATURES["X"].request_type
    payload = {kind: value}
    instance = request.from_dict(payload)
    assert request.check(payload) == []
    if wanted is not None:
        assert getattr(instance, kind) == wanted
    assert json.loads(instance.to_json()) == payload
    assert instance.to_dict() == payload
    text = json.dumps(payload)
    for work in (lambda: request.from_dict(payload), instance.to_json):
        assert calls(work) < FEW
    assert request.from_json(text) == instance


def test_a_walk_takes_more_calls(package: ModuleType) -> None:
    """So that the number above tells something."""
    request = package.FEATURES["X"].request_type
    assert calls(lambda: request.check({"flag": 1})) > FEW / 2
    with pytest.raises(package.ValidationError):
        request.from_dict({"flag": 1})


def test_two_patterns_of_one_name(tmp_path: Path) -> None:
    """A text is never judged by the pattern of another member: the run stops instead."""
    inner = {"type": "array", "items": {"type": "string", "pattern": "^a$"}}
    listed = {"type": "array", "items": inner}
    names = '[names]\n"X.json#/properties/b" = "a__item"\n'
    for pattern, meets in (("^b$", True), ("^a$", False)):
        schema = message(a=listed, b={"type": "string", "pattern": pattern})
        folder = write(tmp_path / "schemas", {"X.json": schema})
        if meets:
            told = "two constants would be named X_REQUEST__A__ITEM_PATTERN; rename a property"
            assert refusal(folder, names) == f"schemas: {told}"
        else:
            with loaded(folder, names) as package:
                request = package.FEATURES["X"].request_type
                assert request.check({"a": [["a"]], "b": "a"}) == []
                assert len(request.check({"a": [["b"]], "b": "b"})) == 2


def test_null_where_a_schema_does_not_speak_of_it(tmp_path: Path) -> None:
    """Keywords of one type admit every other: `None` is a value there, and absence is not."""
    schema = message(a={"maxLength": 3}, b={"maxLength": 3, "minimum": 1}, c={"type": "string"})
    with loaded(write(tmp_path / "schemas", {"X.json": schema})) as package:
        request = package.FEATURES["X"].request_type
        assert request.check({"a": None, "b": None}) == []
        assert request.from_dict({"a": None}).to_dict() == {"a": None}
        assert request.from_dict({}).to_dict() == {}
        assert [one.pointer for one in request.check({"c": None})] == ["/c"]


TAGGED = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "count": {"type": "integer"},
        "tags": {"type": "array", "items": {"type": "string"}},
    },
    "additionalProperties": False,
}
LISTED: dict[str, tuple[dict[str, Any], Any, int]] = {
    # the schema, a payload, and how many calls the text may take more than the payload
    "texts": ({"type": "array", "items": {"type": "string"}}, ["a"] * 50, 15),
    "objects": (
        {"type": "array", "items": {**TAGGED, "required": ["name", "count"]}},
        [{"name": "a", "count": 1}] * 50,
        130,
    ),
    "objects with lists": (
        {"type": "array", "items": TAGGED},
        [{"tags": ["a", "b"]}] * 50,
        200,
    ),
    "an object with a list": (TAGGED, {"name": "a", "count": 1, "tags": ["a"] * 50}, 15),
}


@pytest.mark.parametrize("case", LISTED)
def test_a_text_that_names_no_member_twice_is_looked_at_once(case: str, tmp_path: Path) -> None:
    """Its commas tell: there are no more than its members and items need."""
    schema, value, most = LISTED[case]
    folder = write(tmp_path, {"X.json": message(a=schema, b={"type": "integer"})})
    package = load_package(load_project([folder]))
    request = package.FEATURES["X"].request_type
    payload = {"a": value, "b": 1}
    text = json.dumps(payload)
    assert request.from_json(text) == request.from_dict(payload)
    more = calls(lambda: request.from_json(text)) - calls(lambda: request.from_dict(payload))
    assert more < most
    with pytest.raises(package.ValidationError):
        request.from_json(text.replace('"b"', '"a": 1, "a"'))
    unload(package)
