"""The command line: read arguments, call the library, say what happened."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ocppgen.cli.exits import NO, Command
from ocppgen.text import printable
from ocppgen.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocppgen.cli.settings import Settings


@click.group(
    cls=Command,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 fine; 1 the answer is no; 2 wrong usage, or input that is refused.",
    invoke_without_command=True,
)
@click.version_option(__version__, prog_name="ocppgen", message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """Generate a typed, validating Python package from OCPP JSON schemas."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def _add(function: Callable[..., Any], options: list[Callable[..., Any]]) -> Callable[..., Any]:
    for option in reversed(options):
        function = option(function)
    return function


_SOURCES = [
    click.option(
        "--schemas",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Folder of *.json schemas; may be repeated.  [default: the official set]",
    ),
    click.option(
        "--catalog",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Names and profiles for the schemas (TOML).",
    ),
    click.option(
        "--profiles",
        metavar="A,B",
        help="Only these profiles, by name or subpackage.  [default: all]",
    ),
    click.option(
        "--annotation-keywords",
        metavar="A,B",
        help="Keywords of the schemas that assert nothing, as tsType or markdown*.",
    ),
    click.option(
        "--annotation-formats",
        metavar="A,B",
        help="Formats that are not to be asserted; * is every one.",
    ),
]
_PRODUCT = [
    click.option("--package", metavar="NAME", help="Package name.  [default: ocpp16]"),
    click.option(
        "--templates",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Folder of templates that replace ours, one by one.",
    ),
    click.option(
        "--flavor",
        type=click.Choice(["dataclass"]),
        help="What the classes are.  [default: dataclass]",
    ),
]
_CONFIG = click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Settings.  [default: ocppgen.toml, or [tool.ocppgen] of pyproject.toml]",
)


def _project_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what to generate."""
    return _add(function, [*_SOURCES, *_PRODUCT, _CONFIG])


def _schema_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say which schemas are meant."""
    return _add(function, [*_SOURCES, _CONFIG])


def _form(*forms: str) -> Callable[..., Any]:
    """Add the option that says how the answer is written."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        help=f"How the answer is written.  [default: {forms[0]}]",
    )


_OUT = click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the package goes, as DIR/NAME.  [default: generated]",
)


def _settings(flags: dict[str, Any]) -> Settings:
    from ocppgen.cli.settings import read_settings

    return read_settings(flags)


@main.command("generate")
@_project_options
@_OUT
def generate_command(**flags: Any) -> None:
    """Write the package. Only files that changed are written."""
    from ocppgen.disk import cache
    from ocppgen.disk.output import Folder

    start = time.perf_counter()
    settings = _settings(flags)
    key = settings.key()
    known = settings.up_to_date(key)
    if known is not None:
        click.echo(f"{known}: nothing changed ({time.perf_counter() - start:.2f} s)")
        return
    project = settings.project()
    folder = Folder(settings.out, project.package)
    files, package = settings.files(project, folder)
    written = folder.write(files)
    for note in (*settings.notes(), *package.notes):
        click.echo(f"note: {printable(note)}")
    count = len(package.features)
    what = f"{count} feature{'s' if count != 1 else ''}, {len(files)} files"
    if key and not (package.notes or settings.notes()):  # notes are to be heard again
        found = {"package": project.package, "contents": cache.contents(folder), "what": what}
        cache.remember(key, found)
    counts = f"{len(written.changed)} written, {len(written.removed)} removed"
    if not written.changed and not written.removed:
        counts = "nothing changed"
    click.echo(f"{what} in {folder}: {counts} ({time.perf_counter() - start:.2f} s)")


@main.command("check")
@_project_options
@_OUT
def check_command(**flags: Any) -> int:
    """Compare the package on disk with what the schemas give.

    Prints a diff and exits 1 if they differ; `patch -p0` could apply it.
    """
    from ocppgen.disk.output import Folder

    settings = _settings(flags)
    project = settings.project()
    folder = Folder(settings.out, project.package)
    files, _ = settings.files(project, folder)
    if not folder.survey():
        click.echo(f"{folder} is not there; run `ocppgen generate`", err=True)
        return NO
    lines = list(folder.differences(files))
    if not lines:
        click.echo(f"{folder} is what the schemas give ({len(files)} files)")
        return 0
    click.echo("".join(lines), nl=False)
    click.echo(f"{folder} is out of date; run `ocppgen generate`", err=True)
    return NO


@main.command("list")
@_schema_options
@_form("text", "json")
def list_command(form: str, **flags: Any) -> None:
    """List the features: profile, sender, schema files, fields."""
    from ocppgen.cli.show import feature_table

    click.echo(feature_table(_settings(flags).package_plan(), form), nl=False)


@main.command("show")
@click.argument("feature")
@_schema_options
@_form("text", "json")
def show_command(feature: str, form: str, **flags: Any) -> None:
    """Show one feature: fields, types, limits, an example."""
    from ocppgen.cli.show import feature_page

    click.echo(feature_page(_settings(flags).package_plan(), feature, form), nl=False)


@main.command("scaffold")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--role",
    type=click.Choice(["central-system", "charge-point"]),
    required=True,
    help="Which end of the connection.",
)
@click.option("--async", "coroutines", is_flag=True, help="Methods are coroutines.")
@_project_options
def scaffold_command(file: Path | None, role: str, *, coroutines: bool, **flags: Any) -> None:
    """Write a file of your own to start from.

    It is a role, with every method to fill in. FILE is central_system_handler.py or charge_point_handler.py, unless given, and must not
    exist. --package may name the parents of a package that is vendored, too: acme.ocpp16.
    """
    from ocppgen.cli.scaffold import parents_of, scaffold

    parents, flags["package"] = parents_of(flags["package"])
    settings = _settings(flags)
    place = file or Path(role.replace("-", "_") + "_handler.py")
    said = scaffold(settings.project(), role, place, parents=parents, coroutines=coroutines)
    click.echo("\n".join(printable(line) for line in said))


@main.command("validate")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--message",
    metavar="NAME",
    help="What every payload is, as UpdateFirmware.req.  [default: the files hold frames]",
)
@_schema_options
@click.option("--strict", is_flag=True, help="Answers without their call are faults, too.")
@click.option("-q", "--quiet", is_flag=True, help="Only the table, no single faults.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Processes.  [default: one, or one a core when there is much to do]",
)
@_form("text", "json", "junit")
def validate_command(files: tuple[str, ...], form: str, **flags: Any) -> int:
    """Judge captures of OCPP-J frames, or payloads, by the schemas.

    A FILE is a JSON document, JSON lines, or a log with a frame in each line; - is standard
    input. Exits 1 when a message is faulty.
    """
    from ocppgen.validate.command import run

    judged = {name: flags.pop(name) for name in ("message", "strict", "quiet", "jobs")}
    return run(files, _settings(flags).project(), form, **judged)
