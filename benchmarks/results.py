"""What a run found, and how it is compared: always as ratios to `ocpp16`."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from benchmarks.correctness import Score

Times = dict[str, dict[str, float]]
"""Seconds by contestant and workload."""


def mean(values: Iterable[float]) -> float:
    """Give the geometric mean."""
    found = list(values)
    return math.exp(sum(map(math.log, found)) / len(found))


def ratios(times: Times, name: str, base: str) -> dict[str, float]:
    """Say how many times as long as *base* a contestant takes, workload by workload."""
    return {
        workload: seconds / times[base][workload]
        for workload, seconds in times[name].items()
        if workload in times[base]
    }


def ratio(times: Times, name: str, base: str) -> float:
    """Give the geometric mean of the ratios."""
    return mean(ratios(times, name, base).values())


@dataclass
class Results:
    """Everything that one run found."""

    machine: Mapping[str, Any]
    jobs: dict[str, Times] = field(default_factory=dict)
    scores: dict[tuple[str, str], Score] = field(default_factory=dict)
    imports: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Seconds and bytes over the bare interpreter, by what is imported."""
    generation: dict[str, float] = field(default_factory=dict)
    """Seconds of the whole process, by what is generated."""
    growth: dict[int, float] = field(default_factory=dict)
    """Seconds of the whole process, by the number of schemas."""
