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
_NO_MATCH = Match(None)


class Capture:
    """One file, as its chunks come in."""

    def __init__(
        self,
        file: str,
        validator: Validator,
        *,
        strict: bool = False,
        every: bool = False,
        engine: Engine | None = None,
    ) -> None:
        """Call it *file*; *strict* makes a violation of what is only noted otherwise.

        *every* gives the record of every frame, not only of those with violations. An *engine*
        judges the conversations that the frames make.
        """
        self._file = file
        self._validator = validator
        self._strict = strict
        self._every = every
        self._engine = engine
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
            if match.note is not None:
                self.summary.note(match.note, f"{self._file}:{chunk.line + frame.line}")
                if self._strict:
                    violations = _with_note(violations, match.note)
            self._count(frame, violations)
            if violations is not None or self._every:
                yield self._record(frame, chunk.line, violations, match)
            if self._engine is not None:
                line, faulty = chunk.line + frame.line, violations is not None
                yield from self._engine.add(record_of(frame, line, faulty=faulty))

    def end(self) -> Iterable[Finding]:
        """Give the findings that are certain at the end of the file."""
        return self._engine.end() if self._engine is not None else ()

    def _matched(self, frame: CheckedFrame, line: int) -> tuple[CheckedFrame, Match]:
        """Match a frame with what went before; check an answer again if that is news."""
        ident = frame.ident
        if frame.kind is Kind.CALL and ident is not None:
            self._calls.call(frame.station, frame.direction, ident, frame.action, line)
        elif frame.kind in _ANSWERS and ident is not None:
            match = self._calls.answer(frame.station, frame.direction, ident)
            if match.action != frame.action and frame.answer is not None:
                verdict = check_answer(*frame.answer, self._validator, match.action)
                frame = frame._replace(action=match.action, verdict=verdict)
            if frame.doubt and frame.verdict and match.line and len(ident) < UNIQUE:
                frame, match = self._doubted(frame, match)
            return frame, match
        return frame, Match(IGNORED) if frame.kind is Kind.OTHER else _NO_MATCH

    def _doubted(self, frame: CheckedFrame, match: Match) -> tuple[CheckedFrame, Match]:
        """Accuse no answer by a call that may not be its own."""
        if frame.answer is None:
            return frame, match
        lone = check_answer(*frame.answer, self._validator, None)
        return frame._replace(action=None, verdict=lone), Match(AMBIGUOUS)

    def _count(self, frame: CheckedFrame, violations: FrameViolations | None) -> None:
        action, kind = frame.action, frame.kind
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


def _call(frame: CheckedFrame, match: Match) -> str | None:
    """Say how certain the call of an answer is."""
    if frame.kind not in _ANSWERS:
        return None
    if match.line:
        return "certain"
    return "not certain" if match.note is AMBIGUOUS else "not in the capture"


def _unknown(frame: CheckedFrame, match: Match) -> Mapping[str, str]:
    why = {}
    if match.note is not None and frame.kind in _ANSWERS:
        why["call"] = match.note.message
    return why


def _with_note(verdict: FrameViolations | None, note: Note) -> FrameViolations:
    faults, keywords = verdict or ((), {})
    violation = Violation("frame", "", note.keyword, "GenericError", note.message)
    return FrameViolations((*faults, violation), {**keywords, note.keyword: 1})
