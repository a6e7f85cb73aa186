"""The only room that writes. It touches what carries our mark, within one folder.

Each file is written beside its place and moved there in one step: an interrupted run leaves
every file either as it was or as it will be.
"""

from __future__ import annotations

import difflib
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ocppgen.errors import GeneratorError
from ocppgen.interrupts import uninterrupted
from ocppgen.mark import MARK
from ocppgen.text import from_disk, on_disk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


_NO_NEWLINE = "\\ No newline at end of file"

_STAGED = ".ocppgen-"
"""How the names of files begin that have yet to move to their places.

A run that is killed leaves them; the next one clears them away.
"""


@dataclass(frozen=True, slots=True)
class Written:
    """What a run did to the disk."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]


class Folder:
    """The output folder of a package, ``DIR/NAME``."""

    def __init__(self, out: Path, package: str) -> None:
        """Stand for *package* within *out*; nothing is touched yet."""
        self._out = out
        self._root = out / package

    def __str__(self) -> str:
        """Name the folder as the user would."""
        return str(self._root)

    def survey(self) -> dict[PurePosixPath, Path]:
        """List our files on disk; raise `GeneratorError` for anything that is not ours."""
        found: dict[PurePosixPath, Path] = {}
        if self._root.is_symlink() or (self._root.exists() and not self._root.is_dir()):
            message = "is no folder of its own; remove it, or choose another --out or --package"
            raise GeneratorError(message, file=str(self._root))
        for folder, folders, files in os.walk(self._root):
            folders[:] = [name for name in folders if name != "__pycache__"]
            for name in [*files, *folders]:
                path = Path(folder, name)
                if path.is_symlink():
                    message = "is a link; remove it, or choose another --out or --package"
                    raise GeneratorError(message, file=str(path))
            for name in files:
                path = Path(folder, name)
                if path.suffix != ".pyc" and not name.startswith(_STAGED):
                    _check_ours(path)
                    inside = from_disk(path.relative_to(self._out).as_posix())
                    found[PurePosixPath(inside)] = path
        return dict(sorted(found.items()))

    def read(self, path: PurePosixPath) -> str | None:
        """Read a file of ours as it is on disk, `None` where there is none."""
        place = self._place(path)
        if not place.is_file():
            return None
        return place.read_bytes().decode("utf-8", "surrogateescape")

    def write(self, files: Mapping[PurePosixPath, str]) -> Written:
        """Bring the folder to what *files* say; raise `GeneratorError` if it cannot be."""
        there = self.survey()
        changed = []
        staged: list[tuple[Path, Path]] = []
        try:
            for path, text in files.items():
                place = self._place(path)
                if place.is_dir():
                    message = "is a folder where a file has to be; remove it"
                    raise GeneratorError(message, file=str(place))
                if self.read(path) != text:
                    changed.append(str(path))
                    place.parent.mkdir(parents=True, exist_ok=True)
                    staged.append((_stage(place, text), place))
            removed = [path for path in there if path not in files]
            with uninterrupted():
                for temporary, place in staged:
                    temporary.replace(place)
                for path in removed:
                    there[path].unlink()
            self._drop_empty_folders()
        except OSError as error:
            message = f"cannot be written: {error.strerror}"
            raise GeneratorError(message, file=str(self._root)) from error
        finally:
            self._clear_staged()
        return Written(tuple(changed), tuple(str(path) for path in removed))

    def differences(self, files: Mapping[PurePosixPath, str]) -> Iterator[str]:
        """Give a unified diff from what is on disk to what *files* say."""
        there = self.survey()
        for path in sorted({*there, *files}):
            before, after = self.read(path), files.get(path)
            if before == after:
                continue
            # After the tab `patch -p0` reads no name any more.
            place = str(self._place(path))
            for line in difflib.unified_diff(
                _lines(before),
                _lines(after),
                fromfile=f"{place}\ton disk" if before is not None else "/dev/null\tmissing",
                tofile=f"{place}\tgenerated" if after is not None else "/dev/null\textra",
            ):
                yield line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}\n"

    def _place(self, path: PurePosixPath) -> Path:
        return self._out / on_disk(str(path))

    def _clear_staged(self) -> None:
        """Remove what did not move to its place, in this run or one that was killed."""
        with suppress(OSError):
            for left in self._root.rglob(_STAGED + "*"):
                left.unlink(missing_ok=True)

    def _drop_empty_folders(self) -> None:
        for folder, _, _ in os.walk(self._root, topdown=False):
            left = [one for one in Path(folder).iterdir() if one.name != "__pycache__"]
            if not left and Path(folder) != self._root:
                for compiled in Path(folder).glob("__pycache__/*.pyc"):
                    compiled.unlink()
                for cache in Path(folder).glob("__pycache__"):
                    cache.rmdir()
                Path(folder).rmdir()


def create(place: Path, text: str) -> None:
    """Write a file that is the user's from now on; raise `GeneratorError` if there is one."""
    if os.path.lexists(place):
        raise _exists(place)
    try:
        temporary = _stage(place, text)
        try:
            _move_to_nothing(temporary, place)
        finally:
            temporary.unlink(missing_ok=True)
    except FileExistsError as error:
        raise _exists(place) from error
    except OSError as error:
        message = f"cannot be written: {error.strerror}"
        raise GeneratorError(message, file=str(place)) from error


def _move_to_nothing(temporary: Path, place: Path) -> None:
    """Give a file its name, unless another has it: a link never replaces one."""
    try:
        place.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        with place.open("xb") as stream:
            stream.write(temporary.read_bytes())


def _exists(place: Path) -> GeneratorError:
    message = "exists; move it away, or name another file"
    return GeneratorError(message, file=str(place))


def _stage(place: Path, text: str) -> Path:
    handle, name = tempfile.mkstemp(prefix=_STAGED, dir=place.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8", "surrogateescape"))
        temporary.chmod(0o666 & ~_umask())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _check_ours(path: Path) -> None:
    try:
        with path.open("rb") as stream:
            ours = stream.read(len(MARK)) == MARK.encode()
    except OSError as error:
        raise GeneratorError(f"cannot be read: {error.strerror}", file=str(path)) from error
    if not ours:
        message = (
            "was not written by ocppgen, and nothing was touched; move it away,"
            " or choose another --out or --package"
        )
        raise GeneratorError(message, file=str(path))


def _lines(text: str | None) -> list[str]:
    """Split a text where diffs do: at line feeds, and at nothing else."""
    return [] if text is None else [*StringIO(text, newline="\n")]


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
