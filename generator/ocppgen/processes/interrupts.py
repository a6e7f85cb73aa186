"""When Ctrl-C has to wait: where it would leave things half done, or be lost."""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait for a step of milliseconds; processes that start within do not hear it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: waiting.append(number))
    _block(waits=True)
    try:
        yield
    finally:
        _block(waits=False)
        signal.signal(signal.SIGINT, before)
    if waiting:
        raise KeyboardInterrupt


def heard() -> None:
    """Let a process hear Ctrl-C that started within `uninterrupted`."""
    _block(waits=False)


def _block(*, waits: bool) -> None:
    # The handler is not enough: a process may start with one of its own, but keeps the mask.
    if sys.platform != "win32":
        how = signal.SIG_BLOCK if waits else signal.SIG_UNBLOCK
        signal.pthread_sigmask(how, {signal.SIGINT})
