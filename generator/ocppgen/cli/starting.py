"""The settings that a project starts with: what can be known is known, the rest is explained."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ocppgen.cli.settings_file import NAME, PROJECT
from ocppgen.disk.staging import create, replace
from ocppgen.errors import GeneratorError
from ocppgen.schema import jsonfile

if TYPE_CHECKING:
    from collections.abc import Mapping

_EXPLAINED: Final[Mapping[str, tuple[str, str]]] = {
    "out": ("Folder that the package lands in, as OUT/PACKAGE.", '"generated"'),
    "package": ("Name of the package.", '"ocpp16"'),
    "edition": ("Version of OCPP of the official schemas: 1.6, 2.0.1 or 2.1.", '"1.6"'),
    "profiles": ("Profiles to keep; `ocppgen list` names them. None means all.", "[]"),
    "extends": (
        "Official set, or folder with a catalog, that your schemas add to.",
        '"ocpp16"',
    ),
    "schemas": ("Folders of your own schemas, instead of the official ones.", '["schemas"]'),
    "catalog": ("Names, senders and profiles for them.", '"schemas/catalog.toml"'),
    "overlays": (
        "Files of changes to single schemas, each with its reason.",
        '["overlays.toml"]',
    ),
    "templates": ("Folders of templates that take the place of single ones.", '["templates"]'),
    "flavor": ("What the classes are: dataclass or msgspec.", '"dataclass"'),
    "annotation-formats": ("Formats that are not to be asserted.", '["uri"]'),
    "annotation-keywords": ("Keywords that assert nothing.", '["tsType"]'),
}
"""Each setting with what it is for, and an example of a value."""

_TABLES: Final = """
# What `ocppgen validate --sequences` takes for long, in seconds.
# [{tool}validate.sequences]
# call_timeout = 60

# A change of a published schema (JSON Patch); repeat the table for each.
# [[{tool}overlay]]
# file = "base/BootNotification.json"
# op = "replace"
# path = "/properties/chargePointSerialNumber/maxLength"
# value = 50
# reason = "some serial numbers have 34 letters"
"""
"""What goes last: tables."""

_HEAD: Final = """\
# Settings of ocppgen. Paths start from the folder of this file; flags win over it.
# A line that begins with # shows a setting with an example of its value.
"""


def start(folder: Path, values: Mapping[str, Any], *, pyproject: bool) -> tuple[Path, str]:
    """Write the settings of a project; raise `GeneratorError` if there are some already.

    Returns the file, and the folder that packages go into. *values* are the settings that the
    user chose. With *pyproject* they become a table of
    pyproject.toml, whose other text stays as it is.
    """
    chosen = {"out": _out(folder), **values}
    text = _text(chosen) + _TABLES.format(tool="tool.ocppgen." if pyproject else "")
    file = folder / (PROJECT if pyproject else NAME)
    if pyproject:
        _append(file, text)
    else:
        if _table(folder / PROJECT) is not None:
            raise _has_settings(folder / PROJECT)
        if os.path.lexists(file):
            raise _has_settings(file, None)
        create(file, _HEAD + text)
    return file, str(chosen["out"])


def _out(folder: Path) -> str:
    """Find where the packages of a project are: src/, or beside its own package."""
    if (folder / "src").is_dir():
        return "src"
    beside = [path.parent for path in folder.glob("*/__init__.py")]
    packages = [path for path in beside if path.name not in ("tests", "test", "docs")]
    return "." if packages else "generated"


def _text(chosen: Mapping[str, Any]) -> str:
    lines = []
    for key, (purpose, example) in _EXPLAINED.items():
        given = chosen.get(key)
        shown = f"# {key} = {example}" if given is None else f"{key} = {_toml(given)}"
        lines += ["", f"# {purpose}", shown]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(_toml(one) for one in value)}]"
    text = value.as_posix() if isinstance(value, Path) else str(value)
    # A basic string of TOML has the escapes of JSON, and no others are needed here.
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'


def _table(path: Path) -> object:
    """Read `[tool.ocppgen]`, None where there is none."""
    if not path.is_file():
        return None
    tool = _parsed(path, _read(path)).get("tool", {})
    return tool.get("ocppgen") if isinstance(tool, dict) else None


def _append(path: Path, text: str) -> None:
    """Add the table to pyproject.toml, and see that it says what it said besides."""
    if not path.is_file():
        message = "does not exist; leave out --pyproject, or create it first"
        raise GeneratorError(message, file=str(path))
    before = _read(path)
    if _table(path) is not None:
        raise _has_settings(path)
    after = before.rstrip() + "\n\n[tool.ocppgen]\n" + text.lstrip("\n")
    table = _parsed(path, after)
    tool = table.get("tool")
    settings = tool.pop("ocppgen", None) if isinstance(tool, dict) else None
    if settings is None or {key: one for key, one in table.items() if one} != {
        key: one for key, one in _parsed(path, before).items() if one
    }:
        message = "cannot take a table [tool.ocppgen] at its end; use ocppgen.toml instead"
        raise GeneratorError(message, file=str(path))
    ends = "\r\n" if "\r\n" in before else "\n"
    replace(path, after.replace("\r\n", "\n").replace("\n", ends))


def _read(path: Path) -> str:
    return jsonfile.decoded(jsonfile.read_bytes(path, str(path)), str(path))


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise GeneratorError(f"is not TOML: {error}", file=str(path)) from error


def _has_settings(path: Path, pointer: str | None = "/tool/ocppgen") -> GeneratorError:
    message = "there are settings already; change them there"
    return GeneratorError(message, file=str(path), pointer=pointer)
