"""``ocppgen tolerance``: what a capture needs to be read, as rules."""

from __future__ import annotations

from typing import Any

import click

from ocppgen.cli.command import command as command_named
from ocppgen.cli.options import schema_options, settings_of

EXAMPLES = {
    "ocppgen tolerance traffic.log > tolerance.toml": "What the chargers of a log need",
    "ocppgen tolerance logs/": "The same for all logs of a folder",
}


@command_named("tolerance", examples=EXAMPLES)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@schema_options
def command(files: tuple[str, ...], **flags: Any) -> int:
    """Print the smallest tolerance that lets a capture pass.

    A rule for each message, member and keyword, with how often it is needed and an example: the
    start of an operator's own. `ocppgen validate --tolerate FILE` and `Tolerance.from_toml` read
    it.
    """
    from ocppgen import memory
    from ocppgen.validate import Options
    from ocppgen.validate.run import validate
    from ocppgen.validate.suggesting import Suggestions

    project = settings_of(flags).project()
    writer = Suggestions(memory.load_package(project))
    result = validate(files, project, writer, Options(every=True))
    for error in result.refused:
        click.echo(str(error), err=True)
    if result.refused:
        return 2
    for line in writer.lines():
        click.echo(line)
    return 0
