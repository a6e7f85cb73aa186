"""Choose how a file is read: the conversation in a sample of it tells.

Which sign means which direction is learned from the calls, since almost every action has one
sender. Which part of a line names the station is tried: under the right one, answers find the one
call that waits for them, calls do not collide, and answers obey the schemas of their calls.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from ocppgen.validate.reading.context import BETWEEN, said_by
from ocppgen.validate.reading.fit import Fit, Turn, fit
from ocppgen.validate.reading.reading import (
    Meaning,
    Reader,
    Reading,
    is_time,
    station_of,
    value_of,
)
from ocppgen.validate.reading.times import instant
from ocppgen.validate.reading.tokens import simple
from ocppgen.validate.records import Direction, Kind
from ocppgen.validate.shape import parse_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocppgen.validate.reading.context import Context
    from ocppgen.validate.reading.places import Place
    from ocppgen.validate.validator import Validator

MOST = 1000
"""So many frames are looked at."""

_TO_CENTRAL, _TO_POINT = Direction.TO_CENTRAL_SYSTEM, Direction.TO_CHARGE_POINT
_MOST_VALUES = 12
_PURE = 0.8
_FEW = 3
_MOST_TRIED = 6
_LOOKED_AT = 300
_LABELS = re.compile(
    r"(?:ocpp)?(?:charge|charging)?(?:point|box|station|charger|cp|cpo?id|evse|wallbox|client|device|identity|ladepunkt|ladestation"
    r"|ladesaeule|ladesäule|borne|peer|unit|asset|eqp|cs|serial|serialnumber|connection|source|socket|target|remote|from|to)"
    r"(?:id|identity|identifier|name|serial|key|no|nr|number|code)?"
)
_OTHER_LABELS = re.compile(
    r"(?:session|thread|level|logger|pid|host|hostname|user|ip|request|trace|span|port|module|file|line|container|tenant|severity"
    r"|stream|version|type|event|action|message|msg|method|opcode|size|length|len|bytes|conn|log|caller|func|runtime|name|id|uuid|date|time|status)"
    r".*"
)
_DIGIT = re.compile(r"\d")


class _Item(NamedTuple):
    """A frame of the sample."""

    place: Place
    text: str
    context: Context
    turn: Turn
    expected: Direction
    """Where its action goes; of answers, the other way than their calls."""


def choose(sample: Sequence[Place], base: Reading, validator: Validator) -> Reading:
    """Choose the reading of a file from a sample of its frames."""
    reader = Reader(base)
    places = [one for one in sample if not one.doubtful][:MOST]
    items = [_item(one, reader, validator) for one in places]
    if not items:
        return base
    if idle := _idle(_with_answers(items)):
        base = base._replace(idle=idle)
        reader = Reader(base)
        items = [_item(one, reader, validator) for one in places]
    copies = _copies(items)
    items = [one for one in items if one.context.group not in copies]
    items = _with_answers(items)
    times = _times(items)
    directions = _directions(items)
    reading = base._replace(
        copies=copies,
        groups=frozenset(one.context.group for one in items),
        times=times,
        directions=directions,
    )
    return _ordered(items, reading, validator)


def _item(place: Place, reader: Reader, validator: Validator) -> _Item:
    text = place.before + BETWEEN + place.behind
    context = reader.context(text)
    frame = parse_frame(place.frame or [], validator.protocol)
    action = frame.action if frame.kind is Kind.CALL else None
    expected = validator.direction(action) if action is not None else Direction.UNKNOWN
    turn = Turn(frame.kind, frame.ident or "", action, place.frame or [])
    return _Item(place, text, context, turn, expected)


def _with_answers(items: list[_Item]) -> list[_Item]:
    """Expect of an answer the other way than of all calls with its id, if they go one way."""
    ways: dict[str, set[Direction]] = defaultdict(set)
    for one in items:
        if one.turn.kind is Kind.CALL:
            ways[one.turn.ident].add(one.expected)
    expected = {
        ident: _TO_POINT if way == {_TO_CENTRAL} else _TO_CENTRAL
        for ident, way in ways.items()
        if way in ({_TO_CENTRAL}, {_TO_POINT})
    }
    return [
        (
            one._replace(expected=expected.get(one.turn.ident, Direction.UNKNOWN))
            if one.turn.kind in (Kind.RESULT, Kind.ERROR)
            else one
        )
        for one in items
    ]


def _idle(items: Sequence[_Item]) -> frozenset[str]:
    """Find words that stand beside names and are none: they go with one direction alone.

    A word in small letters that stands in every line is none, either.
    """
    ways: dict[str, Counter[Direction]] = defaultdict(Counter)
    beside: dict[str, set[str]] = defaultdict(set)
    total: Counter[Direction] = Counter()
    number = 0
    for one in items:
        if one.context.layout:
            continue
        number += 1
        if one.expected:
            total[one.expected] += 1
        for start, end in set(one.context.names.values()):
            name = one.text[start:end]
            if " " not in name:
                continue
            words = name.split(" ")
            for word in set(words):
                ways[word][one.expected] += 1
                beside[word].add(" ".join(other for other in words if other != word))
    idle = set()
    for word, counts in ways.items():
        if len(beside[word]) < 2:  # noqa: PLR2004
            continue
        known = [way for way in counts if way]
        everywhere = sum(counts.values()) >= _PURE * number
        if (word.islower() and everywhere) or (
            len(known) == 1
            and counts[known[0]] >= max(_FEW, _PURE * total[known[0]])
            and len(total) > 1
        ):
            idle.add(word)
    return frozenset(idle)


def _times(items: Sequence[_Item]) -> tuple[str, ...]:
    """Find the fields that hold times; that which differs most is the time of the frame."""
    found: Counter[str] = Counter()
    values: dict[str, set[str]] = defaultdict(set)
    for one in items:
        for name, value in one.place.fields.items():
            if is_time(value) and instant(value.strip()) is not None:
                found[name] += 1
                values[name].add(value)
    often = [name for name, number in found.items() if number >= _PURE * len(items)]
    return tuple(sorted(often, key=lambda name: -len(values[name])))


def _directions(items: Sequence[_Item]) -> tuple[Meaning, ...]:
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


def _completed(
    slot: str, meant: dict[str, Direction], items: Sequence[_Item]
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


def _copies(items: Sequence[_Item]) -> frozenset[str]:
    """Find the groups of lines that tell again what the others tell."""
    by_group: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(items):
        by_group[one.context.group].append(number)
    if len(by_group) < 2:  # noqa: PLR2004
        return frozenset()
    copies = set()
    for group, numbers in by_group.items():
        known = items[numbers[0]].context.copy
        if not known and items[numbers[0]].context.layout:
            continue
        twins = sum(_has_twin(items, number, group) for number in numbers)
        readable = sum(items[number].place.frame is not None for number in numbers)
        if known:
            if len(numbers) < len(items) and twins >= readable / 2:
                copies.add(group)
        elif twins >= max(_FEW, _PURE * readable) and _poorer(items, group):
            copies.add(group)
    return frozenset(copies)


def _has_twin(items: Sequence[_Item], number: int, group: str) -> bool:
    frame = items[number].place.frame
    for other in range(max(0, number - 3), min(len(items), number + 4)):
        one = items[other]
        if one.context.group != group and one.place.frame == frame and frame is not None:
            return True
    return False


def _poorer(items: Sequence[_Item], group: str) -> bool:
    """Tell whether the lines of a group say less of the station than the others."""
    mine = max(len(one.context.names) for one in items if one.context.group == group)
    rest = [
        len(one.context.names) + 2 * bool(one.context.layout)
        for one in items
        if one.context.group != group
    ]
    return bool(rest) and (mine <= max(rest))


def _candidates(items: Sequence[_Item]) -> list[str]:
    found: Counter[str] = Counter()
    for one in items:
        found.update(one.context.names.keys())
        found.update(one.context.pairs.keys())
        for name, value in one.place.fields.items():
            if "://" in value or value.startswith(("/", "GET ")):
                found[f"u:{name}"] += 1
            if not is_time(value):
                found[f"c:{name}"] += 1
    return [*(slot for slot, _ in found.most_common(40)), *_pairs(items)]


def _pairs(items: Sequence[_Item]) -> list[str]:
    """Find two fields of which always one names the central system, now the one, now the other."""
    columns: dict[str, set[str]] = defaultdict(set)
    for one in items:
        for name, value in one.place.fields.items():
            columns[name].add(value)
    made = []
    names = [name for name, values in columns.items() if 1 < len(values) <= len(items)][:12]
    for number, first in enumerate(names):
        for second in names[number + 1 :]:
            for hub in columns[first] & columns[second]:
                both = [
                    (one.place.fields.get(first) == hub) + (one.place.fields.get(second) == hub)
                    for one in items
                ]
                if all(here == 1 for here in both):
                    made.append(f"p:{hub}\n{first}\n{second}")
    return made


def _hub(items: Sequence[_Item]) -> str:
    """Find the name that stands on one side of every pair."""
    pairs = [
        {one.text[slice(*span)] for span in spans}
        for one in items
        for spans in one.context.pairs.values()
    ]
    if not pairs:
        return ""
    shared = set.intersection(*pairs)
    if len(shared) == 2:  # noqa: PLR2004
        central = [name for name in shared if _CENTRAL.search(name)]
        return central[0] if len(central) == 1 else ""
    return shared.pop() if len(shared) == 1 else ""


_CENTRAL = re.compile(
    r"(?i)^(?:c(?:entral)?[ _-]?s(?:ystem)?|csms|cms|cpms|cpo|server|backend|cloud|host)"
)


def _ordered(items: list[_Item], reading: Reading, validator: Validator) -> Reading:
    """Choose the station, in the order of time that the log has."""
    falling = _falling(items, reading)
    if falling is None:
        forward, fit_forward = _with_station(items, reading, validator)
        backward, fit_backward = _with_station(items[::-1], reading, validator)
        if (
            fit_backward.score > fit_forward.score + 0.2
            and fit_backward.matched > fit_forward.matched
        ):
            return backward._replace(newest_first=True)
        return forward
    if falling:
        found, _ = _with_station(_turned(items), reading, validator)
        return found._replace(newest_first=True)
    return _with_station(items, reading, validator)[0]


def _turned(items: Sequence[_Item]) -> list[_Item]:
    """Turn the rows round, but not the frames of one row."""
    made: list[_Item] = []
    row: list[_Item] = []
    for one in reversed(items):
        if row and row[-1].place.line != one.place.line:
            made += reversed(row)
            row = []
        row.append(one)
    return made + row[::-1]


def _falling(items: Sequence[_Item], reading: Reading) -> bool | None:
    """Tell whether times fall; None if they do not tell."""
    reader = Reader(reading)
    moments = [instant(reader.facts(one.place).time.strip()) for one in items]
    rising = falls = 0
    for first, second in itertools.pairwise(moments):
        if first is not None and second is not None and first.dated == second.dated:
            rising += second.seconds > first.seconds
            falls += second.seconds < first.seconds
    if rising == falls:
        return None
    return falls > rising


def _with_station(
    items: Sequence[_Item], reading: Reading, validator: Validator
) -> tuple[Reading, Fit]:
    """Try what may name the station and what may tell the direction; take what fits best."""
    trial = items[:_LOOKED_AT]
    hub = _hub(items)
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
    ways = _ways(items, reading)
    names = _named(items, slots, hub)
    missing = [number for number, name in enumerate(names) if not name]
    if slots and missing:
        slots += tuple(_others(items, missing, slots[0], hub, ways, validator))
        names = _named(items, slots, hub)
    found = fit([one.turn for one in items], names, ways, validator)
    # Where nothing tells the direction, many faulty answers are more likely answers to others.
    certain = found.certain and (
        bool(reading.directions) or found.faulty <= max(1, 0.5 * found.answers)
    )
    return reading._replace(stations=slots, certain=certain), found


class _Trials:
    """Tries readings on some frames; what is asked for twice is done once."""

    def __init__(self, items: Sequence[_Item], hub: str, validator: Validator) -> None:
        self._items = items
        self._turns = [one.turn for one in items]
        self._validator = validator
        self._expected = [one.expected for one in items]
        self._names: dict[str, list[str]] = {}
        self._priors: dict[str, float] = {}
        for slot in _candidates(items):
            names = _named(items, (slot,), hub)
            prior = _prior(slot, names, self._expected)
            if _name_actions(names, self._turns):
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
        ways = _ways(self._items, reading)
        base = _weight(first)
        none = fit(self._turns, [""] * len(ways), ways, self._validator)
        best, best_score = "", none.score + base + _SAME
        for slot, names in self._names.items():
            if first is not None and slot != "layout" and first.slot in (slot, f"w:{slot}"):
                continue
            found = fit(self._turns, names, ways, self._validator)
            covered = sum(map(bool, names)) / len(names)
            score = found.score + base + self._priors[slot] - (1 - covered) * 0.3
            if score > best_score:
                best, best_score = slot, score
        return best_score, best


_SAME = 0.001


def _name_actions(names: Sequence[str], turns: Sequence[Turn]) -> bool:
    """Tell whether names are those of actions."""
    pairs = [
        (name, turn.action)
        for name, turn in zip(names, turns, strict=True)
        if name and turn.action
    ]
    same = sum(name.startswith(action) for name, action in pairs)
    return bool(same) and same >= len(pairs) / 2


def _weight(meaning: Meaning | None) -> float:
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


def _ways(items: Sequence[_Item], reading: Reading) -> list[Direction]:
    reader = Reader(reading)
    return [
        reader.facts(one.place).direction
        or (one.expected if one.turn.kind is Kind.CALL else Direction.UNKNOWN)
        for one in items
    ]


def _named(items: Sequence[_Item], slots: tuple[str, ...], hub: str) -> list[str]:
    return [station_of(slots, hub, one.context, one.text, one.place.fields) for one in items]


def _others(
    items: Sequence[_Item],
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
    for slot in _candidates(rest):
        if slot == best:
            continue
        names = _named(rest, (slot,), hub)
        prior = _prior(slot, names, [one.expected for one in rest])
        if prior is not None and any(names):
            found = fit([one.turn for one in rest], names, rest_ways, validator)
            covered = sum(map(bool, names)) / len(names)
            scored.append((found.score + prior - (1 - covered) * 0.3, slot))
    scored.sort(reverse=True)
    for score, slot in scored[:_FEW]:
        if score > 0:
            slots.append(slot)
    return slots


def _prior(slot: str, names: Sequence[str], ways: Sequence[Direction]) -> float | None:
    """Weigh how likely a slot names stations, before it is tried; None if it cannot."""
    values = Counter(name for name in names if name)
    if not values:
        return None
    several = len(values) > 1
    if several and len(values) > max(3, 0.6 * sum(values.values())):
        return None
    weight = 0.0 if several else -0.15
    label = simple(slot[2:].rpartition(".")[2]) if slot[1:2] == ":" else ""
    parents = simple(".".join(slot[2:].split(".")[-2:])) if label else ""
    if slot == "layout":
        weight += 0.6
    elif label and slot[0] not in "up":
        if label == "tail":
            weight += 0.25
        elif label.isdigit():
            weight += 0.05
        elif _LABELS.fullmatch(label) or _LABELS.fullmatch(parents):
            weight += 0.4
        elif _OTHER_LABELS.fullmatch(label):
            weight -= 0.25
    elif slot == "path" or slot[:2] == "u:":
        weight += 0.35
    elif slot == "pair" or slot[:2] == "p:":
        weight += 0.3 if several or slot == "pair" else -0.3
    elif slot == "sides":
        weight += 0.3 if several else -0.3
    else:
        weight += 0.08 - 0.02 * int(slot[1:]) + (0.01 if slot[0] == "r" else 0)
        if any(_DIGIT.search(name) for name in values):
            weight += 0.02
        if not several and slot == "r0" and _DIGIT.search(next(iter(values))):
            weight += 0.12
    if several and _tells_the_way(names, ways):
        weight -= 0.2
    return weight


def _tells_the_way(names: Sequence[str], ways: Sequence[Direction]) -> bool:
    """Tell whether each name goes with one direction alone, so that it is that of a side."""
    by_name: dict[str, set[Direction]] = defaultdict(set)
    for name, way in zip(names, ways, strict=True):
        if name and way:
            by_name[name].add(way)
    return (
        len(by_name) > 1
        and all(len(one) == 1 for one in by_name.values())
        and (len({next(iter(one)) for one in by_name.values()}) > 1)
    )
