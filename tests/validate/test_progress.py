"""What a terminal shows while a long capture is judged."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from ocppgen.validate.progress import Progress

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing before a second has passed; then one line, in its place, that is taken away."""
    now = [100.0]
    monkeypatch.setattr("ocppgen.validate.progress.time.monotonic", lambda: now[0])
    out = Terminal()
    progress = Progress(out, 4_000_000)
    progress.step(1_000_000, 10, 1)
    progress.clear()
    assert out.getvalue() == ""
    now[0] += 1.1
    progress.step(1_000_000, 2000, 0)
    progress.step(1_000_000, 10, 0)
    assert out.getvalue() == "\r2 of 4 MB, 2,010 messages, 1 faulty\x1b[K"
    progress.make_room()
    assert out.getvalue().endswith("faulty\x1b[K")
    progress.clear()
    progress.clear()
    assert out.getvalue().endswith("faulty\x1b[K\r\x1b[K")
    shared = Terminal()
    progress = Progress(shared, shared=True)
    now[0] += 2
    progress.step(1_000_000, 1, 0)
    progress.make_room()
    assert shared.getvalue() == "\r1 MB, 1 messages, 0 faulty\x1b[K\r\x1b[K"


def test_no_progress_into_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr("ocppgen.validate.progress._AFTER", 0)
    Progress(out, 1).step(1, 1, 1)
    assert out.getvalue() == ""
