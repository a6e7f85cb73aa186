"""``ocppgen vendor``: a package in somebody's tree, with a lock that tells what it is."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import click

from ocppgen.cli.command import command as command_named
from ocppgen.cli.options import project_options, settings_of, verbosity_options
from ocppgen.text import printable

EXAMPLES = {
    "ocppgen vendor src/acme": "The official package as acme.ocpp16",
    "ocppgen vendor --profiles firmware src/acme --force": "Anew, over what was edited",
}

_NAMED = 3


@command_named("vendor", examples=EXAMPLES, writes=True)
@click.argument("dest", required=False, type=click.Path(path_type=Path))
@project_options
@click.option("--force", is_flag=True, help="Replace files that were edited by hand.")
@verbosity_options
def command(
    *, dest: Path | None, force: bool, quiet: bool, verbose: bool, **flags: Any
) -> None:
    """Write the package into DEST, with its licence notices and ocppgen.lock.

    DEST is any folder, such as a package of yours; the package lands in DEST/NAME. The lock
    says what it was made from, so that `ocppgen check --out DEST` can tell what became of it.
    Once more, the command updates it.
    """
    from ocppgen.cli import lock as locks
    from ocppgen.cli.drift import edited, lock_in
    from ocppgen.disk.output import Folder
    from ocppgen.errors import GeneratorError

    settings = settings_of(flags)
    out = dest or settings.out
    project = settings.project()
    folder = Folder(out, project.package, force=force)
    made, package = settings.files(project, folder)
    files = locks.with_lock(project, made)
    lock = lock_in(folder, project.package)
    hand = edited(folder, project.package, lock) if lock else []
    if hand and not force:
        named = ", ".join(folder.place(path) for path in hand[:_NAMED])
        more = f" and {len(hand) - _NAMED} more" if len(hand) > _NAMED else ""
        message = f"edited by hand: {named}{more}; keep the changes elsewhere, or say --force"
        raise GeneratorError(message, file=str(folder))
    written = folder.write(files)
    lines = [f"written {folder.place(path)}" for path in written.changed] if verbose else []
    lines += [f"removed {folder.place(path)}" for path in written.removed] if verbose else []
    if not quiet:
        notes = [*settings.notes(), *package.notes]
        counts = f"{len(written.changed)} written, {len(written.removed)} removed"
        lines += [f"note: {one}" for one in notes]
        lines += [f"{len(files)} files in {folder}: {counts}"]
        lines += [f"what they are made from is in {folder}/{locks.NAME}"]
        lines += [f"check it with: ocppgen check --out {shlex.quote(str(out))}"]
    for line in lines:
        click.echo(printable(line))
