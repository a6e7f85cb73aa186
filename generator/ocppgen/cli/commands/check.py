"""``ocppgen check``: compare the package on disk with what the schemas give."""

from __future__ import annotations

from typing import Any

import click

from ocppgen.cli.command import command as command_named
from ocppgen.cli.exits import CHECK_FAILED
from ocppgen.cli.options import out_option, project_options, settings_of, verbosity_options
from ocppgen.text import printable

EXAMPLES = {"ocppgen check": "In CI, with the settings that `generate` uses"}


@command_named("check", examples=EXAMPLES)
@project_options
@out_option
@verbosity_options
def command(*, quiet: bool, verbose: bool, **flags: Any) -> int:
    """Compare the package on disk with what the schemas give.

    Prints a diff and exits 1 if they differ; `patch -p0` could apply it.
    """
    from ocppgen.disk.output import Folder

    settings = settings_of(flags)
    project = settings.project()
    folder = Folder(settings.out, project.package)
    files, _ = settings.files(project, folder)
    lines = [*settings.described()] if verbose else []
    lines += [] if quiet else [f"note: {note}" for note in settings.notes()]
    for line in lines:
        click.echo(printable(line))
    if not folder.survey(files):
        click.echo(f"{folder} is not there; run `ocppgen generate`", err=True)
        return CHECK_FAILED
    diff = list(folder.differences(files))
    if diff:
        if not quiet:
            click.echo("".join(diff), nl=False)
        click.echo(f"{folder} is out of date; run `ocppgen generate`", err=True)
        return CHECK_FAILED
    if not quiet:
        click.echo(f"{folder} is what the schemas give ({len(files)} files)")
    return 0
