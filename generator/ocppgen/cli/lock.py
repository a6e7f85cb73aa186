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
    from collections.abc import Mapping

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


@dataclass(frozen=True, slots=True)
class Lock:
    """The whole of it: *files* are digests, by paths within the package."""

    inputs: Inputs
    files: Mapping[str, str]


def lock_of(project: Project, files: Mapping[PurePosixPath, str]) -> Lock:
    """Say what a package is made from."""
    catalog = replace(project.catalog, file="", own=None, edition="")
    templates = sorted((name, one.text) for name, one in project.templates.items())
    inputs = Inputs(
        generator=__version__,
        edition=project.catalog.edition,
        flavor=project.flavor,
        profiles=", ".join(project.profiles) or "all",
        schemas=replace(project, overlays=()).digest,
        overlays=_digest("".join(one.digest for one in project.overlays)),
        catalog=_digest(repr(catalog)),
        templates=_digest(repr(templates)),
    )
    return Lock(inputs, {_within(path): digest_of(text) for path, text in files.items()})


def with_lock(project: Project, files: Mapping[PurePosixPath, str]) -> dict[PurePosixPath, str]:
    """Give the files of a vendored package: with the licence notices and the lock."""
    root = PurePosixPath(project.package)
    edition = project.catalog.edition or "schemas of your own"
    changes = "".join(f"\nchanged: {change}" for change in project.changes)
    notice = _NOTICE.format(mark=MARK, version=__version__, edition=edition + changes)
    every = {**files, root / "NOTICE": notice}
    return {**every, root / NAME: written(lock_of(project, every))}


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
