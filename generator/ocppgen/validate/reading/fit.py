"""How well a conversation fits: try to match its answers to its calls."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from ocppgen.validate.records import OPPOSITE, Direction, Kind
from ocppgen.validate.shape import parse_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocppgen.validate.validator import Validator

UNIQUE = 16
"""An id of so many characters is that of one call alone."""


class Turn(NamedTuple):
    """A frame, as far as matching needs it."""

    kind: Kind
    ident: str
    action: str | None
    frame: list[Any]


class Fit(NamedTuple):
    """What became of the answers of a sample, and of its calls."""

    matched: int = 0
    """Answers that found the one call that waited for them, and obey its schema."""
    faulty: int = 0
    """Answers that found one, and obey neither its schema nor that of another that waits."""
    misled: int = 0
    """Answers that found one, but obey the schema of another that waits with the same id."""
    orphans: int = 0
    """Answers that found none."""
    unsure: int = 0
    """Answers that found several."""
    collisions: int = 0
    """Calls with the id of one that still waits."""

    @property
    def answers(self) -> int:
        """Count the answers."""
        return self.matched + self.faulty + self.misled + self.orphans + self.unsure

    @property
    def score(self) -> float:
        """Weigh it: 1 is perfect."""
        odd = 0.6 * self.orphans + 0.6 * self.unsure + 0.7 * self.collisions
        bad = 0.7 * self.faulty + 1.3 * self.misled + odd
        return (self.matched - bad) / max(1, self.answers)

    @property
    def certain(self) -> bool:
        """Tell whether answers may be judged by the calls that they find."""
        odd = self.orphans + self.collisions
        return odd <= max(1, 0.25 * self.answers) and self.misled <= 0.2 * self.answers


def fit(
    turns: Sequence[Turn],
    stations: Sequence[str],
    ways: Sequence[Direction],
    validator: Validator,
) -> Fit:
    """Match the answers of a sample to its calls."""
    waiting: dict[tuple[str, str], dict[int, str | None]] = {}
    others: dict[str, Counter[str]] = defaultdict(Counter)
    """The actions that wait with an id, whatever the station."""
    matched = faulty = misled = orphans = unsure = collisions = 0
    for turn, station, way in zip(turns, stations, ways, strict=True):
        key = station, turn.ident
        if turn.kind is Kind.CALL:
            calls = waiting.setdefault(key, {})
            collisions += way in calls
            calls.pop(way, None)
            calls[way] = turn.action
            others[turn.ident][turn.action or ""] += 1
        elif turn.kind in (Kind.RESULT, Kind.ERROR):
            calls = waiting.get(key, {})
            found = _found(calls, way)
            if not found:
                orphans += 1
            elif len(found) > 1:
                unsure += 1
                del calls[found[0]]
            else:
                action = calls.pop(found[0])
                others[turn.ident][action or ""] -= 1
                if _obeys(turn, action, validator):
                    matched += 1
                elif any(
                    number > 0 and other and _obeys(turn, other, validator)
                    for other, number in others[turn.ident].items()
                ):
                    misled += 1
                else:
                    faulty += 1
    return Fit(matched, faulty, misled, orphans, unsure, collisions)


def _found(calls: dict[int, str | None], way: Direction) -> list[int]:
    """List the calls that an answer may belong to."""
    opposite = OPPOSITE[way]
    if way and opposite in calls:
        return [opposite]
    return [one for one in calls if not (way and one) or one not in (way, opposite)]


def _obeys(turn: Turn, action: str | None, validator: Validator) -> bool:
    if turn.kind is Kind.ERROR or action is None or not validator.knows(action):
        return True
    verdict = validator.frame(parse_frame(turn.frame, validator.protocol), action)
    return verdict is None or not verdict.keywords
