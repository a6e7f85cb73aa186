"""``ocppgen schema``: JSON Schemas of the files that people write, for their editors."""

from __future__ import annotations

from typing import Any

import click

from ocppgen.cli.command import command as command_named
from ocppgen.cli.options import format_option

EXAMPLES = {
    "ocppgen schema catalog > catalog.schema.json": "The schema of a catalog",
    "ocppgen schema settings > ocppgen.schema.json": "The schema of ocppgen.toml",
    "ocppgen schema catalog --format markdown": "The same for people",
}
FILES = ("catalog", "extension", "settings", "overlays")


@command_named("schema", examples=EXAMPLES)
@click.argument("file", type=click.Choice(FILES))
@format_option("json", "markdown")
def command(file: str, form: str) -> None:
    """Print the JSON Schema of a catalog or of the settings, or their reference.

    An editor that knows it completes and checks the file: its first line says `#:schema` and where
    the schema is. An extension is a catalog that adds to another one.
    """
    from ocppgen.cli.key_pages import reference, schema_text

    page: Any = reference(file) if form == "markdown" else schema_text(file)
    click.echo(page, nl=False)
