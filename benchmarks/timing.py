"""Times of several things that do the same, taken in turn in one process.

Each runner is called with a number of repetitions and gives the seconds that they took. How
many repetitions fill a sample is found out first. Then all run in turn, round by round, in an
order that moves on by one each round, with the garbage collector run before and off during.
The figure of a thing is the median of its rounds. Where nothing is waited for, the clock is
that of the processor time that this process had, which other processes do not move.
"""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from time import get_clock_info, perf_counter, process_time
from typing import Final

Runner = Callable[[int], float]

_COARSE: Final = 1e-5
clock: Final = (
    process_time if get_clock_info("process_time").resolution < _COARSE else perf_counter
)


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


QUICK: Final = Effort(sample=0.0008, rounds=7, processes=3, most=(16, 40))
FULL: Final = Effort(sample=0.003, rounds=45, processes=15, most=(60, 160))


def calls(function: Callable[[object], object], argument: object) -> Runner:
    """Make the runner of a plain call."""

    def run(times: int) -> float:
        turns = repeat(argument, times)
        start = clock()
        for each in turns:
            function(each)
        return clock() - start

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
