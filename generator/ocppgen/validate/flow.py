"""The flow of one file: its chunks, read as was chosen for it, checked, in the order of time."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from ocppgen.validate.checking import check_places
from ocppgen.validate.reading.choice import choose
from ocppgen.validate.reading.form import Form
from ocppgen.validate.reading.places import Text
from ocppgen.validate.reading.reading import Reader
from ocppgen.validate.records import NEWEST_FIRST
from ocppgen.validate.starting import begin, choose_reading

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from ocppgen.validate.capture import Capture
    from ocppgen.validate.parallel import WorkerPool
    from ocppgen.validate.reading.layouts import Layout
    from ocppgen.validate.reading.places import Place
    from ocppgen.validate.reading.reading import Reading
    from ocppgen.validate.records import CheckedFrame, Chunk
    from ocppgen.validate.source import Source

_LEARNED_AT: frozenset[int] = frozenset(
    (*range(1, 17), 24, 32, 48, 64, 96, 128, 192, 256, 384, 512)
)
"""A stream is looked at again after so many frames."""

_LEARNED: int = max(_LEARNED_AT)


def checked(
    source: Source,
    pool: WorkerPool,
    capture: Capture,
    layouts: tuple[Layout, ...] | None = None,
) -> Generator[tuple[Chunk, Iterable[CheckedFrame]], None, None]:
    """Give each chunk of a file with its frames, the oldest first.

    What cannot be read twice is told as it comes: by what its lines have shown so far.
    """
    if source.live and not source.payload:
        yield from _live(source, pool, capture, layouts)
        return
    reading = choose_reading(source, pool.validator, layouts)
    chunks = source.chunks(reading.shape)
    if reading.newest_first:
        chunks = source.chunks_backward(reading.shape)
    yield from pool.checked(chunks, reading)


def _live(
    source: Source,
    pool: WorkerPool,
    capture: Capture,
    layouts: tuple[Layout, ...] | None,
) -> Iterator[tuple[Chunk, Iterable[CheckedFrame]]]:
    """Learn from the frames as they come, however they come; tell each at once."""
    base = begin(source, layouts)
    if base.shape.form is Form.DOCUMENT:
        chunk = next(source.chunks(base.shape))
        reading = choose(list(Text(chunk, base.shape)), base, pool.validator)
        yield from pool.checked([chunk], reading)
        return
    chunks = source.chunks(base.shape)
    learner = _Learner(base, pool)
    for chunk in chunks:
        if learner.done:
            yield from pool.checked(chain([chunk], chunks), learner.reading)
            return
        yield chunk, learner.checked(chunk)
        if learner.newest_first and not capture.summary.notes[NEWEST_FIRST].count:
            capture.summary.note(NEWEST_FIRST, f"{source.name}:{chunk.line}")


class _Learner:
    """Reads a stream by what it has shown so far."""

    def __init__(self, base: Reading, pool: WorkerPool) -> None:
        self._base = base
        self._pool = pool
        self._sample: list[Place] = []
        self.reading = base
        self._reader = Reader(base)
        self.newest_first = False

    @property
    def done(self) -> bool:
        """Tell whether enough was seen."""
        return len(self._sample) >= _LEARNED

    def checked(self, chunk: Chunk) -> Iterator[CheckedFrame]:
        """Check the frames of a chunk, learning from each before it is told."""
        validator, task = self._pool.validator, self._pool.task
        if chunk.refused:
            yield from self._pool.check(chunk, self._reader)
            return
        for place in Text(chunk, self._base.shape):
            if not place.doubtful:
                self._sample.append(place)
                if len(self._sample) in _LEARNED_AT:
                    self._learn()
            yield from check_places([place], validator, task, self._reader, alone=True)

    def _learn(self) -> None:
        reading = choose(self._sample, self._base, self._pool.validator)
        self.newest_first = reading.newest_first
        if reading.newest_first:
            # Answers come before their calls: none is judged by a call that is not its own.
            reading = reading._replace(newest_first=False, certain=False)
        self.reading = reading
        self._reader = Reader(reading)
