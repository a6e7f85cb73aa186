"""``ocppgen diff``: what differs between two sets of schemas."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ocppgen.cli.command import command as command_named
from ocppgen.cli.options import format_option, schema_options, settings_of
from ocppgen.text import printable

if TYPE_CHECKING:
    from ocppgen.project import Project

EXAMPLES = {
    "ocppgen diff": "What this project changes in the published schemas",
    "ocppgen diff ocpp201 ocpp21": "What a version of OCPP changed",
    "ocppgen diff old/schemas new/schemas": "Two folders",
}


@command_named("diff", examples=EXAMPLES)
@click.argument("old", required=False)
@click.argument("new", required=False)
@schema_options
@format_option("text", "json")
def command(old: str | None, new: str | None, form: str, **flags: Any) -> None:
    """Tell how two sets of schemas differ, member by member.

    OLD and NEW are official sets (ocpp16, ocpp201, ocpp21) or folders of schemas. NEW is this
    project unless given; OLD is what the project would be without its changes.
    """
    from ocppgen.cli.differing import differences
    from ocppgen.cli.progress import progress

    settings = settings_of(flags)
    with progress("comparing the schemas"):
        after = _named(new) if new else settings.project()
        before = _named(old) if old else settings.published()
        found = differences(before, after)
    changes = [str(change) for change in after.changes]
    if form == "json":
        table = {"differences": [asdict(one) for one in found], "overlays": changes}
        click.echo(json.dumps(table, indent=2))
        return
    for one in found:
        click.echo(printable(str(one)))
    if changes:
        click.echo("\noverlays:" if found else "overlays:")
    for change in changes:
        click.echo(printable(f"  {change}"))
    if not found:
        click.echo("no difference")


def _named(name: str) -> Project:
    """Read an official set, or a folder with or without a catalog."""
    from ocppgen.bases import CATALOG, is_edition
    from ocppgen.project import load_project

    if is_edition(name):
        return load_project(extends=name)
    catalog = Path(name, CATALOG)
    return load_project([name], catalog=catalog if catalog.is_file() else None)
