"""Show on a terminal what a run is doing, once it has taken over a second."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_AFTER: Final = 1.0
_EVERY: Final = 0.2
_STARTED: Final = time.monotonic()


@contextmanager
def progress(doing: str) -> Iterator[Callable[[str], None]]:
    """Show what is being *done*; call what is yielded with whatever is done next.

    An alarm of the system shows it even during one long step. Nothing is shown unless stderr
    is a terminal.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    line = _Line(doing)
    with _alarm(line.show):
        try:
            yield line.change
        finally:
            line.clear()


class _Line:
    """One line of the terminal, rewritten in its place."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next = _STARTED + _AFTER
        self._shown = False

    def change(self, text: str) -> None:
        self._text = text
        if time.monotonic() >= self._next:
            self.show()

    def show(self) -> None:
        self._shown = True
        self._next = time.monotonic() + _EVERY
        _write(f"\r{self._text} ...\x1b[K")

    def clear(self) -> None:
        if self._shown:
            _write("\r\x1b[K")


def _write(text: str) -> None:
    """Write past Python's buffers: an alarm may come in the midst of a write."""
    with suppress(OSError):  # the terminal is gone
        os.write(sys.stderr.fileno(), text.encode())


@contextmanager
def _alarm(act: Callable[[], None]) -> Iterator[None]:
    """Call *act* a second after the start, and then now and then; not on Windows."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, lambda _number, _frame: act())
    wait = max(_EVERY, _STARTED + _AFTER - time.monotonic())
    signal.setitimer(signal.ITIMER_REAL, wait, _EVERY)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
