"""``ocppgen vendor``: a package in somebody's tree, with a lock that tells what it is."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ocppgen.cli.command import command as command_named
from ocppgen.cli.options import project_options, settings_of, verbosity_options
from ocppgen.text import printable

if TYPE_CHECKING:
    from ocppgen.cli.products import Product

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
    from ocppgen.cli.lock import NAME, with_lock
    from ocppgen.cli.products import make

    settings = settings_of(flags)
    out = dest or settings.out
    products = [
        replace(one, files=with_lock(one.name, one.projects, one.files))
        for one in make(settings, out, force=force)
    ]
    if not force:
        for one in products:
            _refuse_edited(one)
    lines = []
    for one in products:
        folder, written = one.folder, one.folder.write(one.files)
        if verbose:
            lines += [f"written {folder.place(path)}" for path in written.changed]
            lines += [f"removed {folder.place(path)}" for path in written.removed]
        counts = f"{len(written.changed)} written, {len(written.removed)} removed"
        told = [f"note: {note}" for note in one.notes]
        told += [f"{len(one.files)} files in {folder}: {counts}"]
        told += [f"what they are made from is in {folder}/{NAME}"]
        lines += [] if quiet else told
    lines += [] if quiet else [f"check it with: ocppgen check --out {shlex.quote(str(out))}"]
    for line in lines:
        click.echo(printable(line))


def _refuse_edited(product: Product) -> None:
    """Refuse to write over what was edited by hand."""
    from ocppgen.cli.drift import edited, lock_in
    from ocppgen.errors import GeneratorError

    folder, lock = product.folder, lock_in(product.folder, product.name)
    hand = edited(folder, product.name, lock) if lock else []
    if hand:
        named = ", ".join(folder.place(path) for path in hand[:_NAMED])
        more = f" and {len(hand) - _NAMED} more" if len(hand) > _NAMED else ""
        message = f"edited by hand: {named}{more}; keep the changes elsewhere, or say --force"
        raise GeneratorError(message, file=str(folder))
