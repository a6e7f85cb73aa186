"""The tables of a Markdown page, row by row."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_CELLS = re.compile(r"(?<!\\)\|")


def section(page: str, title: str) -> str:
    """Cut one section out of a page, by its title."""
    text = (ROOT / page).read_text("utf-8")
    parts = re.split(r"^(?=#{1,3} )", text, flags=re.MULTILINE)
    found = [one for one in parts if one.split("\n", 1)[0].lstrip("# ") == title]
    assert len(found) == 1, f"{page} has {len(found)} sections {title!r}"
    return found[0]


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
