"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ocppgen.disk.resources import EDITIONS
from ocppgen.naming.flavors import FLAVORS

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocppgen.cli.settings import Settings

_SOURCES = [
    click.option(
        "--edition",
        type=click.Choice([*EDITIONS]),
        help="Official schemas of this version of OCPP.  [default: 1.6]",
    ),
    click.option(
        "--schemas",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Folder of *.json schemas; may be repeated.  [default: the official set]",
    ),
    click.option(
        "--extends",
        metavar="SET",
        help="Official set, or folder with a catalog, that --schemas add to: ocpp16.",
    ),
    click.option(
        "--overlays",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Changes of single schemas, [[overlay]] tables (TOML); may be repeated.",
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
    click.option(
        "--package", metavar="NAME", help="Package name.  [default: ocpp16, ocpp201 or ocpp21]"
    ),
    click.option(
        "--templates",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Folder of templates that replace ours, one by one.",
    ),
    click.option(
        "--defaults",
        is_flag=True,
        default=None,
        help="Let absent members that have a default read as it.",
    ),
    click.option(
        "--flavor",
        type=click.Choice(FLAVORS),
        help="What the classes are.  [default: dataclass]",
    ),
]
_WHICH = click.option(
    "--package",
    "which",
    metavar="NAME",
    help="Which package, where the settings have several.",
)
_CONFIG = click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Settings.  [default: ocppgen.toml, or [tool.ocppgen] of pyproject.toml]",
)

out_option = click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the package goes, as DIR/NAME.  [default: generated]",
)


def choice_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what to generate, but for the file that says the rest."""
    return _add(function, [*_SOURCES, *_PRODUCT, out_option])


def project_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what to generate."""
    return _add(function, [*_SOURCES, *_PRODUCT, _CONFIG])


def schema_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say which schemas are meant."""
    return _add(function, [*_SOURCES, _WHICH, _CONFIG])


def format_option(*formats: str) -> Callable[..., Any]:
    """Add the option that says how the answer is written; the first format is the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        help=f"How the answer is written.  [default: {formats[0]}]",
    )


def verbosity_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how much is said; errors always are."""
    quiet = click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
    verbose = click.option("-v", "--verbose", is_flag=True, help="Say more, such as each file.")
    return _add(function, [quiet, verbose])


def settings_of(flags: dict[str, Any]) -> Settings:
    """Join the flags of a command with the settings of its folder."""
    # Imported here: `--help` does without it.
    from ocppgen.cli.settings import read_settings

    return read_settings(flags)


def _add(function: Callable[..., Any], options: list[Callable[..., Any]]) -> Callable[..., Any]:
    for option in reversed(options):
        function = option(function)
    return function
