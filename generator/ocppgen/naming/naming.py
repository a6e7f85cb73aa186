"""From the model and its layout to the package: every class, field and member gets its name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ocppgen.errors import GeneratorError
from ocppgen.model import ir, merge
from ocppgen.model.catalog import Catalog, ToleranceEntry
from ocppgen.model.payloads import CARRIER
from ocppgen.naming import names
from ocppgen.naming.class_names import class_names
from ocppgen.naming.layout import TYPES, Layout
from ocppgen.naming.member_names import MemberNames
from ocppgen.naming.package import (
    Carrier,
    Enum,
    Feature,
    Helper,
    Message,
    Module,
    NamedStructure,
    Package,
    Profile,
    Vendor,
    VendorMessage,
)
from ocppgen.naming.payloads import carrier, check_carrier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ocppgen.naming.layout import FeatureFiles, ModulePath
    from ocppgen.naming.payloads import PayloadFiles

ROOT = "_root"
"""The helper of a single schema's root: no class can be named so."""


def name(
    package: str,
    model: ir.Model,
    layout: Layout,
    catalog: Catalog,
    digest: str,
    *,
    reserved: frozenset[str],
) -> Package:
    """Name everything but in *reserved* class names; raise `GeneratorError` on a collision."""
    return _Namer(model, layout, catalog, reserved).package(package, digest)


def name_checker(model: ir.Model, file: str, *, reserved: frozenset[str]) -> Package:
    """Name the types of a single schema: one module, with functions for its root."""
    layout = Layout()
    places = [*model.structures, *merge.choices(model), *model.shared]
    layout.fill(dict.fromkeys(places, TYPES), model)
    namer = _Namer(model, layout, Catalog(), reserved)
    package = namer.package("checker", "")
    (types,) = package.types or (Module(TYPES, ()),)
    helpers = list(types.helpers)
    root = ir.Place(file, part="root")
    one = namer.members.hoisted(model.roots[file], root, ROOT, helpers)
    helpers.append(Helper(ROOT, root, one, constant=names.type_name(ROOT)))
    return replace(package, types=(replace(types, helpers=tuple(helpers)),))


def _concerns(entry: ToleranceEntry, catalog: Catalog) -> bool:
    """Whether a rule is about a message of the chosen profiles."""
    message = entry.rule.rpartition(" ")[0].partition("#")[0]
    known = {feature.name for feature in catalog.features}
    return not message or "*" in message or message.partition(".")[0] in known


class _Namer:
    """Holds the names that are coined so far."""

    def __init__(
        self, model: ir.Model, layout: Layout, catalog: Catalog, reserved: frozenset[str]
    ) -> None:
        self._model = model
        self._layout = layout
        self._catalog = catalog
        self._reserved = reserved
        self._choices = merge.choices(model)
        self._entries = {entry.at[0]: entry for entry in catalog.types}
        self._names: dict[ir.Place, str] = {}
        self._notes = list(layout.notes)
        self.members = MemberNames(model, catalog, self._names, self._notes)
        self._messages: dict[str, Message] = {}
        self._constants: dict[ModulePath, set[str]] = {}
        for files in layout.features:
            module = layout.modules[files.request or files.response or ""]
            self._constants.setdefault(module, set()).add(_constant(files))
        for one in layout.payloads:
            self._constants.setdefault(one.module, set()).add(one.constant)

    def package(self, package: str, digest: str) -> Package:
        layout, catalog = self._layout, self._catalog
        check_carrier(self._model, catalog)
        roots = self._roots()
        files = list(dict.fromkeys(layout.modules.values()))
        shared = [path for path in layout.contents if path not in files and path != TYPES]
        for path in (TYPES, *shared, *files):
            self._name_classes(path, roots)
        for file, place in roots.items():
            self._messages[file] = self._message(file, place)
        features = [self._feature(files) for files in layout.features]
        payloads = [self._payload(one) for one in layout.payloads]
        split = layout.split(self._model, self._names)
        modules = {path: self._module(path, features, payloads) for path in (*shared, *files)}
        types = [self._module(path) for path in split]
        self.members.check_all_used(layout.modules)
        profiles = tuple(
            Profile(
                entry,
                tuple(one for one in features if one.profile == entry.name),
                tuple(one for path, one in modules.items() if path[0] == entry.package),
            )
            for entry in catalog.profiles
        )
        return Package(
            package,
            catalog.protocol,
            catalog.edition,
            digest,
            bool(catalog.features),
            tuple(profile for profile in profiles if profile.features),
            tuple(features),
            tuple(modules.values()),
            tuple(types),
            self._names,
            layout.homes,
            tuple(one for one in catalog.tolerances if _concerns(one, catalog)),
            self._model.rules,
            tuple(self._notes),
            vendors=tuple(_vendors(payloads, modules)),
            carrier=self._carrier(features, modules) if payloads else None,
        )

    def _roots(self) -> dict[str, ir.Place]:
        """Find the structure of each message."""
        roots: dict[str, ir.Place] = {}
        for file in self._layout.modules:
            place = self._model.messages.get(file)
            if place is None:
                table = "payloads" if self._is_payload(file) else "features"
                message = f"a message must be an object; take this file out of [[{table}]]"
                raise GeneratorError(message, file=file, pointer="")
            if place in roots.values():
                message = f"is one and the same schema as another file: {place}"
                raise GeneratorError(message, file=file, pointer="")
            roots[file] = place
        return roots

    def _name_classes(self, path: ModulePath, roots: Mapping[str, ir.Place]) -> None:
        """Name what a module holds; what stands without a name is named for its property."""
        files = {place: file for file, place in roots.items()}
        places = self._layout.contents.get(path, ())
        given: dict[ir.Place, str] = {}
        for place in places:
            if place in files:
                given[place] = self._layout.messages[files[place]]
            elif place in self._entries and self._entries[place].name:
                given[place] = self._entries[place].name
        above = {TYPES, (*path[:-1], *TYPES)} - {path}
        shared = [one for home in above for one in self._layout.contents.get(home, ())]
        outer = {self._names[place] for place in shared if place in self._names}
        if path[-1:] == TYPES:  # its names are imported beside those of the messages
            outer |= set(self._layout.messages.values()) - set(given.values())
        outer |= self._constants.get(path, set())
        for place, chosen in given.items():
            if chosen in self._reserved | outer:
                message = f"{chosen} is the name of something else there; choose another"
                raise GeneratorError(message, file=place.file, pointer=place.pointer)
        try:
            named, by_rule = class_names(places, given, self._reserved | outer)
        except ValueError as error:
            first, second = error.args
            message = f"meets {second} in one class name; rename one of the two"
            raise GeneratorError(message, file=first.file, pointer=first.pointer) from error
        self._notes += [f"{place} is spelled {named[place]}" for place in sorted(by_rule)]
        self._names |= named

    def _message(self, file: str, place: ir.Place) -> Message:
        role = "request"
        answer = None
        if self._is_payload(file):
            role = "payload"
        for feature in self._layout.features:
            if feature.response == file:
                role = "response"
            elif feature.request == file and feature.response in self._layout.messages:
                answer = self._layout.messages[feature.response]
            elif feature.request == file and feature.entry is not None:
                role = "message"
        module = self._layout.homes[place]
        return Message(role, place, self._names[place], module, answer)

    def _feature(self, files: FeatureFiles) -> Feature:
        request = self._messages.get(files.request or "")
        response = self._messages.get(files.response or "")
        entry = files.entry
        file = files.request if request else files.response
        constant = _constant(files)
        return Feature(
            files.name,
            constant,
            "on_" + constant.lower(),
            self._layout.modules[file or ""],
            request,
            response,
            entry.profile if entry else None,
            entry.initiator if entry else None,
            entry.summary if entry else "",
        )

    def _is_payload(self, file: str) -> bool:
        return any(file in one.classes for one in self._layout.payloads)

    def _payload(self, files: PayloadFiles) -> VendorMessage:
        entry, feature = files.entry, self._catalog.carrier
        return VendorMessage(
            entry.vendor,
            entry.message,
            files.constant,
            files.method,
            files.module,
            self._messages.get(entry.request or ""),
            self._messages.get(entry.response or ""),
            entry.initiator or (feature.initiator if feature else ""),
            entry.summary,
        )

    def _carrier(
        self, features: Sequence[Feature], modules: Mapping[ModulePath, Module]
    ) -> Carrier | None:
        structures = {
            one.places[0]: one for module in modules.values() for one in module.structures
        }
        feature = next((one for one in features if one.name == CARRIER), None)
        return carrier(feature, structures, self._names)

    def _module(
        self,
        path: ModulePath,
        features: Sequence[Feature] = (),
        payloads: Sequence[VendorMessage] = (),
    ) -> Module:
        helpers: list[Helper] = []
        enums, structures = [], []
        for place in self._layout.contents.get(path, ()):
            if place in self._model.structures:
                structures.append(
                    self.members.structure(self._model.structures[place], helpers)
                )
            elif place in self._choices:
                enums.append(self.members.enum(self._choices[place]))
            else:
                alias = self._names[place]
                label = names.field_name(alias)
                one = self.members.hoisted(self._model.shared[place], place, label, helpers)
                helpers.append(Helper(label, place, one, alias, names.type_name(alias)))
        feature = next((one for one in features if one.module == path), None)
        payload = next((one for one in payloads if one.module == path), None)
        self._check_unique(path, enums, structures, helpers, feature or payload)
        sources = sorted(
            file for file, module in self._layout.modules.items() if module == path
        )
        return Module(
            path,
            tuple(sources),
            tuple(enums),
            tuple(structures),
            tuple(helpers),
            feature,
            payload,
        )

    def _check_unique(
        self,
        path: ModulePath,
        enums: list[Enum],
        structures: list[NamedStructure],
        helpers: list[Helper],
        feature: Feature | VendorMessage | None,
    ) -> None:
        """Refuse a module in which two things would have one name."""
        every = [one.name for one in enums] + [one.name for one in structures]
        every += [names.table_name(one.name) for one in enums]
        every += [names.texts_name(one.name) for one in enums]
        every += [f"_accept_{one.name}" for one in helpers]
        every += [one.constant for one in helpers if one.constant]
        every += [one.alias for one in helpers if one.alias]
        every += [feature.constant] if feature else []
        seen: set[str] = set()
        for one in every:
            if one in seen:
                message = f"two things are named {one} in {'.'.join(path)}; rename one"
                raise GeneratorError(message, file=self._catalog.file or "schemas")
            seen.add(one)


def _vendors(
    payloads: Sequence[VendorMessage], modules: Mapping[ModulePath, Module]
) -> Iterator[Vendor]:
    """Group the messages of vendors by their packages."""
    for package in dict.fromkeys(one.module[0] for one in payloads):
        found = tuple(one for one in payloads if one.module[0] == package)
        within = tuple(one for path, one in modules.items() if path[0] == package)
        yield Vendor(package, found[0].vendor, found, within)


def _constant(files: FeatureFiles) -> str:
    """Name the constant that describes a feature."""
    return names.free(names.constant_name(files.base), {"CONDITIONS_BY_PLACE"})
