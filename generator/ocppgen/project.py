"""What a run works on: schema files, catalog, package name, profiles, templates."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from ocppgen.bases import CATALOG, find_base
from ocppgen.disk import resources
from ocppgen.errors import GeneratorError, Refusals
from ocppgen.model import catalog as catalogs
from ocppgen.model.payloads import CARRIER
from ocppgen.naming.flavors import DATACLASS
from ocppgen.schema import documents, files, jsonfile
from ocppgen.schema.build import NO_ANNOTATIONS, build
from ocppgen.schema.vocabulary import Annotations, asserting
from ocppgen.text import is_identifier, listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ocppgen.bases import Base
    from ocppgen.model.catalog import Catalog
    from ocppgen.rendering.overrides import Template
    from ocppgen.schema.documents import Document
    from ocppgen.schema.overlays import Change, Operation


@dataclass(frozen=True, slots=True)
class Project:
    """The whole input of `generate`: nothing else is read after it is made."""

    documents: tuple[Document, ...]
    catalog: Catalog
    package: str = "ocpp16"
    profiles: tuple[str, ...] = ()
    """Names of profiles to keep; none means all."""
    templates: Mapping[str, Template] = field(default_factory=dict)
    """The user's, by the names of ours that they take the place of."""
    annotations: Annotations = NO_ANNOTATIONS
    """What of the schemas' words asserts nothing."""
    defaults: bool = False
    """Whether an absent member that has a default reads as it."""
    paths: Mapping[str, Path] = field(default_factory=dict)
    """Where each schema file is, for errors."""
    overlays: tuple[Operation, ...] = ()
    changes: tuple[Change, ...] = ()
    """What the overlays changed."""
    flavor: str = DATACLASS
    """What the classes are, one of `FLAVORS`."""

    @contextmanager
    def located(self) -> Iterator[None]:
        """Let errors name a schema file by a path that the user can open."""
        with _located(self.paths):
            yield

    @property
    def digest(self) -> str:
        """The SHA-256 of the schema files' names and texts, whatever their line ends.

        With overlays, of what they do as well.
        """
        listing = "".join(f"{one.digest}  {one.file}\n" for one in self.documents)
        listing += "".join(f"{one.digest}  overlay\n" for one in self.overlays)
        return hashlib.sha256(listing.encode("utf-8", "surrogateescape")).hexdigest()


def load_project(  # noqa: PLR0913  (each is a setting, given by its name)
    schemas: Sequence[Path | str] = (),
    *,
    edition: str | None = None,
    extends: Path | str | None = None,
    overlays: Sequence[Operation] = (),
    catalog: Path | str | None = None,
    package: str | None = None,
    profiles: Iterable[str] = (),
    templates: Sequence[Path | str] = (),
    annotation_formats: Iterable[str] = (),
    annotation_keywords: Iterable[str] = (),
    defaults: bool = False,
    flavor: str = DATACLASS,
) -> Project:
    """Read schemas and catalog; raise `GeneratorError` for what cannot be used.

    Without *schemas* the official set of an *edition* (1.6, 2.0.1 or 2.1; 1.6 unless given)
    is read with its catalog; with *schemas* and no *catalog*, names come from the files. A
    project that *extends* an official set (``ocpp16``), or a folder of schemas with a catalog,
    has the *schemas* beside those, and the *catalog* adds to theirs. *overlays* change single
    schemas; `ocppgen.schema.overlays.loads` makes them.

    *profiles* (names or subpackages) keeps a subset, *annotation_formats* are formats that
    are not to be asserted, *annotation_keywords* are keywords that no dialect has and that
    assert nothing, as ``markdownDescription`` or ``ts*``. With *defaults*, an absent member that
    has a default reads as it. *flavor* is what the classes are, ``dataclass`` or ``msgspec``.
    """
    base = find_base(edition, extends, alone=not schemas)
    folders = [*([base.folder] if base else []), *(Path(folder) for folder in schemas)]
    known = _catalog(base, Path(catalog) if catalog else None, extends=extends is not None)
    annotations = _annotations(annotation_formats, annotation_keywords)
    paths = dict(files.find(folders))
    ours = base.folder if base and base.official else None
    located = {
        file: path
        for file, path in paths.items()
        if ours is None or not path.is_relative_to(ours)
    }
    with _located(located):
        loaded, changes = _loaded(paths, annotations, overlays)
    name = package if package is not None else known.package or "ocpp16"
    if not is_identifier(name):
        message = f"{shown(name)} is no name for a package; use an identifier"
        raise GeneratorError(message, setting="package")
    _check_files(known, loaded)
    return Project(
        loaded,
        replace(known, edition=_changed(known.edition, changes)),
        name,
        _chosen(known, tuple(profiles)),
        _overrides([Path(folder) for folder in templates]),
        annotations,
        defaults,
        located,
        tuple(overlays),
        changes,
        flavor,
    )


def _catalog(base: Base | None, path: Path | None, *, extends: bool) -> Catalog:
    """Read the catalog: that of the base, the user's own, or both as one."""
    own = (jsonfile.read_bytes(path, str(path)), str(path)) if path else None
    if base is None or (own and not extends):
        return catalogs.loads(*own) if own else catalogs.Catalog()
    place = base.folder / CATALOG
    name = CATALOG if base.official else str(place)
    known = catalogs.loads(jsonfile.read_bytes(place, name), name, own)
    if extends and own and known.edition == catalogs.loads(place.read_bytes(), name).edition:
        return replace(known, edition=f"{known.edition}, extended")
    return known


def _changed(edition: str, changes: Sequence[Change]) -> str:
    """Say of an edition that it is not as it was published."""
    if not changes:
        return edition
    count = f"{len(changes)} change{'' if len(changes) == 1 else 's'}"
    return f"{edition}, with {count}" if edition else f"with {count}"


def _annotations(formats: Iterable[str], keywords: Iterable[str]) -> Annotations:
    """Take what the user says are annotations; what a dialect asserts cannot be one."""
    found = Annotations(frozenset(formats), tuple(keywords))
    meant = asserting(found.keywords)
    if meant is not None:
        message = (
            f"annotation-keywords has {shown(meant)}, which is a keyword of JSON Schema that"
            " asserts something; leave it out"
        )
        raise GeneratorError(message, setting="annotation-keywords")
    return found


def _loaded(
    paths: Mapping[str, Path], annotations: Annotations, overlays: Sequence[Operation]
) -> tuple[tuple[Document, ...], tuple[Change, ...]]:
    """Read every file, or raise `GeneratorError` with all that is refused in any of them."""
    trusted = _trusted()
    refusals = Refusals()
    loaded = []
    changes: list[Change] = []
    operations = _by_file(overlays, paths)
    for file, path in paths.items():
        with refusals.collected():
            data = jsonfile.read_bytes(path, file)
            document = documents.load(file, data)
            if file in operations:
                document, changed = documents.changed(document, operations[file])
                changes += changed
            loaded.append(document)
            digests = {document.digest, hashlib.sha256(data).hexdigest()}
            if file in operations or trusted.isdisjoint(digests):
                documents.check_metaschema(document)
    if refusals:
        with refusals.collected():
            build(loaded, annotations=annotations)
    refusals.raise_any()
    return tuple(loaded), tuple(changes)


def _by_file(
    overlays: Sequence[Operation], paths: Mapping[str, Path]
) -> dict[str, list[Operation]]:
    """Group operations by their files; refuse those whose file there is not."""
    found: dict[str, list[Operation]] = {}
    for operation in overlays:
        if operation.file not in paths:
            near = [file for file in paths if file.endswith(f"/{operation.file}")]
            near = near or get_close_matches(operation.file, paths, n=1)
            hint = f"did you mean {listed(near, 'or')}?" if near else "correct it"
            message = f"there is no schema file {shown(operation.file)}; {hint}"
            raise operation.refused("file", message)
        found.setdefault(operation.file, []).append(operation)
    return found


@contextmanager
def _located(paths: Mapping[str, Path]) -> Iterator[None]:
    try:
        yield
    except GeneratorError as error:
        for one in {id(each): each for each in (error, *error.refusals)}.values():
            if one.file in paths:
                one.file = str(paths[one.file])
        raise


def _overrides(folders: Sequence[Path]) -> Mapping[str, Template]:
    """Read the user's templates, if there are any."""
    if not folders:
        return {}
    # Imported here: few runs need it, and Jinja takes long to load.
    from ocppgen.rendering.overrides import read

    return read(folders)


def _trusted() -> frozenset[str]:
    """Read the digests of the official files, which are known to obey their metaschemas."""
    lists = [resources.schemas(edition) / "SHA256SUMS" for edition in resources.EDITIONS]
    lines = [line for path in lists for line in path.read_text("utf-8-sig").splitlines()]
    return frozenset(line.split()[0] for line in lines)


def _check_files(catalog: Catalog, loaded: Sequence[Document]) -> None:
    files = {document.file for document in loaded}
    for index, feature in enumerate(catalog.features):
        for word, file in zip(("request", "response"), feature.files, strict=False):
            if file not in files:
                message = f"there is no schema file {shown(file)}; correct it"
                raise catalog.refused(f"/features/{index}/{word}", message)
    if catalog.payloads and catalog.carrier is None:
        message = f"payloads are carried by {CARRIER}, which is in no [[features]]; add it"
        raise catalog.refused("/payloads", message)
    for index, payload in enumerate(catalog.payloads):
        for word, named in (("request", payload.request), ("response", payload.response)):
            if named is not None and named not in files:
                message = f"there is no schema file {shown(named)}; correct it"
                raise catalog.refused(f"/payloads/{index}/{word}", message)
    types = [(f"/types/{index}/at", one.at) for index, one in enumerate(catalog.types)]
    members = [(f"/members/{index}/at", one.at) for index, one in enumerate(catalog.members)]
    for pointer, at in types + members:
        for place in at:
            if place.file not in files:
                message = f"there is no schema file {shown(place.file)}; correct it"
                raise catalog.refused(pointer, message)
    for place in catalog.names:
        if place.file not in files:
            message = f"there is no schema file {shown(place.file)}; correct it"
            raise catalog.refused("/names", message)


def _chosen(catalog: Catalog, wanted: tuple[str, ...]) -> tuple[str, ...]:
    by_name = {profile.name: profile.name for profile in catalog.profiles}
    by_name |= {profile.package: profile.name for profile in catalog.profiles}
    for name in wanted:
        if name not in by_name:
            known = listed(profile.package for profile in catalog.profiles)
            hint = f"; there are {known}" if known else ": there is no catalog"
            message = f"there is no profile {shown(name)}{hint}"
            raise GeneratorError(message, setting="profiles")
    chosen = {by_name[name] for name in wanted}
    return tuple(one.name for one in catalog.profiles if one.name in chosen)


def subset(catalog: Catalog, profiles: tuple[str, ...]) -> Catalog:
    """Give the catalog of the chosen profiles only; none means all."""
    if not profiles:
        return catalog
    kept = replace(
        catalog,
        profiles=tuple(one for one in catalog.profiles if one.name in profiles),
        features=tuple(one for one in catalog.features if one.profile in profiles),
    )
    return kept if kept.carrier else replace(kept, payloads=())
