"""What is wrong with a payload, counted: a line of a capture may have a million faults."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


class Tally:
    """Takes the violations of a payload from the walk; keeps the first, counts all."""

    wants = 4
    """The walk is asked for every kind of violation,"""
    cuts = False
    """and for whole pointers."""
    valid: Any = ()
    """What the walk passes over."""

    def __init__(self, most: int) -> None:
        """Keep so many."""
        self._most = most
        self.first: list[Any] = []
        self.keywords: Counter[str] = Counter()

    def clear(self) -> None:
        """Forget what was taken: the walk begins anew."""
        self.first.clear()
        self.keywords.clear()

    def append(self, violation: Any) -> None:
        """Take one."""
        self.keywords[violation.keyword] += 1
        if len(self.first) < self._most:
            self.first.append(violation)


def tallying(package: str, message: Any, most: int) -> Callable[[object], Tally]:
    """Make the check of a message that keeps so many of its violations."""
    check_into = import_module(f"{package}.runtime.walk").check_into

    spare = Tally(most)

    def check(payload: object) -> Tally:
        nonlocal spare
        tally = spare
        check_into(message, payload, tally)
        if tally.keywords:  # else it serves for the next one, too
            spare = Tally(most)
        return tally

    return check
