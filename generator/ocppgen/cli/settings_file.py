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
from ocppgen.cli import several
from ocppgen.errors import GeneratorError
from ocppgen.schema import jsonfile, overlays
from ocppgen.text import listed, shown, token

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME: Final = "ocppgen.toml"
PROJECT: Final = "pyproject.toml"

_PATHS: Final = ("out", "catalog")
_PATH_LISTS: Final = ("schemas", "templates", "overlays")
_TEXTS: Final = ("edition", several.PACKAGE, several.RUNTIME, "flavor")
ANNOTATIONS: Final = ("annotation-formats", "annotation-keywords")
_TEXT_LISTS: Final = ("profiles", *ANNOTATIONS)
_EXTENDS: Final = "extends"
_OVERLAY: Final = "overlay"
_VALIDATE: Final = "validate"
KEYS: Final = (_EXTENDS, _OVERLAY, *_PATHS, *_PATH_LISTS, *_TEXTS, *_TEXT_LISTS, _VALIDATE)
"""Every setting there is."""

_SECONDS: Final = ("call_timeout", "prompt", "patience", "skew", "gap", "long")
"""What ``[validate.sequences]`` may say, each a number of seconds."""

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
        name = several.NAME if self.table and key == several.PACKAGE else key
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
    at = SettingsFile(path).pointer
    values = {key: _Reader(path, at(key)).value(key, one) for key, one in table.items()}
    root = at("").removesuffix("/")

    def refused(pointer: str, message: str) -> GeneratorError:
        return GeneratorError(message, file=str(path), pointer=root + pointer)

    several.check(values, refused)
    return SettingsFile(path, values)


class _Reader:
    """Checks one setting."""

    def __init__(self, path: Path, pointer: str) -> None:
        self._file = path
        self._pointer = pointer

    def value(self, key: str, value: object) -> object:
        if key not in KEYS:
            raise self._refused(f"there is no such setting; use {listed(KEYS, 'or')}")
        if key == several.PACKAGE and isinstance(value, list):
            return self._packages(value)
        if key == _OVERLAY:
            return overlays.read(value, f"{self._file}#{self._pointer}")
        if key == _VALIDATE:
            return self._seconds(value)
        if key in (*_PATH_LISTS, *_TEXT_LISTS):
            if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
                raise self._refused(f"must be a list of strings, not {shown(value)}")
            return [self._path(one) for one in value] if key in _PATH_LISTS else value
        if not isinstance(value, str):
            raise self._refused(f"must be a string, not {shown(value)}")
        if key == "flavor" and value != "dataclass":
            raise self._refused(f"there is no flavor {shown(value)}; use dataclass")
        if key == _EXTENDS:
            return value if is_edition(value) else self._path(value)
        return self._path(value) if key in _PATHS else value

    def _packages(self, tables: list[object]) -> tuple[dict[str, object], ...]:
        """Read ``[[package]]`` tables; the name of each is its ``package`` from then on."""
        keys = (several.NAME, *several.PER_PACKAGE)
        found = []
        for number, table in enumerate(tables):
            at = f"{self._pointer}/{number}"
            values: dict[str, object] = {}
            for key, value in _Reader(self._file, at)._table(table, keys).items():
                reader = _Reader(self._file, f"{at}/{token(key)}")
                name = several.PACKAGE if key == several.NAME else key
                values[name] = reader.value(name, value)
            if several.PACKAGE not in values:
                raise _Reader(self._file, at)._refused(f"needs a {several.NAME}")
            found.append(values)
        return tuple(found)

    def _seconds(self, value: object) -> dict[str, float]:
        """Read ``[validate.sequences]``, which is all that ``[validate]`` may have."""
        table = self._table(value, ("sequences",)).get("sequences", {})
        self._pointer += "/sequences"
        seconds: dict[str, float] = {}
        for name, number in self._table(table, _SECONDS).items():
            if isinstance(number, bool) or not isinstance(number, int | float) or number <= 0:
                self._pointer += f"/{name}"
                raise self._refused(f"must be a number of seconds above 0, not {shown(number)}")
            seconds[name] = number
        return seconds

    def _table(self, value: object, keys: tuple[str, ...]) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self._refused("must be a table")
        for key in sorted(value.keys() - set(keys)):
            self._pointer += f"/{token(key)}"
            raise self._refused(f"there is no such setting; use {listed(keys, 'or')}")
        return value

    def _path(self, value: str) -> Path:
        """Read a path, which starts from the folder of the settings."""
        if "\0" in value:
            raise self._refused(f"{shown(value)} is not a path: it has a NUL; correct it")
        return self._file.parent / value

    def _refused(self, message: str) -> GeneratorError:
        return GeneratorError(message, file=str(self._file), pointer=self._pointer)
