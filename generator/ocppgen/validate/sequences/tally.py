"""Counts: what each rule came to, and what was seen of each station."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(slots=True)
class RuleTally:
    """How often one rule was broken, kept, or could not be decided."""

    violated: int = 0
    satisfied: int = 0
    undecidable: Counter[str] = field(default_factory=Counter)
    """By reason, such as ``gap``."""

    def add(self, other: RuleTally) -> None:
        """Add the counts of another capture."""
        self.violated += other.violated
        self.satisfied += other.satisfied
        self.undecidable.update(other.undecidable)


@dataclass(frozen=True, slots=True)
class StationSummary:
    """What was seen of one station in one file."""

    file: str
    connection: str
    """Empty where the capture names no station."""
    first: str
    """The time of its first line, as the log has it; empty without times."""
    last: str
    """The time of its last line."""
    frames: int
    faults: int
    """How many of its frames break their schema or OCPP-J."""
    gaps: int
    """How often nothing was heard of it for longer than the parameter ``gap``."""
    findings: Mapping[str, int]
    """How many findings there are by rule; none that were not asked for."""
    judged: bool
    """Whether the rules were applied to all its lines."""
    why: str
    """Why not; empty if they were."""


@dataclass(slots=True)
class Tally:
    """The counts of one or more captures."""

    rules: dict[str, RuleTally] = field(default_factory=dict)
    """By rule id; those that were asked for, and no others."""
    stations: list[StationSummary] = field(default_factory=list)
    """In the order in which they came up."""

    def add(self, other: Tally) -> None:
        """Add the counts of another capture."""
        for rule, counts in other.rules.items():
            self.rules.setdefault(rule, RuleTally()).add(counts)
        self.stations.extend(other.stations)
