"""The same frame, logged twice within a second."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Answer, Call

WITHIN: Final = 1.0


class Twice:
    """Knows the frames of the last second."""

    __slots__ = ("_recent",)

    def __init__(self) -> None:
        """Know of none."""
        self._recent: deque[tuple[float, tuple[Any, ...], Any]] = deque()

    def is_copy(self, frame: Call | Answer, content: Any) -> bool:
        """Tell whether a frame was logged already; it needs times."""
        now, recent = frame.now, self._recent
        if now is None:
            return False
        while recent and recent[0][0] < now - 2 * WITHIN:
            recent.popleft()
        key = type(frame), frame.id, frame.to_central
        copy = any(
            abs(now - then) <= WITHIN and known == key and content == other
            for then, known, other in recent
        )
        recent.append((now, key, content))
        return copy
