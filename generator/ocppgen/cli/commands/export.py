"""``ocppgen export``: the official schemas and their catalog, to start from."""

from __future__ import annotations

from pathlib import Path

import click

from ocppgen.cli.command import command as command_named
from ocppgen.disk.resources import EDITIONS

EXAMPLES = {
    "ocppgen export schemas": "Copy the schemas of OCPP 1.6 into schemas/",
    "ocppgen export --edition 2.0.1 ocpp201": "Those of OCPP 2.0.1",
}


@command_named("export", examples=EXAMPLES, writes=True)
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--edition",
    type=click.Choice([*EDITIONS]),
    default="1.6",
    help="Version of OCPP.  [default: 1.6]",
)
def command(folder: Path, edition: str) -> None:
    """Copy the official schemas and their catalog into a folder of yours.

    Byte for byte, with where they come from and their digests. DIR must be empty, or not be
    there.
    """
    from ocppgen.disk.copying import copy_folder
    from ocppgen.disk.resources import schemas

    count = copy_folder(schemas(edition), folder)
    click.echo(f"{count} files in {folder}: the schemas of OCPP {edition} and their catalog")
    click.echo(f"next: ocppgen generate --schemas {folder} --catalog {folder}/catalog.toml")
