"""What each package of the generated tree exports, and from which of its modules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocppgen import ir
from ocppgen.imports import from_line, kind_of_name, relative

if TYPE_CHECKING:
    from ocppgen.imports import ModulePath
    from ocppgen.package import (
        Enum,
        Feature,
        Module,
        NamedStructure,
        Package,
        Profile,
    )


@dataclass(frozen=True, slots=True)
class Role:
    """One end of the connection, and what it receives."""

    name: str
    words: str
    initiators: tuple[str, ...]
    """Who sends what this role receives."""
    peer: str = ""
    """The parameter that tells who sent a request, where that is not plain."""
    features: tuple[Feature, ...] = ()
    profiles: tuple[str, ...] = ()

    @property
    def module(self) -> str:
        """The module that assembles the role."""
        return self.words.replace(" ", "_")

    @property
    def imports(self) -> str:
        """The profiles' handlers, as one import."""
        names = [f"handlers as {profile}" for profile in self.profiles]
        lines = [
            f"from .{profile} import {name}"
            for profile, name in sorted(zip(self.profiles, names, strict=True))
        ]
        return "\n".join(lines)


ROLES = (
    Role("CentralSystem", "central system", ("charge_point", "either"), "charge_point_id"),
    Role("ChargePoint", "charge point", ("central_system", "either")),
)

_RUNTIME = {
    "CallRefused": ".errors",
    "ErrorCode": ".errors",
    "FEATURES": ".features",
    "PROFILES": ".features",
    "SCHEMA_SET": ".features",
    "ValidationError": ".errors",
    "Violation": ".errors",
}


def roles_of(features: tuple[Feature, ...], profiles: tuple[Profile, ...] = ()) -> list[Role]:
    """Give the roles that receive something, with what they receive."""
    found = []
    for role in ROLES:
        received = tuple(one for one in features if one.initiator in role.initiators)
        serving = tuple(
            profile.entry.package
            for profile in profiles
            if any(one.initiator in role.initiators for one in profile.features)
        )
        if received:
            found.append(
                Role(role.name, role.words, role.initiators, role.peer, received, serving)
            )
    return found


def of_package(package: Package) -> dict[str, str]:
    """List the exports of the root: all, without profiles, and else what profiles share."""
    exports = dict(_RUNTIME)
    if not package.catalogued:
        for feature in package.features:
            for message in (feature.request, feature.response):
                if message is not None:
                    exports[message.name] = relative(message.module, ("__init__",))
    if package.types is not None:
        exports |= dict.fromkeys(_classes(package.types), ".types")
    return exports


def of_profile(package: Package, profile: Profile) -> dict[str, str]:
    """List the exports of a profile: its features, handlers, messages and their types."""
    here = (profile.entry.package, "__init__")
    exports = {"PROFILE": ".profile"}
    for role in roles_of(profile.features):
        for kind in ("Handler", "Stub"):
            for mode in ("", "Async"):
                exports[f"{mode}{role.name}{kind}"] = ".handlers"
    for module in profile.modules:
        where = relative(module.path, here)
        exports |= dict.fromkeys(_classes(module), where)
        if module.feature is not None:
            exports[module.feature.constant] = where
    for name in _shared(package, profile):
        exports.setdefault(name, "..types")
    return exports


def lines(exports: dict[str, str]) -> list[str]:
    """Spell the exports as imports for type checkers."""
    by_module: dict[str, list[str]] = {}
    for name, module in exports.items():
        by_module.setdefault(module, []).append(name)
    ordered = sorted(by_module, key=lambda module: (-_dots(module), module))
    spelled = [from_line(module, by_module[module], 4) for module in ordered]
    return [line for text in spelled for line in text.split("\n")]


def public(names: list[str]) -> list[str]:
    """Sort the names of ``__all__`` as linters do."""
    return sorted(names, key=kind_of_name)


def type_imports(roles: list[Role]) -> list[str]:
    """Spell the imports of the messages that handlers take and give."""
    by_module: dict[ModulePath, set[str]] = {}
    for role in roles:
        for feature in role.features:
            for message in (feature.request, feature.response):
                if message is not None:
                    by_module.setdefault(message.module, set()).add(message.name)
    spelled = [
        from_line(f".{path[-1]}" if len(path) > 1 else "..types", by_module[path], 4)
        for path in sorted(by_module)
    ]
    return [line for text in spelled for line in text.split("\n")]


def _classes(module: Module) -> list[str]:
    names = [one.name for one in module.enums] + [one.name for one in module.structures]
    return names + [helper.alias for helper in module.helpers if helper.alias]


def _shared(package: Package, profile: Profile) -> list[str]:
    """Name the shared types that the messages of a profile are made of."""
    if package.types is None:
        return []
    by_place: dict[ir.Place, Enum | NamedStructure] = {
        one.places[0]: one for one in package.types.enums
    }
    by_place |= {one.places[0]: one for one in package.types.structures}
    found: list[str] = []
    stack = [field.type for module in profile.modules for one in module.structures
             for field in one.fields]  # fmt: skip
    while stack:
        one = stack.pop()
        stack += ir.parts(one)
        if isinstance(one, ir.Reference | ir.Choice) and one.place in by_place:
            shared = by_place[one.place]
            if shared.name not in found:
                found.append(shared.name)
                stack += [field.type for field in getattr(shared, "fields", ())]
    return found


def _dots(module: str) -> int:
    return len(module) - len(module.lstrip("."))
