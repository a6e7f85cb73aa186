"""``ocppgen check``: compare the package on disk with what the schemas give."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    from ocppgen.cli.products import Product

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
    from ocppgen.cli.products import make

    settings = settings_of(flags)
    checked = [_checked(one, str(settings.out)) for one in make(settings)]
    if form == "json":
        told = [(one.product.folder, one.found, one.vendored) for one in checked]
        click.echo(drift.as_json(told), nl=False)
    elif form == "sarif":
        click.echo(drift.as_sarif([each for one in checked for each in one.found]), nl=False)
    else:
        lines = [*settings.described()] if verbose else []
        notes = [note for one in settings.each() for note in one.notes()]
        lines += [] if quiet else [f"note: {note}" for note in notes]
        for line in lines:
            click.echo(printable(line))
        for one in checked:
            _report(one, quiet=quiet)
    return CHECK_FAILED if any(one.found for one in checked) else 0


@dataclass(frozen=True, slots=True)
class _Checked:
    """A folder that a run would make, and how it differs on disk."""

    product: Product
    vendored: bool
    found: Sequence[Drift]


def _checked(product: Product, out: str) -> _Checked:
    from ocppgen.cli import drift
    from ocppgen.cli.lock import with_lock

    name, folder, projects = product.name, product.folder, product.projects
    vendored = drift.lock_in(folder, name) is not None
    if vendored:
        product = replace(product, files=with_lock(name, projects, product.files))
    found = drift.drifts(folder, name, projects, product.files, out=out)
    return _Checked(product, vendored, found)


def _report(checked: _Checked, *, quiet: bool) -> None:
    """Say in words how a folder differs, if it does."""
    folder, files = checked.product.folder, checked.product.files
    vendored, found = checked.vendored, checked.found
    if not folder.survey(files):
        click.echo(f"{folder} is not there; run `ocppgen generate`", err=True)
    elif found:
        _tell(found if vendored else [], [] if quiet else [*folder.differences(files)])
        cure = f"`ocppgen {'vendor' if vendored else 'generate'}`"
        told = "see above" if vendored and not quiet else f"run {cure}"
        click.echo(f"{folder} is out of date; {told}", err=True)
    elif not quiet:
        click.echo(f"{folder} is what the schemas give ({len(files)} files)")


def _tell(found: Sequence[Drift], diff: list[str]) -> None:
    """Say what happened to the files, and show it."""
    for one in found if diff else []:
        click.echo(printable(str(one)))
    click.echo("".join(diff), nl=False)
