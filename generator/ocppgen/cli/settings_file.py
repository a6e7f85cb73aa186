"""The file of settings: ``ocppgen.toml``, or ``[tool.ocppgen]`` of ``pyproject.toml``.

It is looked for from the working folder up to the root of the repository, or of the file
system. Paths in it start from its own folder.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ocppgen.bases import is_edition
from ocppgen.cli.settings_keys import NAME as NAMED
from ocppgen.cli.settings_keys import PACKAGE, SETTINGS
from ocppgen.errors import GeneratorError
from ocppgen.keys import key as keys
from ocppgen.keys.reading import Reader
from ocppgen.schema import jsonfile, overlays
from ocppgen.text import token

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME: Final = "ocppgen.toml"
PROJECT: Final = "pyproject.toml"

_REPOSITORIES: Final = (".git", ".hg", ".svn")
"""What lies in the root of a repository."""


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """The settings of a file, checked, with paths as they are seen from the working folder."""

    path: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    table: str = ""
    """The pointer of the table that they are in, if it is a package's."""

    def pointer(self, key: str) -> str:
        """Give the JSON pointer of a setting."""
        table = "/tool/ocppgen" if self.path and self.path.name == PROJECT else ""
        name = NAMED if self.table and key == PACKAGE else key
        return f"{table}{self.table}/{token(name)}"


def find() -> SettingsFile:
    """Look for settings, from the working folder upwards; there may be none."""
    for folder in _upwards():
        for name in (NAME, PROJECT):
            path = folder / name
            if path.is_file():
                found = read(path)
                if found.values or name == NAME:
                    return found
    return SettingsFile()


def _upwards() -> Iterator[Path]:
    """List the working folder and those that it is in, as seen from there."""
    folder, seen = Path.cwd(), Path()
    while True:
        yield seen
        if folder == folder.parent or any((folder / one).exists() for one in _REPOSITORIES):
            return
        folder, seen = folder.parent, seen / os.pardir


def read(path: Path) -> SettingsFile:
    """Read and check the settings of one file; raise `GeneratorError` for what is wrong."""
    try:
        text = jsonfile.decoded(jsonfile.read_bytes(path, str(path)), str(path))
        table: dict[str, Any] = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # no TOML, too many digits
        raise GeneratorError(f"is not TOML: {error}", file=str(path)) from error
    if path.name == PROJECT:
        tool = table.get("tool", {})
        table = tool.get("ocppgen", {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        raise GeneratorError("must be a table", file=str(path), pointer="/tool/ocppgen")
    at = SettingsFile(path).pointer("").removesuffix("/")

    def refused(pointer: str, message: str) -> GeneratorError:
        return GeneratorError(message, file=str(path), pointer=pointer)

    Reader(refused).table(table, SETTINGS, at)
    return SettingsFile(path, {key: _value(path, key, one, at) for key, one in table.items()})


def _value(path: Path, name: str, value: Any, at: str) -> Any:
    """Make of a setting what commands work with; paths start from the folder of the file."""
    if name == PACKAGE and isinstance(value, list):
        return tuple(
            _package(path, one, f"{at}/{name}/{number}") for number, one in enumerate(value)
        )
    if name == "overlay":
        return overlays.operations(value, f"{path}#{at}/{name}")
    if name == "validate":
        return value.get("sequences", {})
    if name == "extends" and is_edition(value):
        return value
    match SETTINGS[name].kind:
        case keys.Path():
            return path.parent / value
        case keys.Several(of=keys.Path()):
            return [path.parent / one for one in value]
    return value


def _package(path: Path, table: Mapping[str, Any], at: str) -> dict[str, Any]:
    """Make of a ``[[package]]`` table settings; its name is the ``package`` from then on."""
    named = {PACKAGE: table[NAMED]}
    return named | {
        key: _value(path, key, one, at) for key, one in table.items() if key != NAMED
    }
