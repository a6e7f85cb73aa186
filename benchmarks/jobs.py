"""What a contestant can do, and under which name it takes part."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from benchmarks.workloads import Workload

DECODE: Final = "decode"
BUILD: Final = "build"
VERDICT: Final = "verdict"
ENCODE: Final = "encode"
REFUSE: Final = "refuse"
FRAME: Final = "frame"

TITLES: Final[Mapping[str, str]] = {
    DECODE: "bytes -> validated object, date-times parsed",
    BUILD: "parsed dict -> validated object",
    VERDICT: "parsed dict -> verdict",
    ENCODE: "object -> text, with the check that the contestant makes",
    REFUSE: "faulty bytes -> all errors with their places",
    FRAME: "whole frame: text -> request -> handler -> CALLRESULT text",
}

Job = Callable[[Any], object]


@dataclass(frozen=True, kw_only=True)
class Jobs:
    """One callable per job; `None` where the contestant has no such thing.

    ``decode`` takes bytes, ``build`` and ``verdict`` a parsed dict. They refuse by raising, by
    `False`, or with a list of faults. ``encode`` takes what ``build`` gave. ``refuse`` takes
    faulty bytes and gives the list of their faults.
    """

    decode: Job | None = None
    build: Job | None = None
    verdict: Job | None = None
    encode: Job | None = None
    refuse: Job | None = None
    parse: Callable[[bytes], Any] = json.loads
    """How text becomes the dict for ``build`` and ``verdict``."""

    def named(self, job: str) -> Job | None:
        """Give the callable of a job."""
        found: Job | None = getattr(self, job)
        return found


@dataclass(frozen=True)
class Contestant:
    """A way to do the jobs."""

    name: str
    jobs: Callable[[Workload], Jobs]
    note: str = ""


def accepts(job: Job, value: object) -> bool:
    """Tell whether a job takes a value: it does not raise, say no, or list faults."""
    try:
        answer = job(value)
    except Exception:  # noqa: BLE001  (each library has its own)
        return False
    return answer is not False and not (isinstance(answer, list) and answer)
