"""The package to be written: the model again, with Python names and modules.

This is what templates see. Types are still those of ``ir.py``; a `Reference` or `Choice` is
looked up by its place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ocppgen.model.catalog import ProfileEntry, ToleranceEntry
from ocppgen.model.payloads import CARRIER
from ocppgen.naming.flavors import DATACLASS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen.model import ir
    from ocppgen.model.protocol import Protocol
    from ocppgen.naming.runtime import SharedRuntime

__all__ = [
    "Carrier",
    "Enum",
    "Feature",
    "Helper",
    "Member",
    "Message",
    "Module",
    "NamedField",
    "NamedStructure",
    "Package",
    "Profile",
    "ProfileEntry",
    "ToleranceEntry",
    "Vendor",
    "VendorMessage",
]


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an enum: its name, and its value on the wire."""

    name: str
    value: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Enum:
    """A `StrEnum` and the places in the schemas that it stands for."""

    name: str
    places: tuple[ir.Place, ...]
    members: tuple[Member, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class NamedField:
    """A field of a dataclass."""

    name: str
    wire: str
    type: ir.Type
    required: bool
    nullable: bool
    """`None` is the value ``null``; absence, where the field is optional, is `UNSET`."""
    description: str
    default: str = ""
    """What the schema gives as default, as JSON text."""
    filled: bool = False
    """Whether an absent member reads as the default."""

    @property
    def always(self) -> bool:
        """Whether the field always has a value, so that it is always written."""
        return self.required or self.filled


@dataclass(frozen=True, slots=True)
class NamedStructure:
    """A dataclass, and the places in the schemas that it stands for."""

    name: str
    places: tuple[ir.Place, ...]
    fields: tuple[NamedField, ...]
    extra: ir.Type | None
    min_properties: int | None
    max_properties: int | None
    summary: str
    conditions: tuple[ir.Test, ...] = ()
    """What the object as a whole has to meet besides."""


@dataclass(frozen=True, slots=True)
class Helper:
    """Functions for a type that is no class: nested containers, unions, what recurs.

    ``alias`` tells whether the type needs a name of its own, because it contains itself.
    ``constant`` is the name of what it is as data, where it stands apart.
    """

    name: str
    place: ir.Place
    type: ir.Type
    alias: str | None = None
    constant: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A structure that is a whole payload."""

    role: str
    """``request``, ``response``, or ``message``: a request that nothing answers."""
    place: ir.Place
    name: str
    module: tuple[str, ...]
    answer: str | None
    """The class of the response to a request."""


@dataclass(frozen=True, slots=True)
class Feature:
    """An action with its messages."""

    name: str
    constant: str
    method: str
    module: tuple[str, ...]
    request: Message | None
    response: Message | None
    profile: str | None
    initiator: str | None
    summary: str


@dataclass(frozen=True, slots=True)
class VendorMessage:
    """A message of a vendor, which a DataTransfer carries."""

    vendor: str
    message: str
    constant: str
    method: str
    module: tuple[str, ...]
    request: Message | None
    response: Message | None
    initiator: str
    summary: str


@dataclass(frozen=True, slots=True)
class Vendor:
    """A subpackage of what one vendor carries."""

    package: str
    name: str
    messages: tuple[VendorMessage, ...]
    modules: tuple[Module, ...]


@dataclass(frozen=True, slots=True)
class Carrier:
    """The DataTransfer that carries payloads, in Python's names."""

    text: bool
    """``data`` is JSON text; else it is the payload itself."""
    nullable: bool
    """``data`` may be ``null``, so that it is `UNSET` where there is none."""
    request: Message
    response: Message
    fields: Mapping[str, str]
    """The fields of the request by their names on the wire."""
    response_fields: Mapping[str, str]
    status: str
    """The enum of the response's status."""

    @property
    def vendor(self) -> str:
        """The field that names the vendor."""
        return self.fields["vendorId"]

    @property
    def message(self) -> str:
        """The field that names the vendor's message."""
        return self.fields["messageId"]

    @property
    def data(self) -> str:
        """The field that holds the payload."""
        return self.fields["data"]

    @property
    def absent(self) -> str:
        """What ``data`` is where there is none."""
        return "UNSET" if self.nullable else "None"


@dataclass(frozen=True, slots=True)
class Module:
    """One file of enums and structures."""

    path: tuple[str, ...]
    sources: tuple[str, ...]
    enums: tuple[Enum, ...] = ()
    structures: tuple[NamedStructure, ...] = ()
    helpers: tuple[Helper, ...] = ()
    feature: Feature | None = None
    payload: VendorMessage | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """A subpackage."""

    entry: ProfileEntry
    features: tuple[Feature, ...]
    modules: tuple[Module, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """Everything that is written."""

    name: str
    protocol: Protocol
    edition: str
    digest: str
    catalogued: bool
    profiles: tuple[Profile, ...]
    features: tuple[Feature, ...]
    modules: tuple[Module, ...]
    types: tuple[Module, ...]
    """What several profiles share: one module, or one for all that has the same users."""
    names: Mapping[ir.Place, str]
    """The class, enum or helper that a place is spelled with."""
    homes: Mapping[ir.Place, tuple[str, ...]]
    """The module that has it."""
    tolerances: tuple[ToleranceEntry, ...] = ()
    """What the ready-made tolerance lets pass, of the messages that the package has."""
    rules: Mapping[ir.Place, ir.Test] = field(default_factory=dict)
    """What conditions refer to."""
    notes: tuple[str, ...] = field(default=())
    """What the user should hear of: names that had to be spelled out."""
    changes: tuple[str, ...] = ()
    """What overlays changed in the schemas, in words."""
    flavor: str = DATACLASS
    """What the classes are."""
    runtime: SharedRuntime | None = None
    """The runtime beside it that it shares with other packages; None: it has its own."""
    vendors: tuple[Vendor, ...] = ()
    carrier: Carrier | None = None
    """How payloads of vendors are carried; there is none without payloads."""

    @property
    def every(self) -> tuple[Module, ...]:
        """Every module of enums and structures."""
        return self.modules + self.types

    @property
    def payloads(self) -> tuple[VendorMessage, ...]:
        """The messages of all vendors."""
        return tuple(one for vendor in self.vendors for one in vendor.messages)

    @property
    def carrying(self) -> tuple[str, ...]:
        """The name of the feature that carries payloads, if there are any."""
        return (CARRIER,) if self.carrier else ()
