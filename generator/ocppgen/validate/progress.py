"""Show on a terminal how far a long run has come."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

_AFTER = 1.0
_EVERY = 0.2
_MB = 1_000_000


class Progress:
    """One line, rewritten in its place; nothing at all unless it goes to a terminal."""

    def __init__(self, out: TextIO, total: int | None = None, *, shared: bool = False) -> None:
        """Write to *out*; *total* is the number of bytes to come, if it is known.

        *shared* tells that results are written to the same terminal.
        """
        self._out = out
        self._shared_terminal = shared
        self._total = total
        self._bytes = self._frames = self._faulty = 0
        self._next = time.monotonic() + _AFTER if out.isatty() else float("inf")
        self._shown = False

    def step(self, size: int, frames: int, faulty: int) -> None:
        """Count what was done, and show it now and then."""
        self._bytes += size
        self._frames += frames
        self._faulty += faulty
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _EVERY
            self._shown = True
            of = f" of {self._total / _MB:,.0f}" if self._total else ""
            self._out.write(
                f"\r{self._bytes / _MB:,.0f}{of} MB, {self._frames:,} messages,"
                f" {self._faulty:,} faulty\x1b[K"
            )
            self._out.flush()

    def make_room(self) -> None:
        """Go out of the way of a result that is about to be written."""
        if self._shared_terminal:
            self.clear()

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            self._shown = False
            self._out.write("\r\x1b[K")
            self._out.flush()
