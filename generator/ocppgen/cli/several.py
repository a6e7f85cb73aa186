"""Settings of several packages: ``[[package]]`` tables, and the runtime that they may share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocppgen.cli.settings_keys import NAME, PACKAGE, RUNTIME
from ocppgen.errors import GeneratorError
from ocppgen.text import listed, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ocppgen.cli.settings_file import SettingsFile


def check(file: SettingsFile, own: Collection[str]) -> None:
    """Refuse what does not go together in settings that are right key by key.

    *own* are the keys that each package has of its own, once there are several.
    """
    values = file.values
    tables = values.get(PACKAGE)
    runtime = values.get(RUNTIME)
    if not isinstance(tables, tuple):
        if runtime is not None:
            message = f"is what several packages share; say which in [[{PACKAGE}]] tables"
            raise _refused(file, RUNTIME, message)
        return
    if not tables:
        raise _refused(file, PACKAGE, "names no package; add one, or leave it out")
    for key in own:
        if key in values:
            message = f"is not for several packages; move it into a [[{PACKAGE}]] table"
            raise _refused(file, key, message)
    seen = set() if runtime is None else {runtime.rpartition(".")[2]}
    for number, table in enumerate(tables):
        name = table[PACKAGE]
        if name in seen:
            message = f"there is a {shown(name)} already; rename one"
            raise _refused(file, f"{PACKAGE}/{number}/{NAME}", message)
        seen.add(name)


def _refused(file: SettingsFile, place: str, message: str) -> GeneratorError:
    pointer = file.pointer("") + place
    return GeneratorError(message, file=str(file.path), pointer=pointer)


def named(tables: tuple[Mapping[str, Any], ...]) -> str:
    """List the names of packages."""
    return listed((str(one[PACKAGE]) for one in tables), "or")
