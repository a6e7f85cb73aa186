"""Put the judged chunks of a file together: match answers to calls, tell and count faults.

The order of the chunks is that of the file, so what comes out does not depend on how many
processes judged them, or on where the file was cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.validate.matching.pending_calls import PendingCalls
from ocppgen.validate.checking import check_answer
from ocppgen.validate.places import Text
from ocppgen.validate.records import (
    IGNORED,
    Direction,
    Violation,
    LocatedViolation,
    Kind,
    FrameViolations,
    label,
)
from ocppgen.validate.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocppgen.validate.validator import Validator
    from ocppgen.validate.places import Place
    from ocppgen.validate.records import Note, Chunk, CheckedFrame

_ANSWERS = (Kind.RESULT, Kind.ERROR)


class Capture:
    """One file, as its chunks come in."""

    def __init__(self, file: str, judge: Validator, *, strict: bool = False) -> None:
        """Call it *file*; *strict* makes a fault of what is only noted otherwise."""
        self._file = file
        self._judge = judge
        self._strict = strict
        self._calls = PendingCalls()
        self.summary = Summary()

    def add(self, chunk: Chunk, seen: list[CheckedFrame], *, payloads: bool) -> Iterator[LocatedViolation]:
        """Take the next chunk; yield what is wrong in it."""
        reread = _Reread(chunk)
        for each in seen:
            one, note = (each, None) if payloads else self._settled(each, reread)
            verdict = one.verdict
            if note is not None:
                where = f"{self._file}:{chunk.line + one.line}"
                self.summary.note(note, where)
                if self._strict:
                    verdict = _with_note(verdict, note)
            self._count(one, verdict)
            if verdict is not None:
                yield from self._findings(chunk.line + one.line, one, verdict)

    def _settled(self, one: CheckedFrame, reread: _Reread) -> tuple[CheckedFrame, Note | None]:
        """Match a frame with what went before; judge an answer again if that is news."""
        if one.kind is Kind.CALL and one.ident is not None:
            self._calls.call(one.connection, one.direction, one.ident, one.action)
        elif one.kind in _ANSWERS and one.ident is not None:
            note, action = self._calls.answer(one.connection, one.direction, one.ident)
            if action != one.action:
                verdict, time = check_answer(reread.place(one), self._judge, action)
                one = one._replace(action=action, verdict=verdict, time=time)
            return one, note
        return one, IGNORED if one.kind is Kind.OTHER else None

    def _count(self, one: CheckedFrame, verdict: FrameViolations | None) -> None:
        action, kind = one.action, one.kind
        if kind is Kind.ERROR:
            self.summary.count(None, kind, verdict)
        elif verdict is None and action is not None and self._judge.check(action, kind) is None:
            self.summary.unchecked += 1
        else:
            self.summary.count(action, kind, verdict)

    def _findings(self, line: int, one: CheckedFrame, verdict: FrameViolations) -> Iterator[LocatedViolation]:
        name = label(one.kind, one.action)
        last = len(verdict.faults) - 1
        for index, fault in enumerate(verdict.faults):
            more = sum(verdict.keywords.values()) - len(verdict.faults) if index == last else 0
            yield LocatedViolation(
                self._file,
                line,
                name,
                one.action,
                one.kind,
                one.ident,
                one.connection,
                Direction(one.direction),
                one.time,
                fault,
                more,
            )


def _with_note(verdict: FrameViolations | None, note: Note) -> FrameViolations:
    faults, keywords = verdict or ((), {})
    fault = Violation("frame", "", note.keyword, "GenericError", note.message)
    return FrameViolations((*faults, fault), {**keywords, note.keyword: 1})


class _Reread:
    """Finds frames of a chunk again; a line that is asked for twice in a row is read once."""

    def __init__(self, chunk: Chunk) -> None:
        self._piece = chunk
        self._text: Text | None = None
        self._line = -1
        self._places: list[Place] = []

    def place(self, one: CheckedFrame) -> Place:
        line = 0 if self._piece.whole else one.line
        if self._text is None:
            self._text = Text(self._piece)
        if line != self._line:
            self._line, self._places = line, self._text.line(line)
        return self._places[one.nth]
