"""``ocppgen.lock``: what a vendored package was made from, and what its files were then."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from ocppgen.disk.mark import MARK
from ocppgen.errors import GeneratorError
from ocppgen.text import shown
from ocppgen.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ocppgen.project import Project

NAME: Final = "ocppgen.lock"

_HEAD: Final = f"""\
{MARK} vendor. Do not edit: `ocppgen check` tells by it what was changed since.
"""
_NOTICE: Final = """\
{mark} vendor {version} from these schemas:

{edition}

The package is under the licence in LICENSE. The OCPP schemas that come with ocppgen are the
Open Charge Alliance's, under CC BY-ND 4.0; this folder holds no copy of them.
"""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a package is made from, by digests."""

    generator: str
    edition: str
    flavor: str
    profiles: str
    schemas: str
    overlays: str
    catalog: str
    templates: str


_WORDS: Final = ("generator", "edition", "profiles")
"""What is told in words, and not by a digest."""


@dataclass(frozen=True, slots=True)
class Lock:
    """The whole of it: *files* are digests, by paths within the package."""

    inputs: Inputs
    files: Mapping[str, str]


def inputs_of(projects: Sequence[Project]) -> Inputs:
    """Say what a package is made from, or a runtime of several packages."""
    every = [_inputs_of(project) for project in projects]
    if len(every) == 1:
        return every[0]
    parts = {
        one.name: dict.fromkeys(getattr(inputs, one.name) for inputs in every)
        for one in fields(Inputs)
    }
    said = {name: "; ".join(parts[name]) for name in _WORDS}
    digests = {name: _digest("".join(parts[name])) for name in parts.keys() - {*_WORDS}}
    return Inputs(**said, **digests)


def _inputs_of(project: Project) -> Inputs:
    catalog = replace(project.catalog, file="", own=None, edition="")
    templates = sorted((name, one.text) for name, one in project.templates.items())
    return Inputs(
        generator=__version__,
        edition=project.catalog.edition,
        flavor=project.flavor,
        profiles=", ".join(project.profiles) or "all",
        schemas=replace(project, overlays=()).digest,
        overlays=_digest("".join(one.digest for one in project.overlays)),
        catalog=_digest(repr(catalog)),
        templates=_digest(repr(templates)),
    )


def with_lock(
    name: str, projects: Sequence[Project], files: Mapping[PurePosixPath, str]
) -> dict[PurePosixPath, str]:
    """Give the files of a vendored package: with the licence notices and the lock.

    *projects* are what it is made from: one, or for a shared runtime several.
    """
    root = PurePosixPath(name)
    editions = [_edition(project) for project in projects]
    notice = _NOTICE.format(mark=MARK, version=__version__, edition="\n".join(editions))
    every = {**files, root / "NOTICE": notice}
    digests = {_within(path): digest_of(text) for path, text in every.items()}
    return {**every, root / NAME: written(Lock(inputs_of(projects), digests))}


def _edition(project: Project) -> str:
    edition = project.catalog.edition or "schemas of your own"
    return edition + "".join(f"\nchanged: {change}" for change in project.changes)


def written(lock: Lock) -> str:
    """Write a lock as TOML."""
    lines = [
        f"{one.name} = {_quoted(getattr(lock.inputs, one.name))}" for one in fields(Inputs)
    ]
    rows = [f"{_quoted(path)} = {_quoted(lock.files[path])}" for path in sorted(lock.files)]
    return "\n".join([_HEAD, *lines, "", "[files]", *rows]) + "\n"


def read_lock(text: str, file: str) -> Lock:
    """Read a lock; raise `GeneratorError` for one that was edited."""
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise GeneratorError(f"is not TOML: {error}; restore it", file=file) from error
    words = [one.name for one in fields(Inputs)]
    for word in words:
        if not isinstance(table.get(word), str):
            message = f"must be a string, not {shown(table.get(word))}; restore the file"
            raise GeneratorError(message, file=file, pointer=f"/{word}")
    files = table.get("files")
    if not isinstance(files, dict) or not all(isinstance(one, str) for one in files.values()):
        message = "must be a table of digests; restore the file"
        raise GeneratorError(message, file=file, pointer="/files")
    return Lock(Inputs(**{word: table[word] for word in words}), files)


def digest_of(text: str) -> str:
    """Give the SHA-256 of a file's text, whose lines end with LF."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _within(path: PurePosixPath) -> str:
    return path.relative_to(path.parts[0]).as_posix()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'
