"""So many of a sequence, spread evenly over it, however long it gets."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Sampled(Generic[T]):
    """Keeps every item at first, then every second, every fourth and so on."""

    __slots__ = ("_every", "_most", "_seen", "items")

    def __init__(self, most: int) -> None:
        """Keep between *most* and twice as many, once there are so many."""
        self._most = most
        self._every = 1
        self._seen = 0
        self.items: list[T] = []

    def add(self, item: T) -> None:
        """See the next item."""
        if self._seen % self._every == 0:
            self.items.append(item)
            if len(self.items) >= 2 * self._most:
                del self.items[1::2]
                self._every *= 2
        self._seen += 1
