"""What had which status from when to when, in as much detail as can be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ocppgen.validate.reports.share import Share

_FINEST = 1e-3


class Span(NamedTuple):
    """A time with one status, or with several that are too short to be told apart."""

    start: float
    end: float
    value: str
    """Empty if there were several."""
    changes: int = 1


class _Change(NamedTuple):
    at: float
    value: str
    changes: int = 1


class Changes:
    """The statuses of one thing, as they are reported."""

    __slots__ = ("_held", "_share")

    def __init__(self, share: Share) -> None:
        """Hold as many changes as *share* leaves."""
        share.join()
        self._share = share
        self._held: list[_Change] = []

    def add(self, at: float, value: str) -> None:
        """Note a status; the same one again is no change."""
        held = self._held
        if held and held[-1].value == value and held[-1].at <= at:
            return
        held.append(_Change(at, value))
        if len(held) > 2 * self._share.each:
            self._held = _thinned(_sorted(held), self._share.each)

    def spans(
        self, end: float, most: int, ends: Callable[[str], bool] = lambda _: False
    ) -> list[Span]:
        """Draw *most* spans up to *end*; a status that *ends* something takes no time."""
        held = _thinned(_sorted(self._held), most)
        spans = []
        for change, following in zip(held, [*held[1:], None], strict=True):
            until = max(end, change.at) if following is None else following.at
            until = change.at if ends(change.value) else until
            spans.append(Span(change.at, until, change.value, change.changes))
        return spans


def _sorted(held: Sequence[_Change]) -> list[_Change]:
    """Bring the changes into the order of time, for logs that are not in it."""
    changes: list[_Change] = []
    for change in sorted(held, key=lambda one: one.at):
        if not (changes and changes[-1].value == change.value != ""):
            changes.append(change)
    return changes


def _thinned(held: list[_Change], most: int) -> list[_Change]:
    """Put neighbours that follow each other fast together, until *most* are left."""
    if len(held) <= most:
        return held
    width = max((held[-1].at - held[0].at) / most, _FINEST)
    while len(held) > most:
        fewer: list[_Change] = []
        for change, following in zip(held, [*held[1:], None], strict=True):
            short = following is None or following.at - change.at < width
            if short and fewer and not fewer[-1].value:
                together = fewer[-1].changes + change.changes
                fewer[-1] = _Change(fewer[-1].at, "", together)
            else:
                fewer.append(_Change(change.at, "", change.changes) if short else change)
        held, width = fewer, 2 * width
    return held
