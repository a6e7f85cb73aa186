"""``ocppgen init``: the settings of a project that is to generate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ocppgen.cli.command import command as command_named
from ocppgen.cli.options import choice_options
from ocppgen.text import printable

EXAMPLES = {
    "ocppgen init": "Write ocppgen.toml",
    "ocppgen init --pyproject --profiles core,firmware": "A table of pyproject.toml instead",
}

ADVICE = """\
To have it made and checked, add to Makefile:

    .PHONY: generate check
    generate:
    \tocppgen generate
    check:
    \tocppgen check

to .pre-commit-config.yaml:

    - repo: local
      hooks:
        - id: ocppgen-check
          name: ocppgen check
          entry: ocppgen check
          language: system
          pass_filenames: false

and to what CI runs:

    ocppgen check
"""


@command_named("init", examples=EXAMPLES, writes=True)
@click.option("--pyproject", is_flag=True, help="Add [tool.ocppgen] to pyproject.toml.")
@choice_options
def command(*, pyproject: bool, **flags: Any) -> None:
    """Write the settings of your project, to edit.

    What the flags say is set; every other setting is there with an example. No file is
    overwritten.
    """
    from ocppgen.cli.settings import given_by
    from ocppgen.cli.starting import start

    file, out = start(Path(), given_by(flags), pyproject=pyproject)
    click.echo(printable(f"{file}: settings; the package goes into {out}"))
    click.echo()
    click.echo(ADVICE)
    click.echo("Look the settings over, and then: ocppgen generate")
