"""The same frame, logged twice within a second."""

from __future__ import annotations

from typing import Final, TypeAlias

from ocppgen.validate.sequences.bounded import Latest

Logged: TypeAlias = "tuple[float | int, ...]"
"""Of frames with one message id: when each was logged, and what stands for its content."""

WITHIN: Final = 1.0
_OF_AN_ID: Final = 8
"""Numbers of so many: two for each frame."""
_MOST: Final = 64
"""So many ids of a station are remembered, whatever their times: clocks may stand still."""


def is_copy(logged: Logged, now: float, content: int) -> bool:
    """Tell whether a frame is among those that were logged just before."""
    return any(
        one == content and abs(now - then) <= WITHIN
        for then, one in zip(logged[::2], logged[1::2], strict=True)
    )


def with_another(logged: Logged, now: float, content: int) -> Logged:
    """Add a frame; keep the latest ones."""
    return (now, content, *logged[: _OF_AN_ID - 2])


class Twice:
    """Knows the latest answers whose calls it does not."""

    __slots__ = ("_recent",)

    def __init__(self) -> None:
        """Know of none."""
        self._recent: Latest[tuple[str | None, bool | None], Logged] = Latest()

    def is_copy(
        self, ident: str | None, to_central: bool | None, now: float, content: int
    ) -> bool:
        """Tell whether an answer was logged already, and remember it."""
        key = ident, to_central
        before = self._recent.get(key) or ()
        self._recent.put(key, with_another(before, now, content), _MOST)
        return is_copy(before, now, content)
