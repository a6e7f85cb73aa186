"""How much work something is: in calls of functions or lines of Python, the same on every machine."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

MOST = 2.2
"""So much the work may grow with twice the input; what is quadratic grows fourfold."""


def calls(work: Callable[[], object]) -> int:
    """Run *work* and count the functions that it calls, of Python and of C."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        del frame, argument
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def lines(work: Callable[[], object]) -> int:
    """Run *work* and count the lines of Python that it goes through: loops without calls, too."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        del frame, argument
        count += event == "line"
        return note

    before = sys.gettrace()
    sys.settrace(note)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def growth(
    work: Callable[[int], Callable[[], object]],
    size: int,
    count: Callable[[Callable[[], object]], int] = calls,
) -> float:
    """Say how much more work twice the size is; *work* makes what is to be run for a size.

    What is done once (imports, caches) is done before it counts.
    """
    for once in (size, 2 * size):
        work(once)()
    return count(work(2 * size)) / count(work(size))
