"""A whole run: every file, in order, through the judge to a writer."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ocppgen import memory
from ocppgen.errors import GeneratorError
from ocppgen.model.protocol import DEFAULT
from ocppgen.pipeline import plan
from ocppgen.project import load_project
from ocppgen.validate.capture import Capture
from ocppgen.validate.checking import Task
from ocppgen.validate.editions import spoken
from ocppgen.validate.flow import checked
from ocppgen.validate.messages import find_message
from ocppgen.validate.parallel import Work, WorkerPool
from ocppgen.validate.reading.opening import STDIN, inputs, opened
from ocppgen.validate.sequences.engine import Engine
from ocppgen.validate.sequences.finding import Finding
from ocppgen.validate.sequences.tally import Tally
from ocppgen.validate.source import Source
from ocppgen.validate.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from ocppgen.project import Project
    from ocppgen.validate.editions import Spoken
    from ocppgen.validate.progress import Progress
    from ocppgen.validate.reading.layouts import Layout
    from ocppgen.validate.records import FrameRecord
    from ocppgen.validate.sequences.choice import Choice
    from ocppgen.validate.tolerating import ToleranceText
    from ocppgen.validate.writer import Writer


@dataclass(frozen=True, slots=True)
class Options:
    """How to judge."""

    message: str | None = None
    """What every payload is; without it, the files hold frames."""
    strict: bool = False
    """What is only noted otherwise is a fault."""
    every: bool = False
    """Give the writer every frame, not only those with violations."""
    sequences: Choice | None = None
    """The rules that conversations are judged by; None if they are not."""
    layouts: tuple[Layout, ...] | None = None
    """The layouts to read by; by default, what the conversation shows of the known and others."""
    by_station: bool = False
    """Count for each station, too."""
    include: tuple[str, ...] = ()
    """Which files of a folder are read, by glob; by default, all of them."""
    jobs: int | None = None
    """How many processes judge; by default, as many as the input is worth."""
    tolerance: ToleranceText | None = None
    """What may pass."""
    editions: Mapping[str, Callable[[], Project]] = field(default_factory=dict)
    """The projects of other versions of OCPP, which files are judged by that show to speak them."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came out."""

    total: Summary
    refused: list[GeneratorError]
    """Why files could not be read."""
    findings: Counter[str] = field(default_factory=Counter)
    """How many findings were told, by severity."""


def validate(
    files: Sequence[str],
    project: Project,
    writer: Writer,
    options: Options,
    progress: Progress | None = None,
) -> Result:
    """Check *files* (``-`` is standard input) by the schemas of *project*.

    A file that cannot be read does not keep the others from being judged. Raises
    `GeneratorError` for schemas or options that cannot be used.
    """
    sequences = options.sequences
    with ExitStack() as stack:
        judges = _Judges(project, options, stack)
        result, tally = Result(Summary(judges.usual.validator.protocol.version), []), Tally()
        for file in inputs(files, options.include):
            name = "<stdin>" if file == STDIN else file
            telling = _Telling(writer, sequences, result.findings, progress)
            capture = _capture(name, judges.usual, options)
            try:
                with opened(file) as (stream, packed):
                    payload = options.message is not None
                    source = Source(stream, name, payload=payload, packed=packed)
                    pool, said = judges.of(source)
                    if said is not None:
                        capture = _capture(name, pool, options)
                        capture.summary.spoken[name] = said
                    _check(source, pool, capture, telling, options.layouts)
            except GeneratorError as error:
                result.refused.append(error)
                writer.refused(error)
            telling.all(capture.end())
            if capture.engine is not None:
                tally.add(capture.engine.tally)
            writer.file(name, capture.summary)
            result.total.add(capture.summary)
    if progress is not None:
        progress.clear()
    if sequences is not None:
        writer.sequences(tally)
    writer.end(result.total)
    return result


def _capture(name: str, pool: WorkerPool, options: Options) -> Capture:
    return Capture(
        name,
        pool.validator,
        strict=options.strict,
        every=options.every,
        by_station=options.by_station,
        engine=_engine(name, options.sequences),
    )


class _Judges:
    """Who judges files: one for each version of OCPP that they speak."""

    def __init__(self, project: Project, options: Options, stack: ExitStack) -> None:
        self._options = options
        self._stack = stack
        self.usual = self._pool(project)
        """Of the project itself."""
        self._others: dict[str, WorkerPool] = {}

    def of(self, source: Source) -> tuple[WorkerPool, Spoken | None]:
        """Give who judges a file, and why, if it shows to speak another version."""
        editions = self._options.editions
        said = spoken(source.head().text) if editions and not source.payload else None
        if said is None or said.version not in editions:
            return self.usual, None
        if self._options.sequences is not None:
            message = (
                f"speaks OCPP {said.version} ({said.why}), and the rules are those of OCPP"
                f" {DEFAULT.version}; do without --sequences, or say --edition"
            )
            raise GeneratorError(message, file=source.name)
        if said.version not in self._others:
            self._others[said.version] = self._pool(editions[said.version]())
        return self._others[said.version], said

    def _pool(self, project: Project) -> WorkerPool:
        options = self._options
        package = plan(project)
        if options.sequences is not None and package.protocol != DEFAULT:
            text = f"the rules are those of OCPP {DEFAULT.version}; do without --sequences"
            raise GeneratorError(text)
        message = (
            find_message(package, options.message) if options.message is not None else None
        )
        chosen = {feature.name for feature in package.features}
        skipped = frozenset(one.name for one in project.catalog.features) - chosen
        kept = options.every or options.sequences is not None
        task = Task(message, payloads_kept=kept)
        senders = {one.name: one.initiator for one in project.catalog.features}
        official = _official(project, chosen | skipped) if message is None else {}
        modules = memory.sources(project, package)
        work = Work(modules, skipped, task, senders, options.tolerance, official)
        return self._stack.enter_context(WorkerPool(work, options.jobs))


def _official(project: Project, known: AbstractSet[str]) -> Mapping[str, str]:
    """Return the official package, for the actions that other schemas do not have."""
    published = load_project(edition=project.catalog.protocol.version)
    if known >= {one.name for one in published.catalog.features}:
        return {}
    return memory.sources(published)


def _engine(name: str, sequences: Choice | None) -> Engine | None:
    if sequences is None:
        return None
    return Engine(name, sequences.rules, sequences.parameters)


@dataclass(frozen=True, slots=True)
class _Telling:
    """Hands to the writer what was found, as it comes."""

    writer: Writer
    sequences: Choice | None
    findings: Counter[str]
    progress: Progress | None

    def all(self, found: Iterable[FrameRecord | Finding]) -> None:
        """Tell each in turn; findings only of the severities that were asked for."""
        for one in found:
            if isinstance(one, Finding):
                if self.sequences is None or not self.sequences.tells(one.severity):
                    continue
                self.findings[one.severity] += 1
            if self.progress is not None:
                self.progress.make_room()
            if isinstance(one, Finding):
                self.writer.finding(one)
            else:
                self.writer.frame(one)


def _check(
    source: Source,
    pool: WorkerPool,
    capture: Capture,
    telling: _Telling,
    layouts: tuple[Layout, ...] | None,
) -> None:
    """Take one file from its beginning to its end."""
    progress = telling.progress
    payloads, seen, faulty = source.payload, 0, 0
    with closing(checked(source, pool, capture, layouts)) as every:
        for chunk, frames in every:
            telling.all(capture.add(chunk, frames, payloads=payloads))
            telling.writer.show()
            if progress is not None:
                frames_before, seen = seen, capture.summary.seen
                before, faulty = faulty, capture.summary.faulty
                progress.step(len(chunk.data), seen - frames_before, faulty - before)
    if not capture.summary.frames and not capture.summary.unchecked:
        what = "payload" if payloads else "OCPP-J frame"
        hint = "" if payloads else "; for payloads, say what they are with --message"
        raise GeneratorError(f"holds no {what}{hint}", file=source.name)
