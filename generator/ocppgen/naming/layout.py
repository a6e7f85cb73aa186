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
from ocppgen.naming import names
from ocppgen.text import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ocppgen.model.catalog import Catalog, FeatureEntry

ModulePath = tuple[str, ...]

TYPES: ModulePath = ("types",)

RUNTIME_MODULES = frozenset(
    {
        "after",
        "async_endpoint",
        "caller",
        "calling",
        "central_system",
        "charge_point",
        "connection",
        "date_times",
        "endpoint",
        "errors",
        "events",
        "features",
        "formats",
        "frames",
        "handlers",
        "jsontext",
        "keywords",
        "lazy",
        "logs",
        "message",
        "numbers",
        "observing",
        "outgoing",
        "profile",
        "registry",
        "roles",
        "running",
        "serving",
        "stations",
        "types",
        "wire",
    }
)
"""The modules that every package has: no file of a user may take their names."""

PROFILE_MODULES = frozenset({"central_system", "charge_point", "handlers", "profile"})
"""Those that every profile has."""


@dataclass(slots=True)
class Layout:
    """Where everything goes. ``messages`` has the class of each file, by file."""

    features: list[FeatureFiles] = field(default_factory=list)
    modules: dict[str, ModulePath] = field(default_factory=dict)
    messages: dict[str, str] = field(default_factory=dict)
    homes: dict[ir.Place, ModulePath] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    contents: dict[ModulePath, list[ir.Place]] = field(default_factory=dict)
    """What each module holds, in the order that the schemas name it."""

    def fill(self, homes: dict[ir.Place, ModulePath], model: ir.Model) -> None:
        """Take the home of every place."""
        self.homes = homes
        for place in (*model.structures, *merge.choices(model), *model.shared):
            if place in homes:
                self.contents.setdefault(homes[place], []).append(place)


@dataclass(frozen=True, slots=True)
class FeatureFiles:
    """A feature by its files; either may be missing where there is no catalog."""

    name: str
    base: str
    """What its classes, module and constant are named after."""
    request: str | None
    response: str | None
    entry: FeatureEntry | None = None


def lay_out(model: ir.Model, catalog: Catalog) -> Layout:
    """Assign a module to every place, and a class name to every file."""
    layout = Layout()
    if catalog.features:
        _by_feature(layout, model, catalog)
    else:
        _by_file(layout, model, catalog)
    _find_homes(layout, model, catalog)
    return layout


def _by_feature(layout: Layout, model: ir.Model, catalog: Catalog) -> None:
    packages = {profile.name: profile.package for profile in catalog.profiles}
    if not RUNTIME_MODULES.isdisjoint(packages.values()):
        name = min(RUNTIME_MODULES.intersection(packages.values()))
        message = f"every package has a module {name}; give the profile another package"
        raise catalog.refused("/profiles", message)
    listed = set(catalog.files)
    for file in model.roots:
        if file not in listed:
            message = f"is in no feature of {catalog.file}; add it there, or remove it"
            raise GeneratorError(message, file=file)
    for entry in catalog.features:
        module = (packages[entry.profile], names.free(names.module_name(entry.name), ()))
        for file, name in (
            (entry.request, entry.request_class),
            (entry.response, entry.response_class),
        ):
            layout.modules[file] = module
            layout.messages[file] = name
        files = (entry.request, entry.response)
        layout.features.append(FeatureFiles(entry.name, entry.name, *files, entry))
    taken = {module for module in layout.modules.values() if module[-1] in PROFILE_MODULES}
    if taken or len(set(layout.modules.values())) != len(catalog.features):
        raise catalog.refused("/features", "two features meet in one module name; rename one")


def _by_file(layout: Layout, model: ir.Model, catalog: Catalog) -> None:
    stems: defaultdict[str, dict[str, str]] = defaultdict(dict)
    owners: dict[str, str] = {}
    for file in model.roots:
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
    """Put what one module uses there, and what several use into ``types``."""
    entries = {entry.at[0]: index for index, entry in enumerate(catalog.types)}
    shared = {entry.at[0] for entry in catalog.types if entry.shared}
    homes: dict[ir.Place, ModulePath] = {}
    queue: list[tuple[ir.Type, ModulePath]] = [
        (one, layout.modules[file]) for file, one in model.roots.items()
    ]
    while queue:
        one, user = queue.pop()
        place = _place_of(one)
        if place is None:
            queue += [(part, user) for part in ir.parts(one)]
            continue
        before = homes.get(place)
        home = user if before in (None, user) and place not in shared else TYPES
        if home == TYPES and place in entries and place not in shared:
            message = "is used by several features; add `shared = true`"
            raise catalog.refused(f"/types/{entries[place]}", message)
        if home != before:
            homes[place] = home
            queue += [(part, home) for part in _uses(model, place)]
    layout.fill(homes, model)


def _place_of(one: ir.Type) -> ir.Place | None:
    return one.place if isinstance(one, ir.Reference | ir.Choice) else None


def _uses(model: ir.Model, place: ir.Place) -> Iterable[ir.Type]:
    if place in model.structures:
        structure = model.structures[place]
        extra = [] if structure.extra is None else [structure.extra]
        return [each.type for each in structure.fields] + extra
    return [model.shared[place]] if place in model.shared else []
