"""Put the checked chunks of a file together: match answers to calls, tell and count.

The order of the chunks is that of the file, so what comes out does not depend on how many
processes checked them, or on where the file was cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.validate.checking import check_answer
from ocppgen.validate.matching.pending_calls import UNIQUE, Match, PendingCalls
from ocppgen.validate.reading.times import instant
from ocppgen.validate.records import (
    AMBIGUOUS,
    IGNORED,
    REUSED,
    WRONG_SIDE,
    Direction,
    FrameRecord,
    FrameViolations,
    Kind,
    Violation,
)
from ocppgen.validate.sequences.judging import Judging
from ocppgen.validate.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ocppgen.validate.records import CheckedFrame, Chunk, Frame, Note
    from ocppgen.validate.sequences.engine import Engine
    from ocppgen.validate.sequences.finding import Finding
    from ocppgen.validate.summary import Row
    from ocppgen.validate.validator import Validator

_CALL, _COPY, _OTHER = Kind.CALL, Kind.COPY, Kind.OTHER
_RECEIVED = Direction.RECEIVED
"""An enum is slow to look a member up in Python 3.11, and each frame asks for these."""

_ANSWERS = (Kind.RESULT, Kind.ERROR)
_NOT_NAMED = "the log does not name it, or not so that it is told apart"
_UNFIT = "under no part of the lines do answers find their calls"
_NO_MATCH = Match(None)
_REUSED, _WRONG_SIDE = Match(REUSED), Match(WRONG_SIDE)


class Capture:
    """One file, as its chunks come in."""

    def __init__(
        self,
        file: str,
        validator: Validator,
        *,
        strict: bool = False,
        every: bool = False,
        by_station: bool = False,
        engine: Engine | None = None,
    ) -> None:
        """Call it *file*; *strict* makes a violation of what is only noted otherwise.

        *every* gives the record of every frame, not only of those with violations.
        *by_station* counts for each station, too. An *engine* judges the conversations that the frames make.
        """
        self._file = file
        self._validator = validator
        self._strict = strict
        self._every = every
        self._by_station = by_station
        self.engine = engine
        """Judges the conversations, if any does."""
        self._judging = None if engine is None else Judging(engine)
        self._calls = PendingCalls()
        self._clean: dict[tuple[str | None, Kind], Row] = {}
        """Where frames are counted that have nothing wrong with them."""
        self.summary = Summary(validator.protocol.version)

    def add(
        self, chunk: Chunk, frames: Iterable[CheckedFrame], *, payloads: bool
    ) -> Iterator[FrameRecord | Finding]:
        """Take the next chunk; yield the frames with violations, or all of them.

        After the frame that makes a finding certain comes the finding.
        """
        yield from self._checked(chunk, frames, payloads=payloads)
        if self._judging is not None:
            yield from self._judging.flush()

    def _checked(
        self, chunk: Chunk, frames: Iterable[CheckedFrame], *, payloads: bool
    ) -> Iterator[FrameRecord | Finding]:
        start, judging = chunk.line, self._judging
        for frame in frames:
            kind = frame.kind
            if kind is _COPY:
                self.summary.copies += 1
                continue
            line = start + frame.line
            action, violations, match = frame.action, frame.verdict, _NO_MATCH
            if not payloads:
                if kind is _CALL:
                    match = self._called(frame, line)
                elif frame.answer is not None:
                    action, violations, match = self._answered(frame, frame.answer)
                elif kind is _OTHER:
                    match = Match(IGNORED)
            if violations is not None and violations.tolerated:
                self.summary.let_pass(action, kind, violations.tolerated)
                violations = violations if violations.keywords else None
            if match.note is not None:
                self.summary.note(match.note, f"{self._file}:{line}")
                if self._strict:
                    violations = _with_note(violations, match.note)
            row = self._clean.get((action, kind)) if violations is None else None
            if row is not None:
                row.frames += 1
            else:
                self._count(action, kind, violations)
            if self._by_station:
                self.summary.stations.count(frame, violations, match, line)
            record = None
            if violations is not None or self._every:
                record = self._record(frame, action, start, violations, match)
            if judging is not None:
                judged = frame, action, line, violations is not None
                yield from judging.take(judged, record)
            elif record is not None:
                yield record

    def end(self) -> Iterable[Finding]:
        """Give the findings that are certain at the end of the file."""
        return self.engine.end() if self.engine is not None else ()

    def _called(self, frame: CheckedFrame, line: int) -> Match:
        """Remember a call; note what is odd about it."""
        ident, seconds = frame.ident, None
        if ident is None:
            return _NO_MATCH
        if self._by_station and frame.time:
            when = instant(frame.time.strip())
            seconds = when.seconds if when is not None else None
        again = self._calls.call(
            frame.station, frame.direction, ident, frame.action, line, seconds
        )
        return self._odd_call(frame, again=again)

    def _answered(
        self, frame: CheckedFrame, answer: tuple[Frame, str]
    ) -> tuple[str | None, FrameViolations | None, Match]:
        """Match an answer with its call, and check it again if that is news.

        Gives the action of its call, and what is wrong with it.
        """
        ident, action, verdict = frame.ident, frame.action, frame.verdict
        if ident is None:
            if verdict is None:
                verdict = check_answer(*answer, self._validator, None)
            return action, verdict, _NO_MATCH
        match = self._calls.answer(frame.station, frame.direction, ident)
        if match.action != action or verdict is None:
            action, verdict = match.action, check_answer(*answer, self._validator, match.action)
        if (
            verdict
            and verdict.keywords
            and match.line
            and len(ident) < UNIQUE
            and _doubtful(frame, match)
        ):
            # Accuse no answer by a call that may not be its own.
            return None, check_answer(*answer, self._validator, None), Match(AMBIGUOUS)
        return action, verdict, match

    def _odd_call(self, frame: CheckedFrame, *, again: bool) -> Match:
        """Note what is odd about a call, where the capture is read with certainty."""
        if frame.doubt:
            return _NO_MATCH
        if again:
            return _REUSED
        way = frame.direction
        if frame.action is not None and way > _RECEIVED:
            expected = self._validator.direction(frame.action)
            if expected and expected != way:
                return _WRONG_SIDE
        return _NO_MATCH

    def _count(
        self, action: str | None, kind: Kind, violations: FrameViolations | None
    ) -> None:
        official = action is not None and self._validator.is_official(action)
        if official:
            self.summary.official += 1
        if kind is Kind.ERROR:
            self.summary.count(None, kind, violations)
        elif (
            violations is None
            and action is not None
            and self._validator.check(action, kind) is None
        ):
            self.summary.unchecked += 1
        else:
            row = self.summary.count(action, kind, violations)
            if violations is None and not official:
                self._clean[action, kind] = row

    def _record(
        self,
        frame: CheckedFrame,
        action: str | None,
        start: int,
        violations: FrameViolations | None,
        match: Match,
    ) -> FrameRecord:
        told = violations.faults if violations is not None else ()
        counted = sum(violations.keywords.values()) if violations is not None else 0
        return FrameRecord(
            self._file,
            start + frame.line,
            start + frame.last_line,
            frame.kind,
            frame.ident,
            action,
            frame.station or None,
            Direction(frame.direction),
            frame.time or None,
            instant(frame.time.strip()) if frame.time else None,
            frame.payload,
            frame.error_code,
            told,
            counted - len(told),
            match.line or None,
            _call(frame, match),
            frame.layout or None,
            (match.note.keyword,) if match.note is not None else (),
            _unknown(frame, match),
            self._validator.protocol.version,
        )


def _doubtful(frame: CheckedFrame, match: Match) -> bool:
    """Tell whether another call may be meant, so that nobody is accused by this one.

    Either side sends DataTransfer: if its direction is unknown, and that of the answer is, too,
    the answer may be that to a call of the other side.
    """
    if frame.doubt:
        return True
    told = bool(frame.station or frame.time)
    return told and not frame.direction and not match.direction


def _call(frame: CheckedFrame, match: Match) -> str | None:
    """Say how certain the call of an answer is."""
    if frame.kind not in _ANSWERS:
        return None
    if match.line:
        return "certain"
    return "not certain" if match.note is AMBIGUOUS else "not in the capture"


def _unknown(frame: CheckedFrame, match: Match) -> Mapping[str, str]:
    """Say why facts are unknown."""
    why = {}
    if match.note is not None and frame.answer is not None:
        why["call"] = match.note.message
    if not frame.station:
        why["station"] = _UNFIT if frame.doubt else _NOT_NAMED
    if not frame.direction:
        why["direction"] = "the log does not tell it"
    if not frame.time:
        why["time"] = "the log does not tell it"
    return why


def _with_note(verdict: FrameViolations | None, note: Note) -> FrameViolations:
    faults, keywords, _ = verdict or ((), {}, {})
    violation = Violation("frame", "", note.keyword, "GenericError", note.message)
    return FrameViolations((*faults, violation), {**keywords, note.keyword: 1})
