"""What may name the station, and how likely it is before the conversation is asked."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from ocppgen.validate.reading.reading import is_time
from ocppgen.validate.reading.tokens import simple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocppgen.validate.reading.fit import Turn
    from ocppgen.validate.reading.sample import Item
    from ocppgen.validate.records import Direction

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
_CENTRAL = re.compile(
    r"(?i)^(?:c(?:entral)?[ _-]?s(?:ystem)?|csms|cms|cpms|cpo|server|backend|cloud|host)"
)


def candidates(items: Sequence[Item]) -> list[str]:
    """List the slots and fields that may name the station."""
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


def _pairs(items: Sequence[Item]) -> list[str]:
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


def hub_of(items: Sequence[Item]) -> str:
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


def name_actions(names: Sequence[str], turns: Sequence[Turn]) -> bool:
    """Tell whether names are those of actions, or the ids of messages."""
    ids = sum(
        bool(name) and name == turn.ident for name, turn in zip(names, turns, strict=True)
    )
    if ids and ids >= len(turns) / 2:
        return True
    pairs = [
        (name, turn.action)
        for name, turn in zip(names, turns, strict=True)
        if name and turn.action
    ]
    same = sum(name.startswith(action) for name, action in pairs)
    return bool(same) and same >= len(pairs) / 2


def prior_of(slot: str, names: Sequence[str], ways: Sequence[Direction]) -> float | None:
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
    elif slot[1:2] == ":" and slot[0] not in "up":
        # A column or member whose label has no letter tells nothing by it.
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
