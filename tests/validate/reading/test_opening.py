"""Files are read as they are: packed, in folders, rotated, as a stream."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
from typing import TYPE_CHECKING, Any

import pytest

from ocppgen import load_project, memory
from ocppgen.validate.capture import Capture
from ocppgen.validate.checking import Task
from ocppgen.validate.flow import checked
from ocppgen.validate.parallel import Work, WorkerPool
from ocppgen.validate.reading.opening import inputs
from ocppgen.validate.records import NEWEST_FIRST, FrameRecord
from ocppgen.validate.source import Source
from tests.validate.reading.conversation import TALK, Line, written
from tests.validate.tools import command, everything, frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
}
NAMES = ("CP-1", "CP-2")


def arrow(line: Line) -> str:
    """Write a line that no row of the table knows."""
    return f"{line.plain} {line.station} {line.word('->', '<-')} {line.text}"


TEXT = written(arrow, NAMES)


@pytest.mark.parametrize("packer", PACKERS)
@pytest.mark.parametrize("order", [1, -1])
def test_packed_files(packer: str, order: int, tmp_path: Path) -> None:
    """They are read like others, also backward."""
    rows = TEXT.splitlines()[::order]
    path = tmp_path / f"day.log.{packer}"
    path.write_bytes(PACKERS[packer]("\n".join(rows).encode()))
    answer = command("--format", "jsonl", "--all", path)
    told = [json.loads(line) for line in answer.out.splitlines()]
    assert len(told) == len(TALK)
    assert sum(one["call"] == "certain" for one in told) == sum(
        said.call is not None for said in TALK
    )


def test_a_packed_file_that_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "day.log.gz"
    path.write_bytes(gzip.compress(TEXT.encode() * 200)[:-40])
    answer = command(path)
    assert answer.code == 2
    assert answer.err.startswith(f"{path}: is cut off within its packed data")


def test_folders(tmp_path: Path) -> None:
    """All files below are read, rotated ones in their order, hidden ones not."""
    names = ["b.log", "a.log", "a.log.2.gz", "a.log.1", "a.log.10", "in/c.txt", ".hidden"]
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    found = [one.removeprefix(f"{tmp_path}/") for one in inputs([str(tmp_path)])]
    assert found == ["a.log.10", "a.log.2.gz", "a.log.1", "a.log", "b.log", "in/c.txt"]
    chosen = [one.removeprefix(f"{tmp_path}/") for one in inputs([str(tmp_path)], ["*.log"])]
    assert chosen == ["a.log", "b.log"]
    assert list(inputs([str(tmp_path)], ["*.zip"])) == [str(tmp_path)]
    answer = command("--include", "*.zip", tmp_path)
    assert answer.code == 2
    assert answer.err == f"{tmp_path}: is a folder with no file to read; see --include\n"


class Pipe(io.RawIOBase):
    """What comes line by line, and cannot be read twice."""

    def __init__(self, parts: list[bytes]) -> None:
        """Come in these parts."""
        super().__init__()
        self._parts: Iterator[bytes] = iter(parts)

    def seekable(self) -> bool:
        """Tell that it is not."""
        return False

    def read(self, size: int = -1, /) -> bytes:
        """Give the next part."""
        del size
        return next(self._parts, b"")


def streamed(parts: list[bytes]) -> tuple[list[FrameRecord], Capture]:
    """List the records of a stream."""
    project = load_project()
    task = Task(payloads_kept=True)
    senders = {one.name: one.initiator for one in project.catalog.features}
    stream: Any = Pipe(parts)
    with WorkerPool(Work(memory.sources(project), frozenset(), task, senders), 1) as pool:
        capture = Capture("log", pool.validator, every=True)
        found = [
            record
            for chunk, frames in checked(Source(stream, "log"), pool, capture)
            for record in capture.add(chunk, frames, payloads=False)
            if isinstance(record, FrameRecord)
        ]
    return found, capture


def test_a_stream_of_a_known_layout() -> None:
    """It is told by the table from the first line on."""
    text = written(
        lambda a: f"INFO:ocpp:{a.station}: {a.word('receive message', 'send')} {a.text}", NAMES
    )
    records, _ = streamed([f"{line}\n".encode() for line in text.splitlines()])
    assert [one.station for one in records] == [NAMES[said.station] for said in TALK]
    assert [len(one.violations) for one in records] == [bool(said.keyword) for said in TALK]


def test_a_stream_learns() -> None:
    """However its lines come, the same is told, and nobody is accused before it is known."""
    by_line, _ = streamed([f"{line}\n".encode() for line in TEXT.splitlines()])
    at_once, _ = streamed([TEXT.encode()])
    assert by_line == at_once
    assert [one.station for one in by_line][-6:] == [NAMES[one.station] for one in TALK][-6:]
    for said, record in zip(TALK, by_line, strict=True):
        assert [one.keyword for one in record.violations] in ([], [said.keyword])


def test_a_stream_that_tells_the_newest_first() -> None:
    """It is said, and no answer is judged by a call that came before it."""
    records, capture = streamed([f"{line}\n".encode() for line in reversed(TEXT.splitlines())])
    assert capture.summary.notes[NEWEST_FIRST].count == 1
    assert len(records) == len(TALK)
    right = {(one.line, one.id) for one in everything(TEXT) if one.violations}
    assert sum(bool(one.violations) for one in records) <= len(right)


def test_a_stream_tells_a_table_by_its_header() -> None:
    rows = ["time,cp,dir,frame", '10:00:00,CP-1,in,"[2,""1"",""Heartbeat"",{""a"":1}]"', ""]
    (record,), _ = streamed([f"{row}\n".encode() for row in rows])
    assert (record.station, record.line) == ("CP-1", 2)


def test_by_station(tmp_path: Path) -> None:
    """Counts for each: text, JSON and JUnit tell the same."""
    path = tmp_path / "day.log"
    extra = f"2024-05-01 10:01:00.000 CP-1 -> {frame(2, '10', 'Heartbeat', {})}\n"
    path.write_text(TEXT + extra)
    told = json.loads(command("--by", "station", "--format", "json", path).out)
    first, second = told["summary"]["by_station"]
    assert (first["station"], first["frames"], first["faulty"]) == ("CP-1", 9, 1)
    assert (first["unanswered"], second["unanswered"]) == (1, 0)
    assert first["keywords"] == {"enum": 1}
    assert second["errors"] == {"NotSupported to ClearCache": 1}
    assert first["slowest"] == {"seconds": 4.0, "action": "Heartbeat", "line": 5}
    assert first["last"] == "2024-05-01 10:01:00.000"
    text = command("--by", "station", "--quiet", path).out
    assert "\nCP-1     9       1       enum 1" in text
    assert "4.000 s, line 5" in text
    junit = command("--by", "station", "--format", "junit", path).out
    assert '<testcase classname="stations" name="CP-2">' in junit
    assert "1 calls without an answer" in junit


ODD_CALLS = [
    f"2024-05-01 11:00:00.000 CP-1 -> {frame(2, '20', 'Heartbeat', {})}",
    f"2024-05-01 11:00:01.000 CP-1 -> {frame(2, '20', 'Heartbeat', {})}",
    f"2024-05-01 11:00:02.000 CP-2 -> {frame(2, '21', 'Reset', {'type': 'Soft'})}",
]


def test_odd_calls_are_noted(tmp_path: Path) -> None:
    """An id that still waits, and a call by the wrong side; with --strict they are faults."""
    path = tmp_path / "day.log"
    path.write_text(TEXT + "\n".join(ODD_CALLS))
    summary = json.loads(command("--format", "json", path).out)["summary"]
    assert (summary["reused"], summary["wrong_side"]) == (1, 1)
    strict = json.loads(command("--strict", "--format", "json", path).out)["violations"]
    odd = [(one["line"], one["keyword"]) for one in strict if one["keyword"][0] in "rw"]
    assert odd[-2:] == [(len(TALK) + 2, "reused"), (len(TALK) + 3, "wrong-side")]
