"""Each command explains itself, with examples that it takes, and fast."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click
import pytest

from ocppgen.cli.command import Command
from ocppgen.cli.main import SECTIONS, main
from tests.cli.commands import ROOT, invoke, python

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [name for names in SECTIONS.values() for name in names]
MODULES = ROOT / "generator" / "ocppgen" / "cli" / "commands"


def command(name: str) -> Command:
    """Find a command by its name."""
    found = main.get_command(click.Context(main), name)
    assert isinstance(found, Command)
    return found


def test_each_module_is_a_command_and_each_command_is_a_module() -> None:
    modules = {path.stem for path in MODULES.glob("*.py")} - {"__init__"}
    assert {name.replace("-", "_") for name in NAMES} == modules
    assert [command(name).name for name in NAMES] == NAMES


def test_the_help_names_every_command() -> None:
    answer = invoke("--help")
    assert (answer.code, answer.err) == (0, "")
    assert invoke() == answer
    rows = [line.split()[0] for line in answer.out.splitlines() if line.startswith("  ")]
    assert [row for row in rows if row in NAMES] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_are_command_lines(name: str) -> None:
    one = command(name)
    assert one.examples
    answer = invoke(name, "--help")
    for line, purpose in one.examples.items():
        program, said, *arguments = shlex.split(line.partition(" >")[0])
        assert (program, said) == ("ocppgen", name)
        with click.Context(main) as parent:
            one.make_context(name, arguments, parent=parent)
        assert f"  {purpose}:\n    {line}\n" in answer.out


def test_a_command_that_is_none_is_refused() -> None:
    answer = invoke("generat")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("No such command 'generat'. Did you mean 'generate'?")


def test_the_help_loads_little(tmp_path: Path) -> None:
    """What reads schemas or writes code is imported by the run that needs it."""
    code = """
import sys
from ocppgen.cli.main import main
try:
    main(["--help"])
finally:
    print(*sys.modules, sep="\\n")
"""
    answer = python("-c", code, cwd=tmp_path)
    loaded = {name.partition(".")[0] for name in answer.out.split("\n")}
    assert "click" in loaded
    assert not loaded & {"jinja2", "black", "jsonschema", "referencing", "asyncio", "tomllib"}
