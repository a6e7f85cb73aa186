"""What a command works on: flags joined with the settings of a file; flags win."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ocppgen.cli import settings_file, several
from ocppgen.cli.progress import progress
from ocppgen.cli.settings_keys import PACKAGE, RUNTIME, SCHEMAS
from ocppgen.cli.several import named
from ocppgen.disk import cache, resources
from ocppgen.disk.output import Folder
from ocppgen.errors import GeneratorError
from ocppgen.model.protocol import DEFAULT
from ocppgen.naming.flavors import DATACLASS
from ocppgen.schema import jsonfile, overlays
from ocppgen.text import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ocppgen.cli.settings_file import SettingsFile
    from ocppgen.disk.cache import Note
    from ocppgen.project import Project
    from ocppgen.schema.overlays import Operation

T = TypeVar("T")

_CHANGES = ("extends", "overlay", "overlays")
_OF_SCHEMAS = ("edition", *_CHANGES, "catalog", "profiles")
_USUAL = DEFAULT.version
_BEYOND = {"schemas", "extends"}
"""What tells that schemas are not, or not only, the official ones."""
_SAYS_WHICH = ("edition", "schemas", *_CHANGES, "catalog", "profiles")
"""What tells which schemas are meant."""
_WHICH = "which"
"""The choice of one of several packages, where a command does not name what it makes."""
_OF_ALL = (PACKAGE, RUNTIME, "out")
"""What the settings of several packages say for all of them."""
_OF_EDITION = ("schemas", *_CHANGES, "catalog", "profiles", PACKAGE, RUNTIME)
_ALL = "all"
"""What switches off a choice of profiles that a file makes."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a command works on and where its result goes."""

    values: Mapping[str, Any]
    file: SettingsFile
    """Where those come from that no flag gave."""
    root: Path
    """The folder that the default for ``out`` starts from."""

    @property
    def out(self) -> Path:
        """The folder that the package lands in."""
        return Path(self.values.get("out") or self.root / "generated")

    @property
    def parameters(self) -> Mapping[str, float]:
        """The times that rules over conversations measure by, as far as they are set."""
        seconds: Mapping[str, float] = self.values.get("validate", {})
        return seconds

    def described(self) -> list[str]:
        """Say where the settings and the schemas come from."""
        told = [f"settings: {self.file.path or 'none'}"]
        for one in self.each():
            edition = one.values.get("edition") or "1.6"
            schemas = one.values.get("schemas") or [f"the official ones of OCPP {edition}"]
            told.append(f"schemas: {', '.join(str(each) for each in schemas)}")
        return told

    def each(self) -> list[Settings]:
        """Give the settings of each package that they ask for; often there is one."""
        tables = self.values.get(PACKAGE)
        if not isinstance(tables, tuple):
            return [self]
        rest = {key: value for key, value in self.values.items() if key not in _OF_ALL}
        return [
            replace(
                self,
                values=rest | table | {"out": self.place()},
                file=replace(self.file, values=table, table=f"/{PACKAGE}/{number}"),
            )
            for number, table in enumerate(tables)
        ]

    def one(self) -> Settings:
        """Give the settings of the one package that is meant; refuse to guess."""
        every = self.each()
        if len(every) > 1:
            names = named(tuple(one.values for one in every))
            message = f"there are several packages; choose one with --package: {names}"
            raise GeneratorError(message, file=str(self.file.path))
        return every[0]

    def check_whole(self) -> None:
        """Refuse to make one of several packages: they belong together."""
        tables, every = self.values.get(PACKAGE), self.file.values.get(PACKAGE)
        if isinstance(tables, tuple) and tables and len(tables) != len(every or ()):
            message = "--package chooses one of several packages, which are made together"
            raise GeneratorError(f"{message}; leave it out")

    def by_edition(self) -> tuple[Settings, dict[str, Settings]]:
        """Give what a capture is judged by, and what one is that speaks another version.

        There is another where nothing says which schemas are meant, and where there are
        several packages of the official ones.
        """
        every = self.each()
        if len(every) > 1 and not any(_BEYOND & one.values.keys() for one in every):
            found: dict[str, Settings] = {}
            for one in every:
                found.setdefault(one.values.get("edition") or _USUAL, one)
            return found.pop(_USUAL, every[0]), found
        one = self.one()
        if any(one.values.get(key) for key in _SAYS_WHICH):
            return one, {}
        editions = [edition for edition in resources.EDITIONS if edition != _USUAL]
        return one, {
            name: replace(one, values={**one.values, "edition": name}) for name in editions
        }

    @property
    def runtime(self) -> str | None:
        """The name of the runtime that the packages share; None: each has its own."""
        dotted = self.values.get(RUNTIME)
        return dotted.rpartition(".")[2] if isinstance(dotted, str) else None

    @property
    def parents(self) -> str:
        """What stands before the names of packages that share a runtime: ``acme_ocpp.``."""
        dotted = str(self.values.get(RUNTIME) or "")
        return dotted[: dotted.rfind(".") + 1]

    def place(self, out: Path | None = None) -> Path:
        """Give the folder that packages land in, below *out* or where the settings say.

        It is the one that a shared runtime is in.
        """
        parents = str(self.values.get(RUNTIME) or "").split(".")[:-1]
        return (out or self.out).joinpath(*parents)

    def key(self) -> str | None:
        """Give the digest of all that decides what is made."""
        inputs: dict[Path, str] = {}
        for one in self.each():
            inputs |= one.inputs()
        return cache.key_of(dict(self.values) | {"out": self.out}, inputs)

    def inputs(self) -> dict[Path, str]:
        """Name the files that decide what is made, and folders with what is read of them."""
        edition = self.values.get("edition")
        official = resources.schemas(edition if edition in resources.EDITIONS else "1.6")
        extends = self.values.get("extends")
        bases = [official, *(resources.schemas(one) for one in resources.EDITIONS if extends)]
        bases += [Path(extends)] if extends else []
        schemas = [*bases, *map(Path, self.values.get("schemas") or ())]
        catalogs = [*(one / "catalog.toml" for one in bases)]
        catalogs += [Path(one) for one in self.values.get("overlays") or ()]
        catalogs.append(Path(self.values.get("catalog") or ""))
        templates = [resources.templates(), *map(Path, self.values.get("templates") or ())]
        inputs = dict.fromkeys(schemas, "*.json") | dict.fromkeys(templates, "*")
        return inputs | {path: "" for path in catalogs if path.is_file()}

    def up_to_date(self, key: str | None) -> list[Note]:
        """Read what is noted of what a run would make, if all of it is known to be there."""
        count = len(self.each()) + (self.runtime is not None)
        notes = [cache.recall(cache.numbered(key, number)) for number in range(count) if key]
        known = [note for note in notes if note is not None]
        right = [
            cache.digest_on_disk(Folder(self.place(), note.package)) == note.digest
            for note in known
        ]
        return known if len(known) == count and all(right) else []

    def project(self) -> Project:
        """Read the schemas; an error that comes of a setting names the file of settings."""
        one = self.one()
        with progress("reading the schemas"):
            return one.told(one.read)

    def projects(self) -> list[Project]:
        """Read the schemas of every package."""
        return [one.project() for one in self.each()]

    def published(self) -> Project:
        """Read what the project starts from: without overlays, and without what extends it."""
        one = self.one()
        left = {"overlay", "overlays"}
        left |= {"schemas", "catalog", "profiles"} if one.values.get("extends") else set()
        kept = {key: value for key, value in one.values.items() if key not in left}
        return replace(one, values=kept).project()

    def read(self) -> Project:
        """Read the schemas of the one package that is meant."""
        from ocppgen.project import load_project

        return load_project(
            self.values.get("schemas") or (),
            edition=self.values.get("edition"),
            extends=self.values.get("extends"),
            overlays=self.overlays(),
            catalog=self.values.get("catalog"),
            package=self.values.get("package"),
            profiles=self.values.get("profiles") or (),
            templates=self.values.get("templates") or (),
            annotation_formats=self.values.get("annotation-formats") or (),
            annotation_keywords=self.values.get("annotation-keywords") or (),
            defaults=self.values.get("defaults") or False,
            flavor=self.values.get("flavor") or DATACLASS,
        )

    def told(self, act: Callable[[], T]) -> T:
        """Do something; an error that comes of a setting names the file of settings."""
        try:
            return act()
        except GeneratorError as error:
            value = self.file.values.get(error.setting)
            if self.file.path is None or value is None or value != self.values[error.setting]:
                raise
            message = f"{error.file}: {error.message}" if error.file else error.message
            pointer = self.file.pointer(error.setting)
            raise GeneratorError(message, file=str(self.file.path), pointer=pointer) from error

    def overlays(self) -> tuple[Operation, ...]:
        """Read the changes of schemas: those of files first, then those of the settings."""
        files = [Path(path) for path in self.values.get("overlays") or ()]
        read = [overlays.loads(jsonfile.read_bytes(one, str(one)), str(one)) for one in files]
        return (*(each for one in read for each in one), *(self.values.get("overlay") or ()))

    def notes(self) -> list[str]:
        """Say what the user may have meant and did not say."""
        from ocppgen.schema.files import links

        folders = [Path(folder) for folder in self.values.get("schemas") or ()]
        beside = [] if self.values.get("catalog") else [one / "catalog.toml" for one in folders]
        return [
            *(
                f"{path} is not used; give it with --catalog"
                for path in beside
                if path.is_file()
            ),
            *(
                f"{path} is a link and was not read; put a copy there"
                for path in links(folders)
            ),
        ]


def read_settings(flags: Mapping[str, Any]) -> Settings:
    """Join the flags of a command with the settings of its folder."""
    given = given_by(flags)
    config = flags.get("config")
    file = settings_file.read(config) if config else settings_file.find()
    kept = file.values
    if "schemas" in given:  # what the file says of other schemas is not meant for these
        tables = () if isinstance(kept.get(PACKAGE), str) else (PACKAGE, RUNTIME)
        left = (*_OF_SCHEMAS, *tables)
        kept = {key: value for key, value in kept.items() if key not in left}
    elif "edition" in given:  # likewise
        kept = {key: value for key, value in kept.items() if key not in _OF_EDITION}
    root = file.path.parent if file.path and not config else Path()
    which = given.pop(_WHICH, None)
    if PACKAGE in kept or RUNTIME in kept:
        several.check(file, [key.name for key in SCHEMAS])
    if isinstance(kept.get(PACKAGE), tuple):
        kept = _of_several(kept, given, file, which or given.pop(PACKAGE, None))
    elif which is not None:
        message = "--package chooses one of several packages, and there are none; leave it out"
        raise GeneratorError(message)
    return Settings({**kept, **given}, file, root)


def _of_several(
    kept: Mapping[str, Any], given: dict[str, Any], file: SettingsFile, name: str | None
) -> Mapping[str, Any]:
    """Join flags with the settings of several packages; --package chooses one of them."""
    tables = kept[PACKAGE]
    if name is not None:
        tables = tuple(one for one in tables if one[PACKAGE] == name)
        if not tables:
            message = f"there is no package {shown(name)}; use {named(kept[PACKAGE])}"
            raise GeneratorError(message, file=str(file.path), pointer=file.pointer(PACKAGE))
    own = sorted(given.keys() & {key.name for key in SCHEMAS})
    if own and len(tables) > 1:
        message = f"--{own[0]} is not for several packages; choose one with --package"
        raise GeneratorError(message)
    return {**kept, PACKAGE: tuple(table | _only(given, own) for table in tables)}


def _only(given: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {key: given[key] for key in keys}


def given_by(flags: Mapping[str, Any]) -> dict[str, Any]:
    """Give the settings that the flags of a command say."""
    given = {
        key.replace("_", "-"): value
        for key, value in flags.items()
        if value is not None and value != () and key != "config"
    }
    if "profiles" in given:
        given["profiles"] = _profiles(given["profiles"])
    for key in given.keys() & {"annotation-formats", "annotation-keywords"}:
        given[key] = _words(given[key])
    return given


def _profiles(text: str) -> list[str]:
    """Read the list of a flag; a list without an entry would come from an empty variable."""
    names = _words(text)
    if not names:
        message = f"--profiles {shown(text)} names no profile; say {_ALL} for every one"
        raise GeneratorError(message)
    return [] if names == [_ALL] else names


def _words(text: str) -> list[str]:
    """Read the words of a flag, which commas part."""
    return [one.strip() for one in text.split(",") if one.strip()]
