"""What a command works on: flags joined with the settings of a file; flags win."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ocppgen.cli import settings_file
from ocppgen.cli.progress import progress
from ocppgen.disk import cache, resources
from ocppgen.disk.output import Folder
from ocppgen.errors import GeneratorError
from ocppgen.schema import jsonfile, overlays
from ocppgen.text import shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import PurePosixPath

    from ocppgen.cli.settings_file import SettingsFile
    from ocppgen.disk.cache import Note
    from ocppgen.naming.package import Package
    from ocppgen.project import Project
    from ocppgen.schema.overlays import Operation

_CHANGES = ("extends", "overlay", "overlays")
_OF_SCHEMAS = ("edition", *_CHANGES, "catalog", "profiles")
_OF_EDITION = ("schemas", *_CHANGES, "catalog", "profiles", "package")
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
        edition = self.values.get("edition") or "1.6"
        schemas = self.values.get("schemas") or [f"the official ones of OCPP {edition}"]
        return [
            f"settings: {self.file.path or 'none'}",
            f"schemas: {', '.join(str(one) for one in schemas)}",
        ]

    def key(self) -> str | None:
        """Give the digest of all that decides what is made."""
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
        inputs |= {path: "" for path in catalogs if path.is_file()}
        return cache.key_of(dict(self.values) | {"out": self.out}, inputs)

    def up_to_date(self, key: str | None) -> Note | None:
        """Read what is noted of the package, if it is known to be what a run would make."""
        note = cache.recall(key) if key else None
        if note is None:
            return None
        folder = Folder(self.out, note.package)
        return note if cache.digest_on_disk(folder) == note.digest else None

    def project(self) -> Project:
        """Read the schemas; an error that comes of a setting names the file of settings."""
        with progress("reading the schemas"):
            return self._project()

    def published(self) -> Project:
        """Read what the project starts from: without overlays, and without what extends it."""
        left = {"overlay", "overlays"}
        left |= {"schemas", "catalog", "profiles"} if self.values.get("extends") else set()
        kept = {key: value for key, value in self.values.items() if key not in left}
        return replace(self, values=kept).project()

    def _project(self) -> Project:
        from ocppgen.project import load_project

        try:
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
            )
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

    def files(
        self, project: Project, folder: Folder
    ) -> tuple[dict[PurePosixPath, str], Package]:
        """Make every file as it is to be written; refuse a *folder* with files of others."""
        from ocppgen.pipeline import laid_out, plan, render_package

        with progress("naming what they have") as doing:
            package = plan(project)
            doing("filling in the templates")
            rendered = render_package(package, project)
            folder.survey(rendered)
            doing("laying out the files")
            files = laid_out(
                rendered,
                project,
                own_templates=not project.templates and package.catalogued,
                on_disk=folder.read,
                progress=lambda done, of: doing(f"laid out {done} of {of} files"),
                processes=True,
            )
        return files, package


def read_settings(flags: Mapping[str, Any]) -> Settings:
    """Join the flags of a command with the settings of its folder."""
    given = given_by(flags)
    config = flags.get("config")
    file = settings_file.read(config) if config else settings_file.find()
    kept = file.values
    if "schemas" in given:  # what the file says of other schemas is not meant for these
        kept = {key: value for key, value in kept.items() if key not in _OF_SCHEMAS}
    elif "edition" in given:  # likewise
        kept = {key: value for key, value in kept.items() if key not in _OF_EDITION}
    root = file.path.parent if file.path and not config else Path()
    return Settings({**kept, **given}, file, root)


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
