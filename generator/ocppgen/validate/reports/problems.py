"""Violations and findings: all of them counted, enough of each kind kept to be shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ocppgen.validate.reports.limits import (
    PROBLEMS,
    PROBLEMS_OF_RULE,
    PROBLEMS_OF_RULE_AND_STATION,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocppgen.validate.reports.frames import Row

SEVERITIES = ("error", "warning", "note")


class Problem(NamedTuple):
    """A violation of a schema, or a finding of a rule, as the report tells it."""

    rule: str
    """The id of a rule, or ``schema:`` and a keyword."""
    severity: str
    station: str
    place: tuple[int, int]
    related: tuple[tuple[int, int], ...]
    at: float
    label: str
    action: str
    ident: str
    message: str
    source: str


@dataclass(slots=True, eq=False)
class Shown:
    """A problem that is shown, with its sequence diagram once that is drawn."""

    problem: Problem
    rows: list[Row] = field(default_factory=list)


class Problems:
    """Those of all stations."""

    def __init__(self) -> None:
        """Begin with none."""
        self.counts: Counter[str] = Counter()
        """By rule."""
        self.severities: Counter[str] = Counter()
        self._severity: dict[str, str] = {}
        self._shown: dict[str, list[Shown]] = {}
        self._of_station: Counter[tuple[str, str]] = Counter()
        self._kept = 0

    def add(self, problem: Problem) -> Shown | None:
        """Count a problem; give it back if it is to be shown."""
        rule = problem.rule
        self.counts[rule] += 1
        self.severities[problem.severity] += 1
        self._severity.setdefault(rule, problem.severity)
        own = self._shown.setdefault(rule, [])
        both = rule, problem.station
        if len(own) >= PROBLEMS_OF_RULE:
            return None
        if self._of_station[both] >= PROBLEMS_OF_RULE_AND_STATION:
            return None
        if self._kept >= PROBLEMS and not self._make_room(len(own)):
            return None
        shown = Shown(problem)
        own.append(shown)
        self._kept += 1
        self._of_station[both] += 1
        return shown

    def severity(self, rule: str) -> str:
        """Tell how bad it is to break a rule."""
        return self._severity[rule]

    def shown(self) -> Iterator[Shown]:
        """Go through what is shown, the worst first, and then as in the capture."""
        every = [one for own in self._shown.values() for one in own]
        yield from sorted(
            every,
            key=lambda one: (SEVERITIES.index(one.problem.severity), one.problem.place),
        )

    def _make_room(self, number: int) -> bool:
        """Let one go of the rule that has the most, if that is fair to a rule that has *number*."""
        most = max(self._shown.values(), key=len)
        if len(most) <= number + 1:
            return False
        gone = most.pop().problem
        self._of_station[gone.rule, gone.station] -= 1
        self._kept -= 1
        return True
