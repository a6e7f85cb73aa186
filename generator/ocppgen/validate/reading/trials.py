"""Try what may name the station and what may tell the direction; take what fits best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.validate.reading.candidates import candidates, hub_of, name_actions, prior_of
from ocppgen.validate.reading.directions import weight_of
from ocppgen.validate.reading.fit import Fit, fit
from ocppgen.validate.reading.sample import named, ways_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocppgen.validate.reading.reading import Meaning, Reading
    from ocppgen.validate.reading.sample import Item
    from ocppgen.validate.records import Direction
    from ocppgen.validate.validator import Validator

_FEW = 3
_LOOKED_AT = 300
_SAME = 0.001


def with_station(
    items: Sequence[Item], reading: Reading, validator: Validator
) -> tuple[Reading, Fit]:
    """Try what may name the station and what may tell the direction; take what fits best."""
    if reading.given:
        reading = reading._replace(directions=reading.directions[:_FEW], stations=("layout",))
        names = named(items, ("layout",), "")
        return reading, fit(
            [one.turn for one in items], names, ways_of(items, reading), validator
        )
    trial = items[:_LOOKED_AT]
    hub = hub_of(items)
    tables = _Trials(trial, hub, validator)
    best: tuple[float, str, tuple[Meaning, ...]] | None = None
    for first in (*reading.directions, None):
        meanings = (
            (first, *(one for one in reading.directions if one is not first)) if first else ()
        )
        score, slot = tables.station(reading._replace(directions=meanings), first)
        if best is None or score > best[0] + _SAME:
            best = score, slot, meanings
    if best is None:
        return reading, Fit()
    reading = reading._replace(directions=best[2][:_FEW], hub=hub)
    slots: tuple[str, ...] = (best[1],) if best[1] else ()
    ways = ways_of(items, reading)
    names = named(items, slots, hub)
    missing = [number for number, name in enumerate(names) if not name]
    if slots and missing:
        slots += tuple(_others(items, missing, slots[0], hub, ways, validator))
        names = named(items, slots, hub)
    found = fit([one.turn for one in items], names, ways, validator)
    # Where nothing tells the direction, many faulty answers are more likely answers to others.
    few = found.unsure if reading.directions else found.faulty * 0.5
    certain = found.certain and few <= max(1, 0.25 * found.answers)
    alone = len(set(names)) == 1
    return reading._replace(stations=slots, certain=certain, alone=alone), found


class _Trials:
    """Tries readings on some frames; what is asked for twice is done once."""

    def __init__(self, items: Sequence[Item], hub: str, validator: Validator) -> None:
        self._items = items
        self._turns = [one.turn for one in items]
        self._validator = validator
        self._expected = [one.expected for one in items]
        self._names: dict[str, list[str]] = {}
        self._priors: dict[str, float] = {}
        for slot in candidates(items):
            names = named(items, (slot,), hub)
            prior = prior_of(slot, names, self._expected)
            if name_actions(names, self._turns):
                continue
            if prior is not None and names not in self._names.values():
                self._names[slot] = names
                self._priors[slot] = prior
            elif prior is not None:
                same = next(one for one, known in self._names.items() if known == names)
                if prior > self._priors[same]:
                    del self._names[same], self._priors[same]
                    self._names[slot], self._priors[slot] = names, prior

    def station(self, reading: Reading, first: Meaning | None) -> tuple[float, str]:
        """Return the best score and the slot that has it; no slot if none is better."""
        ways = ways_of(self._items, reading)
        base = weight_of(first)
        none = fit(self._turns, [""] * len(ways), ways, self._validator)
        best, best_score = "", none.score + base + _SAME
        for slot, names in self._names.items():
            if first is not None and slot != "layout" and first.slot in (slot, f"w:{slot}"):
                continue
            # One name for all lines tells no calls apart: it fits as well as none.
            one = len(set(names)) == 1
            found = none if one else fit(self._turns, names, ways, self._validator)
            covered = sum(map(bool, names)) / len(names)
            score = found.score + base + self._priors[slot] - (1 - covered) * 0.3
            if score > best_score:
                best, best_score = slot, score
        return best_score, best


def _others(
    items: Sequence[Item],
    missing: Sequence[int],
    best: str,
    hub: str,
    ways: Sequence[Direction],
    validator: Validator,
) -> list[str]:
    """Choose slots for the frames in which the best one is missing."""
    rest = [items[number] for number in missing]
    rest_ways = [ways[number] for number in missing]
    slots: list[str] = []
    scored = []
    for slot in candidates(rest):
        if slot == best:
            continue
        names = named(rest, (slot,), hub)
        prior = prior_of(slot, names, [one.expected for one in rest])
        if prior is not None and any(names):
            found = fit([one.turn for one in rest], names, rest_ways, validator)
            covered = sum(map(bool, names)) / len(names)
            scored.append((found.score + prior - (1 - covered) * 0.3, slot))
    scored.sort(reverse=True)
    for score, slot in scored[:_FEW]:
        if score > 0:
            slots.append(slot)
    return slots
