"""The README and docs/ do what they say: its programs run, its commands print what it shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.readme import EVERYTHING, README, Block, blocks, chapters, matches, steps
from tests.docs.tables import ROOT

PAGES = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    *(path.relative_to(ROOT).as_posix() for path in sorted(ROOT.glob("docs/*.md"))),
]
LINK = re.compile(r"\]\((?!https?://)([^)#]*)(?:#([^)]*))?\)")


def environment(folder: Path) -> dict[str, str]:
    """Be a stranger with the checkout's command at hand, and a cache of their own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"
    changes = {"PATH": path, "PYTHONPATH": str(ROOT / "generated")}
    return kept | changes | {"XDG_CACHE_HOME": str(folder / "cache"), "COLUMNS": "200"}


def run(arguments: list[str], folder: Path) -> str:
    """Run a program; give all that it prints, whatever its exit code."""
    done = subprocess.run(
        arguments,
        cwd=folder,
        env=environment(folder.parent),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


@pytest.mark.parametrize("title", chapters())
def test_a_chapter_can_be_followed(title: str, tmp_path: Path) -> None:
    """From top to bottom in an empty folder, as the chapter stands."""
    folder = tmp_path / "work"
    folder.mkdir()
    printed = ""
    for block in chapters()[title]:
        if block.use == "file":
            path = folder / block.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text)
        elif block.use == "prints":
            assert matches(block.text, printed), printed
        elif block.use == "run":
            printed = follow(block, folder)


def follow(block: Block, folder: Path) -> str:
    """Run a program, or the commands of a transcript, each of which prints what it shows."""
    if block.language == "python":
        return run([sys.executable, "-W", "error", "-c", block.text], folder)
    assert block.language == "console"
    for step in steps(block.text):
        printed = run(["bash", "-c", step.command], folder)
        assert matches(step.output, printed), f"{step.command}\n{printed}"
    return ""


def test_what_is_not_run_can_be_read_by_python() -> None:
    for block in blocks(EVERYTHING):
        if block.language == "python":
            compile(block.text, "README.md", "exec")


def test_every_program_and_transcript_is_tried() -> None:
    """Only the two commands of a fresh clone are not run here: they run these tests."""
    every = blocks(EVERYTHING)
    untried = [one for one in every if one.language in {"python", "console"}]
    untried = [one for one in untried if not one.use]
    assert [one.text for one in untried] == ["$ make generate\n$ make test\n"]


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    """Every link to a file or a heading of ours has its goal."""
    for name, heading in LINK.findall((ROOT / page).read_text("utf-8")):
        goal = (ROOT / page).parent / name if name else ROOT / page
        assert goal.exists(), name
        assert not heading or heading in headings(goal), heading


def headings(page: Path) -> set[str]:
    """Give the anchors of a page's headings."""
    titles = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_targets_of_make_exist() -> None:
    """Every ``make NAME`` in the README is a target."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for name in re.findall(r"(?:`|\$ )make ([a-z-]+)", README):
        assert re.search(rf"^{name}:", makefile, re.MULTILINE), name


def test_there_is_one_place_for_the_figures() -> None:
    """The benchmark's block is found by its marks."""
    assert (
        len(re.findall(r"<!-- bench:begin -->\n.*\n<!-- bench:end -->", README, re.DOTALL)) == 1
    )
