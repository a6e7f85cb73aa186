"""Whole frames: text comes in, a handler answers the request, the CALLRESULT goes out.

They are timed by the clock on the wall: some contestants wait for a thread of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Any

import orjson

from benchmarks.same import same_message
from benchmarks.timing import Effort, Runner, interleaved
from benchmarks.workloads import WORKLOADS, Workload

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.results import Times


@dataclass(frozen=True)
class FrameContestant:
    """A way to answer a frame: its runner, and the answer that it gives once."""

    name: str
    runner: Callable[[Workload], Runner]
    answer: Callable[[Workload], str | bytes]


def plainly(name: str, endpoint: Callable[[Workload], Callable[[str], Any]]) -> FrameContestant:
    """Make a contestant of a function that gives the answer to a text."""

    def runner(workload: Workload) -> Runner:
        receive, text = endpoint(workload), workload.frame

        def run(times: int) -> float:
            turns = range(times)
            start = perf_counter()
            for _ in turns:
                receive(text)
            return perf_counter() - start

        return run

    return FrameContestant(name, runner, lambda workload: endpoint(workload)(workload.frame))


def time_frames(
    every: list[FrameContestant], effort: Effort, tell: Callable[[str], None]
) -> Times:
    """Check that each answers as it should, then time them in turn."""
    found: Times = {}
    for workload in WORKLOADS:
        tell(f"timing frame: {workload.name}")
        for one in every:
            answer = one.answer(workload)
            if not same_message(orjson.loads(answer), workload.answer):
                message = f"{one.name} answers {answer!r} to {workload.name}"
                raise AssertionError(message)
        runners = {one.name: one.runner(workload) for one in every}
        for name, seconds in interleaved(runners, effort).items():
            found.setdefault(name, {})[workload.short] = seconds
    return found
