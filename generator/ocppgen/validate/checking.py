"""Check one chunk of a file: pure, and done in any process.

A chunk is checked as if nothing stood before it. An answer whose call stands in an earlier
chunk is left to whoever puts the chunks together in their order: see ``capture.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ocppgen.validate.matching.pending_calls import PendingCalls
from ocppgen.validate.reading.places import Text
from ocppgen.validate.records import MISSING, CheckedFrame, Kind
from ocppgen.validate.shape import parse_frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ocppgen.validate.reading.places import Place
    from ocppgen.validate.reading.reading import Facts, Reader
    from ocppgen.validate.records import Chunk, FrameViolations
    from ocppgen.validate.shape import Frame
    from ocppgen.validate.validator import Validator

_ANSWERS = (Kind.RESULT, Kind.ERROR)


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
    chunk: Chunk, validator: Validator, task: Task, reader: Reader
) -> list[CheckedFrame]:
    """Check the frames of a chunk, or its payloads."""
    if chunk.refused:
        return [CheckedFrame(0, 0, Kind.BROKEN, verdict=validator.unreadable(chunk.refused))]
    if task.message is not None:
        return list(_payloads(chunk, validator, task.message))
    places: Iterable[Place] = Text(chunk, reader.reading.shape)
    if reader.reading.newest_first:
        places = turned(list(places))
    return list(check_places(places, validator, task, reader))


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
    places: Iterable[Place], validator: Validator, task: Task, reader: Reader
) -> Iterator[CheckedFrame]:
    """Check frames where they stand."""
    calls = PendingCalls()
    doubt = not reader.reading.certain
    for place in places:
        facts = reader.facts(place)
        if facts.copy:
            yield CheckedFrame(place.line, place.last_line, Kind.COPY)
        elif facts.in_place or not place.doubtful:
            yield _checked(place, facts, validator, calls, task)._replace(doubt=doubt)


def check_answer(
    frame: list[object], fault: str, validator: Validator, action: str | None
) -> FrameViolations | None:
    """Check an answer once its call is known, or known to be unknown."""
    if fault:
        return validator.unreadable(fault)
    return validator.frame(parse_frame(frame, validator.protocol), action)


def _payloads(chunk: Chunk, validator: Validator, message: Message) -> Iterator[CheckedFrame]:
    for number, line in enumerate([chunk.data] if chunk.whole else chunk.data.split(b"\n")):
        if line and not line.isspace():
            verdict = validator.payload(message.action, message.kind, line)
            yield CheckedFrame(
                number, number, message.kind, action=message.action, verdict=verdict
            )


def _checked(
    place: Place, facts: Facts, validator: Validator, calls: PendingCalls, task: Task
) -> CheckedFrame:
    kind, ident, action, payload, error_code = Kind.BROKEN, None, None, MISSING, None
    answer = None
    verdict = validator.unreadable(place.fault) if place.fault else None
    if place.frame is not None:
        frame = parse_frame(place.frame, validator.protocol)
        kind, ident, error_code = frame.kind, frame.ident, frame.error_code
        if kind is Kind.CALL and not facts.direction and frame.action is not None:
            facts = facts._replace(direction=validator.direction(frame.action))
        action = _action(frame, validator, calls, facts)
        verdict = verdict or validator.frame(frame, action)
        if task.payloads_kept:
            payload = frame.details if kind is Kind.ERROR else frame.payload
        if kind in _ANSWERS:
            answer = place.frame, place.fault
    return CheckedFrame(
        place.line,
        place.last_line,
        kind,
        facts.station,
        facts.direction,
        ident,
        action,
        verdict,
        facts.time,
        payload,
        error_code,
        facts.layout,
        answer,
    )


def _action(
    frame: Frame, validator: Validator, calls: PendingCalls, facts: Facts
) -> str | None:
    """Name the action of a call, or that of the call which a frame answers."""
    if frame.kind is Kind.CALL:
        action = frame.action
        action = action if action is not None and validator.knows(action) else None
        if frame.ident is not None:
            calls.call(facts.station, facts.direction, frame.ident, action)
        return action
    if frame.kind is Kind.SEND:
        known = frame.action is not None and validator.knows(frame.action)
        return frame.action if known else None
    if frame.kind in (Kind.OTHER, Kind.RESULT_ERROR) or frame.ident is None:
        return None
    return calls.answer(facts.station, facts.direction, frame.ident).action
