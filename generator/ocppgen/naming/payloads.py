"""How what vendors carry in a DataTransfer is called, and whether the DataTransfer fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocppgen.errors import GeneratorError
from ocppgen.model import ir
from ocppgen.model.payloads import CARRIER
from ocppgen.naming import names
from ocppgen.naming.package import Carrier
from ocppgen.text import IDENTIFIER, listed, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ocppgen.model.catalog import Catalog
    from ocppgen.model.payloads import PayloadEntry
    from ocppgen.naming.package import Feature, NamedStructure

REGISTRY = "payloads"
"""The module of the root that knows all payloads."""

_METHODS = ("of", "payload")
"""What the messages of a DataTransfer have besides their fields."""

_STATUSES = ("Accepted", "Rejected", "UnknownMessageId", "UnknownVendorId")


@dataclass(frozen=True, slots=True)
class PayloadFiles:
    """A vendor's message by its files, and what its classes, module and method are called."""

    entry: PayloadEntry
    name: str
    package: str

    @property
    def module(self) -> tuple[str, str]:
        """The module that has its classes."""
        return self.package, names.free(names.module_name(self.name), ())

    @property
    def classes(self) -> dict[str, str]:
        """The class of each file."""
        found = {self.entry.request: self.name, self.entry.response: self.name + "Response"}
        return {file: name for file, name in found.items() if file is not None}

    @property
    def constant(self) -> str:
        """The constant that describes the message."""
        return names.constant_name(self.name)

    @property
    def method(self) -> str:
        """The method of a handler that answers it."""
        return f"on_{self.package}_{names.field_name(self.name)}"


def payload_files(catalog: Catalog, taken: Collection[str]) -> list[PayloadFiles]:
    """Name the messages of vendors; no vendor's package may have a *taken* name."""
    found: dict[tuple[str, str], PayloadFiles] = {}
    vendors: dict[str, str] = {}
    for index, entry in enumerate(catalog.payloads):
        at = f"/payloads/{index}"
        name = entry.name or names.class_name(entry.message)
        if not (IDENTIFIER.fullmatch(name) and name[0].isupper()):
            message = f"{shown(entry.message)} cannot name a class; add `name`"
            raise catalog.refused(f"{at}/message", message)
        carrying = catalog.carrier
        if carrying and {name, name + "Response"} & {
            carrying.request_class,
            carrying.response_class,
        }:
            message = f"{name} is named like what carries it; add another `name`"
            raise catalog.refused(f"{at}/message", message)
        package = entry.package or _package(entry.vendor)
        if not IDENTIFIER.fullmatch(package) or names.free(package, ()) != package:
            message = f"{shown(entry.vendor)} cannot name a package; add `package`"
            raise catalog.refused(f"{at}/vendor", message)
        if package in taken:
            message = f"the package has another {package}; give the vendor a `package`"
            raise catalog.refused(f"{at}/vendor", message)
        if vendors.setdefault(package, entry.vendor) != entry.vendor:
            message = f"{shown(vendors[package])} has the package {package}; choose another"
            raise catalog.refused(f"{at}/package", message)
        one = PayloadFiles(entry, name, package)
        other = found.setdefault(one.module, one)
        if other is not one:
            message = f"meets {shown(other.entry.message)} in one module name; add a `name`"
            raise catalog.refused(f"{at}/message", message)
        found[one.module] = one
    packages: dict[str, str] = {}
    for index, one in enumerate(found.values()):
        if packages.setdefault(one.entry.vendor, one.package) != one.package:
            message = f"{shown(one.entry.vendor)} has another package in another entry; use one"
            raise catalog.refused(f"/payloads/{index}/package", message)
    return list(found.values())


def check_carrier(model: ir.Model, catalog: Catalog) -> None:
    """Refuse a DataTransfer that cannot carry payloads, and payloads that it cannot carry."""
    feature = catalog.carrier
    if not catalog.payloads or feature is None:
        return
    if feature.response is None:
        message = f"payloads are carried by {CARRIER}, which has no response; add it"
        raise catalog.refused("/payloads", message)
    request = _fields(model, feature.request, ("vendorId", "messageId", "data"))
    response = _fields(model, feature.response, ("status", "data"))
    status = response["status"].type
    if not isinstance(status, ir.Choice) or not {*_STATUSES} <= {*status.values}:
        message = f"has no status with {listed(_STATUSES)}: payloads cannot be answered"
        raise GeneratorError(message, file=feature.response, pointer="/properties/status")
    if request["data"].type != response["data"].type:
        message = "has another type than in the request: payloads cannot be carried"
        raise GeneratorError(message, file=feature.response, pointer="/properties/data")
    for wire, word in (("vendorId", "vendor"), ("messageId", "message")):
        kind = request[wire].type
        longest = kind.max_length if isinstance(kind, ir.Text) else None
        for index, entry in enumerate(catalog.payloads):
            if longest is not None and len(getattr(entry, word)) > longest:
                message = f"is longer than the {longest} characters of {wire}; correct it"
                raise catalog.refused(f"/payloads/{index}/{word}", message)
    for index, entry in enumerate(catalog.payloads):
        if feature.initiator not in ("either", entry.initiator or feature.initiator):
            message = f"{CARRIER} is not sent so; correct it"
            raise catalog.refused(f"/payloads/{index}/initiator", message)


def carrier(
    feature: Feature | None,
    structures: Mapping[ir.Place, NamedStructure],
    names_of: Mapping[ir.Place, str],
) -> Carrier | None:
    """Describe the DataTransfer that carries payloads; *structures* has its messages."""
    if feature is None or feature.request is None or feature.response is None:
        return None
    request = {one.wire: one for one in structures[feature.request.place].fields}
    response = {one.wire: one for one in structures[feature.response.place].fields}
    status = response["status"].type
    for one in (*request.values(), *response.values()):
        if one.name in _METHODS:
            message = (
                f"{one.name} is what carries payloads; give {shown(one.wire)} another name"
            )
            raise GeneratorError(message, file=feature.request.place.file)
    return Carrier(
        isinstance(request["data"].type, ir.Text),
        request["data"].nullable,
        feature.request,
        feature.response,
        {wire: one.name for wire, one in request.items()},
        {wire: one.name for wire, one in response.items()},
        names_of[status.place] if isinstance(status, ir.Choice) else "",
    )


def _package(vendor: str) -> str:
    """Name a vendor's package after the last part of its name: ``com.acme`` -> acme."""
    parts = [part for part in vendor.split(".") if part]
    return names.module_name(parts[-1]) if parts else ""


def _fields(model: ir.Model, file: str, wanted: tuple[str, ...]) -> Mapping[str, ir.Field]:
    place = model.messages.get(file)
    found = {one.wire: one for one in model.structures[place].fields} if place else {}
    for wire in wanted:
        if wire not in found:
            message = f"has no property {shown(wire)}, so that it cannot carry payloads"
            raise GeneratorError(message, file=file, pointer="")
    return found
