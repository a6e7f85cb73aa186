"""Tables that do not grow."""

from __future__ import annotations

from typing import TypeVar

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
