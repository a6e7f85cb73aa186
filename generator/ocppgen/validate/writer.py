"""What every form of output has to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ocppgen.errors import GeneratorError
    from ocppgen.validate.records import FrameRecord
    from ocppgen.validate.sequences.finding import Finding
    from ocppgen.validate.sequences.tally import Tally
    from ocppgen.validate.summary import Summary


class Writer(Protocol):
    """Tells results as they come."""

    def frame(self, record: FrameRecord) -> None:
        """Tell the violations of one frame; it may have none, if every frame is asked for."""

    def finding(self, finding: Finding) -> None:
        """Tell what a rule over conversations has found, after the frame that made it certain."""

    def show(self) -> None:
        """Hold nothing back that was told: more may be long in coming."""

    def file(self, file: str, summary: Summary) -> None:
        """Tell the counts of a file that was read, as far as it could be."""

    def refused(self, error: GeneratorError) -> None:
        """Tell that a file could not be read, before its counts."""

    def sequences(self, tally: Tally) -> None:
        """Tell what the rules over conversations came to, if they were asked for."""

    def end(self, total: Summary) -> None:
        """Tell the counts of all files."""
