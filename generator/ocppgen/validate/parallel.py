"""Check chunks on all cores, and give them back in their order.

A small input is checked where it is: other processes start when the input proves to be large.
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures.process import BrokenProcessPool
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ocppgen import memory
from ocppgen.errors import GeneratorError
from ocppgen.processes.workers import Helpers
from ocppgen.validate import source
from ocppgen.validate.checking import check_chunk
from ocppgen.validate.reading.reading import Reader
from ocppgen.validate.validator import Validator

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping
    from concurrent.futures import Future
    from types import TracebackType
    from typing import Self

    from ocppgen.validate.checking import Task
    from ocppgen.validate.reading.reading import Reading
    from ocppgen.validate.records import CheckedFrame, Chunk
    from ocppgen.validate.tolerating import ToleranceText

_Waiting: TypeAlias = "deque[tuple[Chunk, Future[list[CheckedFrame]]]]"

SMALL = 8 * 1024 * 1024
"""So much is checked before other processes are worth their start."""

_AHEAD = 3
"""So many chunks for each process are read ahead."""

_TRICKLE = 32
"""What is not the so-manieth part of a chunk comes from a slow source, and is checked at once."""


NONE: Mapping[str, str] = MappingProxyType({})


class Work(NamedTuple):
    """What a process needs to know to check chunks."""

    sources: Mapping[str, str]
    skipped: frozenset[str]
    task: Task
    senders: Mapping[str, str]
    tolerance: ToleranceText | None = None
    """What may pass."""
    official: Mapping[str, str] = NONE
    """The official package, where the other is not made of the official schemas."""

    def validator(self) -> Validator:
        """Load the package that checks."""
        official = Validator(memory.load_sources(self.official)) if self.official else None
        package = memory.load_sources(self.sources)
        return Validator(package, self.skipped, self.senders, self.tolerance, official)


class WorkerPool:
    """Judges chunks: alone, or with a pool of processes."""

    def __init__(self, work: Work, jobs: int | None = None) -> None:
        """Use *jobs* processes; by default, one for each core when there is much to do."""
        self._work = work
        self._jobs = jobs or _cores()
        self._small = SMALL if jobs is None else 0
        self._helpers: Helpers | None = None
        self.validator = work.validator()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes, at once if something went wrong."""
        if self._helpers is not None:
            self._helpers.__exit__(kind, error, trace)

    @property
    def task(self) -> Task:
        """What is done with every chunk."""
        return self._work.task

    def check(self, chunk: Chunk, reader: Reader) -> Iterator[CheckedFrame]:
        """Check a chunk in this process, and leave its answers to whoever asks.

        Each frame is let go before the next is read: little is quicker in memory than much.
        """
        return check_chunk(chunk, self.validator, self.task, reader, alone=True)

    def checked(
        self, chunks: Iterable[Chunk], reading: Reading
    ) -> Generator[tuple[Chunk, Iterable[CheckedFrame]], None, None]:
        """Give each chunk with what is known of it, in order."""
        waiting: _Waiting = deque()
        reader = Reader(reading)
        try:
            for chunk in chunks:
                if self._is_small(chunk):
                    yield from _finished(waiting, 0)
                    yield chunk, self.check(chunk, reader)
                else:
                    waiting.append((chunk, self._started().submit(_checked, (chunk, reading))))
                    yield from _finished(waiting, _AHEAD * self._jobs)
            yield from _finished(waiting, 0)
        except BrokenProcessPool as error:
            message = "a process that checked was ended from outside; try --jobs 1"
            raise GeneratorError(message) from error

    def _is_small(self, chunk: Chunk) -> bool:
        if self._jobs == 1 or len(chunk.data) * _TRICKLE < source.CHUNK:
            return True
        self._small -= len(chunk.data)
        return self._small >= 0 and self._helpers is None

    def _started(self) -> Helpers:
        if self._helpers is None:
            self._helpers = Helpers(self._jobs, _start, (self._work,))
        return self._helpers


def _finished(waiting: _Waiting, most: int) -> Iterator[tuple[Chunk, list[CheckedFrame]]]:
    """Give what is ready, and wait until no more than *most* chunks are left."""
    while waiting and (len(waiting) > most or waiting[0][1].done()):
        chunk, future = waiting.popleft()
        yield chunk, future.result()


_STATE: dict[str, tuple[Validator, Task]] = {}
_READER: dict[str, Reader] = {}
"""What this process checks by, if it is one of a pool."""


def _start(work: Work) -> None:
    _STATE["work"] = work.validator(), work.task


def _checked(work: tuple[Chunk, Reading]) -> list[CheckedFrame]:
    chunk, reading = work
    validator, task = _STATE["work"]
    reader = _READER.get("last")
    if reader is None or reader.reading != reading:
        reader = _READER["last"] = Reader(reading)
    return list(check_chunk(chunk, validator, task, reader))


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
