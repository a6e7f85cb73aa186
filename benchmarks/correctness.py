"""Find out, before any time is taken, whether a contestant gives the right answers."""

from __future__ import annotations

import copy
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from benchmarks.jobs import BUILD, DECODE, ENCODE, VERDICT, Contestant, Job, Jobs, accepts
from benchmarks.mutations import Case, cases, texts_that_are_no_json, with_a_member_twice
from benchmarks.same import same_message
from benchmarks.workloads import WORKLOADS, Workload, compact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SHOWN = 3


@dataclass
class Score:
    """How often a contestant was asked in one job, and where it was wrong."""

    asked: int = 0
    taken: list[str] = field(default_factory=list)
    """What it took though it is invalid."""
    refused: list[str] = field(default_factory=list)
    """What it refused though it is valid, or what came back changed."""
    takes_a_member_twice: bool = False

    @property
    def missed(self) -> int:
        """The number of wrong answers."""
        return len(self.taken) + len(self.refused)

    def examples(self) -> Iterator[str]:
        """Show the first wrong answers of either kind."""
        yield from (f"took {each}" for each in self.taken[:_SHOWN])
        yield from (f"refused {each}" for each in self.refused[:_SHOWN])


Scores = dict[tuple[str, str], Score]
"""The scores by contestant and job."""


def check(
    contestants: tuple[Contestant, ...],
    most: tuple[int, int],
    tell: Callable[[str], None],
) -> Scores:
    """Put every case to every contestant, at most so many valid and invalid ones."""
    scores: Scores = {}
    for workload in WORKLOADS:
        tell(f"checking answers: {workload.name}")
        made = cases(workload, *most)
        for contestant in contestants:
            jobs = contestant.jobs(workload)
            for name in (DECODE, BUILD, VERDICT):
                job = jobs.named(name)
                if job is not None:
                    score = scores.setdefault((contestant.name, name), Score())
                    _ask(score, job, _Questions(name, workload, jobs, made))
            if jobs.encode is not None and jobs.build is not None:
                score = scores.setdefault((contestant.name, ENCODE), Score())
                _ask_encoder(score, jobs.build, jobs.encode, workload, made)
    return scores


@dataclass
class _Questions:
    job: str
    workload: Workload
    jobs: Jobs
    cases: list[Case]

    def posed(self, case: Case) -> Any:
        """Give a case as the job takes it."""
        text = compact(case.payload)
        return text if self.job == DECODE else self.jobs.parse(text)


def _ask(score: Score, job: Job, questions: _Questions) -> None:
    short = questions.workload.short
    for case in questions.cases:
        score.asked += 1
        taken = accepts(job, questions.posed(case))
        if taken != case.valid:
            text = f"{short} {compact(case.payload).decode()}"
            (score.taken if taken else score.refused).append(text)
    if questions.job == DECODE:
        for broken in texts_that_are_no_json(questions.workload):
            score.asked += 1
            if accepts(job, broken):
                score.taken.append(f"{short} {broken!r}")
        twice = with_a_member_twice(questions.workload)
        score.takes_a_member_twice |= accepts(job, twice)


def _ask_encoder(
    score: Score, build: Job, encode: Job, workload: Workload, made: list[Case]
) -> None:
    """Encode what is valid and compare; then spoil an object, which must not be sent."""
    for case in made:
        if case.valid and accepts(build, copy.deepcopy(case.payload)):
            score.asked += 1
            text = encode(build(copy.deepcopy(case.payload)))
            if not same_message(orjson.loads(_as_bytes(text)), case.payload):
                score.refused.append(f"{workload.short}: {text!r} for {case.payload}")
    for item in _spoiled(build, workload):
        score.asked += 1
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if accepts(encode, item):
                score.taken.append(f"{workload.short}: a spoiled {type(item).__name__}")


def _as_bytes(text: Any) -> bytes:
    return text.encode() if isinstance(text, str) else text


def _spoiled(build: Job, workload: Workload) -> Iterator[Any]:
    """Set each field of a valid object to what it must not be."""
    for name in list(type(build(copy.deepcopy(workload.payload))).__annotations__):
        item: Any = build(copy.deepcopy(workload.payload))
        if hasattr(item, name) and not name.startswith("_"):
            wrong: object = 7 if isinstance(getattr(item, name), str) else "seven"
            try:
                setattr(item, name, wrong)
            except (AttributeError, TypeError, ValueError):
                continue
            yield item
