"""Learn from the calls which sign means which direction: almost every action has one sender."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from ocppgen.validate.reading.context import said_by
from ocppgen.validate.reading.reading import Meaning, value_of
from ocppgen.validate.records import Direction, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocppgen.validate.reading.sample import Item

_TO_CENTRAL, _TO_POINT = Direction.TO_CENTRAL_SYSTEM, Direction.TO_CHARGE_POINT
_MOST_VALUES = 12
_PURE = 0.8
_MOST_TRIED = 6
_SPOKEN = frozenset(
    (
        "in",
        "out",
        "from",
        "to",
        "left",
        "right",
        "up",
        "down",
        "to central system",
        "to charge point",
    )
)
_OPPOSED = {
    "in": "out",
    "out": "in",
    "from": "to",
    "to": "from",
    "left": "right",
    "right": "left",
    "up": "down",
    "down": "up",
    "to central system": "to charge point",
    "to charge point": "to central system",
}


def directions_in(items: Sequence[Item]) -> tuple[Meaning, ...]:
    """Learn which slots tell the direction, the surest first."""
    seen: dict[str, dict[str, Counter[Direction]]] = defaultdict(lambda: defaultdict(Counter))
    for one in items:
        if one.expected is Direction.UNKNOWN or one.place.reply:
            continue
        weight = 3 if one.turn.kind is Kind.CALL else 1
        for slot, value in one.context.signs.items():
            seen[slot][value][one.expected] += weight
        for name, value in one.place.fields.items():
            seen[f"c:{name}"][said_by(value)][one.expected] += weight
    ranked = []
    for slot, values in seen.items():
        if len(values) > _MOST_VALUES:
            continue
        total = sum(sum(counts.values()) for counts in values.values())
        right = sum(max(counts.values()) for counts in values.values())
        meant = {value: counts.most_common(1)[0][0] for value, counts in values.items()}
        if right < _PURE * total or not total:
            continue
        several = len(set(meant.values())) > 1
        vocabulary = any(value in _SPOKEN for value in meant)
        if not several and not vocabulary:
            continue
        complete = _completed(slot, meant, items)
        rank = right / total, several, vocabulary, -len(values), total
        ranked.append((rank, Meaning(slot, tuple(sorted(complete.items())))))
    ranked.sort(key=lambda one: (one[0], one[1].slot), reverse=True)
    return tuple(meaning for _, meaning in ranked[:_MOST_TRIED])


def _completed(
    slot: str, meant: dict[str, Direction], items: Sequence[Item]
) -> dict[str, Direction]:
    """Add the other of two values, where the calls show only one of them."""
    if len(set(meant.values())) != 1:
        return meant
    (way,) = set(meant.values())
    other = _TO_POINT if way is _TO_CENTRAL else _TO_CENTRAL
    every = {value_of(slot, one.context, one.place.fields) for one in items} - {None}
    for value in list(meant):
        if _OPPOSED.get(value):
            meant.setdefault(_OPPOSED[value], other)
    unknown = [value for value in every if value is not None and value not in meant]
    if len(unknown) == 1 and len(meant) == 1:
        meant[unknown[0]] = other
    return meant


def weight_of(meaning: Meaning | None) -> float:
    """Weigh how likely a slot tells the direction, before it is tried."""
    if meaning is None:
        return -0.25
    values = {value for value, _ in meaning.said}
    weight = 0.15 if values & _SPOKEN else 0.0
    if meaning.slot == "layout":
        weight += 0.2
    elif meaning.slot[:2] == "w:":
        weight -= 0.05
    elif meaning.slot == "shape":
        weight -= 0.03
    return weight - 0.01 * len(values)
