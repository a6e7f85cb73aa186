"""``ocppgen generate``: write the package."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import click

from ocppgen.cli.command import command as command_named
from ocppgen.cli.options import out_option, project_options, settings_of
from ocppgen.text import printable

if TYPE_CHECKING:
    from ocppgen.disk.cache import Note
    from ocppgen.disk.output import Folder

EXAMPLES = {
    "ocppgen generate": "The official package, in generated/ocpp16",
    "ocppgen generate --profiles firmware,core --out src/acme": "Two profiles, within a package",
}


@command_named("generate", examples=EXAMPLES, writes=True)
@project_options
@out_option
@click.option("--force", is_flag=True, help="Replace files of ours that lost their first line.")
def command(*, force: bool, **flags: Any) -> None:
    """Write the package. Only files that changed are written."""
    from ocppgen.disk import cache
    from ocppgen.disk.cache import Note
    from ocppgen.disk.output import Folder

    start = time.perf_counter()
    settings = settings_of(flags)
    key = settings.key()
    note = settings.up_to_date(key)
    if note is not None:
        _tell(note, Folder(settings.out, note.package), "nothing changed", start)
        return
    project = settings.project()
    folder = Folder(settings.out, project.package, force=force)
    files, package = settings.files(project, folder)
    written = folder.write(files)
    told = [*settings.notes(), *package.notes]
    for one in told:
        click.echo(f"note: {printable(one)}")
    note = Note(project.package, cache.digest_of(files), len(package.features), len(files))
    if key and not told:  # notes are to be heard again
        cache.remember(key, note)
    counts = f"{len(written.changed)} written, {len(written.removed)} removed"
    if not written.changed and not written.removed:
        counts = "nothing changed"
    _tell(note, folder, counts, start)


def _tell(note: Note, folder: Folder, what: str, start: float) -> None:
    features = f"{note.features} feature{'' if note.features == 1 else 's'}"
    seconds = time.perf_counter() - start
    click.echo(f"{features}, {note.files} files in {folder}: {what} ({seconds:.2f} s)")
