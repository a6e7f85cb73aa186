"""Settings: from flags, from ``ocppgen.toml``, or from ``[tool.ocppgen]``; flags win."""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ocppgen.disk import cache, resources
from ocppgen.disk.output import Folder
from ocppgen.errors import GeneratorError
from ocppgen.schema import jsonfile
from ocppgen.text import listed, shown, token

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import PurePosixPath

    from ocppgen.naming.package import Package
    from ocppgen.project import Project

_PATHS = ("out", "catalog")
_PATH_LISTS = ("schemas", "templates")
_TEXTS = ("package", "flavor")
_ANNOTATIONS = ("annotation-formats", "annotation-keywords")
_TEXT_LISTS = ("profiles", *_ANNOTATIONS)
_OF_SCHEMAS = ("catalog", "profiles")
_ALL = "all"
"""What switches off a choice of profiles that a file makes."""

_KEYS = (*_PATHS, *_PATH_LISTS, *_TEXTS, *_TEXT_LISTS)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a command works on and where its result goes."""

    values: Mapping[str, Any]

    @property
    def out(self) -> Path:
        """The folder that the package lands in."""
        return Path(self.values.get("out") or "generated")

    def key(self) -> str | None:
        """Give the digest of all that decides what is made."""
        schemas = [resources.schemas(), *map(Path, self.values.get("schemas") or ())]
        catalogs = [
            resources.schemas() / "catalog.toml",
            Path(self.values.get("catalog") or ""),
        ]
        templates = [resources.templates(), *map(Path, self.values.get("templates") or ())]
        inputs = dict.fromkeys(schemas, "*.json") | dict.fromkeys(templates, "*")
        inputs |= {path: "" for path in catalogs if path.is_file()}
        return cache.key_of(self.values, inputs)

    def up_to_date(self, key: str | None) -> str | None:
        """Say what is there, if it is known to be what a run would make."""
        note = cache.recall(key) if key else None
        if note is None:
            return None
        folder = Folder(self.out, str(note.get("package")))
        fresh = cache.contents(folder) == note.get("contents")
        return f"{note.get('what')} in {folder}" if fresh else None

    def project(self) -> Project:
        """Read the schemas."""
        from ocppgen.project import load_project

        return load_project(
            self.values.get("schemas") or (),
            catalog=self.values.get("catalog"),
            package=self.values.get("package"),
            profiles=self.values.get("profiles") or (),
            templates=self.values.get("templates") or (),
            annotation_formats=self.values.get("annotation-formats") or (),
            annotation_keywords=self.values.get("annotation-keywords") or (),
        )

    def notes(self) -> list[str]:
        """Say what the user may have meant and did not say."""
        if self.values.get("catalog"):
            return []
        beside = [Path(folder) / "catalog.toml" for folder in self.values.get("schemas") or ()]
        return [
            f"{path} is not used; give it with --catalog" for path in beside if path.is_file()
        ]

    def package_plan(self) -> Package:
        """Read the schemas and name everything."""
        from ocppgen.pipeline import plan

        return plan(self.project())

    def files(
        self, project: Project, folder: Folder
    ) -> tuple[dict[PurePosixPath, str], Package]:
        """Make every file as it is to be written."""
        from ocppgen.pipeline import finished, plan

        package = plan(project)
        folder.survey()
        how = {"on_disk": folder.read, "progress": _progress, "processes": True}
        return finished(package, project, **how), package


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == of else ""
        click.echo(f"\rformatting {done} of {of} files{end}", nl=False, err=True)


def read_settings(flags: Mapping[str, Any]) -> Settings:
    """Join the flags of a command with the settings of its folder."""
    given = {
        key.replace("_", "-"): value
        for key, value in flags.items()
        if value is not None and value != () and key != "config"
    }
    if "profiles" in given:
        given["profiles"] = _profiles(given["profiles"])
    for key in given.keys() & set(_ANNOTATIONS):
        given[key] = _words(given[key])
    kept = _from_file(flags.get("config"))
    if "schemas" in given:  # what the file says of other schemas is not meant for these
        kept = {key: value for key, value in kept.items() if key not in _OF_SCHEMAS}
    return Settings(kept | given)


def _profiles(text: str) -> list[str]:
    """Read the list of a flag; a list without an entry would come from an empty variable."""
    names = _words(text)
    if not names:
        message = f"--profiles {shown(text)} names no profile; say {_ALL} for every one"
        raise GeneratorError(message)
    return [] if names == [_ALL] else names


def _words(text: str) -> list[str]:
    """Read the words of a flag, which commas part."""
    return [one.strip() for one in text.split(",") if one.strip()]


def _from_file(config: Path | None) -> dict[str, Any]:
    if config is not None:
        return _table(config)
    for name in ("ocppgen.toml", "pyproject.toml"):
        if Path(name).is_file():
            found = _table(Path(name))
            if found or name == "ocppgen.toml":
                return found
    return {}


def _table(path: Path) -> dict[str, Any]:
    """Read and check the settings of one file; paths in it start from its folder."""
    try:
        table: dict[str, Any] = tomllib.loads(jsonfile.read_bytes(path, str(path)).decode())
    except (ValueError, RecursionError) as error:  # no TOML, no UTF-8, too many digits
        raise GeneratorError(f"is not TOML: {error}", file=str(path)) from error
    at = ""
    if path.name == "pyproject.toml":
        tool = table.get("tool", {})
        table = tool.get("ocppgen", {}) if isinstance(tool, dict) else {}
        at = "/tool/ocppgen"
    if not isinstance(table, dict):
        raise GeneratorError("must be a table", file=str(path), pointer=at)
    return {key: _value(path, f"{at}/{token(key)}", key, value) for key, value in table.items()}


def _value(path: Path, at: str, key: str, value: object) -> object:
    if key not in _KEYS:
        message = f"there is no such setting; use {listed(_KEYS, 'or')}"
        raise GeneratorError(message, file=str(path), pointer=at)
    if key in (*_PATH_LISTS, *_TEXT_LISTS):
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            message = f"must be a list of strings, not {shown(value)}"
            raise GeneratorError(message, file=str(path), pointer=at)
        if key in _PATH_LISTS:
            return [_path(path, at, one) for one in value]
        return value
    if not isinstance(value, str):
        message = f"must be a string, not {shown(value)}"
        raise GeneratorError(message, file=str(path), pointer=at)
    if key == "flavor" and value != "dataclass":
        message = f"there is no flavor {shown(value)}; use dataclass"
        raise GeneratorError(message, file=str(path), pointer=at)
    return _path(path, at, value) if key in _PATHS else value


def _path(path: Path, at: str, value: str) -> Path:
    """Read a path, which starts from the folder of the settings."""
    if "\0" in value:
        message = f"{shown(value)} is no path: it has a NUL; correct it"
        raise GeneratorError(message, file=str(path), pointer=at)
    return path.parent / value
