"""A copy of a folder, whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from ocppgen.disk.bystanders import is_bystander
from ocppgen.errors import GeneratorError


def copy_folder(source: Path, goal: Path) -> int:
    """Copy a folder to where none is, or an empty one; return the number of files.

    Raises `GeneratorError` if there is something already, or it cannot be written.
    """
    try:
        if goal.is_symlink() or goal.exists():
            if goal.is_symlink() or not goal.is_dir():
                raise GeneratorError("is no folder; name another", file=str(goal))
            if any(goal.iterdir()):
                raise GeneratorError("is not empty; name another folder", file=str(goal))
        goal.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".ocppgen-", dir=goal.parent) as temporary:
            copy = Path(temporary, "copy")
            shutil.copytree(source, copy, copy_function=shutil.copyfile, ignore=_bystanders)
            count = sum(path.is_file() for path in copy.rglob("*"))
            if goal.is_dir():
                goal.rmdir()
            copy.rename(goal)
    except shutil.Error as error:
        raise GeneratorError("cannot be written", file=str(goal)) from error
    except OSError as error:
        message = f"cannot be written: {error.strerror}"
        raise GeneratorError(message, file=str(goal)) from error
    return count


def _bystanders(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if is_bystander(name)]
