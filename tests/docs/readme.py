"""The pages as a stranger follows them: files to write, programs and commands to run.

A comment before a code block says what it is for: ``file: NAME``, ``run``, ``prints``
(what the program before it prints), ``copy: FILE`` of the examples, ``compiles``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tests.docs.tables import ROOT

README = (ROOT / "README.md").read_text("utf-8")
OWN_SCHEMAS = (ROOT / "docs" / "own-schemas.md").read_text("utf-8")
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
    """Give the code blocks of each chapter that has any to run; docs/ has one a page."""
    parts = [*re.split(r"^## ", README, flags=re.MULTILINE)[1:], OWN_SCHEMAS]
    found = {part.split("\n", 1)[0]: blocks(part) for part in parts}
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
