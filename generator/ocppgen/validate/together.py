"""Two forms of output at once: what goes to standard output, and a report beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocppgen.errors import GeneratorError
    from ocppgen.validate.records import FrameRecord
    from ocppgen.validate.sequences.finding import Finding
    from ocppgen.validate.sequences.tally import Tally
    from ocppgen.validate.summary import Summary
    from ocppgen.validate.writer import Writer


class Together:
    """Tells everything to a report, and to a writer what that asked for."""

    def __init__(self, writer: Writer, report: Writer, *, every: bool) -> None:
        """Give *report* every frame; *writer* only those with violations, unless *every*."""
        self._writer = writer
        self._report = report
        self._every = every

    def frame(self, record: FrameRecord) -> None:
        """Tell a frame."""
        self._report.frame(record)
        if self._every or record.violations:
            self._writer.frame(record)

    def finding(self, finding: Finding) -> None:
        """Tell a finding."""
        self._report.finding(finding)
        self._writer.finding(finding)

    def show(self) -> None:
        """Hold nothing back that was told."""
        self._writer.show()

    def file(self, file: str, summary: Summary) -> None:
        """Tell the counts of a file."""
        self._writer.file(file, summary)
        self._report.file(file, summary)

    def refused(self, error: GeneratorError) -> None:
        """Tell that a file could not be read."""
        self._writer.refused(error)
        self._report.refused(error)

    def sequences(self, tally: Tally) -> None:
        """Tell what the rules came to."""
        self._writer.sequences(tally)
        self._report.sequences(tally)

    def end(self, total: Summary) -> None:
        """Tell the counts of all files."""
        self._writer.end(total)
        self._report.end(total)
