"""Results for CI servers: a test suite for each file, a test case for each message.

Rules over sequences have a test case each where they were broken; it fails if that is an error.

How much is kept depends on the schemas and the number of files, not on their sizes.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ocppgen.text import printable
from ocppgen.validate.text_output import line_of, lines_of

if TYPE_CHECKING:
    from typing import TextIO

    from ocppgen.errors import GeneratorError
    from ocppgen.validate.records import FrameRecord
    from ocppgen.validate.sequences.finding import Finding
    from ocppgen.validate.sequences.tally import Tally
    from ocppgen.validate.summary import Row, Summary

MOST = 50
"""So many faults of one message are told in each file."""


class JunitWriter:
    """Writes JUnit XML, when all is read."""

    def __init__(self, out: TextIO, *, strict: bool = False) -> None:
        """Write to *out*; with *strict*, a warning fails as an error does."""
        self._out = out
        self._failing = ("error", "warning") if strict else ("error",)
        self._suites: list[Element] = []
        self._lines: dict[str, list[str]] = {}
        self._findings: dict[str, list[str]] = {}
        self._counts: Counter[tuple[str, str]] = Counter()
        """How many findings a rule has, by its id and severity."""
        self._error: str | None = None

    def frame(self, record: FrameRecord) -> None:
        """Keep the lines of its violations."""
        lines = self._lines.setdefault(record.label, [])
        if len(lines) < MOST:
            lines.extend(islice(lines_of(record), MOST - len(lines)))

    def finding(self, finding: Finding) -> None:
        """Keep the line of a finding."""
        self._counts[finding.rule, finding.severity] += 1
        lines = self._findings.setdefault(finding.rule, [])
        if len(lines) < MOST:
            lines.append(line_of(finding))

    def show(self) -> None:
        """Wait: nothing is written before the end."""

    def file(self, file: str, summary: Summary) -> None:
        """Make the suite of a file."""
        name = printable(file)
        suite = Element("testsuite", name=name)
        for row in summary.rows():
            self._case(suite, name, row)
        for (rule, severity), count in sorted(self._counts.items()):
            self._rule(suite, name, rule, severity, count)
        if self._error is not None:
            case = SubElement(suite, "testcase", classname=name, name="(reading)")
            SubElement(case, "error", message=printable(self._error))
        self._suites.append(_counted(suite))
        self._lines, self._findings, self._error = {}, {}, None
        self._counts.clear()

    def refused(self, error: GeneratorError) -> None:
        """Keep why a file could not be read."""
        self._error = error.message

    def sequences(self, tally: Tally) -> None:
        """Write nothing: each rule that was broken is a test case."""

    def end(self, total: Summary) -> None:
        """Write all."""
        root = Element("testsuites", name="ocppgen validate")
        root.extend(self._suites)
        if total.stations:
            root.append(_stations(total))
        _counted(root)
        indent(root)
        self._out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        self._out.write(tostring(root, "us-ascii").decode() + "\n")

    def _case(self, suite: Element, file: str, row: Row) -> None:
        case = SubElement(suite, "testcase", classname=file, name=printable(row.label))
        if row.faulty:
            keywords = ", ".join(sorted(row.keywords))
            message = f"{row.faulty} of {row.frames} faulty: {keywords}"
            failure = SubElement(case, "failure", message=printable(message), type=keywords)
            lines = self._lines.get(row.label, [])
            more = sum(row.keywords.values()) - len(lines)
            end = [f"and {more} more"] if more > 0 else []
            failure.text = "\n".join([*lines, *end])

    def _rule(self, suite: Element, file: str, rule: str, severity: str, count: int) -> None:
        case = SubElement(suite, "testcase", classname=file, name=rule)
        lines = self._findings[rule]
        text = "\n".join([*lines, *([f"and {count - len(lines)} more"] * (count > MOST))])
        if severity in self._failing:
            message = f"{count} {severity}{'s' if count != 1 else ''}"
            SubElement(case, "failure", message=message, type=rule).text = text
        else:
            SubElement(case, "system-out").text = text


def _stations(total: Summary) -> Element:
    """Make a suite whose cases are the stations."""
    suite = Element("testsuite", name="stations")
    for counts in total.stations.rows():
        name = printable(counts.station) or "(unknown)"
        case = SubElement(suite, "testcase", classname="stations", name=name)
        if counts.faulty:
            keywords = ", ".join(sorted(counts.keywords))
            message = f"{counts.faulty} of {counts.frames} faulty: {keywords}"
            SubElement(case, "failure", message=printable(message), type=keywords)
        told = [f"{counts.frames} frames", f"{counts.unanswered} calls without an answer"]
        told += [f"CALLERROR {pair}: {number}" for pair, number in counts.codes.most_common()]
        if counts.slowest is not None:
            told.append(
                f"slowest answer: {counts.slowest.seconds} s, line {counts.slowest.line}"
            )
        if counts.first:
            told.append(f"from {counts.first} to {counts.last}")
        SubElement(case, "system-out").text = printable("; ".join(told))
    return _counted(suite)


def _counted(element: Element) -> Element:
    """Write the counts of its cases into a suite."""
    counts = {"tests": "testcase", "failures": "failure", "errors": "error"}
    for attribute, tag in counts.items():
        element.set(attribute, str(sum(1 for _ in element.iter(tag))))
    return element
