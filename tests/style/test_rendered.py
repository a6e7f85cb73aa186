"""What our templates render is laid out as black would lay it out, and holds schema text safely."""

from __future__ import annotations

import ast
import json
import tokenize
from functools import cache
from io import StringIO
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

import black
import pytest
from black.mode import Mode, TargetVersion
from black.output import diff

from ocppgen import generate, load_project
from ocppgen.naming.flavors import DATACLASS, FLAVORS
from ocppgen.pipeline import plan, render_package
from tests.golden.shapes import SHAPES, project

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ocppgen import Project

GENERATED = Path(__file__).resolve().parents[2] / "generated"
MODE = Mode(target_versions={TargetVersion.PY311}, line_length=88)


@cache
def _rendered(shape: str | None, flavor: str = DATACLASS) -> Mapping[PurePosixPath, str]:
    """Render the official set, or a golden case; black has not seen it."""
    one = load_project(flavor=flavor) if shape is None else project(shape)
    return render_package(plan(one), one)


@cache
def _written(shape: str | None) -> Mapping[PurePosixPath, str]:
    """Generate the official set, or a golden case."""
    return generate(load_project() if shape is None else project(shape))


@cache
def _laid_out(text: str) -> str:
    """Let black lay out a text; many packages have files in common."""
    return black.format_str(text, mode=MODE)


def _unstable(files: Mapping[PurePosixPath, str]) -> Iterator[str]:
    """Show what black would change, file by file."""
    for path, text in files.items():
        if path.suffix == ".py":
            laid_out = _laid_out(text)
            if laid_out != text:
                yield f"{path}:\n{diff(text, laid_out, 'rendered', 'black')}"


@pytest.mark.parametrize("flavor", FLAVORS)
def test_the_official_package_is_black_stable(flavor: str) -> None:
    assert "\n".join(_unstable(_rendered(None, flavor))) == ""


@pytest.mark.parametrize("shape", [None, *SHAPES], ids=str)
def test_what_is_written_is_black_stable(shape: str | None) -> None:
    """Where our templates do not lay out as black does, black has done its part."""
    assert "\n".join(_unstable(_written(shape))) == ""


def test_the_committed_package_is_what_is_rendered() -> None:
    for path, text in _rendered(None).items():
        assert (GENERATED / path).read_bytes().decode() == text, path


@pytest.mark.parametrize("shape", [None, *SHAPES], ids=str)
def test_lines_are_short_and_tidy(shape: str | None) -> None:
    """Only what is as long as the schema says may pass the margin: a literal, a name."""
    untidy = []
    for path, text in _written(shape).items():
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert text.isascii() or shape in {"names", "choices"}
        for number, line in enumerate(text.splitlines(), 1):
            prose = line.lstrip().startswith("#") or line.lstrip().startswith('"""')
            of_the_schema = "``" in line or shape == "long_names"
            wide = len(line) > 88 and prose and not of_the_schema
            if wide or line != line.rstrip() or "\t" in line:
                untidy.append(f"{path}:{number}: {line}")
    assert untidy == []


CANARY = "canary"
"""Stands in every text of the schema below, each in another disguise."""

DISGUISES = [
    f'{CANARY}"""',
    f"{CANARY}'''",
    f"{CANARY}\\",
    f"{CANARY}\n",
    f"{CANARY}\r",
    f"{CANARY}\x00",
    f"{CANARY}\u2028",
    f"{CANARY}\u202e",
    f"{CANARY}\x0c",
    f"{CANARY}" + "{{ 1 }}",
    f"{CANARY}" + "{% raw %}",
    f"{CANARY} # noqa",
    f'{CANARY}"); import os  # ',
    f"{CANARY}\\N{{BULLET}}",
    f"{CANARY}\ud800",
    f'"""{CANARY}',
    f"\\{CANARY}",
    f"{CANARY}{{}}%s%(a)s",
    f"{CANARY} " * 60,
]


def _schema(text: str, number: int) -> object:
    """Make a schema that says *text* wherever a schema may say any."""
    prose = {
        "title": text,
        "description": text,
        "default": text,
        "$comment": text,
        "examples": [text],
    }
    # A URI can name the definition unless its name is no Unicode at all.
    named = (
        text if text.isascii() or text.encode("utf-8", "replace").decode() == text else "part"
    )
    pointer = quote(named.replace("~", "~0").replace("/", "~1"))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:x:{number}",
        "type": "object",
        **prose,
        "properties": {
            text: {"type": "string", **prose},
            "choice": {"type": "string", "enum": [text, "b"], **prose},
            "mixed": {"enum": [text, 1], **prose},
            "exact": {"const": text, **prose},
            "nested": {
                "type": "object",
                "properties": {text: {"type": "integer", **prose}},
                "required": [text],
                "additionalProperties": False,
                **prose,
            },
            "list": {"type": "array", "items": {"type": "string", **prose}, **prose},
            "map": {"type": "object", "additionalProperties": {"type": "string", **prose}},
            "union": {"type": ["string", "null"], "maxLength": 5, **prose},
            "part": {"$ref": f"#/$defs/{pointer}", "description": text},
        },
        "required": [text],
        "$defs": {
            text: {"type": "object", "properties": {text: {}}, **prose},
            named: {"type": "object", "properties": {text: {}}, **prose},
        },
    }


def _canaries(folder: Path, texts: list[str]) -> Project:
    for number, text in enumerate(texts):
        data = json.dumps(_schema(text, number))
        (folder / f"Canary{number}.json").write_text(data)
    return load_project([folder])


def _made(project: Project) -> Mapping[PurePosixPath, str]:
    return render_package(plan(project), project)


@pytest.mark.parametrize("text", DISGUISES, ids=range(len(DISGUISES)))
def test_schema_text_stands_in_strings_only(text: str, tmp_path: Path) -> None:
    """As a constant, in a docstring, or as a name that `names.py` coined: never as code."""
    files = _made(_canaries(tmp_path, [text]))
    plain = _made(_canaries(tmp_path, ["plain"]))
    assert files.keys() == plain.keys()
    found = 0
    for path, source in files.items():
        if path.suffix != ".py":
            continue
        tree = ast.parse(source)
        for token in tokenize.generate_tokens(StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                assert CANARY not in token.string.replace("Canary0", "")
        found += source.count(CANARY)
        # With all strings and coined names alike, the code is that of a harmless schema.
        assert _shape(tree) == _shape(ast.parse(plain[path])), path
    assert found > 20


def _shape(tree: ast.AST) -> list[str]:
    """List the kinds of all nodes of a module, in order: what it does, whatever it says."""
    return [type(node).__name__ for node in ast.walk(tree)]


def test_values_of_the_schema_arrive_unchanged(tmp_path: Path) -> None:
    """The literals of the generated code are the texts themselves."""
    files = _made(_canaries(tmp_path, DISGUISES))
    for number, text in enumerate(DISGUISES):
        source = files[PurePosixPath(f"ocpp16/canary{number}.py")]
        strings = {
            node.value
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        assert text in strings, text


def test_a_template_that_lets_text_through_would_be_seen(tmp_path: Path) -> None:
    """The test above can fail: unquoted text changes the shape of the code."""
    files = _made(_canaries(tmp_path, ["plain"]))
    source = files[PurePosixPath("ocpp16/canary0.py")]
    spoilt = source.replace('"plain"', "plain", 1)
    assert spoilt != source
    assert _shape(ast.parse(spoilt)) != _shape(ast.parse(source))
