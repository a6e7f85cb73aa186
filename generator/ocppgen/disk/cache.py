"""Remember that a package was up to date, so that an unchanged run need not make it again.

A note says: of these inputs (schemas, catalog, templates, settings and our own code, by their
digests) this folder was the result, byte for byte. It never holds generated code: a wrong
note could at worst hide a change from ``generate``, and ``check`` does not read notes.
Notes are kept in ``~/.cache/ocppgen`` (or ``$XDG_CACHE_HOME``); they can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen.disk.output import Folder

_CODE = Path(__file__).resolve().parent.parent


def cache_folder() -> Path | None:
    """Give the folder for what may be lost at any time, `None` where there can be none."""
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        folder = (Path(base) if base else Path.home() / ".cache") / "ocppgen"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return None
    return folder


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


def recall(key: str) -> dict[str, Any] | None:
    """Read the note on a key: package name, digest of its files, and their numbers."""
    folder = cache_folder()
    try:
        note = json.loads((folder / f"{key}.json").read_text()) if folder else None
    except (OSError, ValueError, RecursionError):
        return None
    return note if isinstance(note, dict) else None


def remember(key: str, note: Mapping[str, Any]) -> None:
    """Write the note on a key, if that can be."""
    folder = cache_folder()
    if folder is None:
        return
    try:
        temporary = folder / f"{key}.{os.getpid()}"
        temporary.write_text(json.dumps(note))
        temporary.replace(folder / f"{key}.json")
    except OSError:
        return


def contents(folder: Folder) -> str:
    """Give the digest of what is on disk in the folder of a package."""
    digest = hashlib.sha256()
    for path, place in folder.survey().items():
        digest.update(f"\0{path}\0".encode())
        digest.update(hashlib.sha256(place.read_bytes()).digest())
    return digest.hexdigest()
