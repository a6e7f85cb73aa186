"""The same frame, logged twice within a second."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Answer, Call

WITHIN: Final = 1.0


class Twice:
    """Knows the frames of the last second."""

    __slots__ = ("_recent",)

    def __init__(self) -> None:
        """Know of none."""
        self._recent: list[tuple[float, str | None, bool | None, Any]] = []

    def is_copy(self, frame: Call | Answer, content: Any) -> bool:
        """Tell whether a frame was logged already; it needs times."""
        now, recent = frame.now, self._recent
        if now is None:
            return False
        ident, to_central, copy = frame.id, frame.to_central, False
        if recent:
            if recent[0][0] < now - 2 * WITHIN:
                if len(recent) == 1:
                    del recent[0]
                else:
                    recent[:] = [one for one in recent if one[0] >= now - 2 * WITHIN]
            for then, known, way, other in recent:
                if known == ident and way is to_central and abs(now - then) <= WITHIN:
                    copy = copy or content == other
        recent.append((now, ident, to_central, content))
        return copy
