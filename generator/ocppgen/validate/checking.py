"""Check one chunk of a file: pure, and done in any process.

A chunk is checked as if nothing stood before it. An answer whose call stands in an earlier
chunk is left to whoever puts the chunks together in their order: see ``capture.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ocppgen.validate import context
from ocppgen.validate.matching.pending_calls import PendingCalls
from ocppgen.validate.places import Text
from ocppgen.validate.records import MISSING, CheckedFrame, Kind
from ocppgen.validate.shape import parse_frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocppgen.validate.places import Place
    from ocppgen.validate.records import Chunk, FrameViolations
    from ocppgen.validate.shape import Frame
    from ocppgen.validate.validator import Validator


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


def check_chunk(chunk: Chunk, validator: Validator, task: Task) -> list[CheckedFrame]:
    """Check the frames of a chunk, or its payloads."""
    if chunk.refused:
        return [CheckedFrame(0, 0, Kind.BROKEN, verdict=validator.unreadable(chunk.refused))]
    if task.message is not None:
        return list(_payloads(chunk, validator, task.message))
    calls = PendingCalls()
    kept = task.payloads_kept
    return [_checked(place, validator, calls, payload_kept=kept) for place in Text(chunk)]


def check_answer(
    place: Place, validator: Validator, action: str | None
) -> FrameViolations | None:
    """Check an answer once its call is known."""
    frame = parse_frame(place.frame or [], validator.protocol)
    return validator.unreadable(place.fault) if place.fault else validator.frame(frame, action)


def _payloads(chunk: Chunk, validator: Validator, message: Message) -> Iterator[CheckedFrame]:
    for number, line in enumerate([chunk.data] if chunk.whole else chunk.data.split(b"\n")):
        if line and not line.isspace():
            verdict = validator.payload(message.action, message.kind, line)
            yield CheckedFrame(number, 0, message.kind, action=message.action, verdict=verdict)


def _checked(
    place: Place, validator: Validator, calls: PendingCalls, *, payload_kept: bool
) -> CheckedFrame:
    station, direction = "", 0
    if place.before or place.behind:
        station, direction = context.way(place.before, place.behind)
    kind, ident, action, payload, error_code = Kind.BROKEN, None, None, MISSING, None
    verdict = validator.unreadable(place.fault) if place.fault else None
    if place.frame is not None:
        frame = parse_frame(place.frame, validator.protocol)
        kind, ident, error_code = frame.kind, frame.ident, frame.error_code
        action = _action(frame, validator, calls, station, direction)
        verdict = verdict or validator.frame(frame, action)
        if payload_kept:
            payload = frame.details if kind is Kind.ERROR else frame.payload
    time = context.time(place.before, place.behind) if verdict or payload_kept else ""
    return CheckedFrame(
        place.line,
        place.nth,
        kind,
        station,
        direction,
        ident,
        action,
        verdict,
        time,
        place.last_line,
        payload,
        error_code,
    )


def _action(
    frame: Frame, validator: Validator, calls: PendingCalls, station: str, direction: int
) -> str | None:
    """Name the action of a call, or that of the call which a frame answers."""
    if frame.kind is Kind.CALL:
        action = frame.action
        action = action if action is not None and validator.knows(action) else None
        if frame.ident is not None:
            calls.call(station, direction, frame.ident, action)
        return action
    if frame.kind is Kind.SEND:
        known = frame.action is not None and validator.knows(frame.action)
        return frame.action if known else None
    if frame.kind in (Kind.OTHER, Kind.RESULT_ERROR) or frame.ident is None:
        return None
    return calls.answer(station, direction, frame.ident).action
