"""Whatever is refused: exit code 2, one line, and the package that was there as it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.commands import invoke, one_line, state
from tests.hostile.packages import DRAFT_07, TRIP, message, write

if TYPE_CHECKING:
    from pathlib import Path

SCHEMAS: dict[str, Any] = {
    "no JSON": "{",
    "not UTF-8": b"\xff\xfe{}",
    "a member twice": '{"type": "object", "type": "object"}',
    "too deep": '{"items":' * 5_000 + "{}" + "}" * 5_000,
    "no schema": [],
    "another dialect": {"$schema": "http://json-schema.org/draft-03/schema#", "type": "object"},
    "code in the dialect": {"$schema": TRIP},
    "code in a number": message(a={"type": "string", "maxLength": TRIP}),
    "code in a type": message(a={"type": TRIP}),
    "code in a format": message(a={"type": "string", "format": TRIP}),
    "code as a keyword": message(a={TRIP: 1}),
    "not supported": message(a={"$dynamicRef": "#a"}),
    "not supported, unused": message() | {"definitions": {"a": {"$recursiveRef": "#"}}},
    "a circle of schemas": message(a={"anyOf": [{"$ref": "#/properties/a"}, {}]}),
    "a circle of conditions": message(a={"not": {"$ref": "#/properties/a"}}),
    "a circle of what holds together": message(a={"allOf": [{"$ref": "#/properties/a"}]}),
    "breaks the metaschema": message(a={"required": "a"}),
    "a dangling reference": message(a={"$ref": "#/definitions/none"}),
    "a reference to the network": message(a={"$ref": "http://example.com/a.json"}),
    "a reference to a file": message(a={"$ref": "file:///etc/passwd"}),
    "a reference upwards": message(a={"$ref": "../secret.json"}),
    "a reference through a link": message(a={"$ref": "link.json"}),
    "a reference in a circle": message(a={"$ref": "#/properties/a"}),
    "a catastrophic pattern": message(a={"type": "string", "pattern": "^(a+)+$"}),
    "a pattern that Python cannot mean": message(a={"type": "string", "pattern": "(?<=a)b"}),
    "an impossible enum": message(a={"type": "string", "enum": [1]}),
    "a number beyond doubles": f'{{"$schema": "{DRAFT_07}", "minimum": 1e999}}',
}


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go into a folder that has a package, made from good schemas."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    work = tmp_path / "work"
    write(work, {"schemas/X.json": message(a={"type": "string"}), "secret.json": {}})
    (work / "schemas" / "link.json").symlink_to(work / "secret.json")
    monkeypatch.chdir(work)
    assert invoke("generate", "--schemas", "schemas").code == 0
    return work


def refused(work: Path, *arguments: str) -> str:
    """Run what is refused; give its line."""
    before = state(work)
    lines = {one_line(invoke(command, *arguments)) for command in ("generate", "check")}
    assert state(work) == before
    (line,) = lines
    assert len(line) < 500
    return line


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema(name: str, work: Path) -> None:
    """In a file beside a good one, or in the place of it."""
    for file in ("Y.json", "X.json"):
        write(work / "schemas", {file: SCHEMAS[name]})
        assert refused(work, "--schemas", "schemas").startswith("schemas/")
        (work / "schemas" / file).unlink()


ARGUMENTS: list[tuple[str, ...]] = [
    ("--schemas", "none"),
    ("--schemas", "schemas", "--catalog", "none.toml"),
    ("--schemas", "schemas", "--catalog", "schemas/X.json"),
    ("--schemas", "schemas", "--profiles", TRIP),
    ("--schemas", "schemas", "--package", TRIP),
    ("--schemas", "schemas", "--package", "../ocpp16"),
    ("--schemas", "schemas", "--templates", "none"),
    ("--config", "none.toml"),
    ("--config", "schemas/X.json"),
]


@pytest.mark.parametrize("arguments", ARGUMENTS, ids=" ".join)
def test_arguments(arguments: tuple[str, ...], work: Path) -> None:
    refused(work, *arguments)


FORMATS: list[tuple[object, str]] = [
    ("colour", "must be a list of strings"),
    ([7], "must be a list of strings"),
    ({"a": 1}, "must be a list of strings"),
]


@pytest.mark.parametrize(("formats", "told"), FORMATS)
def test_annotation_formats(formats: object, told: str, work: Path) -> None:
    spelled = "{ a = 1 }" if isinstance(formats, dict) else json.dumps(formats)
    (work / "ocppgen.toml").write_text(
        f'annotation-formats = {spelled}\nschemas = ["schemas"]\n'
    )
    line = refused(work)
    assert line.startswith("ocppgen.toml#/annotation-formats")
    assert told in line


@pytest.mark.parametrize("name", [TRIP, "{{ x }}", '"""', "\\", "\n", "\u202e", "x" * 5_000])
def test_a_format_named_as_anything_is_but_a_name(name: str, work: Path) -> None:
    """A setting may take it as an annotation; another format is still refused."""
    write(work / "schemas", {"X.json": message(a={"type": "string", "format": name})})
    settings = f'annotation-formats = [{json.dumps(name)}]\nschemas = ["schemas"]\n'
    (work / "ocppgen.toml").write_text(settings)
    assert invoke("generate").code == 0
    write(work / "schemas", {"X.json": message(a={"type": "string", "format": f"{name}."})})
    assert refused(work).startswith("schemas/X.json#/properties/a/format: ")
