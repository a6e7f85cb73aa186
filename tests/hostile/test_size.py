"""Large and deep schemas get an answer within seconds: code that works, or a refusal.

How long that takes depends on the machine. That it grows with the schema and no faster, in
calls of functions, does not.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from ocppgen import GeneratorError, generate, load_project
from ocppgen.checker import load_checker
from tests.hostile.counting import MOST, growth
from tests.hostile.packages import DRAFT_07, message, refusal, rendered, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


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


def integers(count: int) -> dict[str, Any]:
    """Give an object many members, half of them required."""
    properties = {f"p{number}": {"type": "integer"} for number in range(count)}
    return message(**properties) | {"required": list(properties)[::2]}


def objects(count: int) -> dict[str, Any]:
    """Give an object many objects, each with a closed set of its own."""
    return message(
        **{
            f"p{number}": {"type": "object", "properties": {"a": {"enum": ["x", f"y{number}"]}}}
            for number in range(count)
        }
    )


def values(count: int) -> dict[str, Any]:
    """Give closed sets many values."""
    texts = [f"value {number}" for number in range(count)]
    return message(a={"type": "string", "enum": texts}, b={"enum": [*range(count)]})


def definitions(count: int) -> dict[str, Any]:
    """Define many objects that nobody refers to."""
    one = {"type": "object", "properties": {"a": {"type": "string"}}}
    return message() | {"definitions": {f"d{number}": one for number in range(count)}}


# A schema of a size, the size, and how much more work twice that may be. The names of what is
# nested say where it stands, and grow with the depth.
SHAPES: dict[str, tuple[Callable[[int], Any], int, float]] = {
    "properties": (integers, 400, MOST),
    "objects": (objects, 60, MOST),
    "values": (values, 1_000, MOST),
    "definitions": (definitions, 100, MOST),
    "nested arrays": (lambda size: message(a=nested("array", size)), 100, 2.5),
    "nested objects": (lambda size: message(a=nested("object", size)), 100, 2.5),
    "nested maps": (lambda size: message(a=nested("map", size)), 100, 2.5),
    "nested definitions": (lambda size: message(a=nested("definitions", size)), 100, MOST),
    "references in a row": (lambda size: chained("reference", size), 100, MOST),
    "arrays in a row": (lambda size: chained("array", size), 60, MOST),
    "doubled": (lambda size: chained("both", size), 30, MOST),
    "objects in a row": (lambda size: chained("object", size), 60, MOST),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_schema_and_no_faster(shape: str, tmp_path: Path) -> None:
    make, size, most = SHAPES[shape]

    def work(size: int) -> Callable[[], object]:
        folder = write(tmp_path / str(size), {"X.json": _dumped(make(size))})
        return lambda: rendered(folder)

    assert growth(work, size) < most


def test_ten_thousand_properties(tmp_path: Path) -> None:
    schema = integers(10_000)
    properties = schema["properties"]
    folder = write(tmp_path, {"X.json": schema})
    files = generate(load_project([folder]))
    assert sum(len(text) for text in files.values()) > 1_000_000
    checker = load_checker(schema)
    payload: dict[str, Any] = dict.fromkeys(properties, 1)
    assert checker.check(payload) == []
    assert checker.accept(payload) is not None
    assert len(checker.check({})) == 5_000
    assert len(checker.check({f"q{number}": 1 for number in range(100_000)})) == 105_000


def test_five_thousand_values(tmp_path: Path) -> None:
    schema = values(5_000)
    folder = write(tmp_path, {"X.json": schema})
    generate(load_project([folder]))
    check = load_checker(schema).check
    assert check({"a": "value 4999", "b": 4_999}) == []
    assert all(len(one.message) < 1_000 for one in check({"a": "value", "b": 5_000}))


@pytest.mark.parametrize("kind", ["array", "object", "map", "definitions"])
@pytest.mark.parametrize("levels", [50, 300, 450])
def test_levels(kind: str, levels: int, tmp_path: Path) -> None:
    schema = {"$schema": DRAFT_07, **message(a=nested(kind, levels))}
    folder = write(tmp_path, {"X.json": _dumped(schema)})
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
    """How deep Python itself can read differs from version to version."""
    text = '{"items":' * levels + "{}" + "}" * levels
    told = "X.json: is nested too deeply to be read; flatten it with $ref"
    read = "X.json#: is nested too deeply to be checked; flatten it with $ref"
    assert refusal(write(tmp_path, {"X.json": text})) in (
        (told, read) if levels < 9_000 else (told,)
    )


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
    files = generate(load_project([folder]))
    assert sum(len(text) for text in files.values()) < 2_000_000


def _dumped(schema: Any) -> str:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    try:
        return json.dumps(schema)
    finally:
        sys.setrecursionlimit(before)
