"""What every command has besides its flags: examples in its help, and whether it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Command(click.Command):
    """A command of ``ocppgen``, whose help ends with examples."""

    def __init__(
        self, name: str, *, examples: Mapping[str, str], writes: bool = False, **rest: Any
    ) -> None:
        """Take *examples*, each a command line and what it is for.

        *writes* says that the command writes files, so that an interrupt says what became
        of them.
        """
        super().__init__(name, **rest)
        self.examples = examples
        self.writes = writes

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples below the options: the purpose, then the line to type."""
        del ctx
        with formatter.section("Examples"):
            for line, purpose in self.examples.items():
                formatter.write_text(f"{purpose}:")
                formatter.write(f"{'':{formatter.current_indent + 2}}{line}\n")


def command(
    name: str, *, examples: Mapping[str, str], writes: bool = False
) -> Callable[[Callable[..., Any]], Command]:
    """Make a function the command *name*; its docstring is the help."""
    return click.command(name, cls=Command, examples=examples, writes=writes)
