"""Check one chunk of a file: pure, and done in any process.

A chunk is checked as if nothing stood before it. An answer whose call stands in an earlier
chunk is left to whoever puts the chunks together in their order: see ``capture.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ocppgen.validate.matching.pending_calls import PendingCalls
from ocppgen.validate.reading.places import Text
from ocppgen.validate.records import MISSING, CheckedFrame, Kind, made
from ocppgen.validate.validator import NAMED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ocppgen.validate.reading.places import Place
    from ocppgen.validate.reading.reading import Facts, Reader
    from ocppgen.validate.records import Chunk, Direction, Frame, FrameViolations
    from ocppgen.validate.validator import Validator

_BROKEN, _CALL, _RESULT, _ERROR = Kind.BROKEN, Kind.CALL, Kind.RESULT, Kind.ERROR
"""An enum is slow to look a member up in Python 3.11, and each frame asks for these."""


class Message(NamedTuple):
    """What every payload of a file is said to be."""

    action: str
    kind: Kind


class Task(NamedTuple):
    """What is to be done with every chunk."""

    message: Message | None = None
    """The file holds payloads, all of them this one; without it, frames."""
    payloads_kept: bool = False
    """Keep the payload of every frame, for records."""


def check_chunk(
    chunk: Chunk, validator: Validator, task: Task, reader: Reader, *, alone: bool = False
) -> Iterator[CheckedFrame]:
    """Check the frames of a chunk, or its payloads, one by one.

    *alone* leaves all answers to whoever puts the chunks together: there is but one process.
    """
    if chunk.refused:
        yield CheckedFrame(0, 0, Kind.BROKEN, verdict=validator.unreadable(chunk.refused))
        return
    if task.message is not None:
        yield from _payloads(chunk, validator, task.message)
        return
    places: Iterable[Place] = Text(chunk, reader.reading.shape)
    if reader.reading.newest_first:
        places = turned(list(places))
    yield from check_places(places, validator, task, reader, alone=alone)


def turned(places: list[Place]) -> list[Place]:
    """Turn the order of rows round, but not that of the frames in one row."""
    made: list[Place] = []
    row: list[Place] = []
    for place in reversed(places):
        if row and row[-1].line != place.line:
            made += reversed(row)
            row = []
        row.append(place)
    return made + row[::-1]


def check_places(
    places: Iterable[Place],
    validator: Validator,
    task: Task,
    reader: Reader,
    *,
    alone: bool = False,
) -> Iterator[CheckedFrame]:
    """Check frames where they stand."""
    calls = None if alone else PendingCalls()
    doubt = not reader.reading.certain
    for place in places:
        facts = reader.facts(place)
        if facts.copy:
            yield CheckedFrame(place.line, place.last_line, Kind.COPY)
        elif facts.in_place or not place.doubtful:
            yield _checked(place, facts, validator, calls, task, doubt)


def check_answer(
    frame: Frame, fault: str, validator: Validator, action: str | None
) -> FrameViolations | None:
    """Check an answer once its call is known, or known to be unknown."""
    if fault:
        return validator.unreadable(fault)
    return validator.frame(frame, action)


def _payloads(chunk: Chunk, validator: Validator, message: Message) -> Iterator[CheckedFrame]:
    for number, line in enumerate([chunk.data] if chunk.whole else chunk.data.split(b"\n")):
        if line and not line.isspace():
            verdict = validator.payload(message.action, message.kind, line)
            yield CheckedFrame(
                number, number, message.kind, action=message.action, verdict=verdict
            )


def _checked(
    place: Place,
    facts: Facts,
    validator: Validator,
    calls: PendingCalls | None,
    task: Task,
    doubt: bool,  # noqa: FBT001  # it is called for every frame
) -> CheckedFrame:
    kind, ident, action, payload, error_code = _BROKEN, None, None, MISSING, None
    answer = None
    station, direction, time, layout = facts[:4]
    verdict = validator.unreadable(place.fault) if place.fault else None
    if place.frame is not None:
        frame = validator.parse(place.frame)
        kind, ident, error_code = frame.kind, frame.ident, frame.error_code
        if kind is _RESULT or kind is _ERROR:
            answer = frame, place.fault
            if calls is not None:
                action = _answered(frame, calls, station, direction)
                verdict = verdict or validator.frame(frame, action)
        else:
            action = validator.called(frame) if kind in NAMED else None
            if not direction and frame.action is not None:
                direction = validator.way_of(frame.action) or direction
            if calls is not None and kind is _CALL and ident is not None:
                calls.call(station, direction, ident, action)
            verdict = verdict or validator.frame(frame, action)
        if task.payloads_kept:
            payload = frame.details if kind is _ERROR else frame.payload
    return made(
        CheckedFrame,
        (
            place.line,
            place.last_line,
            kind,
            station,
            direction,
            ident,
            action,
            verdict,
            time,
            payload,
            error_code,
            layout,
            answer,
            doubt,
        ),
    )


def _answered(
    frame: Frame, calls: PendingCalls, station: str, direction: Direction
) -> str | None:
    """Name the action of the call that a frame answers, if it is in the chunk."""
    if frame.ident is None:
        return None
    return calls.answer(station, direction, frame.ident).action
