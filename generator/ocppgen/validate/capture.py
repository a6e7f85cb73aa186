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
from ocppgen.validate.sequences.adapter import record_of
from ocppgen.validate.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ocppgen.validate.records import CheckedFrame, Chunk, Note
    from ocppgen.validate.sequences.engine import Engine
    from ocppgen.validate.sequences.finding import Finding
    from ocppgen.validate.validator import Validator

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
        self._calls = PendingCalls()
        self.summary = Summary(validator.protocol.version)

    def add(
        self, chunk: Chunk, frames: list[CheckedFrame], *, payloads: bool
    ) -> Iterator[FrameRecord | Finding]:
        """Take the next chunk; yield the frames with violations, or all of them.

        After the frame that makes a finding certain comes the finding.
        """
        for checked in frames:
            frame, match = checked, _NO_MATCH
            if checked.kind is Kind.COPY:
                self.summary.copies += 1
                continue
            if not payloads:
                frame, match = self._matched(checked, chunk.line + checked.line)
            violations = frame.verdict
            if violations is not None and violations.tolerated:
                self.summary.let_pass(frame.action, frame.kind, violations.tolerated)
                violations = violations if violations.keywords else None
            if match.note is not None:
                self.summary.note(match.note, f"{self._file}:{chunk.line + frame.line}")
                if self._strict:
                    violations = _with_note(violations, match.note)
            self._count(frame, violations)
            if self._by_station:
                self.summary.stations.count(frame, violations, match, chunk.line + frame.line)
            if violations is not None or self._every:
                yield self._record(frame, chunk.line, violations, match)
            if self.engine is not None:
                line, faulty = chunk.line + frame.line, violations is not None
                yield from self.engine.add(record_of(frame, line, faulty=faulty))

    def end(self) -> Iterable[Finding]:
        """Give the findings that are certain at the end of the file."""
        return self.engine.end() if self.engine is not None else ()

    def _matched(self, frame: CheckedFrame, line: int) -> tuple[CheckedFrame, Match]:
        """Match a frame with what went before; check an answer again if that is news."""
        ident, seconds = frame.ident, None
        if self._by_station and frame.time:
            when = instant(frame.time.strip())
            seconds = when.seconds if when is not None else None
        if ident is None:
            if frame.answer is not None and frame.verdict is None:
                verdict = check_answer(*frame.answer, self._validator, None)
                frame = frame._replace(verdict=verdict)
        elif frame.kind is Kind.CALL:
            again = self._calls.call(
                frame.station, frame.direction, ident, frame.action, line, seconds
            )
            return frame, self._odd_call(frame, again=again)
        elif frame.answer is not None:
            match = self._calls.answer(frame.station, frame.direction, ident)
            if match.action != frame.action or frame.verdict is None:
                verdict = check_answer(*frame.answer, self._validator, match.action)
                if match.action is not None or verdict is not None:
                    frame = frame._replace(action=match.action, verdict=verdict)
                elif frame.action is not None:
                    frame = frame._replace(action=None, verdict=None)
            if (
                frame.verdict
                and frame.verdict.keywords
                and match.line
                and len(ident) < UNIQUE
                and _doubtful(frame, match)
            ):
                frame, match = self._doubted(frame, match)
            return frame, match
        return frame, Match(IGNORED) if frame.kind is Kind.OTHER else _NO_MATCH

    def _odd_call(self, frame: CheckedFrame, *, again: bool) -> Match:
        """Note what is odd about a call, where the capture is read with certainty."""
        if frame.doubt:
            return _NO_MATCH
        if again:
            return _REUSED
        way = frame.direction
        if frame.action is not None and way > Direction.RECEIVED:
            expected = self._validator.direction(frame.action)
            if expected and expected != way:
                return _WRONG_SIDE
        return _NO_MATCH

    def _doubted(self, frame: CheckedFrame, match: Match) -> tuple[CheckedFrame, Match]:
        """Accuse no answer by a call that may not be its own."""
        if frame.answer is None:
            return frame, match
        lone = check_answer(*frame.answer, self._validator, None)
        return frame._replace(action=None, verdict=lone), Match(AMBIGUOUS)

    def _count(self, frame: CheckedFrame, violations: FrameViolations | None) -> None:
        action, kind = frame.action, frame.kind
        if action is not None and self._validator.is_official(action):
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
            self.summary.count(action, kind, violations)

    def _record(
        self, frame: CheckedFrame, start: int, violations: FrameViolations | None, match: Match
    ) -> FrameRecord:
        told = violations.faults if violations is not None else ()
        counted = sum(violations.keywords.values()) if violations is not None else 0
        return FrameRecord(
            self._file,
            start + frame.line,
            start + frame.last_line,
            frame.kind,
            frame.ident,
            frame.action,
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
