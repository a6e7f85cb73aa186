"""The report as a form of output: it takes what is found, and writes one page at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.validate.reports.collector import GAP, Collector
from ocppgen.validate.reports.document import document
from ocppgen.validate.reports.masking import Masks
from ocppgen.validate.reports.page import render

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ocppgen.errors import GeneratorError
    from ocppgen.validate.records import FrameRecord
    from ocppgen.validate.sequences.finding import Finding
    from ocppgen.validate.sequences.rules import Rule
    from ocppgen.validate.sequences.tally import Tally
    from ocppgen.validate.summary import Summary


class HtmlWriter:
    """Writes a page. It needs every frame, not only those with violations."""

    def __init__(
        self,
        write: Callable[[str], object],
        senders: Mapping[str, str],
        rules: Mapping[str, Rule],
        *,
        redact: bool = False,
        gap: float = GAP,
    ) -> None:
        """Hand the page to *write*.

        *senders* tells which role sends the requests of an action, *rules* are those over
        sequences that were asked for, *redact* gives id tags other names, and a silence of more
        than *gap* seconds is an outage.
        """
        self._write = write
        self._rules = rules
        self._collector = Collector(Masks(redact=redact), senders, gap=gap)

    def frame(self, record: FrameRecord) -> None:
        """Take a frame."""
        self._collector.frame(record)

    def finding(self, finding: Finding) -> None:
        """Take a finding, after the frame that it is about."""
        self._collector.finding(finding)

    def show(self) -> None:
        """Wait: nothing is written before the end."""

    def file(self, file: str, summary: Summary) -> None:
        """End a file."""
        del summary
        self._collector.file(file)

    def refused(self, error: GeneratorError) -> None:
        """Take note of a file that could not be read to its end."""
        self._collector.refused(error)

    def sequences(self, tally: Tally) -> None:
        """Take what the rules over sequences came to."""
        self._collector.sequences(tally)

    def end(self, total: Summary) -> None:
        """Write the page."""
        del total
        self._collector.end()
        self._write(render(document(self._collector, self._rules)))
