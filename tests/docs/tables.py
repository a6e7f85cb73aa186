"""The tables of a Markdown page, row by row."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_CELLS = re.compile(r"(?<!\\)\|")


def section(page: str, title: str, *, nested: bool = False) -> str:
    """Cut one section out of a page, by its title; *nested* keeps the sections within it."""
    text = (ROOT / page).read_text("utf-8")
    heads = list(re.finditer(rf"^(#{{1,3}}) {re.escape(title)}$", text, re.MULTILINE))
    assert len(heads) == 1, f"{page} has {len(heads)} sections {title!r}"
    depth = len(heads[0][1]) if nested else 3
    end = re.compile(rf"^#{{1,{depth}}} ", re.MULTILINE).search(text, heads[0].end())
    return text[heads[0].start() : end.start() if end else None]


def rows(text: str) -> list[list[str]]:
    """Give the cells of every table row in *text*, without the heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[one.strip() for one in _CELLS.split(line)[1:-1]] for line in lines]
    heads = {index - 1 for index, row in enumerate(cells) if set("".join(row)) <= set("-:")}
    return [
        [one.replace("\\|", "|") for one in row]
        for index, row in enumerate(cells)
        if index not in heads and index - 1 not in heads
    ]
