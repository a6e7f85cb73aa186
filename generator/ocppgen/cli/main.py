"""The command line: which commands there are; each is a module of ``commands/``."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from typing import Final

import click

from ocppgen.cli.exits import Group
from ocppgen.version import __version__

SECTIONS: Final = {
    "Make a package": ("init", "generate", "check", "vendor"),
    "Look at schemas": ("list", "show", "diff"),
    "Judge messages": ("validate", "tolerance", "rules", "layouts"),
    "Start your own": ("scaffold", "export", "schema", "completion"),
}
"""Every command, by its heading in the help. ``a-b`` is ``command`` of ``commands/a_b.py``."""


class Commands(Group):
    """The commands; a module is imported when its command runs or is explained."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the names in the order of the help."""
        del ctx
        return [name for names in SECTIONS.values() for name in names]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import the module of a command, `None` if there is no such command."""
        if name not in self.list_commands(ctx):
            return None
        module = import_module(f"ocppgen.cli.commands.{name.replace('-', '_')}")
        found: click.Command = module.command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant; name the likely one where there is none such."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            close = get_close_matches(args[0], self.list_commands(ctx), n=1)
            if not close or "Did you mean" in error.message:
                raise
            message = f"{error.message} Did you mean {close[0]!r}?"
        raise click.UsageError(message, ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands below their headings."""
        for heading, names in SECTIONS.items():
            commands = [(name, self.get_command(ctx, name)) for name in names]
            rows = [(name, one.get_short_help_str(80)) for name, one in commands if one]
            with formatter.section(heading):
                formatter.write_dl(rows)


def _tell_version(context: click.Context, _option: click.Parameter, given: object) -> None:
    """Print the version, and the edition of each set of official schemas."""
    if given:
        # Imported here: only `--version` reads catalogs.
        from ocppgen.cli.editions import editions

        click.echo(f"ocppgen {__version__}")
        for name, edition in editions():
            click.echo(f"{name}: {edition}")
        context.exit()


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 fine; 1 the answer is no; 2 wrong usage, or input that is refused.",
    invoke_without_command=True,
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help="Show the version and the schemas that come with it.",
)
@click.pass_context
def main(context: click.Context) -> None:
    """Generate a typed, validating Python package from OCPP JSON schemas."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
