"""A whole run: every file, in order, through the judge to a writer."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ocppgen import memory
from ocppgen.errors import GeneratorError
from ocppgen.model.protocol import DEFAULT
from ocppgen.pipeline import plan
from ocppgen.project import load_project
from ocppgen.validate.capture import Capture
from ocppgen.validate.checking import Task
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
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from ocppgen.project import Project
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
    package = plan(project)
    message = find_message(package, options.message) if options.message is not None else None
    chosen = {feature.name for feature in package.features}
    skipped = frozenset(one.name for one in project.catalog.features) - chosen
    sequences = options.sequences
    if sequences is not None and package.protocol != DEFAULT:
        version = DEFAULT.version
        raise GeneratorError(f"the rules are those of OCPP {version}; do without --sequences")
    task = Task(message, payloads_kept=options.every or sequences is not None)
    senders = {one.name: one.initiator for one in project.catalog.features}
    official = _official(project, chosen | skipped) if message is None else {}
    modules = memory.sources(project, package)
    work = Work(modules, skipped, task, senders, options.tolerance, official)
    result, tally = Result(Summary(package.protocol.version), []), Tally()
    with WorkerPool(work, options.jobs) as pool:
        for file in inputs(files, options.include):
            name = "<stdin>" if file == STDIN else file
            engine = _engine(name, sequences)
            capture = Capture(
                name,
                pool.validator,
                strict=options.strict,
                every=options.every,
                by_station=options.by_station,
                engine=engine,
            )
            telling = _Telling(writer, sequences, result.findings, progress)
            try:
                with opened(file) as (stream, packed):
                    source = Source(stream, name, payload=message is not None, packed=packed)
                    _check(source, pool, capture, telling, options.layouts)
            except GeneratorError as error:
                result.refused.append(error)
                writer.refused(error)
            telling.all(capture.end())
            if engine is not None:
                tally.add(engine.tally)
            writer.file(name, capture.summary)
            result.total.add(capture.summary)
    if progress is not None:
        progress.clear()
    if sequences is not None:
        writer.sequences(tally)
    writer.end(result.total)
    return result


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
