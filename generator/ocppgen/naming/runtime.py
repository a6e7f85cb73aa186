"""A runtime that several packages share: it stands beside them, and speaks all they speak."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ocppgen.model.protocol import Protocol

RUNTIME: Final = "runtime"
"""The subpackage that has what is the same in every package, where each has its own."""


@dataclass(frozen=True, slots=True)
class SharedRuntime:
    """What a package knows of the runtime beside it."""

    name: str
    protocol: Protocol
    """The versions of OCPP-J of all its packages, as one."""


def imported(module: str, shared: SharedRuntime | None) -> str:
    """Spell a relative import, ``..runtime.errors``, as it is with a runtime that is *shared*."""
    inside = module.lstrip(".")
    if shared is None or inside.partition(".")[0] != RUNTIME:
        return module
    dots = "." * (len(module) - len(inside))
    return f"{dots}.{shared.name}{inside.removeprefix(RUNTIME)}"
