"""``ocppgen generate``: write the package."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import click

from ocppgen.cli.command import command as command_named
from ocppgen.cli.options import out_option, project_options, settings_of, verbosity_options
from ocppgen.text import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocppgen.cli.products import Product
    from ocppgen.disk.cache import Note
    from ocppgen.disk.output import Folder, Written

EXAMPLES = {
    "ocppgen generate": "The official package, in generated/ocpp16",
    "ocppgen generate --profiles firmware,core --out src/acme": "Two profiles, within a package",
    "ocppgen generate --diff": "What a change of the schemas would change",
}


@command_named("generate", examples=EXAMPLES, writes=True)
@project_options
@out_option
@click.option("--force", is_flag=True, help="Replace files of ours that lost their first line.")
@click.option("--dry-run", is_flag=True, help="List what would be written; write nothing.")
@click.option("--diff", is_flag=True, help="Show what would change, as a diff; write nothing.")
@verbosity_options
def command(
    *, force: bool, dry_run: bool, diff: bool, quiet: bool, verbose: bool, **flags: Any
) -> None:
    """Write the package. Only files that changed are written."""
    from ocppgen.disk import cache
    from ocppgen.disk.output import Folder

    start = time.perf_counter()
    settings = settings_of(flags)
    tell = _Teller(start, quiet=quiet, verbose=verbose)
    tell.detail(settings.described())
    key = settings.key()
    if not (dry_run or diff):
        known = settings.up_to_date(key)
        for note in known:
            tell.result(note, Folder(settings.place(), note.package), "nothing changed")
        if known:
            return
    # Imported here: a run that changes nothing does without the generator.
    from ocppgen.cli.drift import refuse_vendored
    from ocppgen.cli.products import make

    products = make(settings, force=force)
    for one in products:
        refuse_vendored(one.folder, one.name, str(settings.out))
    for one in products:
        if dry_run or diff:
            _show(one, tell, dry_run=dry_run, diff=diff)
        else:
            written = one.folder.write(one.files)
            tell.notes(one.notes)
            tell.each(one.folder, written, "written", "removed", always=False)
            tell.result(_note(one), one.folder, tell.counts(written, "written", "removed"))
    noted = any(one.notes for one in products)
    if key and not (noted or dry_run or diff):  # notes are to be heard again
        for number, one in enumerate(products):
            cache.remember(cache.numbered(key, number), _note(one))


def _show(product: Product, tell: _Teller, *, dry_run: bool, diff: bool) -> None:
    """Show what would change."""
    changes = product.folder.changes(product.files)
    if diff:
        click.echo("".join(product.folder.differences(product.files)), nl=False)
    if dry_run:
        tell.each(product.folder, changes, "would write", "would remove", always=True)
        told = tell.counts(changes, "to write", "to remove")
        tell.result(_note(product), product.folder, told)


def _note(product: Product) -> Note:
    from ocppgen.disk.cache import Note, digest_of

    files = product.files
    return Note(product.name, digest_of(files), product.features, len(files))


class _Teller:
    """Says what was done, as much of it as the user wants to hear."""

    def __init__(self, start: float, *, quiet: bool, verbose: bool) -> None:
        self._start = start
        self._quiet = quiet
        self._verbose = verbose

    def detail(self, lines: list[str]) -> None:
        if self._verbose:
            self._lines(lines)

    def notes(self, notes: Sequence[str]) -> None:
        if not self._quiet:
            self._lines([f"note: {one}" for one in notes])

    def each(
        self, folder: Folder, done: Written, changed: str, removed: str, *, always: bool
    ) -> None:
        """List the files, with a word for what was done to each."""
        if always or self._verbose:
            self._lines([f"{changed} {folder.place(path)}" for path in sorted(done.changed)])
            self._lines([f"{removed} {folder.place(path)}" for path in sorted(done.removed)])

    @staticmethod
    def counts(done: Written, changed: str, removed: str) -> str:
        """Count what was done, in words."""
        if not done.changed and not done.removed:
            return "nothing changed"
        return f"{len(done.changed)} {changed}, {len(done.removed)} {removed}"

    def result(self, note: Note, folder: Folder, what: str) -> None:
        """Say in one line what there is."""
        if not self._quiet:
            features = f"{note.features} feature{'' if note.features == 1 else 's'}, "
            features = features if note.features else ""
            seconds = f" ({time.perf_counter() - self._start:.2f} s)" if self._verbose else ""
            click.echo(f"{features}{note.files} files in {folder}: {what}{seconds}")

    @staticmethod
    def _lines(lines: list[str]) -> None:
        for line in lines:
            click.echo(printable(line))
