"""``ocppgen show``: one feature in full."""

from __future__ import annotations

from typing import Any

import click

from ocppgen.cli.command import command as command_named
from ocppgen.cli.options import format_option, schema_options, settings_of

EXAMPLES = {"ocppgen show UpdateFirmware": "What an UpdateFirmware is made of"}


@command_named("show", examples=EXAMPLES)
@click.argument("feature")
@schema_options
@format_option("text", "json")
def command(feature: str, form: str, **flags: Any) -> None:
    """Show one feature: fields, types, limits, an example."""
    from ocppgen.cli.progress import progress
    from ocppgen.cli.show import feature_pages

    with progress("reading what the schemas say"):
        told = feature_pages(settings_of(flags).projects(), feature, form)
    click.echo(told, nl=False)
