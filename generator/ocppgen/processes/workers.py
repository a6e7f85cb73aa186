"""Processes that help this one: they stop when it stops, and say nothing of it."""

from __future__ import annotations

import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import active_children, connection, get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from ocppgen.processes.interrupts import heard, uninterrupted

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from types import TracebackType
    from typing import Self

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")

_START = "fork" if sys.platform == "linux" else None
"""A fork has all modules at once, and is safe where no other thread runs yet."""


def _nothing() -> None:
    """Prepare nothing."""


class Helpers:
    """So many processes, or one for each core; each calls *prepare* once, before its work.

    For the command's own process: there, no thread runs when they start, and every child is
    one of them.
    """

    def __init__(
        self,
        count: int | None = None,
        prepare: Callable[..., None] = _nothing,
        arguments: tuple[object, ...] = (),
    ) -> None:
        """Start none yet: they start with the first work."""
        self._pool = ProcessPoolExecutor(
            count,
            mp_context=get_context(_START),
            initializer=_begin,
            initargs=(prepare, arguments),
        )

    def submit(self, work: Callable[[_Given], _Made], given: _Given) -> Future[_Made]:
        """Have it done; asking for its result may raise `BrokenProcessPool`."""
        with uninterrupted():  # a fork runs hooks of Python's own, in which Ctrl-C is lost
            return self._pool.submit(_interruptible, work, given)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes, in the midst of their work if something went wrong."""
        if kind is not None:
            for child in active_children():
                if child.pid is not None:
                    os.kill(child.pid, signal.SIGINT)
        self._pool.shutdown(wait=True, cancel_futures=True)


class _Helper:
    """What this process knows of itself, if it is one of them."""

    working = False
    stopped = False


def _begin(prepare: Callable[..., None], arguments: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, _stop)
    Thread(target=_end_with_parent, daemon=True).start()
    heard()
    prepare(*arguments)


def _stop(_number: int, _frame: object) -> None:
    """End the work at hand; outside it, an exception would end the process with a traceback."""
    _Helper.stopped = True
    if _Helper.working:
        _Helper.working = False
        raise KeyboardInterrupt


def _interruptible(work: Callable[[_Given], _Made], given: _Given) -> _Made:
    try:
        _Helper.working = True
        if _Helper.stopped:
            raise KeyboardInterrupt
        return work(given)
    finally:
        _Helper.working = False


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
