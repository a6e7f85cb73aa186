"""A folder for what may be lost at any time, used only if nobody else can write into it.

What is kept there is run as code (compiled templates) or believed (notes). So it has to be a
folder of this user's with mode 0700, reached by no link; its files likewise. Wherever that
cannot be had, or be found out (Windows), there is no such folder.
"""

from __future__ import annotations

import os
import secrets
import stat
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_BYTES: Final = 4 * 1024 * 1024
_OTHERS: Final = 0o077
_NOT_FOLLOWED: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


def read(name: str) -> bytes | None:
    """Read a file of the folder; None if there is none that this user alone can have written."""
    with suppress(OSError), _folder() as folder:
        # A pipe would never end: it is opened without waiting for its other side.
        flags = os.O_RDONLY | os.O_NONBLOCK | _NOT_FOLLOWED
        with os.fdopen(os.open(name, flags, dir_fd=folder), "rb") as stream:
            if _is_private(os.fstat(stream.fileno()), stat.S_IFREG):
                data = stream.read(_MAX_BYTES + 1)
                return data if len(data) <= _MAX_BYTES else None
    return None


def write(name: str, data: bytes) -> None:
    """Write a file of the folder, whole or not at all; without a folder do nothing."""
    temporary = f"{name}.{secrets.token_hex(8)}"
    with suppress(OSError), _folder() as folder:
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOT_FOLLOWED
            with os.fdopen(os.open(temporary, flags, 0o600, dir_fd=folder), "wb") as stream:
                stream.write(data)
            os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary, dir_fd=folder)
            raise


@contextmanager
def _folder() -> Iterator[int]:
    """Open the folder; raise `OSError` if it is not ours alone."""
    if sys.platform == "win32":
        raise PermissionError
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        place = (Path(base) if base else Path.home() / ".cache") / "ocppgen"
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(place, os.O_RDONLY | os.O_DIRECTORY | _NOT_FOLLOWED)
    except (RuntimeError, ValueError) as error:  # no home; a NUL in its name
        raise PermissionError from error
    try:
        if not _is_private(os.fstat(handle), stat.S_IFDIR):
            raise PermissionError
        yield handle
    finally:
        os.close(handle)


def _is_private(found: os.stat_result, kind: int) -> bool:
    """Whether a file or folder is of the expected *kind* and this user's alone."""
    if sys.platform == "win32":
        return False
    return (
        stat.S_IFMT(found.st_mode) == kind
        and found.st_uid == os.geteuid()
        and not found.st_mode & _OTHERS
    )
