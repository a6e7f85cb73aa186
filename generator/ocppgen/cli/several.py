"""Settings of several packages: ``[[package]]`` tables, and the runtime that they may share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ocppgen.errors import GeneratorError
from ocppgen.text import is_identifier, listed, shown, token

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Refuse = Callable[[str, str], GeneratorError]
    """Makes an error of a pointer, within the settings, and of what is wrong there."""

PACKAGE: Final = "package"
RUNTIME: Final = "runtime"
NAME: Final = "name"

PER_PACKAGE: Final = (
    "edition",
    "schemas",
    "extends",
    "catalog",
    "overlay",
    "overlays",
    "profiles",
)
"""What is said in the table of a package, once there are several."""


def check(values: Mapping[str, Any], refused: Refuse) -> None:
    """Refuse what does not go together in settings that are right key by key.

    The names of packages are those of their tables.
    """
    tables = values.get(PACKAGE)
    runtime = values.get(RUNTIME)
    if not isinstance(tables, tuple):
        if runtime is not None:
            message = f"is what several packages share; say which in [[{PACKAGE}]] tables"
            raise refused(f"/{RUNTIME}", message)
        return
    for key in PER_PACKAGE:
        if key in values:
            message = f"is not for several packages; move it into a [[{PACKAGE}]] table"
            raise refused(f"/{token(key)}", message)
    if runtime is not None and not all(map(is_identifier, runtime.split("."))):
        message = (
            f"{shown(runtime)} is no name of a package; use identifiers, with dots between"
        )
        raise refused(f"/{RUNTIME}", message)
    shared = None if runtime is None else runtime.rpartition(".")[2]
    seen: list[str] = [] if shared is None else [shared]
    for number, table in enumerate(tables):
        pointer = f"/{PACKAGE}/{number}/{NAME}"
        if not is_identifier(table[PACKAGE]):
            raise refused(pointer, f"{shown(table[PACKAGE])} is no name; use an identifier")
        if table[PACKAGE] in seen:
            raise refused(pointer, f"there is a {shown(table[PACKAGE])} already; rename one")
        seen.append(table[PACKAGE])


def named(tables: tuple[Mapping[str, Any], ...]) -> str:
    """List the names of packages."""
    return listed((str(one[PACKAGE]) for one in tables), "or")
