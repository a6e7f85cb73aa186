"""The same frame, logged twice within a second."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from ocppgen.validate.sequences.bounded import bound

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Answer, Call

_Key: TypeAlias = "tuple[str | None, bool | None, type]"

WITHIN: Final = 1.0
_MOST: Final = 64
"""So many ids of a station are remembered, whatever their times: clocks may stand still."""
_OF_AN_ID: Final = 4
"""So many frames of each."""


class Twice:
    """Knows the latest frames."""

    __slots__ = ("_recent",)

    def __init__(self) -> None:
        """Know of none."""
        self._recent: dict[_Key, tuple[tuple[float, int], ...]] = {}

    def is_copy(self, frame: Call | Answer, content: int, most: int) -> bool:
        """Tell whether a frame was logged already; it needs times.

        *content* stands for what it says; *most* is how many frames may be remembered.
        """
        now = frame.now
        if now is None:
            return False
        key, recent = (frame.id, frame.to_central, type(frame)), self._recent
        before = recent.pop(key, None)
        if before is not None:
            recent[key] = ((now, content), *before[: _OF_AN_ID - 1])
            return any(one == content and abs(now - then) <= WITHIN for then, one in before)
        recent[key] = ((now, content),)
        if len(recent) > most or len(recent) > _MOST:
            bound(recent, min(most, _MOST))
        return False
