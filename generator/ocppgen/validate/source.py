"""Read a capture in chunks of whole lines, so that its size does not matter.

A chunk ends where a frame and the lines about it end. A file that is one JSON value over many
lines, or one payload, is read as one document instead.
"""

from __future__ import annotations

import codecs
import json
import re
import tempfile
from contextlib import nullcontext
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from ocppgen.errors import GeneratorError
from ocppgen.validate.reading.cutting import settled
from ocppgen.validate.reading.form import Form, Shape
from ocppgen.validate.reading.shaping import may_be_document
from ocppgen.validate.records import Chunk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

CHUNK = 1024 * 1024
"""How much is read at a time."""

LONGEST = 64 * 1024 * 1024
"""The longest line, or document, that is read."""

SAMPLE = 256 * 1024
"""So much of a file is looked at to choose how it is read."""

_MOST_OPEN = 4 * 1024 * 1024
"""A frame that spans lines is no longer than this; else it is cut."""

_MIB = 1024 * 1024
_BOM = b"\xef\xbb\xbf"
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_UTF32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_LOOKED_AT = 64
_TAIL = b"==> "
_HEADERS = re.compile(rb"^==> ([^\r\n]{0,400}) <==[ \t\r]*$", re.MULTILINE)
"""Only where a line begins: a long one may have many that are none."""
_HAS_FRAME = re.compile(rb"\[\s*[234\"']|&quot;|[Tt]ype")
"""The beginning of a stream shows what it is made of when there is a frame in it."""


class Head(NamedTuple):
    """The beginning of a file."""

    text: str
    """Whole lines, or all there is."""
    complete: bool
    """It is the whole file."""
    document: bool
    """The file is, or may be, one JSON value over many lines, or one payload."""


class Source:
    """One open file, or standard input."""

    def __init__(
        self, stream: BinaryIO, name: str, *, payload: bool = False, packed: bool = False
    ) -> None:
        """Read *stream*, called *name* in errors; *payload* tells that it holds no frames.

        *packed* tells that it is unpacked as it is read: to go back in it is slow.
        """
        self._stream = stream
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self.name = name
        self.payload = payload
        self.live = not stream.seekable()
        """It may come line by line, and cannot be read twice."""
        self._copied = packed
        self._offset = 0
        self._begun = bytearray()
        self._ended = False
        self._blocks = self._decoded()

    def head(self) -> Head:
        """Read so much as tells how the rest is to be read.

        Of what comes line by line, only what has come. Raises `GeneratorError` if it cannot be
        read.
        """
        self._fill(1 if self.live else SAMPLE)
        while self.live and not self._ended and not _HAS_FRAME.search(self._begun):
            if len(self._begun) > SAMPLE:
                break
            self._fill(len(self._begun) + 1)
        if self.payload:
            document = self._payload_spans_lines()
        else:
            document = may_be_document(self._text())
        if document:
            self._fill(LONGEST + 1)
            if not self._ended or len(self._begun) > LONGEST:
                message = (
                    f"is a document of more than {LONGEST // _MIB} MiB whose parts span lines;"
                    " write each on a line of its own (`jq -c`)"
                )
                raise self._refused(message)
            return Head(self._text(), complete=True, document=True)
        begun = self._begun[:SAMPLE]
        complete = self._ended and len(self._begun) <= SAMPLE
        if not complete and b"\n" in begun:
            begun = begun[: begun.rindex(b"\n") + 1]
        return Head(begun.decode("utf-8", "surrogateescape"), complete, document=False)

    def chunks(self, shape: Shape) -> Iterator[Chunk]:
        """Yield the file chunk by chunk, in its order."""
        if shape.form is Form.DOCUMENT:
            yield Chunk(bytes(self._begun), 1, whole=True)
            return
        yield from _lines(chain(self._again(), self._blocks), shape)

    def chunks_backward(self, shape: Shape) -> Iterator[Chunk]:
        """Yield the same chunks, the last first; of a stream that can be read twice."""
        if shape.form is Form.DOCUMENT:
            yield from self.chunks(shape)
            return
        with tempfile.TemporaryFile() if self._copied else nullcontext() as copy:
            places: list[tuple[Chunk, int, int]] = []
            at = 0
            for chunk in self.chunks(shape):
                places.append((chunk._replace(data=b""), at, len(chunk.data)))
                at += len(chunk.data)
                if copy is not None:
                    copy.write(chunk.data)
            stream = self._stream if copy is None else copy
            offset = self._offset if copy is None else 0
            for chunk, start, size in reversed(places):
                stream.seek(offset + start)
                yield chunk._replace(data=_exactly(stream, size))

    def document(self) -> Iterator[Chunk]:
        """Yield all that was read, as one text."""
        yield Chunk(bytes(self._begun), 1, whole=True)

    def _again(self) -> Iterator[bytes]:
        """Give what was read ahead, in blocks as if it were read now."""
        for start in range(0, len(self._begun), CHUNK):
            yield bytes(self._begun[start : start + CHUNK])
        self._begun = bytearray()

    def _fill(self, wanted: int) -> None:
        while len(self._begun) < wanted and not self._ended:
            block = next(self._blocks, b"")
            self._begun += block
            self._ended = not block

    def _text(self) -> str:
        return self._begun.decode("utf-8", "surrogateescape")

    def _raw(self) -> Iterator[bytes]:
        try:
            while block := self._read(CHUNK):
                yield block
        except EOFError as error:
            raise self._refused("is cut off within its packed data") from error
        except OSError as error:
            raise self._refused(f"cannot be read: {error.strerror or error}") from error

    def _decoded(self) -> Iterator[bytes]:
        """Yield the blocks as UTF-8, without a byte order mark."""
        blocks = self._raw()
        start = b""
        for block in blocks:
            start += block
            if len(start) >= _LOOKED_AT or (self.live and b"\n" in start):
                break
        encoding = self._encoding(start)
        if encoding is None:
            self._offset = len(_BOM) if start.startswith(_BOM) else 0
            yield start.removeprefix(_BOM)
            yield from blocks
            return
        self._copied = True
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        for block in chain([start], blocks):
            if text := decoder.decode(block):
                yield text.removeprefix("\ufeff").encode()

    def _encoding(self, start: bytes) -> str | None:
        """Tell whether a text is UTF-16; None for UTF-8."""
        head = start[:_LOOKED_AT]
        even, odd = head[::2].count(0), head[1::2].count(0)
        many = 4 * max(even, odd) >= len(head)
        if head[:2] in _UTF16 and head[:4] not in _UTF32:
            return _UTF16[head[:2]]
        if head and many and max(even, odd):
            if min(even, odd) * 8 < max(even, odd) and head[:4] not in _UTF32:
                return "utf-16-be" if even > odd else "utf-16-le"
            raise self._refused("is neither UTF-8 nor UTF-16, but binary; save it as UTF-8")
        return None

    def _payload_spans_lines(self) -> bool:
        """Tell whether the first payload spans lines."""
        while True:
            text = self._text()
            start = len(text) - len(text.lstrip(" \t\r\n"))
            end, found = _extent(text, start)
            if found or self._ended or end < len(text) - 1 or len(text) > LONGEST:
                return "\n" in text[start:end]
            self._fill(2 * len(self._begun) + 1)

    def _refused(self, message: str) -> GeneratorError:
        return GeneratorError(message, file=self.name)


def _lines(blocks: Iterable[bytes], shape: Shape) -> Iterator[Chunk]:
    """Cut what is read into chunks at the ends of lines."""
    line, size, state = 1, 0, ""
    begun: list[bytes] = []
    """What is not settled so far, in parts: nothing is copied twice."""
    for block in blocks:
        data = block
        if size > LONGEST and b"\n" in data:
            yield _too_long(line)
            line, size, begun = line + 1, 0, []
            data = data[data.index(b"\n") + 1 :]
        end = data.rfind(b"\n") + 1
        if end:
            whole = b"".join([*begun, data[:end]])
            cut = settled(whole, shape)
            if not cut and len(whole) > _MOST_OPEN:
                cut = len(whole)
            if cut:
                chunk = whole[:cut]
                yield Chunk(chunk, line, state=state)
                line += chunk.count(b"\n")
                state = _state(chunk, state)
            rest = whole[cut:]
            begun = [rest] if rest else []
            size, data = len(rest), data[end:]
        size += len(data)
        if size <= LONGEST:
            begun.append(data)
        else:
            begun = []
    if size > LONGEST:
        yield _too_long(line)
    elif size:
        yield Chunk(b"".join(begun), line, state=state)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = bytearray()
    while len(data) < size and (block := stream.read(size - len(data))):
        data += block
    return bytes(data)


def _state(data: bytes, state: str) -> str:
    """Find the last header of a ``tail`` of several files."""
    headers = _HEADERS.findall(data) if _TAIL in data else ()
    return headers[-1].decode("utf-8", "surrogateescape") if headers else state


def _too_long(line: int) -> Chunk:
    reason = f"is a line of more than {LONGEST // _MIB} MiB, and was not read"
    return Chunk(b"", line, refused=reason)


def _extent(text: str, start: int) -> tuple[int, bool]:
    """Tell where a JSON value ends, or where reading stops, and whether it was read."""
    try:
        _, end = _scan(text, start)
    except json.JSONDecodeError as error:
        return (len(text) if error.msg.startswith("Unterminated") else error.pos), False
    except (ValueError, RecursionError):
        return start, True
    return end, True


_scan = json.JSONDecoder().raw_decode
