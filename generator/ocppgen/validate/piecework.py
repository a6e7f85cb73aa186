"""Judge one piece of a file: pure, and done in any process.

A piece is judged as if nothing stood before it. An answer whose call stands in an earlier
piece is left to whoever puts the pieces together in their order: see ``capture.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ocppgen.validate import context
from ocppgen.validate.judge import unreadable
from ocppgen.validate.matching import Outstanding
from ocppgen.validate.places import Text
from ocppgen.validate.records import Kind, Seen
from ocppgen.validate.shape import take_apart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocppgen.validate.judge import Judge
    from ocppgen.validate.places import Place
    from ocppgen.validate.records import Piece, Verdict
    from ocppgen.validate.shape import Frame


class Message(NamedTuple):
    """What every payload of a file is said to be."""

    action: str
    kind: Kind


def judge_piece(piece: Piece, judge: Judge, message: Message | None = None) -> list[Seen]:
    """Judge the frames of a piece, or its payloads, if they are said to be a *message*."""
    if piece.refused:
        return [Seen(0, 0, Kind.BROKEN, verdict=unreadable(piece.refused))]
    if message is not None:
        return list(_payloads(piece, judge, message))
    calls = Outstanding()
    return [_seen(place, judge, calls) for place in Text(piece)]


def judge_answer(place: Place, judge: Judge, action: str | None) -> tuple[Verdict | None, str]:
    """Judge an answer once its call is known; give the verdict, and the time if it is bad."""
    frame = take_apart(place.frame or [])
    verdict = unreadable(place.fault) if place.fault else judge.frame(frame, action)
    return verdict, context.time(place.before, place.behind) if verdict else ""


def _payloads(piece: Piece, judge: Judge, message: Message) -> Iterator[Seen]:
    for number, line in enumerate([piece.data] if piece.whole else piece.data.split(b"\n")):
        if line and not line.isspace():
            verdict = judge.payload(message.action, message.kind, line)
            yield Seen(number, 0, message.kind, action=message.action, verdict=verdict)


def _seen(place: Place, judge: Judge, calls: Outstanding) -> Seen:
    connection, direction = "", 0
    if place.before or place.behind:
        connection, direction = context.way(place.before, place.behind)
    kind, ident, action = Kind.BROKEN, None, None
    verdict = unreadable(place.fault) if place.fault else None
    if place.frame is not None:
        frame = take_apart(place.frame)
        kind, ident = frame.kind, frame.ident
        action = _action(frame, judge, calls, connection, direction)
        verdict = verdict or judge.frame(frame, action)
    time = context.time(place.before, place.behind) if verdict else ""
    return Seen(
        place.line, place.nth, kind, connection, direction, ident, action, verdict, time
    )


def _action(
    frame: Frame, judge: Judge, calls: Outstanding, connection: str, direction: int
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
    return calls.answer(connection, direction, frame.ident)[1]
