"""A user's own starting file: one role, with every method to fill in. Written once."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ocppgen.disk.staging import create
from ocppgen.errors import GeneratorError
from ocppgen.pipeline import laid_out, plan
from ocppgen.python.imports import from_line
from ocppgen.python.roles import whole_roles
from ocppgen.rendering.render import render_one
from ocppgen.text import is_identifier, listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ocppgen.naming.package import Feature, Message, Package, VendorMessage
    from ocppgen.project import Project
    from ocppgen.python.roles import Role

_OWN = ("AsyncEndpoint", "CallRefused", "Endpoint", "ErrorCode", "Send")
"""What the file imports besides messages."""


def parents_of(package: str | None) -> tuple[str, str | None]:
    """Split an import name: ``acme.ocpp16`` is the package ``ocpp16`` within ``acme``."""
    if package is None:
        return "", None
    names = package.split(".")
    if not all(is_identifier(name) for name in names):
        message = (
            f"{shown(package)} is no name for a package; use identifiers, with dots between"
        )
        raise GeneratorError(message)
    return "".join(f"{name}." for name in names[:-1]), names[-1]


def scaffold(
    project: Project, role: str, place: Path, *, parents: str = "", coroutines: bool = False
) -> list[str]:
    """Write the file and say what to do with it; raise `GeneratorError` if it cannot be.

    *role* is ``central-system`` or ``charge-point``, ``csms`` or ``charging-station``. With profiles chosen, what the package
    has besides them is refused.
    """
    package = plan(project)
    if not package.catalogued:
        message = (
            "there is no catalog, so nothing says who receives what; give one with --catalog"
        )
        raise GeneratorError(message)
    roles = {one.module.replace("_", "-"): one for one in whole_roles(package)}
    if role not in roles:
        message = f"OCPP {package.protocol.version} has no {role}; use {listed(roles, 'or')}"
        raise GeneratorError(message)
    one = roles[role]
    text = _text(package, one, project, parents, coroutines=coroutines)
    path = PurePosixPath(place.as_posix())
    files = laid_out({path: text}, project, stable=lambda _: not project.templates)
    create(place, files[path])
    count = len(one.features) + len(one.payloads)
    methods = f"{count} method{'' if count == 1 else 's'}"
    name = parents + package.name
    tried = f"Where {name} can be imported, `python {place}` answers the OCPP-J frames"
    return [
        f"{place}: a {one.words} with {methods} to fill in",
        f"{tried} on standard input, one a line.",
    ]


def _text(
    package: Package, role: Role, project: Project, parents: str, *, coroutines: bool
) -> str:
    names = _Names(parents + package.name, role, package)
    base = f"{'Async' if coroutines else ''}{role.name}Stub" if project.profiles else None
    refused = any(
        not names.is_empty(one.response) and one.name not in package.carrying
        for one in role.features
        if one.response is not None
    )
    return render_one(
        "scaffold.py.jinja",
        project.templates,
        role=role,
        package=package,
        names=names,
        base=base,
        coroutines=coroutines,
        imports=names.imports(base, coroutines=coroutines, refused=refused),
        refused=refused,
    )


class _Names:
    """How the file spells the messages; two of one name get that of their profile besides."""

    def __init__(self, root: str, role: Role, package: Package) -> None:
        self._root = root
        self._role = role
        received: list[Feature | VendorMessage] = [*role.features, *role.payloads]
        self._messages = [
            message
            for one in received
            for message in (one.request, one.response)
            if message is not None
        ]
        homes = {(message.module, message.name) for message in self._messages}
        self._uses = Counter([*(name for _, name in homes), *_OWN, role.name])
        self._empty = {
            place
            for module in package.every
            for structure in module.structures
            if not (structure.fields or structure.extra or structure.min_properties)
            for place in structure.places
        }

    def is_empty(self, message: Message | None) -> bool:
        """Tell whether a response has no members: there is nothing to decide then."""
        return message is not None and message.place in self._empty

    def spelled(self, message: Message) -> str:
        """Give the name of a message's class in this file."""
        if self._uses[message.name] == 1:
            return message.name
        return f"{self._home(message)}_{message.name}"

    def imports(self, base: str | None, *, coroutines: bool, refused: bool) -> list[str]:
        """Spell the imports from the package."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for message in self._messages:
            spelled = self.spelled(message)
            renamed = "" if spelled == message.name else f" as {spelled}"
            found[self._home(message)].add(message.name + renamed)
        found[self._role.module] = {"AsyncEndpoint" if coroutines else "Endpoint"}
        found[self._role.module] |= {base} if base else set()
        if refused:
            found["errors"] = {"CallRefused", "ErrorCode"}
        if not coroutines:
            found["events"] = {"Send"}
        if self._role.payloads:
            found["payloads"] = {"unknown"}
        return self._lines(found.items())

    def _lines(self, found: Iterable[tuple[str, set[str]]]) -> list[str]:
        return [from_line(f"{self._root}.{module}", names) for module, names in sorted(found)]

    @staticmethod
    def _home(message: Message) -> str:
        """Name the module to import a message from: that of its profile has them all."""
        *folder, _ = message.module
        return ".".join(folder) or "types"
