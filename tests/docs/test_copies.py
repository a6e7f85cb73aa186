"""What the pages show of `examples/` is what stands there; tests/interop runs it."""

from __future__ import annotations

from textwrap import indent

import pytest

from tests.docs.readme import EVERYTHING, blocks
from tests.docs.tables import ROOT

COPIES = {one.name: one.text for one in blocks(EVERYTHING) if one.use == "copy"}
CUTS = [(one.name, one.text) for one in blocks(EVERYTHING) if one.use == "cut"]
TWENTY = ("examples/twenty_lines_charge_point.py", "examples/twenty_lines_central_system.py")


def test_both_roles_are_shown() -> None:
    assert set(TWENTY) <= set(COPIES)
    assert {path for path, _ in CUTS} == {
        "examples/with_aiohttp.py",
        "examples/with_fastapi.py",
    }


@pytest.mark.parametrize("path", COPIES)
def test_a_copy_is_the_file(path: str) -> None:
    assert COPIES[path] == (ROOT / path).read_text("utf-8")


@pytest.mark.parametrize(("path", "text"), CUTS)
def test_a_cut_stands_in_the_file(path: str, text: str) -> None:
    """Its lines do, one after the other, whatever their indentation."""
    whole = (ROOT / path).read_text("utf-8")
    assert any(indent(text, " " * width) in whole for width in (0, 4, 8))


@pytest.mark.parametrize("path", TWENTY)
def test_it_has_twenty_lines(path: str) -> None:
    """Blank lines, imports, the docstring and the two lines that start it do not count."""
    lines = [one for one in COPIES[path].splitlines()[1:-2] if one.strip()]
    assert len([one for one in lines if not one.startswith(("import ", "from "))]) <= 20
