"""Captures are read in chunks of whole lines, or whole where a frame spans lines."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from ocppgen.errors import GeneratorError
from ocppgen.validate import source
from ocppgen.validate.source import Source
from ocppgen.validate.starting import choose_reading
from tests.validate.tools import HEARTBEAT, frame, judge, judged

if TYPE_CHECKING:
    from ocppgen.validate.records import Chunk

FRAMES: list[list[Any]] = [[2, "1", "Heartbeat", {}], [3, "1", {"currentTime": "x"}]]


def chunks(data: bytes, *, payload: bool = False) -> list[Chunk]:
    """Read some bytes as if they were a file."""
    opened = Source(io.BytesIO(data), "log", payload=payload)
    return list(opened.chunks(choose_reading(opened, judge()).shape))


LAYOUTS = {
    "JSON lines": "\n".join(json.dumps(one) for one in FRAMES),
    "JSON lines, ended": "".join(json.dumps(one) + "\n" for one in FRAMES),
    "CRLF": "".join(json.dumps(one) + "\r\n" for one in FRAMES),
    "CR": "\r".join(json.dumps(one) for one in FRAMES),
    "byte order mark": "\ufeff" + "\n".join(json.dumps(one) for one in FRAMES),
    "empty lines": "\n\n" + "\n\n".join(json.dumps(one) for one in FRAMES) + "\n\n",
    "a list": json.dumps(FRAMES),
    "a list, a frame a line": "[\n" + ",\n".join(json.dumps(one) for one in FRAMES) + "\n]\n",
    "a list, pretty": json.dumps(FRAMES, indent=2),
    "pretty after pretty": "\n".join(json.dumps(one, indent=1) for one in FRAMES),
    "objects": json.dumps([{"at": 1, "frame": one} for one in FRAMES], indent="\t"),
    "a log": "started\n" + "".join(f"10:00:00 x {json.dumps(one)} y\n" for one in FRAMES),
    "a log in brackets": "".join(
        f"[2024-05-01 10:00:00] {json.dumps(one)}\n" for one in FRAMES
    ),
}
LINES = {
    "JSON lines": 2,
    "JSON lines, ended": 2,
    "CRLF": 2,
    "CR": 1,
    "byte order mark": 2,
    "empty lines": 5,
    "a list": 1,
    "a list, a frame a line": 3,
    "a list, pretty": 8,
    "pretty after pretty": 7,
    "objects": 11,
    "a log": 3,
    "a log in brackets": 2,
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_frames_in_every_layout(layout: str) -> None:
    """Whatever they are written like, the fault is found, and its line."""
    found = judged(LAYOUTS[layout])
    assert found.summary.frames == len(FRAMES)
    assert found.faults == [f"{LINES[layout]} Heartbeat.conf /currentTime format"]


@pytest.mark.parametrize("size", [1, 7, 16, 100])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_where_a_file_is_cut_makes_no_difference(
    layout: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "CHUNK", size)
    test_the_same_frames_in_every_layout(layout)


def test_pieces_are_whole_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "CHUNK", 10)
    data = b"".join(b"%d\n" % (10**n) for n in range(30)) + b"end"
    cut = chunks(data)
    assert b"".join(one.data for one in cut) == data
    assert all(one.data.endswith(b"\n") for one in cut[:-1])
    lines = 1
    for one in cut:
        assert one.line == lines
        lines += one.data.count(b"\n")
    assert len(cut) > 10


REFUSED = {"UTF-32": HEARTBEAT.encode("utf-32"), "zeros": bytes(1000)}


@pytest.mark.parametrize("name", REFUSED)
def test_other_encodings_are_refused(name: str) -> None:
    with pytest.raises(GeneratorError) as caught:
        chunks(REFUSED[name])
    what = "is neither UTF-8 nor UTF-16, but binary; save it as UTF-8"
    assert str(caught.value) == f"log: {what}"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_other_encodings_are_read(encoding: str) -> None:
    lines = "\n".join([HEARTBEAT, "Ladesäule", frame(2, "2", "Heartbeat", {"a": 1})])
    assert judged(lines.encode(encoding)).faults == ["3 Heartbeat.req /a additionalProperties"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_mark_tells_the_encoding_of_any_language(encoding: str) -> None:
    """Where no byte is zero, nothing else tells it."""
    lines = "\n".join(["\ufeff\u5145\u96fb" * 60, frame(2, "2", "Heartbeat", {"a": 1})])
    assert judged(lines.encode(encoding)).faults == ["2 Heartbeat.req /a additionalProperties"]


def test_a_line_beyond_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not read, but told; the lines around it are judged."""
    monkeypatch.setattr(source, "CHUNK", 10)
    monkeypatch.setattr(source, "LONGEST", 2000)
    lines = [HEARTBEAT, "x" * 5000, frame(2, "1", "Heartbeat", {"a": 1}), "y" * 2001]
    found = judged("\n".join(lines))
    assert found.faults == [
        "2 (not readable) - json",
        "3 Heartbeat.req /a additionalProperties",
        "4 (not readable) - json",
    ]
    assert "MiB, and was not read" in found.violations[0].message


def test_a_document_beyond_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "LONGEST", 2000)
    text = json.dumps([FRAMES[0]] * 200, indent=1)
    with pytest.raises(GeneratorError, match="write each on a line of its own"):
        judged(text)


def test_a_long_first_line_is_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "CHUNK", 100)
    monkeypatch.setattr(source, "SAMPLE", 100)
    long = frame(2, "1", "DataTransfer", {"vendorId": "v", "data": "x" * 5000})
    cut = chunks(f"{long}\n{HEARTBEAT}".encode())
    assert [one.whole for one in cut] == [False] * len(cut)


@pytest.mark.parametrize(
    "data", [b"", b"\xef\xbb\xbf", b"\xef", b"\n", b" ", b"\xef\xbb\xbf\n"]
)
@pytest.mark.parametrize("payload", [False, True])
@pytest.mark.parametrize("size", [1, 100])
def test_next_to_nothing(
    data: bytes, size: int, monkeypatch: pytest.MonkeyPatch, *, payload: bool
) -> None:
    """It comes to an end, with nothing found."""
    monkeypatch.setattr(source, "CHUNK", size)
    text = b"".join(one.data for one in chunks(data, payload=payload))
    assert text == data.removeprefix(b"\xef\xbb\xbf")


PAYLOADS = {
    "a line": (b"{}", [False]),
    "lines": (b'{}\n{"a": 1}\n', [False]),
    "pretty": (b'{\n"a": 1\n}\n', [True]),
    "broken pretty": (b'{\n"a": x\n}\n', [True]),
    "broken first line": (b'{"a": x\n{}\n', [False]),
    "cut off": (b'{\n"a": ', [True]),
    "empty": (b"", []),
}


@pytest.mark.parametrize("name", PAYLOADS)
def test_payloads(name: str) -> None:
    data, whole = PAYLOADS[name]
    assert [one.whole for one in chunks(data, payload=True)] == whole


class Broken(io.RawIOBase):
    """A file that fails in the middle."""

    def read(self, size: int = -1, /) -> bytes:
        """Fail."""
        raise OSError(5, "Input/output error", size)


def test_a_file_that_fails() -> None:
    stream: Any = Broken()
    with pytest.raises(GeneratorError, match=r"^log: cannot be read: Input/output error$"):
        Source(stream, "log").head()


def test_a_broken_frame_in_a_document() -> None:
    """It has its own line, and so have those around it."""
    text = json.dumps([FRAMES[0]] * 3, indent=1).replace('"Heartbeat"', '"Heartbeat', 1)
    bad = json.dumps([*FRAMES, [2, "2", "Heartbeat", {"a": 1}]], indent=1)
    assert judged(bad.replace('"x"', "x")).faults == [
        "8 (not readable) - json",
        "15 Heartbeat.req /a additionalProperties",
    ]
    assert judged(text).faults == ["2 (not readable) - json"]


@pytest.mark.parametrize("size", [10, 1000])
def test_an_answer_to_a_broken_call(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be judged can still be matched, be its call in an earlier piece."""
    monkeypatch.setattr(source, "CHUNK", size)
    lines = ['[2,"1","Heartbeat",{"a":1,"a":1}]', '[3,"1",{"x":NaN}]', '[3,"1",{}]']
    found = judged("\n".join(lines), strict=True)
    assert found.faults == [
        "1 Heartbeat.req - json",
        "2 Heartbeat.conf - json",
        "3 (answer without call) - unmatched",
    ]
