"""What no schema says, as data: profiles, senders, class names, summaries.

The catalog is untrusted like a schema: every key is known, every name is an identifier, and
an entry that names nothing is an error.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ocppgen.errors import GeneratorError
from ocppgen.keys.key import PLACES
from ocppgen.keys.reading import Reader
from ocppgen.model.catalog_keys import CATALOG
from ocppgen.model.extending import extended, origin
from ocppgen.model.ir import Place
from ocppgen.model.payloads import CARRIER, PayloadEntry
from ocppgen.model.protocol import DEFAULT, PROTOCOLS, Protocol
from ocppgen.text import listed, shown

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class ProfileEntry:
    """A profile, and the subpackage that holds it."""

    name: str
    package: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class FeatureEntry:
    """A feature: its schema files and the classes made of them.

    One that is sent in a SEND frame has no response.
    """

    name: str
    profile: str
    initiator: str
    request: str
    response: str | None
    request_class: str
    response_class: str
    summary: str = ""

    @property
    def files(self) -> tuple[str, ...]:
        """The schema files: of the request, and of the response if there is one."""
        return (self.request,) if self.response is None else (self.request, self.response)


@dataclass(frozen=True, slots=True)
class TypeEntry:
    """A name for one enum or object, wherever the schemas repeat it."""

    name: str
    """Empty where the name comes from the schemas."""
    at: tuple[Place, ...]
    shared: bool = False
    summary: str = ""


@dataclass(frozen=True, slots=True)
class MemberEntry:
    """What a member means, in our own words: its unit, what no schema says of it."""

    at: tuple[Place, ...]
    text: str


@dataclass(frozen=True, slots=True)
class ToleranceEntry:
    """A rule of the package's ready-made tolerance, and why it is there."""

    rule: str
    reason: str
    default: str | None = None
    """The JSON text of what is read where a required member is missing."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """The whole of it. ``names`` has better Python names for single fields and enum values."""

    file: str = ""
    package: str | None = None
    protocol: Protocol = DEFAULT
    edition: str = ""
    share: str = ""
    """``definitions``: those of one name are one class."""
    profiles: tuple[ProfileEntry, ...] = ()
    features: tuple[FeatureEntry, ...] = ()
    types: tuple[TypeEntry, ...] = ()
    names: Mapping[Place, str] = field(default_factory=dict)
    members: tuple[MemberEntry, ...] = ()
    tolerances: tuple[ToleranceEntry, ...] = ()
    payloads: tuple[PayloadEntry, ...] = ()
    own: Own | None = None
    """The catalog that extends it, for errors."""

    @property
    def files(self) -> list[str]:
        """The schema files of the features and payloads."""
        files = [one.files for one in self.features] + [one.files for one in self.payloads]
        return [file for each in files for file in each]

    @property
    def carrier(self) -> FeatureEntry | None:
        """The feature that carries payloads, if it is there."""
        return next((one for one in self.features if one.name == CARRIER), None)

    def refused(self, pointer: str, message: str) -> GeneratorError:
        """Make the error that points into the catalog."""
        return _refused(self.file, self.own, pointer, message)


@dataclass(frozen=True, slots=True)
class Own:
    """Which entries of an extended catalog come from the small one, by their pointers."""

    file: str
    origins: Mapping[str, str]


def loads(data: bytes, file: str, own: tuple[bytes, str] | None = None) -> Catalog:
    """Read a catalog, or raise `GeneratorError` for the first entry that cannot be.

    *own* is a small catalog (its text and its file) that adds to it, or changes it by key.
    """
    table = _decoded(data, file)
    if own is None:
        return _Reader(file).catalog(table)
    table, origins = extended(table, _decoded(*own))
    small = Own(own[1], origins)
    return replace(_Reader(file, small).catalog(table), own=small)


def _decoded(data: bytes, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # no TOML, no UTF-8, too many digits
        message = f"is not TOML: {error}"
        raise GeneratorError(message, file=file) from error


def _refused(file: str, own: Own | None, pointer: str, message: str) -> GeneratorError:
    """Make the error that points to where an entry comes from."""
    place = origin(pointer, own.origins) if own else None
    if own is None or place is None:
        return GeneratorError(message, file=file, pointer=pointer)
    return GeneratorError(message, file=own.file, pointer=place)


class _Reader:
    """Makes entries of tables whose keys were checked."""

    def __init__(self, file: str, own: Own | None = None) -> None:
        self._file = file
        self._own = own

    def catalog(self, table: dict[str, Any]) -> Catalog:
        Reader(self._refused).table(table, CATALOG)
        protocol = PROTOCOLS[table.get("protocol", DEFAULT.version)]
        catalog = Catalog(
            self._file,
            table.get("package"),
            protocol,
            table.get("edition", ""),
            table.get("share", ""),
            tuple(ProfileEntry(**one) for one in table.get("profiles", ())),
            tuple(
                self._feature(one, protocol, f"/features/{index}")
                for index, one in enumerate(table.get("features", ()))
            ),
            tuple(TypeEntry(**one | _at(one)) for one in table.get("types", ())),
            {_place(at): name for at, name in table.get("names", {}).items()},
            tuple(MemberEntry(**one | _at(one)) for one in table.get("members", ())),
            tuple(ToleranceEntry(**one | _default(one)) for one in table.get("tolerances", ())),
            tuple(
                self._payload(one, protocol, f"/payloads/{index}")
                for index, one in enumerate(table.get("payloads", ()))
            ),
        )
        self._check(catalog)
        return catalog

    def _feature(self, table: dict[str, Any], protocol: Protocol, at: str) -> FeatureEntry:
        self._check_sender(table["initiator"], protocol, at)
        unanswered = table.get("frame") == "send"
        if unanswered and not protocol.unanswered:
            message = f"OCPP {protocol.version} has no SEND; use call"
            raise self._refused(f"{at}/frame", message)
        if unanswered and "response" in table:
            message = "a message in a SEND has no response; remove it"
            raise self._refused(f"{at}/response", message)
        if not unanswered and "response" not in table:
            raise self._refused(f"{at}/response", "must be given")
        name = table["name"]
        entry: dict[str, Any] = {
            "response": None,
            "request_class": f"{name}Request",
            "response_class": f"{name}Response",
        }
        entry |= {key: value for key, value in table.items() if key != "frame"}
        return FeatureEntry(**entry)

    def _payload(self, table: dict[str, Any], protocol: Protocol, at: str) -> PayloadEntry:
        if "initiator" in table:
            self._check_sender(table["initiator"], protocol, at)
        if "request" not in table and "response" not in table:
            raise self._refused(at, "has no schema; add request, response or both")
        return PayloadEntry(**table)

    def _check_sender(self, sender: str, protocol: Protocol, at: str) -> None:
        if sender not in protocol.initiators:
            message = f"must be {listed(protocol.initiators, 'or')}, not {shown(sender)}"
            raise self._refused(f"{at}/initiator", message)

    def _check(self, catalog: Catalog) -> None:
        """Refuse what is named twice, and features of profiles that there are not."""
        self._unique("profiles", [profile.name for profile in catalog.profiles])
        self._unique("profiles", [profile.package for profile in catalog.profiles])
        self._unique("features", [feature.name for feature in catalog.features])
        self._unique("features", [file for one in catalog.features for file in one.files])
        self._check_payloads(catalog)
        self._unique("types", [str(place) for one in catalog.types for place in one.at])
        self._unique("members", [str(place) for one in catalog.members for place in one.at])
        profiles = {profile.name for profile in catalog.profiles}
        for index, feature in enumerate(catalog.features):
            if feature.profile not in profiles:
                message = (
                    f"there is no profile {shown(feature.profile)}; add it to [[profiles]]"
                )
                raise self._refused(f"/features/{index}/profile", message)

    def _check_payloads(self, catalog: Catalog) -> None:
        seen = {file for one in catalog.features for file in one.files}
        named: set[tuple[str, str]] = set()
        for index, payload in enumerate(catalog.payloads):
            if (payload.vendor, payload.message) in named:
                message = f"{shown(payload.message)} of this vendor is named twice; remove one"
                raise self._refused(f"/payloads/{index}/message", message)
            named.add((payload.vendor, payload.message))
            for word, file in (("request", payload.request), ("response", payload.response)):
                if file in seen:
                    message = f"{shown(file)} is named twice; remove one"
                    raise self._refused(f"/payloads/{index}/{word}", message)
                seen |= {file} if file is not None else set()

    def _unique(self, key: str, names: list[str]) -> None:
        twice = {name for name, count in Counter(names).items() if count > 1}
        if twice:
            message = f"{shown(min(twice))} is named twice; remove one"
            raise self._refused(f"/{key}", message)

    def _refused(self, pointer: str, message: str) -> GeneratorError:
        return _refused(self._file, self._own, pointer, message)


def _at(table: dict[str, Any]) -> dict[str, Any]:
    return {PLACES: tuple(_place(one) for one in table[PLACES])}


def _default(table: dict[str, Any]) -> dict[str, Any]:
    return {"default": json.dumps(table["default"])} if "default" in table else {}


def _place(text: str) -> Place:
    file, _, pointer = text.partition("#")
    return Place(file, pointer)
