"""The pages as a stranger follows them: files to write, programs and commands to run.

A comment before a code block says what it is for: ``file: NAME``, ``run``, ``prints``
(what the program before it prints), ``copy: FILE`` of the examples, ``cut: FILE``
(some lines of it), ``compiles``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tests.docs.tables import ROOT

README = (ROOT / "README.md").read_text("utf-8")
PAGES = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("*.md"))}
"""The pages of docs/, by name."""

EVERYTHING = README + "".join(PAGES.values())
_BLOCK = re.compile(
    r"^(?:<!-- (?P<use>[a-z ]+)(?:: (?P<name>\S+))? -->\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


class Block(NamedTuple):
    """A code block, with what its comment says."""

    use: str
    name: str
    language: str
    text: str


def blocks(text: str) -> list[Block]:
    """Give the code blocks of a text, in order."""
    return [
        Block(found["use"] or "", found["name"] or "", found["language"], found["text"])
        for found in _BLOCK.finditer(text)
    ]


def chapters() -> dict[str, list[Block]]:
    """Return the code blocks of each chapter that has any to run.

    Chapters of a page that build on one another stand in one chapter, or say so with a
    comment ``<!-- continues -->`` below their title.
    """
    found: dict[str, list[Block]] = {}
    for page, text in {"README.md": README, **PAGES}.items():
        title = ""
        for part in re.split(r"^##? ", text, flags=re.MULTILINE)[1:]:
            head, _, rest = part.partition("\n")
            if not rest.lstrip().startswith("<!-- continues -->"):
                title = f"{page}: {head}"
            found.setdefault(title, []).extend(blocks(rest))
    return {
        title: each for title, each in found.items() if any(one.use == "run" for one in each)
    }


class Step(NamedTuple):
    """A command, and what it prints; ``...`` stands for anything within a line."""

    command: str
    output: str


def steps(console: str) -> list[Step]:
    """Take the transcript of a console apart."""
    parts = re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]
    return [Step(*part.split("\n", 1)) for part in parts]


def matches(wanted: str, printed: str) -> bool:
    """Compare what was promised with what was printed."""
    pattern = re.escape(wanted).replace(re.escape("..."), "[^\n]*")
    return re.fullmatch(pattern, printed) is not None
