"""The folder of a package. What carries our mark is written and removed, and nothing else.

Each file is written beside its place and moved there in one step: an interrupted run leaves
every file either as it was or as it will be. Two runs at once take turns.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from ocppgen.disk.bystanders import is_bystander
from ocppgen.disk.differences import differences
from ocppgen.disk.locks import locked
from ocppgen.disk.mark import is_marked
from ocppgen.disk.staging import is_staged, stage
from ocppgen.errors import GeneratorError
from ocppgen.processes.interrupts import uninterrupted
from ocppgen.text import from_disk, on_disk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping


_ELSEWHERE: Final = "or choose another --out or --package"


@dataclass(frozen=True, slots=True)
class Written:
    """What a run did to the disk, or would do: files by their path within DIR."""

    changed: tuple[PurePosixPath, ...]
    removed: tuple[PurePosixPath, ...]


class Folder:
    """The output folder of a package, ``DIR/NAME``."""

    def __init__(self, out: Path, package: str, *, force: bool = False) -> None:
        """Stand for *package* within *out*; nothing is touched yet.

        *force* lets `write` replace a file that lost our mark, where it makes one.
        """
        self._out = out
        self._root = out / package
        self._force = force

    def __str__(self) -> str:
        """Name the folder as the user would."""
        return str(self._root)

    def survey(self, wanted: Collection[PurePosixPath] = ()) -> dict[PurePosixPath, Path]:
        """List our files on disk; raise `GeneratorError` for anything that is not ours.

        *wanted* are the files that the run makes.
        """
        found: dict[PurePosixPath, Path] = {}
        if self._root.is_symlink() or (self._root.exists() and not self._root.is_dir()):
            message = f"is no folder of its own; remove it, {_ELSEWHERE}"
            raise GeneratorError(message, file=str(self._root))
        for folder, folders, files in os.walk(self._root):
            folders[:] = [name for name in folders if not is_bystander(name)]
            for name in [*files, *folders]:
                path = Path(folder, name)
                if path.is_symlink() and not is_bystander(name):
                    message = f"is a link; remove it, {_ELSEWHERE}"
                    raise GeneratorError(message, file=str(path))
            for path in [Path(folder, name) for name in files if not is_bystander(name)]:
                with suppress(FileNotFoundError):  # another run moved or removed it just now
                    if not is_staged(path):
                        inside = PurePosixPath(
                            from_disk(path.relative_to(self._out).as_posix())
                        )
                        self._check_ours(path, wanted=inside in wanted)
                        found[inside] = path
        return dict(sorted(found.items()))

    def read(self, path: PurePosixPath) -> str | None:
        """Read a file of ours as it is on disk, `None` where there is none.

        A checkout may have put CRLF at the ends of its lines: that is nobody's change.
        """
        try:
            data = self._place(path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        return data.decode("utf-8", "surrogateescape").replace("\r\n", "\n")

    def write(self, files: Mapping[PurePosixPath, str]) -> Written:
        """Bring the folder to what *files* say; raise `GeneratorError` if it cannot be."""
        self.survey(files)
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            with locked(self._root):
                return self._write(files)
        except OSError as error:
            message = f"cannot be written: {error.strerror}"
            raise GeneratorError(message, file=str(self._root)) from error

    def changes(self, files: Mapping[PurePosixPath, str]) -> Written:
        """Say what `write` would do; raise `GeneratorError` if it cannot be done."""
        there = self.survey(files)
        for path in files:
            if self._place(path).is_dir():
                message = "is a folder where a file has to be; remove it"
                raise GeneratorError(message, file=str(self._place(path)))
        changed = [path for path, text in files.items() if self.read(path) != text]
        return Written(tuple(changed), tuple(path for path in there if path not in files))

    def _write(self, files: Mapping[PurePosixPath, str]) -> Written:
        changes = self.changes(files)
        staged: list[tuple[Path, Path]] = []
        try:
            for path in changes.changed:
                place = self._place(path)
                place.parent.mkdir(parents=True, exist_ok=True)
                staged.append((stage(place, files[path]), place))
            removed = [self._place(path) for path in changes.removed]
            with uninterrupted():
                for temporary, place in staged:
                    temporary.replace(place)
                for place in removed:
                    place.unlink()
            self._drop_compiled(removed)
        finally:
            self._clear_staged()
        return changes

    def differences(self, files: Mapping[PurePosixPath, str]) -> Iterator[str]:
        """Give a unified diff from what is on disk to what *files* say."""
        there = self.survey(files)
        for path in sorted({*there, *files}):
            before, after = self.read(path), files.get(path)
            if before != after:
                yield from differences(str(self._place(path)), before, after)

    def place(self, path: PurePosixPath) -> str:
        """Name a file of the package as the user would."""
        return str(self._place(path))

    def _place(self, path: PurePosixPath) -> Path:
        return self._out / on_disk(str(path))

    def _check_ours(self, path: Path, *, wanted: bool) -> None:
        if not stat.S_ISREG(path.lstat().st_mode):
            message = f"is no file, but a pipe or a device; remove it, {_ELSEWHERE}"
            raise GeneratorError(message, file=str(path))
        try:
            marked = is_marked(path)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise GeneratorError(f"cannot be read: {error.strerror}", file=str(path)) from error
        if marked or (wanted and self._force):
            return
        if wanted:
            message = (
                "was not written by ocppgen, or lost its first line, and nothing was touched;"
                f" remove it, run `ocppgen generate --force`, {_ELSEWHERE}"
            )
        else:
            message = f"was not written by ocppgen, and nothing was touched; move it away, {_ELSEWHERE}"
        raise GeneratorError(message, file=str(path))

    def _clear_staged(self) -> None:
        """Remove what did not move to its place, in this run or one that was killed.

        No other run stages anything meanwhile: this one holds the folder.
        """
        with suppress(OSError):
            for folder, _, names in os.walk(self._root):
                for path in [Path(folder, name) for name in names]:
                    if is_staged(path):
                        path.unlink(missing_ok=True)

    def _drop_compiled(self, removed: Collection[Path]) -> None:
        """Remove what Python compiled of removed files, and the folders that are empty then."""
        for path in removed:
            cache = path.parent / "__pycache__"
            if cache.is_dir() and not cache.is_symlink():
                for compiled in cache.glob(f"{path.stem}.*.pyc"):
                    compiled.unlink()
                _drop_if_empty(cache)
        for folder in sorted({path.parent for path in removed}, reverse=True):
            while folder not in (self._root, self._out) and _drop_if_empty(folder):
                folder = folder.parent  # noqa: PLW2901  (up, as far as it is empty)


def _drop_if_empty(folder: Path) -> bool:
    try:
        folder.rmdir()
    except OSError:  # it is not
        return False
    return True
