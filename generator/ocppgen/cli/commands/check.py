"""``ocppgen check``: compare the package on disk with what the schemas give."""

from __future__ import annotations

from typing import Any

import click

from ocppgen.cli.command import command as command_named
from ocppgen.cli.exits import CHECK_FAILED
from ocppgen.cli.options import out_option, project_options, settings_of
from ocppgen.text import printable

EXAMPLES = {"ocppgen check": "In CI, with the settings that `generate` uses"}


@command_named("check", examples=EXAMPLES)
@project_options
@out_option
def command(**flags: Any) -> int:
    """Compare the package on disk with what the schemas give.

    Prints a diff and exits 1 if they differ; `patch -p0` could apply it.
    """
    from ocppgen.disk.output import Folder

    settings = settings_of(flags)
    project = settings.project()
    folder = Folder(settings.out, project.package)
    files, _ = settings.files(project, folder)
    for note in settings.notes():
        click.echo(f"note: {printable(note)}")
    if not folder.survey(files):
        click.echo(f"{folder} is not there; run `ocppgen generate`", err=True)
        return CHECK_FAILED
    lines = list(folder.differences(files))
    if not lines:
        click.echo(f"{folder} is what the schemas give ({len(files)} files)")
        return 0
    click.echo("".join(lines), nl=False)
    click.echo(f"{folder} is out of date; run `ocppgen generate`", err=True)
    return CHECK_FAILED
