"""Validator one chunk of a file: pure, and done in any process.

A chunk is judged as if nothing stood before it. An answer whose call stands in an earlier
chunk is left to whoever puts the chunks together in their order: see ``capture.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ocppgen.validate import context
from ocppgen.validate.validator import unreadable
from ocppgen.validate.matching.pending_calls import PendingCalls
from ocppgen.validate.places import Text
from ocppgen.validate.records import Kind, CheckedFrame
from ocppgen.validate.shape import parse_frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocppgen.validate.validator import Validator
    from ocppgen.validate.places import Place
    from ocppgen.validate.records import Chunk, FrameViolations
    from ocppgen.validate.shape import Frame


class Message(NamedTuple):
    """What every payload of a file is said to be."""

    action: str
    kind: Kind


def check_chunk(chunk: Chunk, judge: Validator, message: Message | None = None) -> list[CheckedFrame]:
    """Validator the frames of a chunk, or its payloads, if they are said to be a *message*."""
    if chunk.refused:
        return [CheckedFrame(0, 0, Kind.BROKEN, verdict=unreadable(chunk.refused))]
    if message is not None:
        return list(_payloads(chunk, judge, message))
    calls = PendingCalls()
    return [_seen(place, judge, calls) for place in Text(chunk)]


def check_answer(place: Place, judge: Validator, action: str | None) -> tuple[FrameViolations | None, str]:
    """Validator an answer once its call is known; give the verdict, and the time if it is bad."""
    frame = parse_frame(place.frame or [])
    verdict = unreadable(place.fault) if place.fault else judge.frame(frame, action)
    return verdict, context.time(place.before, place.behind) if verdict else ""


def _payloads(chunk: Chunk, judge: Validator, message: Message) -> Iterator[CheckedFrame]:
    for number, line in enumerate([chunk.data] if chunk.whole else chunk.data.split(b"\n")):
        if line and not line.isspace():
            verdict = judge.payload(message.action, message.kind, line)
            yield CheckedFrame(number, 0, message.kind, action=message.action, verdict=verdict)


def _seen(place: Place, judge: Validator, calls: PendingCalls) -> CheckedFrame:
    connection, direction = "", 0
    if place.before or place.behind:
        connection, direction = context.way(place.before, place.behind)
    kind, ident, action = Kind.BROKEN, None, None
    verdict = unreadable(place.fault) if place.fault else None
    if place.frame is not None:
        frame = parse_frame(place.frame)
        kind, ident = frame.kind, frame.ident
        action = _action(frame, judge, calls, connection, direction)
        verdict = verdict or judge.frame(frame, action)
    time = context.time(place.before, place.behind) if verdict else ""
    return CheckedFrame(
        place.line, place.nth, kind, connection, direction, ident, action, verdict, time
    )


def _action(
    frame: Frame, judge: Validator, calls: PendingCalls, connection: str, direction: int
) -> str | None:
    """Name the action of a call, or that of the call which a frame answers."""
    if frame.kind is Kind.CALL:
        action = frame.action
        action = action if action is not None and judge.knows(action) else None
        if frame.ident is not None:
            calls.call(connection, direction, frame.ident, action)
        return action
    if frame.kind is Kind.OTHER or frame.ident is None:
        return None
    return calls.answer(connection, direction, frame.ident).action
