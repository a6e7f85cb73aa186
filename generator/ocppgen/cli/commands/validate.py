"""``ocppgen validate``: judge captures and payloads by the schemas."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ocppgen.cli.command import command as command_named
from ocppgen.cli.options import format_option, schema_options, settings_of
from ocppgen.errors import GeneratorError
from ocppgen.text import shown

if TYPE_CHECKING:
    from ocppgen.cli.settings import Settings
    from ocppgen.validate.sequences.choice import Choice

EXAMPLES = {
    "ocppgen validate traffic.log": "Every frame in a log",
    "ocppgen validate --sequences traffic.log": "What was said, and when",
    "ocppgen validate --report report.html traffic.log": "The same, and a page to look at",
    "ocppgen validate --by station logs/": "All logs of a folder, counted by station",
    "ocppgen validate --tolerate field traffic.log": "Without what chargers are seen to do",
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
@click.option(
    "--tolerate",
    metavar="FILE|field",
    help="What may pass: rules in TOML (see `ocppgen tolerance`), or the ready-made ones.",
)
@click.option("--strict", is_flag=True, help="Answers without their call are faults, too.")
@click.option("-q", "--quiet", is_flag=True, help="Only the table, no single faults.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Processes.  [default: one, or one a core when there is much to do]",
)
@click.option(
    "--sequences", is_flag=True, help="Judge conversations, too; see `ocppgen rules`."
)
@click.option(
    "--rules", metavar="A,B", help="Only these: ids, areas, or tier:1.  [default: all]"
)
@click.option("--ignore", metavar="A,B", help="Not these.")
@click.option(
    "--level",
    type=click.Choice(["error", "warning", "note"]),
    help="The least severity of findings that is told.  [default: warning]",
)
@click.option(
    "--layout",
    metavar="NAME",
    help="How lines are read: a name of `ocppgen layouts`, or a regular expression with"
    " (?P<station>...).  [default: as the conversation shows]",
)
@click.option(
    "--station", metavar="REGEX", help="What in a line is the station; short for --layout."
)
@click.option("--by", type=click.Choice(["station"]), help="Count for each station, too.")
@click.option(
    "--include",
    multiple=True,
    metavar="GLOB",
    help="Of folders, only these files; may be repeated.  [default: all]",
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

    A FILE is a log of any layout, a table, JSON lines or a JSON document, packed or not; a
    folder is all files below it; - is standard input. Exits 1 when a message is faulty, or a conversation is in error.
    """
    from ocppgen.validate import Options
    from ocppgen.validate.command import Telling, run
    from ocppgen.validate.reading.layouts import layouts_named
    from ocppgen.validate.tolerating import tolerance_text

    names = ("message", "strict", "every", "jobs")
    judged = {name: flags.pop(name) for name in names}
    told = {name: flags.pop(name) for name in ("quiet", "report", "redact")}
    asked = {name: flags.pop(name) for name in ("sequences", "rules", "ignore", "level")}
    layout, station, by = (flags.pop(name) for name in ("layout", "station", "by"))
    read = {
        "layouts": layouts_named(layout, station),
        "by_station": by is not None,
        "include": flags.pop("include"),
    }
    tolerate = flags.pop("tolerate")
    judged["tolerance"] = None if tolerate is None else tolerance_text(tolerate)
    settings = settings_of(flags)
    free = judged["message"] is None and judged["tolerance"] is None
    usual, others = settings.by_edition() if free else (settings, {})
    editions = {version: one.project for version, one in others.items()}
    judges = _sequences(settings, **asked)
    options = Options(**judged, **read, sequences=judges, editions=editions)
    return run(files, usual.project(), Telling(form, **told), options)


def _sequences(
    settings: Settings,
    *,
    sequences: bool,
    rules: str | None,
    ignore: str | None,
    level: str | None,
) -> Choice | None:
    """Read what conversations are judged by."""
    from ocppgen.validate.sequences.choice import Choice, choose
    from ocppgen.validate.sequences.parameters import Parameters

    given = {"--rules": rules, "--ignore": ignore, "--level": level}
    if not sequences:
        lone = [name for name, value in given.items() if value is not None]
        if lone:
            message = f"{lone[0]} chooses among rules over conversations: say --sequences, too"
            raise GeneratorError(message)
        return None
    chosen = choose(_words("--rules", rules), _words("--ignore", ignore))
    return Choice(chosen, Parameters(**settings.parameters), level or "warning")


def _words(flag: str, text: str | None) -> list[str]:
    """Read the list of a flag; a list without an entry would come from an empty variable."""
    words = [word.strip() for word in (text or "").split(",") if word.strip()]
    if text is not None and not words:
        message = f"{flag} {shown(text)} names no rule; leave it out, or see `ocppgen rules`"
        raise GeneratorError(message)
    return words
