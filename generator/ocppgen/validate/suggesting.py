"""The smallest tolerance that lets a capture pass: a rule for each place and keyword."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ocppgen.text import printable
from ocppgen.validate.tolerating import ToleranceText, load_tolerance

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from ocppgen.errors import GeneratorError
    from ocppgen.validate.records import FrameRecord, Violation
    from ocppgen.validate.sequences.finding import Finding
    from ocppgen.validate.sequences.tally import Tally
    from ocppgen.validate.summary import Summary

MOST: Final = 1_000
"""So many rules are made; an operator writes broader ones himself then."""

_LONGEST: Final = 120


class _Need(NamedTuple):
    """A place that is at fault, as a rule names it."""

    place: str
    """The message and the pointer into it, array indexes as ``*``."""
    keyword: str


class Suggestions:
    """A writer of results that keeps what a tolerance would have to let pass."""

    def __init__(self, package: ModuleType) -> None:
        """Suggest for the messages of *package*."""
        self._package = package
        self._counts: Counter[_Need] = Counter()
        self._examples: dict[_Need, str] = {}
        self._able: dict[_Need, bool] = {}
        self._broken = 0
        self._left_out = 0
        self.refused_files: list[GeneratorError] = []
        self.frames = 0

    def frame(self, record: FrameRecord) -> None:
        """Keep what is wrong with a frame."""
        for violation in record.violations:
            if violation.part == "frame" or record.action is None:
                self._broken += 1
                continue
            need = self._need(record, violation)
            if need not in self._counts and len(self._counts) >= MOST:
                self._left_out += 1
                continue
            self._counts[need] += 1
            if need not in self._examples:
                self._examples[need] = violation.message
                self._able[need] = self._is_able(record, need)

    def finding(self, finding: Finding) -> None:
        """Leave findings out: no tolerance is about them."""

    def show(self) -> None:
        """Nothing is told before the end."""

    def file(self, file: str, summary: Summary) -> None:
        """Count the frames."""
        del file
        self.frames += summary.frames

    def refused(self, error: GeneratorError) -> None:
        """Leave it to the command."""

    def sequences(self, tally: Tally) -> None:
        """No rules over conversations are asked for."""

    def end(self, total: Summary) -> None:
        """Leave it to `lines`."""

    def lines(self) -> Iterator[str]:
        """Write the tolerance in TOML."""
        rules = [need for need in self._sorted() if self._able[need]]
        missing = [need for need in self._sorted() if need.keyword == "required"]
        others = [
            need for need in self._sorted() if not self._able[need] and need not in missing
        ]
        yield f"# What {self.frames:,} messages need to be read, as `--tolerate` takes it."
        yield "rules = ["
        for need in rules:
            yield f"    {_quoted(f'{need.place} {need.keyword}')},  # {self._about(need)}"
        yield "]"
        if missing:
            yield ""
            yield "# Required members are missing. Say what is read instead, and take the # away:"
            yield "# [defaults]"
            for need in missing:
                yield f"# {_quoted(need.place)} =   # {self._about(need)}"
        if others:
            yield ""
            yield "# What no tolerance lets pass, because nothing can be made of it:"
            for need in others:
                yield f"# {printable(need.place)} {need.keyword}: {self._about(need)}"
        if self._broken:
            yield ""
            yield f"# Not counted: {self._broken:,} faults of frames, or of unknown messages."
        if self._left_out:
            yield ""
            yield f"# Not counted: {self._left_out:,} violations beyond {MOST:,} places."

    def _sorted(self) -> list[_Need]:
        return sorted(self._counts)

    def _about(self, need: _Need) -> str:
        number = self._counts[need]
        example = printable(self._examples[need])
        short = example if len(example) <= _LONGEST else example[: _LONGEST - 3] + "..."
        return f"{number:,} {'time' if number == 1 else 'times'}: {short}"

    def _need(self, record: FrameRecord, violation: Violation) -> _Need:
        """Name a place as a rule does: array indexes as ``*``, a missing member by its own."""
        value: Any = record.payload
        steps = []
        for step in violation.pointer.split("/")[1:]:
            in_array = isinstance(value, list)
            steps.append("*" if in_array else step)
            name = step.replace("~1", "/").replace("~0", "~")
            if in_array:
                value = value[int(name)]
            else:
                value = value.get(name) if isinstance(value, dict) else None
        if violation.keyword == "required":
            steps += [violation.message.rpartition(' "')[2].rstrip('"')]
        pointer = "".join(f"/{step}" for step in steps)
        return _Need(f"{record.label}#{pointer}", violation.keyword)

    def _is_able(self, record: FrameRecord, need: _Need) -> bool:
        """Whether a tolerance with this rule lets the violation pass."""
        if need.keyword == "required":
            return False
        text = f"rules = [{_quoted(f'{need.place} {need.keyword}')}]"
        tolerance = load_tolerance(self._package, ToleranceText(record.file, text))
        feature = self._package.FEATURES[record.action]
        for message in (feature.request_type, feature.response_type):
            if message is None or tolerance.label(message) != record.label:
                continue
            try:
                return bool(message.read(record.payload, tolerance).violations)
            except self._package.ValidationError as error:
                return any(
                    one.tolerated and one.keyword == need.keyword for one in error.violations
                )
        return False


def _quoted(text: str) -> str:
    """Write a string of TOML."""
    return json.dumps(text)
