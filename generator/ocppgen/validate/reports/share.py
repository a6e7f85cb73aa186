"""One allowance for many holders: the more there are, the less each may hold."""

from __future__ import annotations


class Share:
    """So much in all, shared alike by those that came so far."""

    def __init__(self, total: int, *, most: int, least: int = 2) -> None:
        """Share *total*; each holder gets *most* at most, and *least* at least."""
        self._total = total
        self._most = most
        self._least = least
        self._holders = 0

    def join(self) -> None:
        """Count one more holder."""
        self._holders += 1

    @property
    def each(self) -> int:
        """What one holder may hold now."""
        fair = self._total // max(self._holders, 1)
        return max(self._least, min(self._most, fair))
