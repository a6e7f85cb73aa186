"""The root's module of payloads: what it imports, and the unions of what is carried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.python.exports import union
from ocppgen.python.imports import from_lines, relative

if TYPE_CHECKING:
    from ocppgen.naming.package import Message, Package


def payload_imports(package: Package) -> list[str]:
    """Spell what only type checkers import: the vendors, and the response that carries."""
    found = {".": {vendor.package for vendor in package.vendors}}
    if package.carrier is not None:
        answer = package.carrier.response
        found[relative(answer.module, ("__init__",))] = {answer.name}
    return from_lines(found, 4)


def payload_unions(package: Package) -> dict[str, str]:
    """Spell the union of what requests carry, and of what responses do."""
    every = {"request": "RequestPayload", "response": "ResponsePayload"}
    return {role: union(name, _classes(package, role), 4) for role, name in every.items()}


def _classes(package: Package, role: str) -> list[str]:
    """Spell the payload classes of all requests or responses: ``acme.SetPrice``."""
    found = []
    for payload in package.payloads:
        message: Message | None = getattr(payload, role)
        if message is not None:
            found.append(f"{message.module[0]}.{message.name}")
    return found
