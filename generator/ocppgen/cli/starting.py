"""The settings that a project starts with: what can be known is known, the rest is explained."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ocppgen.cli.settings_file import NAME, PROJECT
from ocppgen.cli.settings_keys import SETTINGS
from ocppgen.disk.staging import create, replace
from ocppgen.errors import GeneratorError
from ocppgen.keys.key import Tables
from ocppgen.keys.page import example, inner_tables, is_table
from ocppgen.schema import jsonfile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen.keys.key import Key

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
    text = _text(chosen, "tool.ocppgen." if pyproject else "")
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


def _text(chosen: Mapping[str, Any], prefix: str) -> str:
    """Explain every setting: what was chosen is set, the rest is a comment; tables go last."""
    lines: list[str] = []
    tables: list[str] = []
    for key in SETTINGS.keys:
        if is_table(key):
            tables += _shown(key, prefix)
            continue
        given = chosen.get(key.name)
        line = f"# {example(key)}" if given is None else f"{key.name} = {_toml(given)}"
        lines += ["", f"# {key.text}", line]
    return "\n".join([*lines, *tables]) + "\n"


def _shown(key: Key, prefix: str) -> list[str]:
    """Show a table with an example of each key."""
    lines = []
    for path, one, inner in inner_tables(key):
        head = f"[[{prefix}{path}]]" if isinstance(one.kind, Tables) else f"[{prefix}{path}]"
        lines += ["", f"# {one.text}", f"# {head}"]
        lines += [f"# {example(each)}" for each in inner if each.example]
    return lines


def _toml(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(_toml(one) for one in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
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
