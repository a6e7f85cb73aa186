"""``ocppgen validate``: judge captures and payloads by the schemas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ocppgen.cli.command import command as command_named
from ocppgen.cli.options import format_option, schema_options, settings_of

EXAMPLES = {
    "ocppgen validate traffic.log": "Every frame in a log",
    "ocppgen validate --report report.html traffic.log": "The same, and a page to look at",
    "ocppgen validate --message UpdateFirmware.req payload.json": "One payload",
}


@command_named("validate", examples=EXAMPLES)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--message",
    metavar="NAME",
    help="What every payload is, as UpdateFirmware.req.  [default: the files hold frames]",
)
@schema_options
@click.option("--strict", is_flag=True, help="Answers without their call are faults, too.")
@click.option("-q", "--quiet", is_flag=True, help="Only the table, no single faults.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Processes.  [default: one, or one a core when there is much to do]",
)
@click.option("--all", "every", is_flag=True, help="With --format jsonl: every frame.")
@click.option(
    "--report",
    metavar="FILE.html",
    type=click.Path(path_type=Path),
    help="Write a page to look at, too.",
)
@click.option("--redact", is_flag=True, help="Id tags get other names on the page.")
@format_option("text", "json", "jsonl", "junit", "sarif", "html")
def command(files: tuple[str, ...], form: str, **flags: Any) -> int:
    """Judge captures of OCPP-J frames, or payloads, by the schemas.

    A FILE is a JSON document, JSON lines, or a log with a frame in each line; - is standard
    input. Exits 1 when a message is faulty.
    """
    from ocppgen.validate import Options
    from ocppgen.validate.command import Telling, run

    names = ("message", "strict", "every", "jobs")
    options = Options(**{name: flags.pop(name) for name in names})
    told = {name: flags.pop(name) for name in ("quiet", "report", "redact")}
    return run(files, settings_of(flags).project(), Telling(form, **told), options)
