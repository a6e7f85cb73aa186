"""Judge pieces on all cores, and give them back in their order.

A small input is judged where it is: other processes start when the input proves to be large.
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ocppgen import memory
from ocppgen.errors import GeneratorError
from ocppgen.processes.workers import Helpers
from ocppgen.validate import source
from ocppgen.validate.judge import Judge
from ocppgen.validate.piecework import judge_piece

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping
    from concurrent.futures import Future
    from types import TracebackType
    from typing import Self

    from ocppgen.validate.piecework import Message
    from ocppgen.validate.records import Piece, Seen

_Waiting: TypeAlias = "deque[tuple[Piece, Future[list[Seen]]]]"

SMALL = 8 * 1024 * 1024
"""So much is judged before other processes are worth their start."""

_AHEAD = 3
"""So many pieces for each process are read ahead."""

_TRICKLE = 32
"""What is not the so-manieth part of a piece comes from a slow source, and is judged at once."""


class Work(NamedTuple):
    """What a process needs to know to judge pieces."""

    sources: Mapping[str, str]
    skipped: frozenset[str]
    message: Message | None

    def judge(self) -> Judge:
        """Load the package that judges."""
        return Judge(memory.load_sources(self.sources), self.skipped)


class Workshop:
    """Judges pieces: alone, or with a pool of processes."""

    def __init__(self, work: Work, jobs: int | None = None) -> None:
        """Use *jobs* processes; by default, one for each core when there is much to do."""
        self._work = work
        self._jobs = jobs or _cores()
        self._small = SMALL if jobs is None else 0
        self._helpers: Helpers | None = None
        self.judge = work.judge()

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

    def judged(
        self, pieces: Iterable[Piece]
    ) -> Generator[tuple[Piece, list[Seen]], None, None]:
        """Give each piece with what is known of it, in order."""
        waiting: _Waiting = deque()
        try:
            for piece in pieces:
                if self._is_small(piece):
                    yield from _finished(waiting, 0)
                    yield piece, judge_piece(piece, self.judge, self._work.message)
                else:
                    waiting.append((piece, self._started().submit(_judged, piece)))
                    yield from _finished(waiting, _AHEAD * self._jobs)
            yield from _finished(waiting, 0)
        except BrokenProcessPool as error:
            message = "a process that judged was ended from outside; try --jobs 1"
            raise GeneratorError(message) from error

    def _is_small(self, piece: Piece) -> bool:
        if self._jobs == 1 or len(piece.data) * _TRICKLE < source.PIECE:
            return True
        self._small -= len(piece.data)
        return self._small >= 0 and self._helpers is None

    def _started(self) -> Helpers:
        if self._helpers is None:
            self._helpers = Helpers(self._jobs, _start, (self._work,))
        return self._helpers


def _finished(waiting: _Waiting, most: int) -> Iterator[tuple[Piece, list[Seen]]]:
    """Give what is ready, and wait until no more than *most* pieces are left."""
    while waiting and (len(waiting) > most or waiting[0][1].done()):
        piece, future = waiting.popleft()
        yield piece, future.result()


_STATE: dict[str, tuple[Judge, Message | None]] = {}
"""What this process judges by, if it is one of a pool."""


def _start(work: Work) -> None:
    _STATE["work"] = work.judge(), work.message


def _judged(piece: Piece) -> list[Seen]:
    judge, message = _STATE["work"]
    return judge_piece(piece, judge, message)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
