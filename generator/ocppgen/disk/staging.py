"""Files that are written beside their places and moved there in one step."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from pathlib import Path
from typing import Final

from ocppgen.disk.mark import MARK
from ocppgen.errors import GeneratorError

_STAGED: Final = ".ocppgen-"
_SHAPE: Final = re.compile(re.escape(_STAGED) + "[a-z0-9_]{8}")


def stage(place: Path, text: str) -> Path:
    """Write a file beside its *place*, with the mode that the user's umask allows."""
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


def is_staged(path: Path) -> bool:
    """Whether a file was staged by a run that was killed: it has our mark, or nothing yet."""
    if not _SHAPE.fullmatch(path.name) or not stat.S_ISREG(path.lstat().st_mode):
        return False
    with path.open("rb") as stream:
        return stream.read(len(MARK)) in (b"", MARK.encode())


def create(place: Path, text: str) -> None:
    """Write a file that is the user's from now on; raise `GeneratorError` if there is one."""
    try:
        temporary = stage(place, text)
        try:
            _move_to_nothing(temporary, place)
        finally:
            temporary.unlink(missing_ok=True)
    except FileExistsError as error:
        raise _exists(place) from error
    except OSError as error:
        message = f"cannot be written: {error.strerror}"
        raise GeneratorError(message, file=str(place)) from error


def replace(place: Path, text: str) -> None:
    """Write a file that the user named, over the one that is there; whole, or not at all."""
    try:
        temporary = stage(place, text)
        try:
            temporary.replace(place)
        finally:
            temporary.unlink(missing_ok=True)
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


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
