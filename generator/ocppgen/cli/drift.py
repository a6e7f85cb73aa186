"""How a package on disk differs from what it should be: what happened to it, and the cure."""

from __future__ import annotations

import json
import shlex
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from ocppgen.cli import lock as locks
from ocppgen.errors import GeneratorError
from ocppgen.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ocppgen.disk.output import Folder
    from ocppgen.project import Project

KINDS: Final = {
    "edited": "edited by hand since it was vendored",
    "missing": "missing",
    "extra": "not made by this run",
    "outdated": "not what the schemas give now",
    "generator": "made by another version of ocppgen",
    "schemas": "made from other schemas",
    "overlays": "made with other overlays",
    "catalog": "made with another catalog",
    "templates": "made with other templates",
    "profiles": "made with other profiles",
    "flavor": "made in another flavor",
}
"""What a package may be found to be."""

_TOLD: Final = ("generator", "profiles", "flavor")
"""What is told of a package as it stands in the lock: the others are digests."""
_INPUTS: Final = ("schemas", "overlays", "catalog", "templates", *_TOLD)


@dataclass(frozen=True, slots=True)
class Drift:
    """One finding: of a file, or of the whole package."""

    kind: str
    path: str
    text: str
    cure: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.path}: {self.text}; {self.cure}"


def drifts(
    folder: Folder,
    name: str,
    projects: Sequence[Project],
    files: Mapping[PurePosixPath, str],
    *,
    out: str,
) -> list[Drift]:
    """Find out how *folder* differs from *files*; by its lock, if it has one.

    *name* is that of the package, and *projects* are what it is made from.
    """
    lock = lock_in(folder, name)
    if lock is None:
        changes = folder.changes(files)
        return [*_plain(folder, changes.changed, changes.removed, files)]
    now = locks.inputs_of(projects)
    command = f"`ocppgen vendor {shlex.quote(out)}`"
    return [*_vendored(folder, name, now, files, lock, command)]


def lock_in(folder: Folder, package: str) -> locks.Lock | None:
    """Read the lock of a vendored package, None if it is not one."""
    path = PurePosixPath(package, locks.NAME)
    text = folder.read(path)
    return None if text is None else locks.read_lock(text, folder.place(path))


def refuse_vendored(folder: Folder, package: str, out: str) -> None:
    """Refuse to generate over a vendored package: its lock would no longer be true."""
    path = PurePosixPath(package, locks.NAME)
    if folder.read(path) is not None:
        message = f"the package is vendored; run `ocppgen vendor {shlex.quote(out)}` instead"
        raise GeneratorError(message, file=folder.place(path))


def edited(folder: Folder, package: str, lock: locks.Lock) -> list[PurePosixPath]:
    """List the files that are not what the lock says, missing ones left out."""
    texts = {path: folder.read(PurePosixPath(package, path)) for path in lock.files}
    return [
        PurePosixPath(package, path)
        for path, text in texts.items()
        if text is not None and locks.digest_of(text) != lock.files[path]
    ]


def _plain(
    folder: Folder,
    changed: Sequence[PurePosixPath],
    removed: Sequence[PurePosixPath],
    files: Mapping[PurePosixPath, str],
) -> Iterator[Drift]:
    cure = "run `ocppgen generate`"
    for path in sorted({*changed, *removed}):
        kind = "extra" if path not in files else "outdated"
        kind = "missing" if kind == "outdated" and folder.read(path) is None else kind
        yield Drift(kind, folder.place(path), KINDS[kind], cure)


def _vendored(
    folder: Folder,
    name: str,
    now: locks.Inputs,
    files: Mapping[PurePosixPath, str],
    lock: locks.Lock,
    command: str,
) -> Iterator[Drift]:
    for kind in _INPUTS:
        then, wanted = getattr(lock.inputs, kind), getattr(now, kind)
        if then != wanted:
            text = KINDS[kind]
            if kind in _TOLD:
                text += f" ({then}; this run: {wanted})"
            yield Drift(kind, str(folder), text, f"run {command} to make it anew")
    hand = edited(folder, name, lock)
    there = folder.survey(files)
    root = PurePosixPath(name)
    for path in sorted({*there, *(root / one for one in lock.files)}):
        inside = path.relative_to(root).as_posix()
        place = folder.place(path)
        if inside == locks.NAME:
            continue
        if path not in there:
            yield Drift("missing", place, KINDS["missing"], f"run {command} to put it back")
        elif inside not in lock.files:
            yield Drift("extra", place, KINDS["extra"], "remove it")
        elif path in hand:
            cure = f"keep the change in a template, then run {command[:-1]} --force`"
            yield Drift("edited", place, KINDS["edited"], cure)
    if not any(getattr(lock.inputs, kind) != getattr(now, kind) for kind in _INPUTS):
        for path, text in sorted(files.items()):
            digest = lock.files.get(path.relative_to(root).as_posix())
            if digest != locks.digest_of(text) and path.name != locks.NAME:
                cure = f"run {command} to make it anew"
                yield Drift("outdated", folder.place(path), KINDS["outdated"], cure)


def as_json(checked: Sequence[tuple[Folder, Sequence[Drift], bool]]) -> str:
    """Write findings for programs: of each folder, and whether it is a vendored one.

    Those of one package are an object; those of several a list.
    """
    tables = [
        {
            "package": str(folder),
            "vendored": vendored,
            "up_to_date": not found,
            "findings": [asdict(one) for one in found],
        }
        for folder, found, vendored in checked
    ]
    return json.dumps(tables[0] if len(tables) == 1 else tables, indent=2) + "\n"


def as_sarif(found: Sequence[Drift]) -> str:
    """Write findings as SARIF 2.1.0, for code hosts."""
    rules = [{"id": kind, "shortDescription": {"text": text}} for kind, text in KINDS.items()]
    driver = {"name": "ocppgen check", "version": __version__, "rules": rules}
    table = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": [_result(one) for one in found]}],
    }
    return json.dumps(table, indent=2) + "\n"


def _result(one: Drift) -> dict[str, Any]:
    uri = quote(PurePosixPath(one.path).as_posix())
    place = {"physicalLocation": {"artifactLocation": {"uri": uri}}}
    text = f"{one.text}; {one.cure}"
    return {
        "ruleId": one.kind,
        "level": "error",
        "message": {"text": text},
        "locations": [place],
    }
