"""How every command ends: one line for what went wrong, and an exit code that tells.

0 fine, 1 the answer is no, 2 usage or refused input, 70 a fault of our own, 130 stopped.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from ocppgen.cli.command import Command
from ocppgen.errors import GeneratorError
from ocppgen.text import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

CHECK_FAILED = 1
REFUSED = 2
FAILED = 70

MAX_REFUSALS = 50
"""How many refusals are told one by one."""


class Group(click.Group):
    """Turns refusals into a line each, and exit code 2."""

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run, and end the process."""
        kwargs["standalone_mode"] = False
        try:
            code = super().main(*args, **kwargs)
        except click.UsageError as error:
            hint = error.ctx.command_path if error.ctx else "ocppgen"
            told = error.format_message().rstrip()
            stop = "" if told.endswith((".", "?")) else "."
            _stop(f"{told}{stop} See `{hint} --help`.", REFUSED)
        except click.ClickException as error:
            _stop(error.format_message(), REFUSED)
        except GeneratorError as error:
            _refuse(error.refusals)
        except _StoppedError as error:
            _stop(str(error), 130)
        except (click.Abort, KeyboardInterrupt):
            _stop(_STOPPED, 130)
        except _GoneError:
            # What is still to be written at the end goes nowhere, and nothing is said of it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.stderr.close()
            sys.exit(REFUSED)
        except Exception as error:  # noqa: BLE001  (a fault of ours is no "no" and no refusal)
            _stop(_internal_error_line(error), FAILED)
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; Ctrl-C is said by us, in one line, and 1 is no word of a lost reader."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:  # which click would end with 1
            raise _GoneError from error
        except KeyboardInterrupt as error:
            command = self.get_command(ctx, ctx.invoked_subcommand or "")
            writes = isinstance(command, Command) and command.writes
            raise _StoppedError(_STOPPED if writes else "stopped") from error


class _StoppedError(Exception):
    """The user asked to stop."""


class _GoneError(Exception):
    """Nobody reads what is written any more."""


_STOPPED = "stopped; nothing was half-written"


def _internal_error_line(error: Exception) -> str:
    """Say that we failed, and where, in a line that can be reported."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    return (
        f"ocppgen failed: {type(error).__name__} at {place}: {error}; please report this line"
    )


def _refuse(refusals: Sequence[GeneratorError]) -> NoReturn:
    """Say each refusal in a line of its own, and how many there are beyond the limit."""
    for error in refusals[:MAX_REFUSALS]:
        _say(str(error))
    if len(refusals) > MAX_REFUSALS:
        _say(f"and {len(refusals) - MAX_REFUSALS} more refusals")
    sys.exit(REFUSED)


def _stop(message: str, code: int) -> NoReturn:
    _say(message)
    sys.exit(code)


def _say(message: str) -> None:
    click.echo(printable(" ".join(message.split())), err=True)
