"""``ocppgen check``: compare the package on disk with what the schemas give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ocppgen.cli.command import command as command_named
from ocppgen.cli.exits import CHECK_FAILED
from ocppgen.cli.options import (
    format_option,
    out_option,
    project_options,
    settings_of,
    verbosity_options,
)
from ocppgen.text import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocppgen.cli.drift import Drift

EXAMPLES = {
    "ocppgen check": "In CI, with the settings that `generate` uses",
    "ocppgen check --out src/acme --format sarif": "A vendored package, for a code host",
}


@command_named("check", examples=EXAMPLES)
@project_options
@out_option
@format_option("text", "json", "sarif")
@verbosity_options
def command(*, form: str, quiet: bool, verbose: bool, **flags: Any) -> int:
    """Compare the package on disk with what the schemas give.

    Prints a diff and exits 1 if they differ; `patch -p0` could apply it. Of a vendored
    package it tells what happened to each file, and the cure.
    """
    from ocppgen.cli import drift
    from ocppgen.cli.lock import with_lock
    from ocppgen.disk.output import Folder

    settings = settings_of(flags)
    project = settings.project()
    folder = Folder(settings.out, project.package)
    files, _ = settings.files(project, folder)
    vendored = drift.lock_in(folder, project.package) is not None
    if vendored:
        files = with_lock(project, files)
    found = drift.drifts(folder, project, files, out=str(settings.out))
    if form != "text":
        told = drift.as_sarif(found)
        if form == "json":
            told = drift.as_json(folder, found, vendored=vendored)
        click.echo(told, nl=False)
        return CHECK_FAILED if found else 0
    lines = [*settings.described()] if verbose else []
    lines += [] if quiet else [f"note: {note}" for note in settings.notes()]
    for line in lines:
        click.echo(printable(line))
    if not folder.survey(files):
        click.echo(f"{folder} is not there; run `ocppgen generate`", err=True)
        return CHECK_FAILED
    if found:
        _tell(found if vendored else [], [] if quiet else [*folder.differences(files)])
        cure = f"`ocppgen {'vendor' if vendored else 'generate'}`"
        told = "see above" if vendored and not quiet else f"run {cure}"
        click.echo(f"{folder} is out of date; {told}", err=True)
        return CHECK_FAILED
    if not quiet:
        click.echo(f"{folder} is what the schemas give ({len(files)} files)")
    return 0


def _tell(found: Sequence[Drift], diff: list[str]) -> None:
    """Say what happened to the files, and show it."""
    for one in found if diff else []:
        click.echo(printable(str(one)))
    click.echo("".join(diff), nl=False)
