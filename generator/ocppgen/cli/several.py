"""Settings of several packages: ``[[package]]`` tables, and the runtime that they may share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ocppgen.text import listed, shown, token

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from ocppgen.errors import GeneratorError

    Refuse = Callable[[str, str], GeneratorError]
    """Makes an error of a pointer, within the settings, and of what is wrong there."""

PACKAGE: Final = "package"
RUNTIME: Final = "runtime"
NAME: Final = "name"


def check(values: Mapping[str, Any], own: Collection[str], refused: Refuse) -> None:
    """Refuse what does not go together in settings that are right key by key.

    *own* are the keys that each package has of its own, once there are several.
    """
    tables = values.get(PACKAGE)
    runtime = values.get(RUNTIME)
    if not isinstance(tables, list):
        if runtime is not None:
            message = f"is what several packages share; say which in [[{PACKAGE}]] tables"
            raise refused(f"/{RUNTIME}", message)
        return
    for key in own:
        if key in values:
            message = f"is not for several packages; move it into a [[{PACKAGE}]] table"
            raise refused(f"/{token(key)}", message)
    shared = None if runtime is None else runtime.rpartition(".")[2]
    seen: list[str] = [] if shared is None else [shared]
    for number, table in enumerate(tables):
        pointer = f"/{PACKAGE}/{number}/{NAME}"
        if table[NAME] in seen:
            raise refused(pointer, f"there is a {shown(table[NAME])} already; rename one")
        seen.append(table[NAME])


def named(tables: tuple[Mapping[str, Any], ...]) -> str:
    """List the names of packages."""
    return listed((str(one[PACKAGE]) for one in tables), "or")
