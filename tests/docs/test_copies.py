"""What the pages show of `examples/` is what stands there; tests/interop runs it."""

from __future__ import annotations

import pytest

from tests.docs.readme import EVERYTHING, blocks
from tests.docs.tables import ROOT

COPIES = {one.name: one.text for one in blocks(EVERYTHING) if one.use == "copy"}
TWENTY = ("examples/twenty_lines_charge_point.py", "examples/twenty_lines_central_system.py")


def test_both_roles_are_shown() -> None:
    assert set(TWENTY) <= set(COPIES)


@pytest.mark.parametrize("path", COPIES)
def test_a_copy_is_the_file(path: str) -> None:
    assert COPIES[path] == (ROOT / path).read_text("utf-8")


def test_aiohttp_is_received_from_as_in_the_example() -> None:
    """A message that is no text has no text to give."""
    text = (ROOT / "examples/with_aiohttp.py").read_text("utf-8")
    start = text.index("    async def receive()")
    receive = text[start : text.index("\n\n", start)]
    assert "raise EOFError" in receive
    assert [receive in one.text for one in blocks(EVERYTHING) if "send_str" in one.text] == [
        True
    ]


@pytest.mark.parametrize("path", TWENTY)
def test_it_has_twenty_lines(path: str) -> None:
    """Blank lines, imports, the docstring and the two lines that start it do not count."""
    lines = [one for one in COPIES[path].splitlines()[1:-2] if one.strip()]
    assert len([one for one in lines if not one.startswith(("import ", "from "))]) <= 20
