"""How much may be spent on telling how long a pattern takes."""

from __future__ import annotations

from ocppgen.schema.pattern.error import PatternError

_MOST = 2_500_000
"""In the smallest steps of the analysis: a few seconds at most."""


class Work:
    """Counts what the analysis of one pattern does, and refuses the pattern at the limit."""

    def __init__(self) -> None:
        """Start with all to spend."""
        self._left = _MOST

    def spend(self, amount: int) -> None:
        """Note that *amount* is done."""
        self._left -= amount
        if self._left < 0:
            raise PatternError("it is too complex to tell how long it takes: simplify it")
