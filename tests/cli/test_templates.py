"""Users replace single templates; a template that breaks is told by file and line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import ROOT, contents, library, one_line, run, state

if TYPE_CHECKING:
    from pathlib import Path

# Every case runs in a process of its own: templates are read once per process.
ARGUMENTS = ("generate", "--schemas", "schemas", "--templates", "templates")


@pytest.fixture
def templates(schemas: Path, work: Path) -> Path:
    """Work with small schemas and an empty folder of templates."""
    assert schemas.is_dir()
    folder = work / "templates"
    folder.mkdir()
    return folder


def original(name: str) -> str:
    """Read one of our templates."""
    return (ROOT / "templates" / name).read_text()


def test_one_template_is_replaced(templates: Path, schemas: Path, work: Path) -> None:
    """The rest is ours, byte for byte."""
    text = original("features.py.jinja").replace(
        "{{ header }}", "{{ header }}\n# Acme, {{ package.name }}."
    )
    (templates / "features.py.jinja").write_text(text)
    answer = run(*ARGUMENTS, cwd=work)
    assert (answer.code, answer.err) == (0, "")
    made, ours = contents(work / "generated" / "ocpp16"), library(schemas)
    assert made.keys() == ours.keys()
    assert {path for path in made if made[path] != ours[path]} == {"features.py"}
    assert b"\n# Acme, ocpp16.\n" in made["features.py"]


def test_a_macro_file_is_replaced_everywhere(
    templates: Path, schemas: Path, work: Path
) -> None:
    """What our templates import comes from the user's folder, too."""
    line = "# Acme reads an integer.\n"
    text = re.sub(r"(?m)^(\{% macro integer\(.*\n)", rf"\g<1>{line}", original("accept.jinja"))
    assert text.count(line) == 1
    (templates / "accept.jinja").write_text(text)
    assert run(*ARGUMENTS, cwd=work).code == 0
    assert line in (work / "generated" / "ocpp16" / "ping.py").read_text()
    assert line.encode() not in library(schemas)["ping.py"]


def test_the_first_folder_wins(templates: Path, work: Path) -> None:
    for folder, word in ((templates, "first"), (work / "second", "second")):
        folder.mkdir(exist_ok=True)
        text = original("features.py.jinja").replace("{{ header }}", "{{ header }}\n# " + word)
        (folder / "features.py.jinja").write_text(text)
    assert run(*ARGUMENTS, "--templates", "second", cwd=work).code == 0
    text = (work / "generated" / "ocpp16" / "features.py").read_text()
    assert "# first\n" in text
    assert "# second\n" not in text


def test_untidy_code_is_formatted(templates: Path, work: Path) -> None:
    text = original("features.py.jinja") + "\nX = {  'a' :1,\n  'b':2 }\n"
    (templates / "features.py.jinja").write_text(text)
    assert run(*ARGUMENTS, cwd=work).code == 0
    made = (work / "generated" / "ocpp16" / "features.py").read_text()
    assert made.endswith('X = {"a": 1, "b": 2}\n')
    assert "nothing changed" in run(*ARGUMENTS, cwd=work).out
    assert run("check", *ARGUMENTS[1:], cwd=work).code == 0


BROKEN = [
    ("features.py.jinja", "{{ header }}\n{{ nothing }}\n", "'nothing' is undefined"),
    ("features.py.jinja", "{{ header }}\n\n{% for %}\n", "line 3: "),
    ("features.py.jinja", "{{ header }}\n{% include 'none.jinja' %}\n", "none.jinja"),
    ("features.py.jinja", "{{ header }}\n{{ package.nothing }}\n", "nothing"),
    ("features.py.jinja", "{{ header | nothing }}\n", "nothing"),
    ("features.py.jinja", "{{ header() }}\n", "not callable"),
    ("features.py.jinja", "{{ header }}\n{{ 1 / 0 }}\n", "division"),
    ("features.py.jinja", "{{ header }}\nx = = 1\n", "is no Python"),
    ("features.py.jinja", "{{ header }}\n\x00\n", ""),
    ("features.py.jinja", b"{{ header }}\n# \xff\n", ""),
    ("accept.jinja", "{% macro text(", "accept.jinja"),
    ("accept.jinja", "", ""),
    ("emit.jinja", "{% import 'emit.jinja' as emit %}", ""),
    ("features.py.jinja", "x = 1\n", ""),
    ("features.py.jinja", "", ""),
]


@pytest.mark.parametrize(("name", "text", "told"), BROKEN, ids=range(len(BROKEN)))
def test_a_broken_template(
    name: str, text: str | bytes, told: str, templates: Path, work: Path
) -> None:
    """One line names the template, nothing is written; so is one that drops our mark."""
    (templates / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    before = state(work)
    line = one_line(run(*ARGUMENTS, cwd=work))
    assert told in line
    assert "jinja" in line or "features.py" in line
    assert state(work) == before


def test_templates_get_no_further_than_text(templates: Path, work: Path) -> None:
    """A template is the user's own code; still, a schema's text is never run as one."""
    (work / "schemas" / "Pong.json").write_text(
        '{"type": "object", "properties": {"{{ 6 * 7 }}": {"description": "{{ 6 * 7 }} {% x %}"}}}'
    )
    (templates / "unused.jinja").write_text("{% broken")
    answer = run(*ARGUMENTS, cwd=work)
    assert (answer.code, answer.err) == (0, "")
    made = (work / "generated" / "ocpp16" / "pong.py").read_text()
    assert "{{ 6 * 7 }}" in made
    assert "42" not in made
