"""Which class goes into which module, under which name.

With a catalog: a subpackage per profile, a module per feature, shared types in ``types``.
Without: a module per file, all in one flat package.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ocppgen.errors import GeneratorError
from ocppgen.model import ir, merge
from ocppgen.model.protocol import PROTOCOLS
from ocppgen.naming import homes, names
from ocppgen.naming.payloads import REGISTRY, payload_files
from ocppgen.text import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from ocppgen.model.catalog import Catalog, FeatureEntry
    from ocppgen.naming.payloads import PayloadFiles

ModulePath = tuple[str, ...]

TYPES: ModulePath = ("types",)

RUNTIME_MODULES = frozenset(
    {
        "conditions",
        "errors",
        "events",
        "features",
        "frames",
        "runtime",
        "schema",
        "stations",
        "tolerance",
        "types",
    }
)
"""The modules that every package has: no file of a user may take their names."""

_ENDS = {end.module for one in PROTOCOLS.values() for end in (one.server, one.client)}

PROFILE_MODULES = frozenset({"handlers", "profile", "types"})
"""Those that a profile may have; and ``profile``, whose constant would be its `PROFILE`."""


@dataclass(slots=True)
class Layout:
    """Where everything goes. ``messages`` has the class of each file, by file."""

    features: list[FeatureFiles] = field(default_factory=list)
    payloads: list[PayloadFiles] = field(default_factory=list)
    modules: dict[str, ModulePath] = field(default_factory=dict)
    messages: dict[str, str] = field(default_factory=dict)
    homes: dict[ir.Place, ModulePath] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    contents: dict[ModulePath, list[ir.Place]] = field(default_factory=dict)
    """What each module holds, in the order that the schemas name it."""
    together: tuple[tuple[ir.Place, ...], ...] = ()
    """What of the root's types has the same users; each is to have a module of its own."""

    def fill(self, homes: dict[ir.Place, ModulePath], model: ir.Model) -> None:
        """Take the home of every place."""
        self.homes = homes
        for place in (*model.structures, *merge.choices(model), *model.shared):
            if place in homes:
                self.contents.setdefault(homes[place], []).append(place)

    def keep(self, files: Collection[str], model: ir.Model) -> None:
        """Leave out all files but these, and what only the others use."""
        self.features = [one for one in self.features if one.files <= {*files}]
        self.payloads = [one for one in self.payloads if {*one.entry.files} <= {*files}]
        self.modules = {file: self.modules[file] for file in self.modules if file in files}
        self.messages = {file: self.messages[file] for file in self.messages if file in files}
        used = {
            place
            for file in self.modules
            for place in homes.reachable(model, model.roots[file])
        }
        self.homes = {place: home for place, home in self.homes.items() if place in used}
        every = {
            path: [one for one in held if one in used] for path, held in self.contents.items()
        }
        self.contents = {path: held for path, held in every.items() if held}
        groups = (tuple(one for one in group if one in used) for group in self.together)
        self.together = tuple(group for group in groups if group)

    def split(self, model: ir.Model, names_of: Mapping[ir.Place, str]) -> list[ModulePath]:
        """Spread the root's types over modules named for what they hold; list those."""
        if not self.together:
            return [TYPES] if self.contents.get(TYPES) else []
        heads = {homes.head(model, group): group for group in self.together}
        named, _ = names.name_all(
            heads, lambda place: names.module_name(names_of[place]),
            spell=lambda place: names.spelled(names_of[place]),
        )  # fmt: skip
        moved = {
            place: (*TYPES, named[head]) for head, group in heads.items() for place in group
        }
        self.homes |= moved
        for place in self.contents.pop(TYPES):
            self.contents.setdefault(moved[place], []).append(place)
        return sorted({*moved.values()})


@dataclass(frozen=True, slots=True)
class FeatureFiles:
    """A feature by its files; either may be missing where there is no catalog."""

    name: str
    base: str
    """What its classes, module and constant are named after."""
    request: str | None
    response: str | None
    entry: FeatureEntry | None = None

    @property
    def files(self) -> set[str]:
        """The schema files that there are."""
        return {file for file in (self.request, self.response) if file is not None}


def lay_out(model: ir.Model, catalog: Catalog, kept: Catalog) -> Layout:
    """Assign a module to every place, and a class name to every file.

    *kept* has the features that are to be written. Homes hang on the whole *catalog*: a
    type moves no more than a feature does when others are left out.
    """
    layout = Layout(notes=[*model.notes, *_unused(model)])
    if catalog.features:
        _by_feature(layout, model, catalog)
    else:
        _by_file(layout, model, catalog)
    _find_homes(layout, model, catalog)
    if kept.features != catalog.features:
        layout.keep(kept.files, model)
    return layout


def _unused(model: ir.Model) -> Iterator[str]:
    """Tell of files that nothing is made of: types without a class, which none refers to."""
    for file, one in model.roots.items():
        if not homes.reachable(model, one) and file not in model.referred:
            yield f"{file} is no object, and no other file refers to it: nothing is made of it"


def _by_feature(layout: Layout, model: ir.Model, catalog: Catalog) -> None:
    packages = {profile.name: profile.package for profile in catalog.profiles}
    reserved = RUNTIME_MODULES | _ENDS
    if not reserved.isdisjoint(packages.values()):
        name = min(reserved.intersection(packages.values()))
        message = f"every package has a module {name}; give the profile another package"
        raise catalog.refused("/profiles", message)
    listed = set(catalog.files)
    for file in model.messages:
        if file not in listed:
            message = f"is in no feature of {catalog.file}; add it there, or remove it"
            raise GeneratorError(message, file=file)
    reserved |= {*packages.values(), REGISTRY}
    if catalog.payloads and REGISTRY in packages.values():
        message = f"a package with payloads has a module {REGISTRY}; give it another package"
        raise catalog.refused("/profiles", message)
    layout.payloads = payload_files(catalog, reserved)
    for one in layout.payloads:
        layout.modules |= dict.fromkeys(one.classes, one.module)
        layout.messages |= one.classes
    for entry in catalog.features:
        module = (packages[entry.profile], names.free(names.module_name(entry.name), ()))
        for file, name in zip(
            entry.files, (entry.request_class, entry.response_class), strict=False
        ):
            layout.modules[file] = module
            layout.messages[file] = name
        files = (entry.request, entry.response)
        layout.features.append(FeatureFiles(entry.name, entry.name, *files, entry))
    taken = {module for module in layout.modules.values() if module[-1] in PROFILE_MODULES}
    many = len(catalog.features) + len(layout.payloads)
    if taken or len(set(layout.modules.values())) != many:
        raise catalog.refused("/features", "two features meet in one module name; rename one")


def _by_file(layout: Layout, model: ir.Model, catalog: Catalog) -> None:
    stems: defaultdict[str, dict[str, str]] = defaultdict(dict)
    owners: dict[str, str] = {}
    for file in model.messages:
        stem = PurePosixPath(file).name.removesuffix(".json")
        if not stem:
            raise GeneratorError("has no name before the ending; rename it", file=file)
        role = "response" if stem.endswith("Response") else "request"
        base = stem.removesuffix("Response" if role == "response" else "Request") or stem
        if role in stems[base]:
            _meet(stems[base][role], file, "feature")
        stems[base][role] = file
    spelled, by_rule = names.name_all(stems, names.class_name, spell=names.spelled_class)
    layout.notes += [f"{shown(stem)} is spelled {spelled[stem]}" for stem in sorted(by_rule)]
    for base, files in stems.items():
        for role, file in files.items():
            name = spelled[base] + role.capitalize()
            module = names.free(
                names.module_name(name.removesuffix("Request")), RUNTIME_MODULES
            )
            if names.fold(module) in owners:
                _meet(owners[names.fold(module)], file, "module")
            owners[names.fold(module)] = file
            layout.modules[file] = (module,)
            layout.messages[file] = name
        both = (files.get("request"), files.get("response"))
        layout.features.append(FeatureFiles(base, spelled[base], *both))
    if catalog.profiles:
        raise catalog.refused("/profiles", "profiles without [[features]]; add them")


def _meet(one: str, other: str, what: str) -> None:
    message = f"meets {one} in one {what} name; rename one of the two"
    raise GeneratorError(message, file=other)


def _find_homes(layout: Layout, model: ir.Model, catalog: Catalog) -> None:
    """Put a type where its users are: in their module, their profile, or the root."""
    users = homes.users(model, layout.modules, TYPES)
    entries = {entry.at[0]: index for index, entry in enumerate(catalog.types) if entry.name}
    flagged = {entry.at[0] for entry in catalog.types if entry.name and entry.shared}
    sharing = catalog.share == "definitions"
    found = homes.of(users, TYPES, profiles=sharing)
    for place, index in entries.items():
        if found.get(place) == TYPES and place not in flagged:
            message = "is used by several features; add `shared = true`"
            raise catalog.refused(f"/types/{index}", message)
    for place in flagged & found.keys():  # with all that it is made of
        found |= dict.fromkeys(homes.reachable(model, ir.Reference(place)), TYPES)
    if sharing or not catalog.features:
        layout.together = homes.together(
            {place: users[place] for place, home in found.items() if home == TYPES}
        )
    layout.fill(found, model)
