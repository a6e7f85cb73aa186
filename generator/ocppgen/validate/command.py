"""What the command line adds to `validate`: streams, progress, exit codes."""

from __future__ import annotations

import gc
import io
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ocppgen.disk import staging
from ocppgen.errors import GeneratorError
from ocppgen.validate.json_output import JsonWriter
from ocppgen.validate.jsonl_output import JsonlWriter
from ocppgen.validate.junit_output import JunitWriter
from ocppgen.validate.progress import Progress
from ocppgen.validate.reading.opening import STDIN
from ocppgen.validate.reports.html import HtmlWriter
from ocppgen.validate.reports.sarif import SarifWriter
from ocppgen.validate.run import Options, validate
from ocppgen.validate.text_output import TextWriter
from ocppgen.validate.together import Together

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TextIO

    from ocppgen.project import Project
    from ocppgen.validate.sequences.choice import Choice
    from ocppgen.validate.writer import Writer

FINE, FAULTY, REFUSED = 0, 1, 2
_OBJECTS = 200_000
"""So many new objects there are before Python looks for circles among them."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told, and where."""

    form: str = "text"
    """How standard output is written."""
    quiet: bool = False
    """Only the table, no single violations."""
    report: Path | None = None
    """Where a page is written beside that."""
    redact: bool = False
    """The page gives id tags other names."""


def run(files: Sequence[str], project: Project, telling: Telling, options: Options) -> int:
    """Check *files*, write to standard output, and give the exit code."""
    _check_telling(files, telling, options)
    form, out = telling.form, sys.stdout
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(errors="backslashreplace")
    writer = _writer(telling, out, project, options)
    if telling.report is not None:
        writer = Together(
            writer, _report(telling, project, options.sequences), every=options.every
        )
    every = options.every or form == "html" or telling.report is not None
    loud = form in ("json", "jsonl", "sarif") or (form == "text" and not telling.quiet)
    progress = Progress(sys.stderr, _size(files), shared=loud and out.isatty())
    # Frames and what is known of stations live long: looking at them for circles takes a quarter of
    # the time, and finds none.
    gc.set_threshold(_OBJECTS)
    try:
        result = validate(files, project, writer, replace(options, every=every), progress)
    finally:
        progress.clear()
    out.flush()
    for error in result.refused:
        sys.stderr.write(f"{error}\n")
    if result.refused:
        return REFUSED
    wrong = result.total.faulty + result.findings["error"]
    if options.strict:
        wrong += result.findings["warning"]
    return FAULTY if wrong else FINE


def _check_telling(files: Sequence[str], telling: Telling, options: Options) -> None:
    """Refuse what cannot be told together, before anything is read."""
    if options.message is not None and options.sequences is not None:
        message = "--sequences judges the order of frames: it does not go with --message"
        raise GeneratorError(message)
    if options.every and telling.form != "jsonl":
        message = "--all writes a line for every frame: it needs --format jsonl"
        raise GeneratorError(message)
    report = telling.report
    if telling.redact and report is None and telling.form != "html":
        message = "--redact masks id tags in a page: it needs --report or --format html"
        raise GeneratorError(message)
    if report is None:
        return
    if any(file != STDIN and _is_same(Path(file), report) for file in files):
        message = "is a capture that is to be read; name another file with --report"
        raise GeneratorError(message, file=str(report))
    if report.is_dir() or not report.absolute().parent.is_dir():
        message = "cannot be written; name a file in a folder that exists with --report"
        raise GeneratorError(message, file=str(report))


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _writer(telling: Telling, out: TextIO, project: Project, options: Options) -> Writer:
    sequences = options.sequences
    match telling.form:
        case "html":
            return _page(out.write, telling, project, sequences)
        case "json":
            return JsonWriter(out)
        case "jsonl":
            return JsonlWriter(out)
        case "junit":
            return JunitWriter(out, strict=options.strict)
        case "sarif":
            return SarifWriter(out, sequences.rules if sequences is not None else {})
    return TextWriter(out, quiet=telling.quiet)


def _report(telling: Telling, project: Project, sequences: Choice | None) -> HtmlWriter:
    """Make the page that goes into a file."""
    place = telling.report or Path()
    return _page(lambda text: staging.replace(place, text), telling, project, sequences)


def _page(
    write: Callable[[str], object],
    telling: Telling,
    project: Project,
    sequences: Choice | None,
) -> HtmlWriter:
    senders = {one.name: one.initiator for one in project.catalog.features}
    if sequences is None:
        return HtmlWriter(write, senders, {}, redact=telling.redact)
    gap = sequences.parameters.gap
    return HtmlWriter(write, senders, sequences.rules, redact=telling.redact, gap=gap)


def _size(files: Sequence[str]) -> int | None:
    """Add up the sizes of the files, if all have one."""
    if STDIN in files:
        return None
    try:
        return sum(Path(file).stat().st_size for file in files)
    except OSError:
        return None
