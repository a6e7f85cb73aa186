"""Open what is to be read: files, packed or not, folders, standard input."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import sys
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from ocppgen.errors import GeneratorError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from io import BufferedReader

STDIN = "-"

_GZIP, _BZIP2 = b"\x1f\x8b", b"BZh"
_XZ, _ZSTD = b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd"
_LONGEST_MAGIC = 6
_ROTATED = re.compile(
    r"(?P<stem>.+?)(?:[.-](?P<number>\d{1,4}))?(?P<packed>\.(?:gz|bz2|xz|zst))?$"
)


def inputs(files: Sequence[str], include: Sequence[str] = ()) -> Iterator[str]:
    """Yield the files to read: those of a folder by name, rotated ones the oldest first.

    *include* are globs for the files of folders (``*.log``); without one, all files below them
    are read but hidden ones. A folder without a file to read is given as it is.
    """
    for file in files:
        if file == STDIN or not Path(file).is_dir():
            yield file
            continue
        folder = Path(file)
        found = [
            one for one in folder.rglob("*") if one.is_file() and _wanted(one, folder, include)
        ]
        if not found:
            # It is refused in its turn, so that the others are read.
            yield file
        yield from map(str, sorted(found, key=_age))


def _wanted(file: Path, folder: Path, include: Sequence[str]) -> bool:
    inner = file.relative_to(folder)
    if any(part.startswith(".") for part in inner.parts):
        return False
    return not include or any(inner.match(glob) for glob in include)


def _age(file: Path) -> tuple[str, int, str]:
    """Sort rotated files of one log: ``a.log.2.gz``, ``a.log.1``, ``a.log``."""
    found = _ROTATED.match(file.name)
    if found is None or found["number"] is None:
        stem = file.name.removesuffix(found["packed"] or "") if found else file.name
        return str(file.with_name(stem)), 0, file.name
    number = int(found["number"])
    return str(file.with_name(found["stem"])), -number, file.name


@contextmanager
def opened(file: str) -> Iterator[tuple[BinaryIO, bool]]:
    """Open a file, unpacked if it is packed; tell whether it is. ``-`` is standard input.

    Raises `GeneratorError` if that is not possible.
    """
    if file == STDIN:
        stream = sys.stdin.buffer
        start = stream.peek(_LONGEST_MAGIC) if hasattr(stream, "peek") else b""
        yield _unpacked(stream, start, file)
        return
    with _file(file) as raw:
        start = raw.peek(_LONGEST_MAGIC)
        yield _unpacked(raw, start, file)


def _file(file: str) -> BufferedReader:
    if Path(file).is_dir():
        message = "is a folder with no file to read; see --include"
        raise GeneratorError(message, file=file)
    try:
        return Path(file).open("rb")
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise GeneratorError(message, file=file) from error


def _unpacked(stream: BinaryIO, start: bytes, file: str) -> tuple[BinaryIO, bool]:
    if start.startswith(_GZIP):
        return cast("BinaryIO", gzip.GzipFile(fileobj=stream)), True
    if start.startswith(_BZIP2):
        return cast("BinaryIO", bz2.BZ2File(stream)), True
    if start.startswith(_XZ):
        return cast("BinaryIO", lzma.LZMAFile(stream)), True
    if start.startswith(_ZSTD):
        return _zstd(stream, file), True
    return stream, False


def _zstd(stream: BinaryIO, file: str) -> BinaryIO:
    """Unpack Zstandard with what there is: Python 3.14, or a library."""
    for name in ("compression.zstd", "backports.zstd"):
        try:
            library = import_module(name)
        except ImportError:
            continue
        return cast("BinaryIO", library.ZstdFile(stream))
    try:
        library = import_module("zstandard")
    except ImportError:
        message = (
            "is packed with Zstandard, which this Python cannot unpack;"
            " install backports.zstd, or unpack it first (`zstdcat FILE | ocppgen validate -`)"
        )
        raise GeneratorError(message, file=file) from None
    return cast("BinaryIO", library.ZstdDecompressor().stream_reader(stream))
