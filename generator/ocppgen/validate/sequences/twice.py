"""The same frame, logged twice within a second."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from ocppgen.validate.sequences.bounded import bound

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Answer, Call

_Key: TypeAlias = "tuple[str | None, bool | None, type]"

WITHIN: Final = 1.0
_MOST: Final = 64
"""So many frames of a station are remembered, whatever their times: clocks may stand still."""


class Twice:
    """Knows the latest frames."""

    __slots__ = ("_recent",)

    def __init__(self) -> None:
        """Know of none."""
        self._recent: dict[_Key, tuple[float, int]] = {}

    def is_copy(self, frame: Call | Answer, content: int, most: int) -> bool:
        """Tell whether a frame was logged already; it needs times.

        *content* stands for what it says; *most* is how many frames may be remembered.
        """
        now = frame.now
        if now is None:
            return False
        key, recent = (frame.id, frame.to_central, type(frame)), self._recent
        before = recent.pop(key, None)
        recent[key] = now, content
        if before is not None:
            return before[1] == content and abs(now - before[0]) <= WITHIN
        if len(recent) > most or len(recent) > _MOST:
            bound(recent, min(most, _MOST))
        return False
