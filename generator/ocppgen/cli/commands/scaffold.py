"""``ocppgen scaffold``: a file of the user's own to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ocppgen.cli.command import command as command_named
from ocppgen.cli.options import project_options, settings_of
from ocppgen.text import printable

EXAMPLES = {
    "ocppgen scaffold --role charge-point": "Write charge_point_handler.py",
    "ocppgen scaffold csms.py --role central-system --async": "Another name, with coroutines",
}


@command_named("scaffold", examples=EXAMPLES, writes=True)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--role",
    type=click.Choice(["central-system", "charge-point", "csms", "charging-station"]),
    required=True,
    help="Which end of the connection; the last two are those of OCPP 2.0.1 and 2.1.",
)
@click.option("--async", "coroutines", is_flag=True, help="Methods are coroutines.")
@project_options
def command(file: Path | None, role: str, *, coroutines: bool, **flags: Any) -> None:
    """Write a file of your own to start from.

    It is a role, with every method to fill in. FILE is central_system_handler.py for the role
    central-system, and so on, unless given, and must not exist. --package may name the
    parents of a package that is vendored, too: acme.ocpp16.
    """
    from ocppgen.cli.scaffold import parents_of, scaffold

    parents, flags["package"] = parents_of(flags["package"])
    settings = settings_of(flags)
    parents = parents or settings.parents
    place = file or Path(role.replace("-", "_") + "_handler.py")
    said = scaffold(settings.project(), role, place, parents=parents, coroutines=coroutines)
    click.echo("\n".join(printable(line) for line in said))
