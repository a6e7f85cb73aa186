"""Which files of a folder are schemas; nothing outside the given folders is ever opened."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ocppgen.disk.bystanders import is_bystander
from ocppgen.errors import GeneratorError
from ocppgen.text import from_disk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def find(folders: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """List the schema files of *folders*, each with its name relative to its folder.

    Raises `GeneratorError` for a folder without any, and for two files of one name.
    """
    seen: dict[str, Path] = {}
    for folder in folders:
        for file, path in _in_one(folder):
            if file in seen:
                message = f"has the same name as {path}; rename one of the two"
                raise GeneratorError(message, file=str(seen[file]))
            seen[file] = path
            yield file, path


def links(folders: Iterable[Path]) -> list[Path]:
    """List the links to schemas and to folders that are not followed."""
    found = [
        path
        for folder in folders
        if folder.is_dir()
        for path in _walk(folder)
        if path.is_symlink() and not _is_read(path, folder.resolve())
    ]
    return sorted(found)


def _in_one(folder: Path) -> list[tuple[str, Path]]:
    if folder.is_file():
        return [(from_disk(folder.name), folder)]
    if not folder.is_dir():
        message = "does not exist; give a folder of *.json schemas"
        raise GeneratorError(message, file=str(folder), setting="schemas")
    root = folder.resolve()
    found = sorted(
        (from_disk(path.relative_to(folder).as_posix()), path)
        for path in _walk(folder)
        if _is_read(path, root)
    )
    if not found:
        message = "holds no *.json file; give the folder of the schemas"
        raise GeneratorError(message, file=str(folder), setting="schemas")
    return found


def _walk(folder: Path) -> Iterator[Path]:
    """List what may be a schema: files by their ending, and links to folders."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not is_bystander(name)]
        yield from (path for name in folders if (path := Path(place, name)).is_symlink())
        for name in names:
            if name.endswith(".json") and not is_bystander(name):
                yield Path(place, name)


def _is_read(path: Path, root: Path) -> bool:
    """Whether a path is a file within the folder, and no link leads out of it."""
    try:
        return path.is_file() and path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # a link to itself
        return False
