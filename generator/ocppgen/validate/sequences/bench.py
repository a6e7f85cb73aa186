"""Where the rules of a station say what they found."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.bounded import bound
from ocppgen.validate.sequences.finding import Finding
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen.validate.sequences.frames import Frame
    from ocppgen.validate.sequences.outcome import Outcome
    from ocppgen.validate.sequences.rules import Rule
    from ocppgen.validate.sequences.tally import RuleTally

_MOST_TOLD: Final = 256
_DIRECTIONS: Final = {True: "to central system", False: "to charge point", None: ""}


class Bench:
    """Takes what is concluded about one station: counts it, and keeps what is to be told."""

    __slots__ = (
        "_counts",
        "_file",
        "_station",
        "_told",
        "by_rule",
        "findings",
        "kept",
        "undecided",
        "wanted",
    )

    def __init__(
        self,
        file: str,
        station: str,
        wanted: Mapping[str, Rule],
        counts: Mapping[str, RuleTally],
        kept: dict[str, int],
        undecided: dict[str, dict[str, int]],
        findings: list[Finding],
    ) -> None:
        """Count in *counts*, *kept* and *undecided*; add to *findings*. *wanted* has the rules.

        *kept* and *undecided* have whatever rule there is, so that most verdicts cost a look-up.
        """
        self._file = file
        self._station = station
        self._counts = counts
        self._told: dict[tuple[str, int], None] = {}
        self.wanted = wanted
        self.kept = kept
        self.undecided = undecided
        self.findings = findings
        self.by_rule: Counter[str] = Counter()

    def conclude(self, ident: str, frame: Frame, outcome: Outcome) -> bool:
        """Take the answer of a rule for a frame; tell whether it is broken."""
        if isinstance(outcome, Violated):
            counts = self._counts.get(ident)
            if counts is not None:
                self._tell(self.wanted[ident], outcome.at or frame, outcome, counts)
            return True
        if isinstance(outcome, Reason):
            self.undecided[ident][outcome] += 1
        elif outcome is SATISFIED:
            self.kept[ident] += 1
        return False

    def keep(self, ident: str, number: int) -> None:
        """Count a rule as kept a number of times."""
        self.kept[ident] += number

    def _tell(self, rule: Rule, frame: Frame, outcome: Violated, counts: RuleTally) -> None:
        key = rule.id, frame.line
        if key in self._told:
            return
        self._told[key] = None
        bound(self._told, _MOST_TOLD)
        counts.violated += 1
        self.by_rule[rule.id] += 1
        related = tuple(sorted({one for one in outcome.related if one != frame.line}))
        self.findings.append(
            Finding(
                rule=rule.id,
                severity=rule.severity,
                level=rule.severity,
                file=self._file,
                line=frame.line,
                related=related,
                connection=self._station,
                direction=_DIRECTIONS[frame.to_central],
                time=frame.time,
                action=frame.action,
                id=frame.id,
                message=outcome.message,
                source=rule.source,
            )
        )
