"""What no schema says, as data: profiles, senders, class names, summaries.

The catalog is untrusted like a schema: every key is known, every name is an identifier, and
an entry that names nothing is an error.
"""

from __future__ import annotations

import json
import keyword
import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ocppgen.errors import GeneratorError
from ocppgen.model.extending import extended, origin
from ocppgen.model.ir import Place
from ocppgen.model.payloads import CARRIER, PayloadEntry
from ocppgen.model.protocol import DEFAULT, PROTOCOLS, Protocol
from ocppgen.text import IDENTIFIER, listed, shown, token

if TYPE_CHECKING:
    from collections.abc import Mapping

FRAMES = ("call", "send")

_CLASS = re.compile(r"[A-Z][A-Za-z0-9_]*")
_PACKAGE = re.compile(r"[a-z][a-z0-9_]*")


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
    """Takes tables apart; every step knows its pointer."""

    def __init__(self, file: str, own: Own | None = None) -> None:
        self._file = file
        self._own = own
        self._protocol = DEFAULT

    def catalog(self, table: dict[str, Any]) -> Catalog:
        words = ("package", "protocol", "edition", "share")
        tables = ("profiles", "features", "payloads", "types", "names", "members")
        self._keys(table, "", (*words, *tables, "tolerances"))
        package = self._text(table, "", "package") or None
        if package is not None:
            self._match(_PACKAGE, package, "/package", "a lower-case identifier")
        version = self._one_of(table, "", "protocol", (*PROTOCOLS,)) or DEFAULT.version
        self._protocol = PROTOCOLS[version]
        names = self._names(table.get("names", {}))
        catalog = Catalog(
            self._file,
            package,
            self._protocol,
            self._text(table, "", "edition"),
            self._one_of(table, "", "share", ("definitions",)),
            tuple(self._profile(*each) for each in self._tables(table, "profiles")),
            tuple(self._feature(*each) for each in self._tables(table, "features")),
            tuple(self._type(*each) for each in self._tables(table, "types")),
            names,
            tuple(self._member(*each) for each in self._tables(table, "members")),
            tuple(self._tolerance(*each) for each in self._tables(table, "tolerances")),
            tuple(self._payload(*each) for each in self._tables(table, "payloads")),
        )
        self._unique("profiles", [profile.name for profile in catalog.profiles])
        self._unique("profiles", [profile.package for profile in catalog.profiles])
        self._unique("features", [feature.name for feature in catalog.features])
        self._unique("payloads" if catalog.payloads else "features", catalog.files)
        self._unique("payloads", [f"{one.vendor} {one.message}" for one in catalog.payloads])
        self._unique("types", [str(place) for one in catalog.types for place in one.at])
        self._unique("members", [str(place) for one in catalog.members for place in one.at])
        profiles = {profile.name for profile in catalog.profiles}
        for index, feature in enumerate(catalog.features):
            if feature.profile not in profiles:
                message = (
                    f"there is no profile {shown(feature.profile)}; add it to [[profiles]]"
                )
                raise self._refused(f"/features/{index}/profile", message)
        if catalog.payloads and catalog.carrier is None:
            message = f"payloads are carried by {CARRIER}, which is in no [[features]]; add it"
            raise self._refused("/payloads", message)
        return catalog

    def _profile(self, table: dict[str, Any], at: str) -> ProfileEntry:
        self._keys(table, at, ("name", "package", "summary"))
        package = self._text(table, at, "package", required=True)
        self._match(_PACKAGE, package, f"{at}/package", "a lower-case identifier")
        name = self._text(table, at, "name", required=True)
        self._match(IDENTIFIER, name, f"{at}/name", "an identifier")
        return ProfileEntry(name, package, self._text(table, at, "summary"))

    def _feature(self, table: dict[str, Any], at: str) -> FeatureEntry:
        words = ("name", "profile", "initiator", "frame", "request", "response")
        self._keys(table, at, (*words, "request_class", "response_class", "summary"))
        name, profile, request = (
            self._text(table, at, word, required=True)
            for word in ("name", "profile", "request")
        )
        self._match(_CLASS, name, f"{at}/name", "an identifier with a capital")
        self._text(table, at, "initiator", required=True)
        initiator = self._one_of(table, at, "initiator", self._protocol.initiators)
        frame = self._one_of(table, at, "frame", FRAMES) or "call"
        if frame == "send" and not self._protocol.unanswered:
            message = f"OCPP {self._protocol.version} has no SEND; use call"
            raise self._refused(f"{at}/frame", message)
        response = self._text(table, at, "response", required=frame == "call") or None
        if frame == "send" and response is not None:
            message = "a message in a SEND has no response; remove it"
            raise self._refused(f"{at}/response", message)
        asked = self._text(table, at, "request_class") or name + "Request"
        given = self._text(table, at, "response_class") or name + "Response"
        self._match(_CLASS, asked, f"{at}/request_class", "an identifier with a capital")
        self._match(_CLASS, given, f"{at}/response_class", "an identifier with a capital")
        summary = self._text(table, at, "summary")
        return FeatureEntry(name, profile, initiator, request, response, asked, given, summary)

    def _payload(self, table: dict[str, Any], at: str) -> PayloadEntry:
        words = ("vendor", "message", "request", "response")
        self._keys(table, at, (*words, "initiator", "name", "package", "summary"))
        vendor = self._text(table, at, "vendor", required=True)
        message = self._text(table, at, "message", required=True)
        request, response = (self._text(table, at, word) or None for word in words[2:])
        if request is None and response is None:
            raise self._refused(at, "has no schema; add request, response or both")
        initiator = self._one_of(table, at, "initiator", self._protocol.initiators)
        name, package = self._text(table, at, "name"), self._text(table, at, "package")
        if name:
            self._match(_CLASS, name, f"{at}/name", "an identifier with a capital")
        if package:
            self._match(_PACKAGE, package, f"{at}/package", "a lower-case identifier")
        summary = self._text(table, at, "summary")
        return PayloadEntry(
            vendor, message, request, response, initiator, name, package, summary
        )

    def _type(self, table: dict[str, Any], at: str) -> TypeEntry:
        self._keys(table, at, ("name", "shared", "at", "summary"))
        name = self._text(table, at, "name", required=True)
        self._match(_CLASS, name, f"{at}/name", "an identifier with a capital")
        found = self._at(table, at)
        shared = table.get("shared", False)
        if not isinstance(shared, bool):
            raise self._refused(f"{at}/shared", f"must be true or false, not {shown(shared)}")
        return TypeEntry(name, found, shared, self._text(table, at, "summary"))

    def _member(self, table: dict[str, Any], at: str) -> MemberEntry:
        self._keys(table, at, ("at", "text"))
        text = self._text(table, at, "text", required=True)
        return MemberEntry(self._at(table, at), text)

    def _at(self, table: dict[str, Any], at: str) -> tuple[Place, ...]:
        places = table.get("at")
        if not isinstance(places, list) or not places:
            raise self._refused(f"{at}/at", 'must be a list of "FILE#POINTER"')
        return tuple(self._place(one, f"{at}/at/{i}") for i, one in enumerate(places))

    def _tolerance(self, table: dict[str, Any], at: str) -> ToleranceEntry:
        self._keys(table, at, ("rule", "reason", "default"))
        rule = self._text(table, at, "rule", required=True)
        reason = self._text(table, at, "reason", required=True)
        if "default" not in table:
            return ToleranceEntry(rule, reason)
        try:
            return ToleranceEntry(rule, reason, json.dumps(table["default"], allow_nan=False))
        except (TypeError, ValueError):  # a date, an infinity
            message = f"must be a JSON value, not {shown(table['default'])}"
            raise self._refused(f"{at}/default", message) from None

    def _names(self, table: object) -> dict[Place, str]:
        if not isinstance(table, dict):
            raise self._refused("/names", 'must be a table of "FILE#POINTER" = "name"')
        names = {}
        for place, name in table.items():
            at = f"/names/{token(place)}"
            if not isinstance(name, str):
                raise self._refused(at, f"must be a name, not {shown(name)}")
            self._match(IDENTIFIER, name, at, "an identifier")
            names[self._place(place, at)] = name
        return names

    def _place(self, text: object, at: str) -> Place:
        if not isinstance(text, str) or "#" not in text:
            raise self._refused(at, f'must be "FILE#POINTER", not {shown(text)}')
        file, _, pointer = text.partition("#")
        return Place(file, pointer)

    def _tables(self, table: dict[str, Any], key: str) -> list[tuple[dict[str, Any], str]]:
        found = table.get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise self._refused(f"/{key}", f"must be tables, [[{key}]]")
        return [(one, f"/{key}/{index}") for index, one in enumerate(found)]

    def _keys(self, table: dict[str, Any], at: str, known: tuple[str, ...]) -> None:
        for key in table:
            if key not in known:
                message = f"there is no such key; use {listed(known)}"
                raise self._refused(f"{at}/{token(key)}", message)

    def _text(self, table: dict[str, Any], at: str, key: str, *, required: bool = False) -> str:
        value = table.get(key, "")
        if not isinstance(value, str):
            raise self._refused(f"{at}/{key}", f"must be a string, not {shown(value)}")
        if required and not value:
            raise self._refused(f"{at}/{key}", "must be given")
        return value

    def _one_of(self, table: dict[str, Any], at: str, key: str, words: tuple[str, ...]) -> str:
        """Read one of *words*; nothing, where the key is not there."""
        value = self._text(table, at, key)
        if key in table and value not in words:
            message = f"must be {listed(words, 'or')}, not {shown(value)}"
            raise self._refused(f"{at}/{key}", message)
        return value

    def _match(self, shape: re.Pattern[str], name: str, at: str, wanted: str) -> None:
        if not shape.fullmatch(name) or keyword.iskeyword(name):
            raise self._refused(at, f"must be {wanted}, not {shown(name)}")

    def _unique(self, key: str, names: list[str]) -> None:
        twice = {name for name, count in Counter(names).items() if count > 1}
        if twice:
            message = f"{shown(min(twice))} is named twice; remove one"
            raise self._refused(f"/{key}", message)

    def _refused(self, pointer: str, message: str) -> GeneratorError:
        return _refused(self._file, self._own, pointer, message)
