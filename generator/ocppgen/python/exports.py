"""What each package of the generated tree exports, and from which of its modules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ocppgen.errors import GeneratorError
from ocppgen.model import ir
from ocppgen.python.imports import from_line, kind_of_name, relative
from ocppgen.python.quoting import WIDTH

if TYPE_CHECKING:
    from ocppgen.naming.layout import ModulePath
    from ocppgen.naming.package import (
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
    received: tuple[str, ...] = ()
    """The profiles that have something for it to receive."""
    sent: tuple[str, ...] = ()
    """The profiles that have something for it to send."""

    @property
    def module(self) -> str:
        """The module that assembles the role; so is the profile's that dispatches."""
        return self.words.replace(" ", "_")

    @property
    def other(self) -> Role:
        """The other end."""
        return next(role for role in ROLES if role.name != self.name)

    @property
    def imports(self) -> list[str]:
        """Spell what the role is assembled from."""
        profiles = [(f".{one}", (f"handlers as {one}_handlers",)) for one in self.received]
        every = [*profiles, *_ROLE_IMPORTS, *(_STATIONS_IMPORTS if self.peer else ())]
        return [from_line(*one) for one in sorted(every)]

    @property
    def type_imports(self) -> list[str]:
        """Spell the imports of what the role gives, and is given."""
        modules = [(profile, self.module) for profile in self.received]
        modules += [(profile, self.other.module) for profile in self.sent]
        spelled = [
            from_line(f".{profile}", [f"{module} as {profile}_{module}"], 4)
            for profile, module in sorted(modules)
        ]
        return [line for text in spelled for line in text.split("\n")]

    @property
    def requests(self) -> list[str]:
        """Name the requests that the role receives."""
        return [one.request.name for one in self.features if one.request]

    @property
    def responses(self) -> list[str]:
        """Name the responses that the role gives."""
        return [one.response.name for one in self.features if one.response]

    @property
    def message_imports(self) -> list[str]:
        """Spell what the role's own module in a profile imports."""
        handlers = {f"Async{self.name}Handler", f"{self.name}Handler"}
        return _spelled(_messages([self]) | {".handlers": handlers}, 0)

    @property
    def given(self) -> list[str]:
        """Name the unions of the responses that the role gives, by profile."""
        return [f"{one}_{self.module}.{self.name}Response" for one in self.received]

    @property
    def taken(self) -> list[str]:
        """Name the unions of the responses that the role is given, by profile."""
        other = self.other
        return [f"{one}_{other.module}.{other.name}Response" for one in self.sent]


ROLES = (
    Role("CentralSystem", "central system", ("charge_point", "either"), "charge_point_id"),
    Role("ChargePoint", "charge point", ("central_system", "either")),
)

_ROLE_IMPORTS = (
    (".runtime.async_endpoint", ("DEFAULT_MAX_CONCURRENT_CALLS", "BaseAsyncEndpoint")),
    (".runtime.endpoint", ("DEFAULT_TIMEOUT", "BaseEndpoint")),
    (".features", ("FEATURES",)),
    (".runtime.message", ("Request",)),
    (".runtime.registry", ("Initiator",)),
    (".runtime.roles", ("Role",)),
    (".runtime.wire", ("Hook",)),
)
_STATIONS_IMPORTS = ((".runtime.stations", ("BaseStations",)),)

_RUNTIME = {
    "ErrorCode": ".runtime.errors",
    "FEATURES": ".features",
    "Feature": ".runtime.registry",
    "Initiator": ".runtime.registry",
    "JsonValue": ".runtime.jsontext",
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
}

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


def public_modules(package: Package) -> list[PublicModule]:
    """List the modules of the root under which users find what the runtime has."""
    errors = ["ErrorCode", "ValidationError", "Violation"]
    errors += _FAILURES if package.catalogued else ()
    text = "What can be wrong with a message or a call, and how OCPP-J says so."
    found = [PublicModule("errors", text, dict.fromkeys(errors, ".runtime.errors"))]
    if package.catalogued:
        names = ("CALL", "CALL_ERROR", "CALL_RESULT", "Call", "CallError", "CallResult")
        frames = (*names, "FrameError", "parse", "refusal")
        text = "CALL, CALLRESULT and CALLERROR: text to value and back (OCPP-J)."
        found.append(PublicModule("frames", text, dict.fromkeys(frames, ".runtime.frames")))
        text = "What comes of a text that an endpoint received, and what its hooks see."
        events = dict.fromkeys(_EVENTS, ".runtime.events")
        wire = ("Direction", "Hook", "MessageType", "WireMessage")
        events |= dict.fromkeys(wire, ".runtime.wire")
        events["after_answer"] = ".runtime.after"
        found.append(PublicModule("events", text, events))
    return found


PUBLIC = frozenset(_RUNTIME | _TALKING)
"""What the root exports of every package, so that no type may be called so."""

_RESERVED = {f"{role.name}{end}" for role in ROLES for end in ("Request", "Response")}
_RESERVED |= {"Awaitable", "CallRefused", "ErrorCode", "PROFILE_NAME", "Protocol"}
"""What the modules of a profile that know its roles have besides what it exports."""


def roles_of(features: tuple[Feature, ...]) -> list[Role]:
    """Give the roles that receive something of a profile, with what they receive."""
    found = [_with(role, features) for role in ROLES]
    return [role for role in found if role.features]


def whole_roles(package: Package) -> list[Role]:
    """Give both roles over all profiles; one may have nothing to receive, or to send."""
    methods: dict[str, Feature] = {}
    for feature in package.features:
        other = methods.setdefault(feature.method, feature)
        if other is not feature:
            message = f"meets {other.name} in one method name, {feature.method}; rename one"
            raise GeneratorError(message, file=_file(feature))
    return [
        replace(
            _with(role, package.features),
            received=_serving(role, package.profiles),
            sent=_serving(role.other, package.profiles),
        )
        for role in ROLES
    ]


def _file(feature: Feature) -> str:
    message = feature.request or feature.response
    return message.place.file if message else feature.name


def _with(role: Role, features: tuple[Feature, ...]) -> Role:
    return replace(
        role, features=tuple(one for one in features if one.initiator in role.initiators)
    )


def _serving(role: Role, profiles: tuple[Profile, ...]) -> tuple[str, ...]:
    return tuple(one.entry.package for one in profiles if _with(role, one.features).features)


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
    if not package.catalogued:
        for feature in package.features:
            for message in (feature.request, feature.response):
                if message is not None:
                    exports[message.name] = relative(message.module, ("__init__",))
    for module in package.types:
        exports |= dict.fromkeys(_classes(module), relative(module.path, ("__init__",)))
    return exports


def of_types(package: Package) -> dict[str, str]:
    """List the exports of the shared types, where each group has a module of its own."""
    exports: dict[str, str] = {}
    for module in package.types:
        exports |= dict.fromkeys(_classes(module), f".{module.path[-1]}")
    return exports


def of_profile(package: Package, profile: Profile) -> dict[str, str]:
    """List the exports of a profile: its features, handlers, messages and their types."""
    here = (profile.entry.package, "__init__")
    exports = {"PROFILE": ".profile"}
    for role in roles_of(profile.features):
        for kind in ("Handler", "Stub"):
            for mode in ("", "Async"):
                exports[f"{mode}{role.name}{kind}"] = ".handlers"
    taken = exports.keys() | _RESERVED
    for module in profile.modules:
        where = relative(module.path, here)
        for name in _classes(module):
            if name in taken:
                message = f"{name} is what every profile has under that name; rename it"
                raise GeneratorError(message, file=module.sources[0])
            if name in exports:
                message = (
                    f"{profile.entry.name} has another type named {name};"
                    " give one of them another name in [[types]] of the catalog"
                )
                raise GeneratorError(message, file=module.sources[0])
        exports |= dict.fromkeys(_classes(module), where)
        if module.feature is not None:
            exports[module.feature.constant] = where
    for name, home in _shared(package, profile):
        exports.setdefault(name, relative(home, here))
    return exports


def lines(exports: dict[str, str], indent: int = 4) -> list[str]:
    """Spell the exports as imports; those that only type checkers see are indented."""
    by_module: dict[str, set[str]] = {}
    for name, module in exports.items():
        by_module.setdefault(module, set()).add(name)
    return _spelled(by_module, indent)


def public(names: list[str]) -> list[str]:
    """Sort the names of ``__all__`` as linters do."""
    return sorted(names, key=kind_of_name)


def type_imports(roles: list[Role]) -> list[str]:
    """Spell the imports of the messages that handlers take and give."""
    return _spelled(_messages(roles), 4)


def _messages(roles: list[Role]) -> dict[str, set[str]]:
    """Name the messages that roles take and give, by the module that a profile finds them in."""
    by_module: dict[str, set[str]] = {}
    for role in roles:
        for feature in role.features:
            for message in (feature.request, feature.response):
                if message is not None:
                    where = relative(message.module, (feature.module[0], "__init__"))
                    by_module.setdefault(where, set()).add(message.name)
    return by_module


def _spelled(by_module: dict[str, set[str]], indent: int) -> list[str]:
    ordered = sorted(by_module, key=lambda module: (-_dots(module), module))
    spelled = [from_line(module, by_module[module], indent) for module in ordered]
    return [line for text in spelled for line in text.split("\n")]


def _classes(module: Module) -> list[str]:
    names = [one.name for one in module.enums] + [one.name for one in module.structures]
    return names + [helper.alias for helper in module.helpers if helper.alias]


def _shared(package: Package, profile: Profile) -> list[tuple[str, ModulePath]]:
    """Name the root's types that the messages of a profile are made of, and their modules."""
    by_place: dict[ir.Place, Enum | NamedStructure] = {}
    for module in package.types:
        by_place |= {one.places[0]: one for one in module.enums}
        by_place |= {one.places[0]: one for one in module.structures}
    found: dict[str, ModulePath] = {}
    stack = [field.type for module in profile.modules for one in module.structures
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


def _dots(module: str) -> int:
    return len(module) - len(module.lstrip("."))
