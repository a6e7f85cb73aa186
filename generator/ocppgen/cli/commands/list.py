"""``ocppgen list``: the features in one table."""

from __future__ import annotations

from typing import Any

import click

from ocppgen.cli.command import command as command_named
from ocppgen.cli.options import format_option, schema_options, settings_of

EXAMPLES = {"ocppgen list --profiles firmware": "The features of one profile"}


@command_named("list", examples=EXAMPLES)
@schema_options
@format_option("text", "json")
def command(form: str, **flags: Any) -> None:
    """List the features: profile, sender, schema files, fields."""
    from ocppgen.cli.progress import progress
    from ocppgen.cli.show import feature_tables

    with progress("reading what the schemas say"):
        told = feature_tables(settings_of(flags).projects(), form)
    click.echo(told, nl=False)
