"""Tables that do not grow."""

from __future__ import annotations

from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


def bound(table: dict[K, V], most: int) -> None:
    """Forget the older half of a table that has more than *most* entries.

    All at once, since a dict whose first entries are deleted one by one keeps their places.
    """
    if len(table) > most:
        kept = [*table.items()][-(most // 2 + 1) :]
        table.clear()
        table.update(kept)


class Latest(Generic[K, V]):
    """A table of what was put into it latest: what it forgets costs it nothing.

    It has a younger and an older half. When the younger one is full, the older one is forgotten.
    """

    __slots__ = ("older", "younger")

    def __init__(self) -> None:
        """Begin empty."""
        self.younger: dict[K, V] = {}
        self.older: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """Give what was put in last under a key."""
        value = self.younger.get(key)
        return self.older.get(key) if value is None else value

    def put(self, key: K, value: V, most: int) -> None:
        """Put something in, as the youngest of at most *most* entries."""
        younger = self.younger
        younger[key] = value
        if 2 * len(younger) > most:
            self.older, self.younger = younger, {}
