"""What the command line adds to `validate`: streams, progress, exit codes."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ocppgen.errors import GeneratorError
from ocppgen.validate.json_output import JsonWriter
from ocppgen.validate.jsonl_output import JsonlWriter
from ocppgen.validate.junit_output import JunitWriter
from ocppgen.validate.progress import Progress
from ocppgen.validate.run import STDIN, Options, validate
from ocppgen.validate.text_output import TextWriter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from ocppgen.project import Project
    from ocppgen.validate.writer import Writer

FINE, FAULTY, REFUSED = 0, 1, 2


def run(
    files: Sequence[str],
    project: Project,
    form: str,
    options: Options,
    *,
    quiet: bool = False,
) -> int:
    """Check *files*, write to standard output, and give the exit code."""
    if options.every and form != "jsonl":
        message = "--all writes a line for every frame: it needs --format jsonl"
        raise GeneratorError(message)
    out = sys.stdout
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(errors="backslashreplace")
    writer = _writer(form, out, quiet=quiet)
    telling = form in ("json", "jsonl") or (form == "text" and not quiet)
    progress = Progress(sys.stderr, _size(files), shared=telling and out.isatty())
    try:
        result = validate(files, project, writer, options, progress)
    finally:
        progress.clear()
    out.flush()
    for error in result.refused:
        sys.stderr.write(f"{error}\n")
    if result.refused:
        return REFUSED
    return FAULTY if result.total.faulty else FINE


def _writer(form: str, out: TextIO, *, quiet: bool) -> Writer:
    match form:
        case "json":
            return JsonWriter(out)
        case "jsonl":
            return JsonlWriter(out)
        case "junit":
            return JunitWriter(out)
    return TextWriter(out, quiet=quiet)


def _size(files: Sequence[str]) -> int | None:
    """Add up the sizes of the files, if all have one."""
    if STDIN in files:
        return None
    try:
        return sum(Path(file).stat().st_size for file in files)
    except OSError:
        return None
