"""What is printed, and what is written as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks import goals
from benchmarks.contestants import CONTESTANTS
from benchmarks.contestants.ours import NAME as OURS
from benchmarks.jobs import DECODE, FRAME
from benchmarks.results import Results, ratio
from benchmarks.tables import job_table, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.goals import Goal
    from benchmarks.results import Times

_KIB = 1024


def lines(results: Results) -> Iterator[str]:
    """Give every line for the terminal, the goals last."""
    yield from _machine(results)
    for job in results.jobs:
        yield ""
        yield from job_table(results, job)
        if job == DECODE:
            yield "* takes an object that names a member twice, and keeps one of the two"
        if job == FRAME:
            yield from _frames_a_second(results.jobs[FRAME])
    yield ""
    yield from (f"{one.name}: {one.note}" for one in CONTESTANTS if one.note)
    yield from _wrong_answers(results)
    if results.imports:
        yield ""
        yield from _imports(results)
    if results.generation:
        yield ""
        yield from _generation(results)
    yield ""
    yield from goal_lines(goals.judge(results))


def goal_lines(judged: list[Goal]) -> Iterator[str]:
    """Show wanted and found side by side."""
    rows = [["goal", "wanted", "found", ""]]
    rows += [[f"{one.number}. {one.what}", one.wanted, one.found, one.word] for one in judged]
    yield from table(rows)


def as_json(results: Results) -> dict[str, Any]:
    """Give everything for machines."""
    return {
        "machine": results.machine,
        "jobs": {
            job: {
                name: {
                    "microseconds": {
                        workload: seconds * 1e6 for workload, seconds in found.items()
                    },
                    "ratio": ratio(times, name, OURS) if OURS in times else None,
                    **_score(results, name, job),
                }
                for name, found in times.items()
            }
            for job, times in results.jobs.items()
        },
        "imports": {
            name: {"milliseconds": seconds * 1e3, "kib": size / _KIB}
            for name, (seconds, size) in results.imports.items()
        },
        "generation": {"seconds": results.generation, "growth": results.growth},
        "goals": [
            {
                "goal": one.number,
                "what": one.what,
                "wanted": one.wanted,
                "found": one.found,
                "reached": one.reached,
            }
            for one in goals.judge(results)
        ],
    }


def _machine(results: Results) -> Iterator[str]:
    machine = results.machine
    yield f"{machine['python']}, {machine['system']}, {machine['cores']} x {machine['processor']}"
    yield ", ".join(f"{name} {version}" for name, version in machine["packages"].items())


def _wrong_answers(results: Results) -> Iterator[str]:
    """Show ours in full: there should be none."""
    for (name, job), score in results.scores.items():
        if name == OURS and score.missed:
            yield f"{OURS} is wrong in {job}:"
            yield from (f"  {each}" for each in score.examples())


def _score(results: Results, name: str, job: str) -> dict[str, object]:
    score = results.scores.get((name, job))
    if score is None:
        return {}
    return {
        "asked": score.asked,
        "wrongly_taken": len(score.taken),
        "wrongly_refused": len(score.refused),
        "takes_a_member_twice": score.takes_a_member_twice,
    }


def _frames_a_second(times: Times) -> Iterator[str]:
    """Say how many requests one core answers, all seven messages in turn."""
    yield ""
    rows = [["frames a second, the seven in turn", ""]]
    for name, found in times.items():
        rows.append([name, f"{len(found) / sum(found.values()):,.0f}"])
    yield from table(rows)


def _imports(results: Results) -> Iterator[str]:
    yield "import in a fresh interpreter, over the bare one (processor time; memory resident)"
    rows = [["", "ms", "KiB"]]
    rows += [
        [name, f"{seconds * 1e3:.2f}", f"{size / _KIB:.0f}"]
        for name, (seconds, size) in results.imports.items()
    ]
    yield from table(rows)


def _generation(results: Results) -> Iterator[str]:
    yield "generation of all 78 schemas, whole process (wall clock)"
    rows = [["", "s"]]
    rows += [[name, f"{seconds:.2f}"] for name, seconds in results.generation.items()]
    yield from table(rows)
    if results.growth:
        yield ""
        yield "ocppgen generate from empty, OCPP 2.1"
        rows = [["schemas", "s", "ms a schema"]]
        rows += [
            [str(count), f"{seconds:.2f}", f"{seconds / count * 1e3:.1f}"]
            for count, seconds in results.growth.items()
        ]
        yield from table(rows)
