"""A user's template sees the package that it is given, and reaches nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import ROOT, contents, invoke, library, one_line, state

if TYPE_CHECKING:
    from pathlib import Path

NAME = "features.py.jinja"
ARGUMENTS = ("generate", "--schemas", "schemas", "--templates", "mine")

# What a template tries, and a word of the answer.
TRIED = [
    ("{{ ''.__class__ }}", "unsafe"),
    ("{{ package.__class__.__init__.__globals__ }}", "unsafe"),
    ("{{ package['__class__'] }}", "unsafe"),
    ("{{ package | attr('__class__') }}", "unsafe"),
    ("{{ cycler.__init__.__globals__.os.system('touch evil') }}", "unsafe"),
    ("{{ self.__init__.__globals__ }}", "unsafe"),
    ("{{ public.__globals__ }}", "unsafe"),
    ("{{ '{0.__class__}'.format(1) }}", "unsafe"),
    ("{{ package.modules.append(1) }}", ""),
    ("{% set x = [] %}{{ x.append(1) }}", "unsafe"),
    ("{% set x = {} %}{{ x.update(a=1) }}", "unsafe"),
    ("{{ range(10000000) | list | length }}", "Range too big"),
    ("{% include '../../secret' %}", "there is no template"),
    ("{% include '/etc/passwd' %}", "there is no template"),
    ("{{ open('/etc/passwd') }}", "'open' is undefined"),
]


@pytest.fixture
def mine(schemas: Path, work: Path) -> Path:
    """Work beside a folder for templates of one's own."""
    assert schemas.is_dir()
    (work / "secret").write_text("secret")
    (work / "mine").mkdir()
    return work / "mine" / NAME


@pytest.mark.parametrize(("text", "told"), TRIED)
def test_it_reaches_nothing_else(text: str, told: str, mine: Path, work: Path) -> None:
    mine.write_text("{{ header }}\n# " + text + "\n")
    before = state(work)
    line = one_line(invoke(*ARGUMENTS))
    assert line.startswith(f"mine/{NAME}: line 2: ")
    assert told in line
    assert state(work) == before


def test_all_of_ours_run_there(mine: Path, work: Path) -> None:
    """A copy of each gives what the originals give."""
    for path in (ROOT / "templates").rglob("*.jinja"):
        copy = mine.parent / path.relative_to(ROOT / "templates")
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())
    assert invoke(*ARGUMENTS).code == 0
    assert contents(work / "generated" / "ocpp16") == library(work / "schemas")


def test_what_ran_there_is_compiled_for_there_only(mine: Path, work: Path) -> None:
    """A template of ours that was compiled outside is not used within, nor the other way."""
    assert invoke("generate", "--schemas", "schemas").code == 0
    mine.write_bytes((ROOT / "templates" / NAME).read_bytes() + b"{{ ''.__class__ }}")
    assert "unsafe" in one_line(invoke(*ARGUMENTS))
    assert contents(work / "generated" / "ocpp16") == library(work / "schemas")
