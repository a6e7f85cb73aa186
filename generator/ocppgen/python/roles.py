"""The two ends of a connection: what each receives, and what its modules are made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ocppgen.errors import GeneratorError
from ocppgen.naming.runtime import imported
from ocppgen.python.imports import from_line, from_lines, relative

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocppgen.model.protocol import End
    from ocppgen.naming.package import Carrier, Feature, Package, VendorMessage
    from ocppgen.naming.runtime import SharedRuntime


@dataclass(frozen=True, slots=True)
class Role:
    """One end of the connection, and what it receives."""

    end: End
    other_end: End
    station: str
    """The parameter that names the client's end: ``charge_point_id``."""
    peer: str = ""
    """The same, where the handler is told it: who sent a request is not plain there."""
    features: tuple[Feature, ...] = ()
    received: tuple[str, ...] = ()
    """The profiles that have something for it to receive."""
    sends: tuple[Feature, ...] = ()
    """What it sends without being answered."""
    runtime: SharedRuntime | None = None
    """The runtime that its package shares with others."""
    dialect: str = ""
    """What of that runtime says which version of OCPP-J is spoken."""
    payloads: tuple[VendorMessage, ...] = ()
    """What it receives of vendors, in a DataTransfer."""

    @property
    def name(self) -> str:
        """How the names of its classes begin."""
        return self.end.name

    @property
    def words(self) -> str:
        """The role in a sentence."""
        return self.end.words

    @property
    def module(self) -> str:
        """The module that assembles the role."""
        return self.end.module

    def receives(self, feature: Feature | VendorMessage) -> bool:
        """Whether it is this end that a feature's request is sent to."""
        return feature.initiator in (self.other_end.module, "either")

    @property
    def imports(self) -> list[str]:
        """Spell what the role is assembled from."""
        profiles = [(f".{one}", (f"handlers as {one}_handlers",)) for one in self.received]
        responses = [self.other_end.response, *[self.end.response] * self.answering]
        runtime = [*_ROLE_IMPORTS, *(_PAYLOAD_IMPORTS if self.payloads else ())]
        runtime.append((".runtime.message", (*responses, "Request")))
        if self.dialect:
            runtime.append((".runtime.dialects", (self.dialect,)))
        found = [(imported(one, self.runtime), names) for one, names in runtime]
        return [from_line(*one) for one in sorted([*profiles, *found])]

    @property
    def type_imports(self) -> list[str]:
        """Spell the imports of what the role is given, beside `imports`."""
        tolerating = imported(".runtime.tolerating", self.runtime)
        imports = [(tolerating, ["OnViolation"]), (".tolerance", ["Tolerance"])]
        messages: dict[str, list[str]] = {}
        for feature in self.sends:
            if feature.request is not None:
                where = relative(feature.request.module, ("__init__",))
                messages.setdefault(where, []).append(feature.request.name)
        spelled = [from_line(*one, 4) for one in sorted([*imports, *messages.items()])]
        return [line for text in spelled for line in text.split("\n")]

    @property
    def unconfirmed(self) -> list[str]:
        """Name the messages that the role sends without being answered."""
        return [one.request.name for one in self.sends if one.request]

    @property
    def answering(self) -> bool:
        """Whether the role answers any of what it receives."""
        return any(one.response is not None for one in self.features)


_ROLE_IMPORTS = (
    (".runtime.async_endpoint", ("DEFAULT_MAX_CONCURRENT_CALLS", "BaseAsyncEndpoint")),
    (".runtime.endpoint", ("DEFAULT_TIMEOUT", "BaseEndpoint")),
    (".features", ("FEATURES",)),
    (".runtime.registry", ("Initiator",)),
    (".runtime.roles", ("Role",)),
    (".runtime.wire", ("Hook",)),
)
_PAYLOAD_IMPORTS = ((".payloads", ("PAYLOADS",)),)


def roles_of(package: Package, features: tuple[Feature, ...]) -> list[Role]:
    """Give the roles that receive something of a profile, with what they receive."""
    found = [_with(role, features) for role in _ends(package)]
    return [role for role in found if role.features]


def whole_roles(package: Package) -> list[Role]:
    """Give both roles over all profiles; one may have nothing to receive, or to send."""
    methods: dict[str, Feature] = {}
    for feature in package.features:
        other = methods.setdefault(feature.method, feature)
        if other is not feature:
            message = f"meets {other.name} in one method name, {feature.method}; rename one"
            raise GeneratorError(message, file=_file(feature))
    server, client = _ends(package)
    return [
        replace(
            _with(role, package.features),
            received=(
                *_profiles(role, package),
                *dict.fromkeys(one.module[0] for one in _payloads(role, package)),
            ),
            payloads=_payloads(role, package),
            sends=tuple(
                one for one in _with(other, package.features).features if not one.response
            ),
        )
        for role, other in ((server, client), (client, server))
    ]


def vendor_roles(package: Package, messages: Sequence[VendorMessage]) -> list[Role]:
    """Give the roles that receive some of a vendor's *messages*, with those."""
    ends = _ends(package)
    found = [replace(one, payloads=tuple(filter(one.receives, messages))) for one in ends]
    return [role for role in found if role.payloads]


def _payloads(role: Role, package: Package) -> tuple[VendorMessage, ...]:
    return tuple(one for one in package.payloads if role.receives(one))


def _ends(package: Package) -> tuple[Role, Role]:
    protocol, runtime = package.protocol, package.runtime
    server, client = protocol.server, protocol.client
    station = f"{client.module}_id"
    dialect = protocol.constant if runtime and runtime.protocol.dialects else ""
    return (
        Role(server, client, station, peer=station, runtime=runtime, dialect=dialect),
        Role(client, server, station, runtime=runtime, dialect=dialect),
    )


def _file(feature: Feature) -> str:
    message = feature.request or feature.response
    return message.place.file if message else feature.name


def _with(role: Role, features: tuple[Feature, ...]) -> Role:
    return replace(role, features=tuple(one for one in features if role.receives(one)))


def _profiles(role: Role, package: Package) -> tuple[str, ...]:
    profiles = package.profiles
    return tuple(one.entry.package for one in profiles if _with(role, one.features).features)


def vendor_imports(roles: list[Role], carrier: Carrier) -> list[str]:
    """Spell the imports of what a vendor's handlers take and give."""
    here = (roles[0].payloads[0].module[0], "__init__")
    messages = {carrier.response.name: carrier.response}
    for payload in (one for role in roles for one in role.payloads):
        for message in (payload.request or carrier.request, payload.response):
            if message is not None:
                messages[message.name] = message
    found: dict[str, set[str]] = {}
    for name, message in messages.items():
        found.setdefault(relative(message.module, here), set()).add(name)
    return from_lines(found, 4)


def type_imports(roles: list[Role]) -> list[str]:
    """Spell the imports of the messages that handlers take and give."""
    return from_lines(_messages(roles), 4)


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
