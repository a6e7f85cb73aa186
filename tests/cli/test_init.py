"""`init` writes settings to start from, and nothing over anything."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from ocppgen.cli.settings_keys import SETTINGS
from tests.cli.commands import ROOT, invoke, one_line, run, state

if TYPE_CHECKING:
    from pathlib import Path

PROJECT = '[project]\nname = "acme"  # ours\n\n[tool.black]\nline-length = 96\n'


def settings(work: Path) -> Any:
    """Read what was written."""
    return tomllib.loads((work / "ocppgen.toml").read_text())


def uncommented(text: str) -> dict[str, Any]:
    """Read the settings with those that are only shown."""
    lines = [line.removeprefix("# ") for line in text.splitlines()]
    kept = [line for line in lines if " = " in line or line.startswith("[")]
    return tomllib.loads("\n".join(line for line in kept if not line.startswith("A ")))


def test_an_empty_folder(work: Path) -> None:
    answer = invoke("init")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("ocppgen.toml: settings; the package goes into generated\n")
    assert answer.out.endswith("and then: ocppgen generate\n")
    assert [path.name for path in work.iterdir()] == ["ocppgen.toml"]
    assert settings(work) == {"out": "generated"}
    assert invoke("list", "--profiles", "firmware").code == 0


def test_every_setting_is_shown(work: Path) -> None:
    assert invoke("init").code == 0
    text = (work / "ocppgen.toml").read_text()
    assert '# package = "' in text  # one package; the tables are of several
    shown = uncommented(text.replace("# package = ", "## "))
    assert {*shown} == {*SETTINGS.names}


def test_what_flags_say_is_set(work: Path) -> None:
    flags = ("--profiles", "firmware, core", "--package", "acme", "--out", "a \\ b")
    assert invoke("init", *flags, "--schemas", "x", "--schemas", "y z").code == 0
    assert settings(work) == {
        "out": "a \\ b",
        "package": "acme",
        "profiles": ["firmware", "core"],
        "schemas": ["x", "y z"],
    }


@pytest.mark.parametrize(
    ("there", "out"),
    [
        ("src/acme/__init__.py", "src"),
        ("acme/__init__.py", "."),
        ("tests/__init__.py", "generated"),
        ("README.md", "generated"),
    ],
)
def test_a_project_that_is_there(there: str, out: str, work: Path) -> None:
    (work / there).parent.mkdir(parents=True, exist_ok=True)
    (work / there).touch()
    assert invoke("init").code == 0
    assert settings(work) == {"out": out}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_table_of_pyproject_toml(ends: str, work: Path) -> None:
    """The text that was there stays as it was."""
    path = work / "pyproject.toml"
    path.write_bytes(PROJECT.replace("\n", ends).encode())
    assert invoke("init", "--pyproject", "--package", "mine").code == 0
    text = path.read_bytes().decode()
    assert text.startswith(PROJECT.replace("\n", ends))
    assert text.count("\n") == text.count(ends)
    assert tomllib.loads(text)["tool"] == {
        "black": {"line-length": 96},
        "ocppgen": {"out": "generated", "package": "mine"},
    }
    assert [one.name for one in work.iterdir()] == ["pyproject.toml"]


REFUSED = [
    ({"ocppgen.toml": ""}, (), "ocppgen.toml: there are settings already; "),
    ({"pyproject.toml": "[tool.ocppgen]\n"}, (), "pyproject.toml#/tool/ocppgen: there are "),
    (
        {"pyproject.toml": "[tool.ocppgen]\n"},
        ("--pyproject",),
        "pyproject.toml#/tool/ocppgen: there are settings already; change them there",
    ),
    ({}, ("--pyproject",), "pyproject.toml: does not exist; leave out --pyproject, or "),
    ({"pyproject.toml": "[tool"}, ("--pyproject",), "pyproject.toml: is not TOML: "),
    ({"pyproject.toml": "[tool"}, (), "pyproject.toml: is not TOML: "),
    ({"pyproject.toml": "tool = {}\n"}, ("--pyproject",), "pyproject.toml: "),
    ({}, ("--config", "x"), "No such option"),
    ({}, ("--profiles", ","), '--profiles "," names no profile'),
]


@pytest.mark.parametrize(("files", "flags", "told"), REFUSED, ids=range(len(REFUSED)))
def test_nothing_is_overwritten(
    files: dict[str, str], flags: tuple[str, ...], told: str, work: Path
) -> None:
    for name, text in files.items():
        (work / name).write_text(text)
    before = state(work)
    assert one_line(invoke("init", *flags)).startswith(told)
    assert state(work) == before


def test_a_link_is_not_followed(work: Path) -> None:
    (work / "ocppgen.toml").symlink_to("nowhere")
    assert "there are settings already" in one_line(invoke("init"))
    assert not (work / "nowhere").exists()


def test_the_advice_can_be_followed(work: Path) -> None:
    """What it says of the Makefile and of pre-commit is so."""
    said = invoke("init", "--profiles", "reservation").out
    makefile = said.partition("add to Makefile:\n\n")[2].partition("\n\nto .pre")[0]
    commands = [line.strip() for line in makefile.splitlines() if line.startswith("    \t")]
    assert commands == ["ocppgen generate", "ocppgen check"]
    for command in commands:
        assert run(*command.split()[1:], cwd=work).code == 0
    assert "    - repo: local\n" in said
    advised = said.partition("        - ")[2].partition("\n\n")[0].splitlines()
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text().splitlines()
    assert hooks[0] == "- id: ocppgen-check"
    assert "  entry: ocppgen check" in hooks
    assert {line.strip() for line in advised} - {line.strip("- ") for line in hooks} == {
        "language: system"
    }
