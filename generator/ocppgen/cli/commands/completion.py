"""``ocppgen completion``: what a shell needs to complete commands and options."""

from __future__ import annotations

import click

from ocppgen.cli.command import command as command_named

SHELLS = ("bash", "zsh", "fish")

EXAMPLES = {
    "ocppgen completion bash >> ~/.bashrc": "For bash",
    "ocppgen completion fish > ~/.config/fish/completions/ocppgen.fish": "For fish",
}


@command_named("completion", examples=EXAMPLES)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print a script that lets your shell complete commands, options and their values."""
    from click.shell_completion import ShellComplete, get_completion_class

    kind = get_completion_class(shell)
    main = context.find_root().command
    if kind is not None:
        completer = kind(main, {}, "ocppgen", "_OCPPGEN_COMPLETE")
        # Not its own `source`: for bash, that would run bash to ask for its version.
        click.echo(ShellComplete.source(completer))
