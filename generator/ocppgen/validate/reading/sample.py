"""A sample of a file's frames, each with the text around it taken apart."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from ocppgen.validate.reading.fit import Turn
from ocppgen.validate.reading.reading import Reader, station_of, text_of
from ocppgen.validate.records import Direction, Kind
from ocppgen.validate.shape import parse_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocppgen.validate.reading.context import Context
    from ocppgen.validate.reading.places import Place
    from ocppgen.validate.reading.reading import Reading
    from ocppgen.validate.validator import Validator

_TO_CENTRAL, _TO_POINT = Direction.TO_CENTRAL_SYSTEM, Direction.TO_CHARGE_POINT


class Item(NamedTuple):
    """A frame of the sample."""

    place: Place
    text: str
    context: Context
    turn: Turn
    expected: Direction
    """Where its action goes; of answers, the other way than their calls."""


def item_of(place: Place, reader: Reader, validator: Validator) -> Item:
    """Take the text around a frame apart."""
    text = text_of(place, given=reader.reading.given)
    context = reader.context(text)
    frame = parse_frame(place.frame or [], validator.protocol)
    action = frame.action if frame.kind is Kind.CALL else None
    expected = validator.direction(action) if action is not None else Direction.UNKNOWN
    turn = Turn(frame.kind, frame.ident or "", action, place.frame or [])
    return Item(place, text, context, turn, expected)


def with_answers(items: list[Item]) -> list[Item]:
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


def turned(items: Sequence[Item]) -> list[Item]:
    """Turn the rows round, but not the frames of one row."""
    made: list[Item] = []
    row: list[Item] = []
    for one in reversed(items):
        if row and row[-1].place.line != one.place.line:
            made += reversed(row)
            row = []
        row.append(one)
    return made + row[::-1]


def ways_of(items: Sequence[Item], reading: Reading) -> list[Direction]:
    """List the directions of frames, of calls where nothing else tells it by their actions."""
    reader = Reader(reading)
    return [
        reader.facts(one.place).direction
        or (one.expected if one.turn.kind is Kind.CALL else Direction.UNKNOWN)
        for one in items
    ]


def named(items: Sequence[Item], slots: tuple[str, ...], hub: str) -> list[str]:
    """List the names that some slots give to frames."""
    return [station_of(slots, hub, one.context, one.text, one.place.fields) for one in items]
