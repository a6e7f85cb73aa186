"""The tables for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.contestants.ours import NAME as OURS
from benchmarks.jobs import FRAME, REFUSE, TITLES
from benchmarks.results import Results, ratio
from benchmarks.workloads import WORKLOADS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.correctness import Score


_TEN = 10


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
    base = OURS if OURS in times else min(times, key=lambda each: sum(times[each].values()))
    yield f"{TITLES[job]} (microseconds; mean: geometric, relative to {base})"
    heads = [workload.short for workload in WORKLOADS]
    rows = [["", *heads, "mean", *_head_of_misses(job)]]
    means = {name: ratio(times, name, base) for name in times}
    for name in sorted(times, key=means.__getitem__):
        cells = [_micros(times[name].get(head)) for head in heads]
        rows.append([name, *cells, f"{means[name]:.2f}x"])
        if len(rows[0]) > len(rows[-1]):
            rows[-1].append(_misses(results.scores.get((name, job))))
    yield from table(rows)


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
    return figure(seconds * 1e6)


def figure(value: float) -> str:
    """Give three digits of a number, or all before its point."""
    digits = 2 if value < _TEN else 1 if value < _TEN**2 else 0
    return f"{value:.{digits}f}"
