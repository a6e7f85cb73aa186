"""What each package of the generated tree exports, and from which of its modules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ocppgen.errors import GeneratorError
from ocppgen.model import ir
from ocppgen.model.protocol import PROTOCOLS
from ocppgen.naming.runtime import imported
from ocppgen.python.imports import from_lines, kind_of_name, relative
from ocppgen.python.quoting import WIDTH
from ocppgen.python.roles import roles_of, vendor_roles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocppgen.naming.layout import ModulePath
    from ocppgen.naming.package import (
        Enum,
        Module,
        NamedStructure,
        Package,
        Profile,
        Vendor,
    )
    from ocppgen.python.roles import Role


_RUNTIME = {
    "ErrorCode": ".runtime.errors",
    "FEATURES": ".features",
    "Feature": ".runtime.registry",
    "Initiator": ".runtime.registry",
    "JsonValue": ".runtime.jsontext",
    "Member": ".runtime.members",
    "PROFILES": ".features",
    "Profile": ".runtime.registry",
    "Request": ".runtime.message",
    "Response": ".runtime.message",
    "SCHEMA_SET": ".features",
    "SchemaSet": ".runtime.registry",
    "Structure": ".runtime.message",
    "UNSET": ".runtime.fast_path",
    "Unset": ".runtime.fast_path",
    "ValidationError": ".runtime.errors",
    "Violation": ".runtime.errors",
    "use_json_reader": ".runtime.readers",
}

_PROFILE_HOME = "..features"

_FAILURES = (
    "CallFailed",
    "CallPending",
    "CallRefused",
    "CallTimedOut",
    "InvalidResponse",
    "NotConnected",
)
_EVENTS = ("Answered", "Event", "Failed", "Ignored", "Send")
_TALKING = {
    **dict.fromkeys(_FAILURES, ".runtime.errors"),
    **dict.fromkeys(_EVENTS, ".runtime.events"),
    "after_answer": ".runtime.after",
}


@dataclass(frozen=True, slots=True)
class PublicModule:
    """A module of the root that gives names of the runtime, so that users can import them."""

    name: str
    docstring: str
    exports: dict[str, str]
    """The runtime's module of each name."""


_TYPES = (
    "AnyValue",
    "Array",
    "Boolean",
    "Constant",
    "Constants",
    "Enumeration",
    "Integer",
    "Map",
    "Nothing",
    "Null",
    "Number",
    "Object",
    "SchemaType",
    "Shared",
    "String",
    "Union",
)


def public_modules(package: Package) -> list[PublicModule]:
    """List the modules of the root under which users find what the runtime has."""
    errors = ["ErrorCode", "ValidationError", "Violation"]
    errors += _FAILURES if package.catalogued else ()
    text = "What can be wrong with a message or a call, and how OCPP-J says so."
    found = [PublicModule("errors", text, dict.fromkeys(errors, ".runtime.errors"))]
    text = "The schema of a class as data: its members, and the types that they have."
    schema = dict.fromkeys(_TYPES, ".runtime.schema")
    schema |= dict.fromkeys(("Member", "Members"), ".runtime.members")
    found.append(PublicModule("schema", text, schema))
    if package.catalogued:
        frames = ["CALL", "CALL_ERROR", "CALL_RESULT", "Call", "CallError", "CallResult"]
        frames += ["FrameError", "parse", "refusal"]
        if package.protocol.result_errors:
            frames += ["CALL_RESULT_ERROR", "CallResultError", "result_refusal"]
        if package.protocol.unanswered:
            frames += ["SEND", "SendFrame"]
        text = f"{package.protocol.frames}: text to value and back (OCPP-J)."
        names = dict.fromkeys(frames, ".runtime.frames")
        if package.runtime and package.runtime.protocol.dialects:
            dialects = ("Dialect", package.protocol.constant)
            names |= dict.fromkeys(dialects, ".runtime.dialects")
        found.append(PublicModule("frames", text, names))
        text = "What comes of a text that an endpoint received, and what its hooks see."
        events = dict.fromkeys(_events(package), ".runtime.events")
        wire = ("Direction", "Hook", "MessageType", "WireMessage")
        events |= dict.fromkeys(wire, ".runtime.wire")
        events["after_answer"] = ".runtime.after"
        found.append(PublicModule("events", text, events))
    return [replace(one, exports=_imported(one.exports, package)) for one in found]


def _imported(exports: dict[str, str], package: Package) -> dict[str, str]:
    return {name: imported(module, package.runtime) for name, module in exports.items()}


def _events(package: Package) -> list[str]:
    """Name the events of a package's protocol."""
    refused = ["ResultRefused"] if package.protocol.result_errors else []
    return [*_EVENTS, *["Received"] * package.protocol.unanswered, *refused]


PUBLIC = frozenset(_RUNTIME | _TALKING) | {"Received", "ResultRefused", "Unconfirmed"}
"""What the root exports of every package, so that no type may be called so."""

_RESERVED = {
    f"{end.name}{kind}"
    for one in PROTOCOLS.values()
    for end in (one.server, one.client)
    for kind in ("Request", "Response")
}
_RESERVED |= {"Awaitable", "CallRefused", "ErrorCode", "PROFILE_NAME", "Protocol"}
"""What the modules of a profile that know its roles have besides what it exports."""


def union(name: str, members: list[str], indent: int = 0) -> str:
    """Spell the alias of a union, one member a line where it would be too long."""
    head = f"{name}: TypeAlias = "
    line = head + (" | ".join(members) or "Never")
    if indent + len(line) <= WIDTH:
        return line
    inner = " | ".join(members)
    if indent + 4 + len(inner) > WIDTH:
        inner = "\n    | ".join(members)
    return f"{head}(\n    {inner}\n)"


def of_package(package: Package) -> dict[str, str]:
    """List the exports of the root: all, without profiles, and else what profiles share."""
    exports = _RUNTIME | (_TALKING if package.catalogued else {})
    if package.catalogued:
        exports |= dict.fromkeys(_events(package), ".runtime.events")
        if package.protocol.unanswered:
            exports["Unconfirmed"] = ".runtime.message"
    if package.payloads:
        exports |= {"PAYLOADS": ".payloads"}
        exports |= dict.fromkeys(("VendorMessage", "VendorPayload"), ".runtime.payloads")
    if not package.catalogued:
        for feature in package.features:
            for message in (feature.request, feature.response):
                if message is not None:
                    exports[message.name] = relative(message.module, ("__init__",))
    for module in package.types:
        exports |= dict.fromkeys(_classes(module), relative(module.path, ("__init__",)))
    return _imported(exports, package)


def of_types(package: Package) -> dict[str, str]:
    """List the exports of the shared types, where each group has a module of its own."""
    exports: dict[str, str] = {}
    for module in package.types:
        exports |= dict.fromkeys(_classes(module), f".{module.path[-1]}")
    return exports


def of_profile(package: Package, profile: Profile) -> dict[str, str]:
    """List the exports of a profile: its features, handlers, messages and their types."""
    here = (profile.entry.package, "__init__")
    exports = {"PROFILE": _PROFILE_HOME} | _handlers(roles_of(package, profile.features))
    _add(exports, profile.modules, here, profile.entry.name)
    return _with_shared(exports, package, profile.modules, here)


def of_vendor(package: Package, vendor: Vendor) -> dict[str, str]:
    """List the exports of a vendor: its messages, handlers, payloads and their types."""
    exports = _handlers(vendor_roles(package, vendor.messages))
    here = (vendor.package, "__init__")
    _add(exports, vendor.modules, here, vendor.name)
    return _with_shared(exports, package, vendor.modules, here)


def _with_shared(
    exports: dict[str, str], package: Package, modules: Sequence[Module], here: ModulePath
) -> dict[str, str]:
    for name, home in _shared(package, modules):
        exports.setdefault(name, relative(home, here))
    return exports


def _handlers(roles: list[Role]) -> dict[str, str]:
    return {
        f"{mode}{role.name}{kind}": ".handlers"
        for role in roles
        for kind in ("Handler", "Stub")
        for mode in ("", "Async")
    }


def _add(
    exports: dict[str, str], modules: Sequence[Module], here: ModulePath, owner: str
) -> None:
    """Add what the modules of a profile or vendor have; refuse what meets in one name."""
    taken = exports.keys() | _RESERVED
    for module in modules:
        where = relative(module.path, here)
        for name in _classes(module):
            if name in taken:
                message = f"{name} is what every profile has under that name; rename it"
                raise GeneratorError(message, file=module.sources[0])
            if name in exports:
                message = (
                    f"{owner} has another type named {name};"
                    " give one of them another name in [[types]] of the catalog"
                )
                raise GeneratorError(message, file=module.sources[0])
        exports |= dict.fromkeys(_classes(module), where)
        described = module.feature or module.payload
        if described is not None:
            exports[described.constant] = where


def lines(exports: dict[str, str], indent: int = 4) -> list[str]:
    """Spell the exports as imports; those that only type checkers see are indented.

    A profile is no name of its module: it is an item of ``PROFILES``.
    """
    found = {module: {*names} for module, names in by_module(exports)}
    if _PROFILE_HOME in found:
        found[_PROFILE_HOME] = {"PROFILES"}
    return from_lines(found, indent)


def by_module(exports: dict[str, str]) -> list[tuple[str, list[str]]]:
    """Sort the exports by the modules that have them."""
    found: dict[str, list[str]] = {}
    for name in public([*exports]):
        found.setdefault(exports[name], []).append(name)
    return sorted(found.items())


def public(names: list[str]) -> list[str]:
    """Sort the names of ``__all__`` as linters do."""
    return sorted(names, key=kind_of_name)


def _classes(module: Module) -> list[str]:
    names = [one.name for one in module.enums] + [one.name for one in module.structures]
    return names + [helper.alias for helper in module.helpers if helper.alias]


def _shared(package: Package, modules: Sequence[Module]) -> list[tuple[str, ModulePath]]:
    """Name the root's types that the messages of modules are made of, and their modules."""
    by_place: dict[ir.Place, Enum | NamedStructure] = {}
    for module in package.types:
        by_place |= {one.places[0]: one for one in module.enums}
        by_place |= {one.places[0]: one for one in module.structures}
    found: dict[str, ModulePath] = {}
    stack = [field.type for module in modules for one in module.structures
             for field in one.fields]  # fmt: skip
    while stack:
        one = stack.pop()
        stack += ir.parts(one)
        if isinstance(one, ir.Reference | ir.Choice) and one.place in by_place:
            shared = by_place[one.place]
            if shared.name not in found:
                found[shared.name] = package.homes[one.place]
                stack += [field.type for field in getattr(shared, "fields", ())]
    return list(found.items())
