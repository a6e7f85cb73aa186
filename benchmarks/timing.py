"""Times of several things that do the same, taken in turn in one process.

Each runner is called with a number of repetitions and gives the seconds that they took. How
many repetitions fill a sample is found out first. Then all run in turn, round by round, in an
order that moves on by one each round, with the garbage collector run before and off during.
The figure of a thing is the median of its rounds.
"""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from time import perf_counter

Runner = Callable[[int], float]


@dataclass(frozen=True)
class Effort:
    """How much time a run is given."""

    sample: float
    """Seconds that one sample fills, about."""
    rounds: int
    """Samples of each thing."""
    processes: int
    """Fresh processes of each thing, where processes are timed."""
    most: tuple[int, int]
    """Valid and invalid payloads for the check of the answers, at most."""


QUICK = Effort(sample=0.0012, rounds=7, processes=5, most=(24, 48))
FULL = Effort(sample=0.005, rounds=41, processes=15, most=(60, 160))


def calls(function: Callable[[object], object], argument: object) -> Runner:
    """Make the runner of a plain call."""

    def run(times: int) -> float:
        turns = repeat(argument, times)
        start = perf_counter()
        for each in turns:
            function(each)
        return perf_counter() - start

    return run


def interleaved(runners: Mapping[str, Runner], effort: Effort) -> dict[str, float]:
    """Give the median seconds of one repetition of each runner."""
    names = list(runners)
    times = {name: _repetitions(runners[name], effort.sample) for name in names}
    samples: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(effort.rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            with _no_collection():
                seconds = runners[name](times[name])
            samples[name].append(seconds / times[name])
    return {name: statistics.median(found) for name, found in samples.items()}


def _repetitions(run: Runner, seconds: float) -> int:
    times = 1
    while (taken := run(times)) < seconds:
        times = max(times * 2, int(times * seconds / max(taken, 1e-9)))
    return max(1, round(times * seconds / taken))


@contextmanager
def _no_collection() -> Iterator[None]:
    gc.collect(0)
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
