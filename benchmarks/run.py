"""Take the times of every job that is done within this process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.contestants import CONTESTANTS
from benchmarks.contestants.ours import OURS
from benchmarks.jobs import BUILD, DECODE, ENCODE, REFUSE, VERDICT, Jobs, accepts
from benchmarks.timing import Effort, Runner, calls, interleaved
from benchmarks.workloads import WORKLOADS, Workload, compact

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.results import Times


def time_jobs(effort: Effort, tell: Callable[[str], None]) -> dict[str, Times]:
    """Time each job on each workload, all contestants in turn."""
    found: dict[str, Times] = {}
    for job in (DECODE, BUILD, VERDICT, ENCODE, REFUSE):
        for workload in WORKLOADS:
            tell(f"timing {job}: {workload.name}")
            runners: dict[str, Runner] = {}
            for contestant in CONTESTANTS:
                jobs = contestant.jobs(workload)
                function = jobs.named(job)
                if function is not None:
                    value = _argument(job, jobs, workload)
                    if job == REFUSE or accepts(function, value):
                        runners[contestant.name] = calls(function, value)
            for name, seconds in interleaved(runners, effort).items():
                found.setdefault(job, {}).setdefault(name, {})[workload.short] = seconds
    return found


def _argument(job: str, jobs: Jobs, workload: Workload) -> Any:
    if job == DECODE:
        return workload.text
    if job == REFUSE:
        return compact(workload.faulty)
    if job == ENCODE:
        build = jobs.build or OURS.jobs(workload).build
        if build is None:
            message = f"{workload.name}: nothing makes the object to encode"
            raise RuntimeError(message)
        return build(jobs.parse(workload.text))
    return jobs.parse(workload.text)
