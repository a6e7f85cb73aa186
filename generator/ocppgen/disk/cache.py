"""Remember that a package was up to date, so that an unchanged run need not make it again.

A note says: of these inputs (schemas, catalog, templates, settings and our own code, by their
digests) this folder was the result. It never holds generated code: a wrong note could at worst
hide a change from ``generate``, and ``check`` does not read notes. Notes are kept in
``~/.cache/ocppgen`` (or ``$XDG_CACHE_HOME``); they can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ocppgen.disk import private
from ocppgen.errors import GeneratorError
from ocppgen.text import is_identifier

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import PurePosixPath

    from ocppgen.disk.output import Folder

_CODE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Note:
    """What a run made: the package's name, the digest of its files, and how many there are."""

    package: str
    digest: str
    features: int
    files: int


def key_of(values: Mapping[str, Any], inputs: Mapping[Path, str]) -> str | None:
    """Give the digest of everything that decides what a run makes.

    *inputs* are files, and folders with the pattern of what is read of them. What cannot be
    read gives no digest: the run itself will say what is wrong with it.
    """
    digest = hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode())
    try:
        for root, pattern in (*inputs.items(), (_CODE, "*.py")):
            for path in [root] if root.is_file() else sorted(root.rglob(pattern)):
                if path.is_file():
                    digest.update(b"\0" + os.fsencode(path) + b"\0")
                    digest.update(hashlib.sha256(path.read_bytes()).digest())
    except OSError:
        return None
    return digest.hexdigest()


def numbered(key: str, number: int) -> str:
    """Give the key of one folder of several that a run makes."""
    return f"{key}-{number}" if number else key


def recall(key: str) -> Note | None:
    """Read the note on a key; None if there is none, or what is there is not a note."""
    data = private.read(f"{key}.json")
    try:
        table = json.loads(data) if data else None
    except (ValueError, RecursionError):
        return None
    match table:
        case {
            "package": str(package),
            "digest": str(digest),
            "features": int(features),
            "files": int(files),
        } if is_identifier(package):
            return Note(package, digest, features, files)
    return None


def remember(key: str, note: Note) -> None:
    """Write the note on a key, if that can be."""
    private.write(f"{key}.json", json.dumps(asdict(note)).encode())


def digest_of(files: Mapping[PurePosixPath, str]) -> str:
    """Give the digest of the files of a package."""
    digest = hashlib.sha256()
    for path, text in sorted(files.items()):
        digest.update(f"\0{path}\0".encode("utf-8", "surrogateescape"))
        digest.update(hashlib.sha256(text.encode("utf-8", "surrogateescape")).digest())
    return digest.hexdigest()


def digest_on_disk(folder: Folder) -> str | None:
    """Give the digest of what is in the folder of a package; None if not all of it is ours."""
    try:
        texts = {path: folder.read(path) for path in folder.survey()}
    except (GeneratorError, OSError):
        return None  # the run itself says what is wrong
    return digest_of({path: text for path, text in texts.items() if text is not None})
