"""Choose how a file is read: the conversation in a sample of it tells.

Which sign means which direction is learned from the calls, since almost every action has one
sender. Which part of a line names the station is tried: under the right one, answers find the one
call that waits for them, calls do not collide, and answers obey the schemas of their calls.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from ocppgen.validate.reading.copies import copies_in
from ocppgen.validate.reading.directions import directions_in
from ocppgen.validate.reading.idle_words import idle_words
from ocppgen.validate.reading.reading import Reader, is_time
from ocppgen.validate.reading.sample import item_of, turned, with_answers
from ocppgen.validate.reading.times import instant
from ocppgen.validate.reading.trials import with_station

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocppgen.validate.reading.places import Place
    from ocppgen.validate.reading.reading import Reading
    from ocppgen.validate.reading.sample import Item
    from ocppgen.validate.validator import Validator

MOST = 1000
"""So many frames are looked at."""
_PURE = 0.8


def choose(sample: Sequence[Place], base: Reading, validator: Validator) -> Reading:
    """Choose the reading of a file from a sample of its frames."""
    reader = Reader(base)
    places = [one for one in sample if not one.doubtful][:MOST]
    items = [item_of(one, reader, validator) for one in places]
    if not items:
        return base
    if idle := idle_words(with_answers(items)):
        base = base._replace(idle=idle)
        reader = Reader(base)
        items = [item_of(one, reader, validator) for one in places]
    copies = copies_in(items)
    items = [one for one in items if one.context.group not in copies]
    items = with_answers(items)
    times = _times(items)
    directions = directions_in(items)
    reading = base._replace(
        copies=copies,
        groups=frozenset(one.context.group for one in items),
        times=times,
        directions=directions,
    )
    return _ordered(items, reading, validator)


def _times(items: Sequence[Item]) -> tuple[str, ...]:
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


def _ordered(items: list[Item], reading: Reading, validator: Validator) -> Reading:
    """Choose the station, in the order of time that the log has."""
    falling = _falling(items, reading)
    if falling is None:
        forward, fit_forward = with_station(items, reading, validator)
        backward, fit_backward = with_station(items[::-1], reading, validator)
        if (
            fit_backward.score > fit_forward.score + 0.2
            and fit_backward.matched > fit_forward.matched
        ):
            return backward._replace(newest_first=True)
        return forward
    if falling:
        found, _ = with_station(turned(items), reading, validator)
        return found._replace(newest_first=True)
    return with_station(items, reading, validator)[0]


def _falling(items: Sequence[Item], reading: Reading) -> bool | None:
    """Tell whether times fall; None if they do not tell."""
    reader = Reader(reading)
    moments = [instant(reader.facts(one.place).time.strip()) for one in items]
    rising = falls = 0
    for first, second in pairwise(moments):
        if first is not None and second is not None and first.dated == second.dated:
            rising += second.seconds > first.seconds
            falls += second.seconds < first.seconds
    if rising == falls:
        return None
    return falls > rising
