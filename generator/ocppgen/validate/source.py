"""Read a capture in chunks of whole lines, so that its size does not matter.

A file whose first frame (or whose payload) spans lines is read as one document instead.
"""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from ocppgen.errors import GeneratorError
from ocppgen.validate.frame_finder import CANDIDATE, is_frame
from ocppgen.validate.records import Chunk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHUNK = 1024 * 1024
"""How much is read at a time."""

LONGEST = 64 * 1024 * 1024
"""The longest line, or document, that is read."""

HEAD = 1024 * 1024
"""How far the first frame is looked for, to see whether it spans lines."""

_MIB = 1024 * 1024
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_GZIP = b"\x1f\x8b"
_LOOKED_AT = 64
_NEAR_END = 16
_MOST_CANDIDATES = 100


class Source:
    """One open file, or standard input."""

    def __init__(self, stream: BinaryIO, name: str, *, payload: bool = False) -> None:
        """Read *stream*, called *name* in errors; *payload* tells that it holds no frames."""
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self.name = name
        self.payload = payload

    def chunks(self) -> Iterator[Chunk]:
        """Yield the file chunk by chunk; raise `GeneratorError` if it cannot be read."""
        blocks = self._blocks()
        head, whole = self._head(blocks)
        if whole:
            yield Chunk(self._document(head, blocks), 1, whole=True)
            return
        yield from _lines(head, blocks)

    def _blocks(self) -> Iterator[bytes]:
        try:
            while block := self._read(CHUNK):
                yield block
        except OSError as error:
            raise self._refused(f"cannot be read: {error.strerror}") from error

    def _head(self, blocks: Iterator[bytes]) -> tuple[bytes, bool]:
        """Read as much as tells whether this is a document that is to be read as a whole."""
        head = bytearray()
        wanted, ended, whole = 1, False, None
        while whole is None:
            while len(head) < wanted and not ended:
                block = next(blocks, b"")
                head += block
                ended = not block
            if head[: len(_BOM)] == _BOM:
                del head[: len(_BOM)]
            self._check_encoding(head)
            wanted = 4 * len(head) + 1
            whole = self._spans_lines(head, ended=ended or len(head) > LONGEST)
        return bytes(head), whole

    def _document(self, head: bytes, blocks: Iterator[bytes]) -> bytes:
        data = bytearray(head)
        for block in chain([b""], blocks):
            data += block
            if len(data) > LONGEST:
                message = (
                    f"is a document of more than {LONGEST // _MIB} MiB whose parts span lines;"
                    " write each on a line of its own (`jq -c`)"
                )
                raise self._refused(message)
        return bytes(data)

    def _check_encoding(self, head: bytearray) -> None:
        start = head[:_LOOKED_AT]
        many = max(start[::2].count(0), start[1::2].count(0))
        if start.startswith(_UTF16) or (many and 4 * many >= len(start)):
            raise self._refused("is not UTF-8 but UTF-16 or binary; save it as UTF-8")
        if start.startswith(_GZIP):
            message = "is compressed; unpack it first (`zcat FILE | ocppgen validate -`)"
            raise self._refused(message)

    def _spans_lines(self, head: bytearray, *, ended: bool) -> bool | None:
        """Tell whether the first frame or payload spans lines; None if more must be read."""
        text = head.decode("utf-8", "surrogateescape")
        if self.payload:
            start = len(text) - len(text.lstrip(" \t\r\n"))
            end, value = _extent(text, start)
            if value is None and not ended and _may_go_on(text, end):
                return None
            return "\n" in text[start:end]
        for _, candidate in zip(
            range(_MOST_CANDIDATES), CANDIDATE.finditer(text), strict=False
        ):
            end, value = _extent(text, candidate.start())
            if value is None and not ended and _may_go_on(text, end):
                return None
            if isinstance(value, list) and is_frame(value):
                return "\n" in text[candidate.start() : end]
        return False if ended or len(head) >= HEAD else None

    def _refused(self, message: str) -> GeneratorError:
        return GeneratorError(message, file=self.name)


def _lines(head: bytes, blocks: Iterator[bytes]) -> Iterator[Chunk]:
    """Cut what is read into chunks at the ends of lines."""
    line, size = 1, 0
    begun: list[bytes] = []
    """The last line so far, in parts: nothing is copied twice."""
    for block in _again(head, blocks):
        data = block
        if size > LONGEST and b"\n" in data:
            yield _too_long(line)
            line, size, begun = line + 1, 0, []
            data = data[data.index(b"\n") + 1 :]
        cut = data.rfind(b"\n") + 1
        if cut:
            chunk = b"".join([*begun, data[:cut]])
            yield Chunk(chunk, line)
            line += chunk.count(b"\n")
            size, begun, data = 0, [], data[cut:]
        size += len(data)
        if size <= LONGEST:
            begun.append(data)
        else:
            begun = []
    if size > LONGEST:
        yield _too_long(line)
    elif size:
        yield Chunk(b"".join(begun), line)


def _too_long(line: int) -> Chunk:
    reason = f"is a line of more than {LONGEST // _MIB} MiB, and was not read"
    return Chunk(b"", line, refused=reason)


def _again(head: bytes, blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Give what was read ahead, in blocks as if it were read now, and then the others."""
    for start in range(0, len(head), CHUNK):
        yield head[start : start + CHUNK]
    yield from blocks


def _may_go_on(text: str, end: int) -> bool:
    return end >= len(text) - _NEAR_END


def _extent(text: str, start: int) -> tuple[int, object]:
    """Tell where a JSON value ends, and the value; or where reading stops, and None."""
    try:
        value, end = _scan(text, start)
    except json.JSONDecodeError as error:
        return (len(text) if error.msg.startswith("Unterminated") else error.pos), None
    except (ValueError, RecursionError):
        return start, None
    return end, value


_scan = json.JSONDecoder().raw_decode
