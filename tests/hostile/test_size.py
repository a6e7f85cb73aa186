"""Large and deep schemas get an answer within seconds: code that works, or a refusal."""

from __future__ import annotations

import json
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from ocppgen import GeneratorError, generate, load_project
from ocppgen.checker import load_checker
from tests.hostile.packages import DRAFT_07, message, refusal, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SECONDS = 30.0
"""Of processor time: many times what is needed, and far less than anything that explodes."""


@contextmanager
def soon() -> Iterator[None]:
    """Fail if what is done takes long."""
    start = time.process_time()
    yield
    assert time.process_time() - start < _SECONDS


def nested(kind: str, levels: int) -> dict[str, Any]:
    """Put containers of one kind into each other."""
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(levels):
        schema = {
            "array": {"type": "array", "items": schema},
            "object": {"type": "object", "properties": {"a": schema}},
            "map": {"type": "object", "additionalProperties": schema},
            "definitions": {"definitions": {"a": schema}, "type": "object"},
        }[kind]
    return schema


def chained(kind: str, links: int) -> dict[str, Any]:
    """Let definitions refer to each other, one by one."""
    definitions: dict[str, Any] = {f"d{links}": {"type": "string"}}
    for number in range(links):
        to = {"$ref": f"#/definitions/d{number + 1}"}
        definitions[f"d{number}"] = {
            "reference": to,
            "array": {"type": "array", "items": to},
            "both": {"type": ["array", "object"], "items": to, "additionalProperties": to},
            "object": {"type": "object", "properties": {"a": to, "b": to}},
        }[kind]
    return message(a={"$ref": "#/definitions/d0"}) | {"definitions": definitions}


def test_ten_thousand_properties(tmp_path: Path) -> None:
    properties = {f"p{number}": {"type": "integer"} for number in range(10_000)}
    schema = message(**properties) | {"required": list(properties)[::2]}
    folder = write(tmp_path, {"X.json": schema})
    with soon():
        files = generate(load_project([folder]))
    assert sum(len(text) for text in files.values()) > 1_000_000
    with soon():
        checker = load_checker(schema)
    payload: dict[str, Any] = dict.fromkeys(properties, 1)
    assert checker.check(payload) == []
    assert checker.accept(payload) is not None
    assert len(checker.check({})) == 5_000
    with soon():  # unknown members are not looked for one by one
        assert len(checker.check({f"q{number}": 1 for number in range(100_000)})) == 105_000


def test_five_thousand_values(tmp_path: Path) -> None:
    values = [f"value {number}" for number in range(5_000)]
    schema = message(a={"type": "string", "enum": values}, b={"enum": [*range(5_000)]})
    folder = write(tmp_path, {"X.json": schema})
    with soon():
        generate(load_project([folder]))
        check = load_checker(schema).check
    assert check({"a": values[-1], "b": 4_999}) == []
    assert all(len(one.message) < 1_000 for one in check({"a": "value", "b": 5_000}))


@pytest.mark.parametrize("kind", ["array", "object", "map", "definitions"])
@pytest.mark.parametrize("levels", [50, 300, 450])
def test_levels(kind: str, levels: int, tmp_path: Path) -> None:
    schema = {"$schema": DRAFT_07, **message(a=nested(kind, levels))}
    folder = write(tmp_path, {"X.json": _dumped(schema)})
    with soon():
        generate(load_project([folder]))
        check = load_checker(schema).check
    value: Any = "text"
    if kind != "definitions":
        for _ in range(levels):
            value = [value] if kind == "array" else {"a": value}
    assert (check({"a": value}) == []) == (kind != "definitions")
    assert check({"a": 1}) != []


@pytest.mark.parametrize("levels", [2_000, 100_000])
def test_a_text_too_deep_to_be_read_is_refused(levels: int, tmp_path: Path) -> None:
    text = '{"items":' * levels + "{}" + "}" * levels
    told = "X.json: is nested too deeply to be read; flatten it with $ref"
    assert refusal(write(tmp_path, {"X.json": text})) == told


def test_a_schema_too_deep_to_be_copied_is_refused() -> None:
    schema: dict[str, Any] = {}
    for _ in range(100_000):
        schema = {"items": schema}
    with pytest.raises(GeneratorError, match="is nested too deeply"):
        load_checker(schema)
    schema["items"] = schema
    with pytest.raises(GeneratorError, match="is nested too deeply"):
        load_checker(schema)


@pytest.mark.parametrize("kind", ["reference", "array", "both", "object"])
@pytest.mark.parametrize("links", [30, 300])
def test_chains_of_references(kind: str, links: int, tmp_path: Path) -> None:
    """Each link that refers to the next one twice would double the work, if it were copied."""
    folder = write(tmp_path, {"X.json": chained(kind, links)})
    with soon():
        files = generate(load_project([folder]))
        check = load_checker(chained(kind, links)).check
    assert sum(len(text) for text in files.values()) < 20_000 * (links + 20)
    assert check({"a": 1}) != []
    if kind == "reference":
        assert check({"a": "x"}) == []


def test_a_long_list_of_references_to_a_long_list(tmp_path: Path) -> None:
    """A closed set is spelled out once, however often it is referred to."""
    definitions = {"d": {"enum": [*range(2_000)]}}
    properties = {f"p{number}": {"$ref": "#/definitions/d"} for number in range(500)}
    folder = write(tmp_path, {"X.json": message(**properties) | {"definitions": definitions}})
    with soon():
        files = generate(load_project([folder]))
    assert sum(len(text) for text in files.values()) < 2_000_000


def _dumped(schema: Any) -> str:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    try:
        return json.dumps(schema)
    finally:
        sys.setrecursionlimit(before)
