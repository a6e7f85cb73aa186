"""``ocppgen layouts``: the layouts of logs that are known by name."""

from __future__ import annotations

import json
from typing import Any

import click

from ocppgen.cli.command import command as command_named
from ocppgen.cli.options import format_option

EXAMPLES = {"ocppgen layouts": "All of them, with an example each"}


@command_named("layouts", examples=EXAMPLES)
@format_option("text", "json")
def command(form: str) -> None:
    """List the layouts of logs that `ocppgen validate` knows by name.

    Others are read as well: which part of a line is the station, the conversation shows.
    """
    from ocppgen.validate.reading.layouts import LAYOUTS

    if form == "json":
        rows: list[dict[str, Any]] = [
            {
                "name": one.name,
                "about": one.about,
                "pattern": one.pattern,
                "example": one.example,
            }
            for one in LAYOUTS
        ]
        click.echo(json.dumps({"layouts": rows}, indent=1, ensure_ascii=False))
        return
    for one in LAYOUTS:
        click.echo(f"{one.name}: {one.about}")
        for line in one.example.split("\n"):
            click.echo(f"    {line}")
