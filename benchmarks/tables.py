"""The tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from benchmarks.contestants.ours import NAME as OURS
from benchmarks.jobs import FRAME, REFUSE, TITLES
from benchmarks.results import Results, Times, ratio
from benchmarks.workloads import WORKLOADS

if TYPE_CHECKING:
    from benchmarks.correctness import Score

_MEGABYTE = 1024 * 1024


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Align columns: the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for index, row in enumerate(rows):
        first, *others = (
            text.ljust(width) if place == 0 else text.rjust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join((first, *others)).rstrip()
        if index == 0:
            yield "  ".join("-" * width for width in widths)


def job_table(results: Results, job: str) -> Iterator[str]:
    """Show one job: microseconds by workload, the mean ratio, the wrong answers."""
    times = results.jobs[job]
    yield f"{TITLES[job]} (microseconds; mean: geometric, relative to {OURS})"
    heads = [workload.short for workload in WORKLOADS]
    rows = [["", *heads, "mean", *_head_of_misses(job)]]
    for name in sorted(times, key=lambda each: _mean(times, each)):
        cells = [_micros(times[name].get(head)) for head in heads]
        misses = _misses(results.scores.get((name, job)))
        rows.append(
            [name, *cells, f"{_mean(times, name):.2f}x", *([misses] if rows[0][-1] != "mean" else [])]
        )
    yield from table(rows)


def _mean(times: Times, name: str) -> float:
    return ratio(times, name, OURS)


def _head_of_misses(job: str) -> list[str]:
    return [] if job in (FRAME, REFUSE) else ["wrong answers"]


def _misses(score: Score | None) -> str:
    if score is None:
        return "not asked"
    twice = " *" if score.takes_a_member_twice else ""
    return f"{score.missed} of {score.asked}{twice}"


def _micros(seconds: float | None) -> str:
    if seconds is None:
        return "-"
    micros = seconds * 1e6
    return f"{micros:.2f}" if micros < 10 else f"{micros:.1f}" if micros < 100 else f"{micros:.0f}"
