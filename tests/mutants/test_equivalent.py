"""The list of changes that no test can notice is true to the files that it names."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SECTIONS: dict[str, list[dict[str, str]]] = tomllib.loads(
    (HERE / "equivalent.toml").read_text("utf-8")
)


@pytest.mark.parametrize("name", SECTIONS)
def test_each_has_a_line_and_a_reason(name: str) -> None:
    """A line that is gone takes its entry along."""
    lines = {line.strip() for line in (ROOT / name).read_text("utf-8").splitlines()}
    for one in SECTIONS[name]:
        assert one.keys() == {"line", "becomes", "reason"}
        assert one["line"] in lines
        assert one["becomes"] != one["line"]
        assert one["reason"].endswith(".")
