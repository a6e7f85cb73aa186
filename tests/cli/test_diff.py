"""`diff` tells how two sets of schemas differ, in words and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.commands import EMPTY, PING, invoke, one_line, write_schemas

if TYPE_CHECKING:
    from pathlib import Path


def ping(**properties: Any) -> dict[str, Any]:
    """Make the message with other properties."""
    return {**PING, "properties": properties, "required": []}


def item(**keywords: Any) -> dict[str, Any]:
    """Make a list of strings."""
    return {"type": "array", "items": {"type": "string", **keywords}}


def inner(**properties: Any) -> dict[str, Any]:
    """Make an object."""
    return {"type": "object", "properties": properties, "additionalProperties": False}


TEXT = {"type": "string"}
NUMBER = {"type": "number"}
CASES: list[tuple[dict[str, Any], dict[str, Any], list[str]]] = [
    (ping(a=TEXT), ping(a=TEXT), []),
    (ping(a=TEXT), ping(a={**TEXT, "description": "x", "title": "y"}), []),
    (ping(a=TEXT), ping(), ["#/a: removed"]),
    (
        ping(),
        ping(a={**TEXT, "maxLength": 3}),
        ["#/a: added, optional, string, maxLength 3"],
    ),
    (ping(a=TEXT), ping(a=TEXT) | {"required": ["a"]}, ["#/a: required, was optional"]),
    (ping(a=TEXT) | {"required": ["a"]}, ping(a=TEXT), ["#/a: optional, was required"]),
    (ping(a=TEXT), ping(a={"type": "integer"}), ['#/a: type "integer", was "string"']),
    (ping(a=TEXT), ping(a={**TEXT, "maxLength": 3}), ["#/a: maxLength 3, was none"]),
    (ping(a={**TEXT, "maxLength": 3}), ping(a=TEXT), ["#/a: no maxLength, was 3"]),
    (
        ping(a={**NUMBER, "multipleOf": 0.1, "minimum": 0}),
        ping(a={**NUMBER, "multipleOf": 0.5, "minimum": 1}),
        ["#/a: minimum 1, was 0", '#/a: multipleOf "0.5", was "0.1"'],
    ),
    (
        ping(a={**TEXT, "enum": ["x", "y"]}),
        ping(a={**TEXT, "enum": ["y", "z"]}),
        ['#/a: enum also has "z"; enum no longer has "x"'],
    ),
    (ping(a={**TEXT, "enum": ["x", "y"]}), ping(a={**TEXT, "enum": ["y", "x"]}), []),
    (ping(a=item()), ping(a=item(maxLength=2)), ["#/a/*: maxLength 2, was none"]),
    (ping(a=item()), ping(a={**item(), "minItems": 1}), ["#/a: minItems 1, was none"]),
    (
        ping(o=inner(a=TEXT)),
        ping(o=inner(b=TEXT)),
        ["#/o/a: removed", "#/o/b: added, optional, string"],
    ),
    (ping(), ping(o=inner(a=inner(b=TEXT))), ["#/o: added, optional, object"]),
    (ping(**{"a/b~": TEXT}), ping(), ["#/a~1b~0: removed"]),
    (ping(), ping() | {"additionalProperties": True}, ["#/: other members are allowed"]),
]


@pytest.mark.parametrize(("old", "new", "told"), CASES, ids=range(len(CASES)))
def test_what_differs(
    old: dict[str, Any], new: dict[str, Any], told: list[str], work: Path
) -> None:
    write_schemas(work / "old", Ping=old)
    write_schemas(work / "new", Ping=new)
    answer = invoke("diff", "old", "new")
    assert (answer.code, answer.err) == (0, "")
    wanted = [line.replace("#/: ", ": ") for line in told]
    assert answer.out.splitlines() == [f"Ping.req{line}" for line in wanted] or (
        wanted == [] and answer.out == "no difference\n"
    )
    table = json.loads(invoke("diff", "old", "new", "--format", "json").out)
    assert len(table["differences"]) == len(told)
    assert table["overlays"] == []


def test_messages_that_come_and_go(work: Path) -> None:
    write_schemas(work / "old", Pang=EMPTY)
    write_schemas(work / "new", Pong=EMPTY)
    assert invoke("diff", "old", "new").out == "Pang.req: removed\nPong.req: added\n"


def test_edition_against_edition(work: Path) -> None:
    """By the names of features, whatever their files are called."""
    lines = invoke("diff", "ocpp201", "ocpp21").out.splitlines()
    assert "SetNetworkProfile.req#/connectionData/ocppCsmsUrl: maxLength 2000, was 512" in lines
    assert not [line for line in lines if line.startswith("Heartbeat")]
    assert [*work.iterdir()] == []
    assert invoke("diff", "ocpp16", "ocpp16").out == "no difference\n"


def test_a_recursive_schema(work: Path) -> None:
    tree = ping(t={"$ref": "#/definitions/T"})
    node = {"type": "object", "properties": {"t": {"$ref": "#/definitions/T"}, "a": TEXT}}
    other = {**node, "properties": {**node["properties"], "a": NUMBER}}  # type: ignore[dict-item]  # it is a dict
    write_schemas(work / "old", Ping={**tree, "definitions": {"T": node}})
    write_schemas(work / "new", Ping={**tree, "definitions": {"T": other}})
    assert 'Ping.req#/t/a: type "number", was "string"' in invoke("diff", "old", "new").out


def test_what_a_project_changes(work: Path) -> None:
    """Nothing is given: what it starts from, against what it uses."""
    assert invoke("diff").out == "no difference\n"
    (work / "ocppgen.toml").write_text(
        '[[overlay]]\nfile = "base/Reset.json"\nop = "add"\npath = "/properties/type/enum/-"\n'
        'value = "Gentle"\nreason = "our charge points can"\n'
    )
    out = invoke("diff").out
    assert out.startswith('Reset.req#/type: enum also has "Gentle"\n')
    assert "overlays:\n  base/Reset.json#/properties/type/enum/-: " in out
    assert "(our charge points can)" in out
    table = json.loads(invoke("diff", "--format", "json").out)
    (one,) = table["differences"]
    assert (one["message"], one["pointer"], one["keyword"]) == ("Reset.req", "/type", "enum")
    assert one["after"] == [*one["before"], "Gentle"]
    assert len(table["overlays"]) == 1


def test_what_is_none(work: Path) -> None:
    assert one_line(invoke("diff", "nowhere")).startswith("nowhere: does not exist; give a ")
    assert [*work.iterdir()] == []
