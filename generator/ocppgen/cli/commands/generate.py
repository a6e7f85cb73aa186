"""``ocppgen generate``: write the package."""

from __future__ import annotations

import time
from typing import Any

import click

from ocppgen.cli.command import command as command_named
from ocppgen.cli.options import out_option, project_options, settings_of
from ocppgen.text import printable

EXAMPLES = {
    "ocppgen generate": "The official package, in generated/ocpp16",
    "ocppgen generate --profiles firmware,core --out src/acme": "Two profiles, within a package",
}


@command_named("generate", examples=EXAMPLES, writes=True)
@project_options
@out_option
def command(**flags: Any) -> None:
    """Write the package. Only files that changed are written."""
    from ocppgen.disk import cache
    from ocppgen.disk.output import Folder

    start = time.perf_counter()
    settings = settings_of(flags)
    key = settings.key()
    known = settings.up_to_date(key)
    if known is not None:
        click.echo(f"{known}: nothing changed ({time.perf_counter() - start:.2f} s)")
        return
    project = settings.project()
    folder = Folder(settings.out, project.package)
    files, package = settings.files(project, folder)
    written = folder.write(files)
    for note in (*settings.notes(), *package.notes):
        click.echo(f"note: {printable(note)}")
    count = len(package.features)
    what = f"{count} feature{'s' if count != 1 else ''}, {len(files)} files"
    if key and not (package.notes or settings.notes()):  # notes are to be heard again
        found = {"package": project.package, "contents": cache.contents(folder), "what": what}
        cache.remember(key, found)
    counts = f"{len(written.changed)} written, {len(written.removed)} removed"
    if not written.changed and not written.removed:
        counts = "nothing changed"
    click.echo(f"{what} in {folder}: {counts} ({time.perf_counter() - start:.2f} s)")
