"""However many processes judge, and wherever the file is cut: the result is the same."""

from __future__ import annotations

import os
import random
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from ocppgen import load_project, memory
from ocppgen.processes.workers import Helpers
from ocppgen.validate import Options, parallel, source, validate
from ocppgen.validate.checking import Task
from ocppgen.validate.parallel import Work, WorkerPool
from ocppgen.validate.reading.reading import Reading
from ocppgen.validate.records import Chunk
from ocppgen.validate.sequences.choice import Choice
from ocppgen.validate.text_output import line_of, lines_of
from tests.validate.tools import frame

if TYPE_CHECKING:
    from pathlib import Path

    from ocppgen.errors import GeneratorError
    from ocppgen.validate.records import FrameRecord
    from ocppgen.validate.sequences.finding import Finding
    from ocppgen.validate.sequences.tally import RuleTally, Tally
    from ocppgen.validate.summary import Summary

TIME = "2024-05-01T10:00:00Z"


class Kept:
    """A writer that keeps what it is told."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.lines: list[str] = []
        self.total: dict[str, tuple[int, int]] = {}
        self.notes: list[tuple[int, str]] = []
        self.rules: dict[str, RuleTally] = {}

    def frame(self, record: FrameRecord) -> None:
        """Keep its lines."""
        self.lines.extend(lines_of(record))

    def finding(self, finding: Finding) -> None:
        """Keep its line."""
        self.lines.append(line_of(finding))

    def show(self) -> None:
        """Hold nothing back."""

    def file(self, file: str, summary: Summary) -> None:
        """Keep the file."""
        self.lines.append(f"{file}: {summary.frames}")

    def refused(self, error: GeneratorError) -> None:
        """Keep the reason."""
        self.lines.append(str(error))

    def sequences(self, tally: Tally) -> None:
        """Keep what the rules came to."""
        self.rules = tally.rules

    def end(self, total: Summary) -> None:
        """Keep the counts."""
        self.total = {row.label: (row.frames, row.faulty) for row in total.rows()}
        self.notes = [(noted.count, noted.first) for noted in total.notes.values()]


def capture(seed: int, lines: int) -> str:
    """Make a log in which few ids meet in many ways: directions, connections, both, neither."""
    pick = random.Random(seed)
    made = []
    for _ in range(lines):
        ident = pick.choice(["1", "2", "3", "0f0b2d1e-4a53-4c7e-9d7e-1b0c5a6f7e11"])
        good = pick.random() < 0.7
        one = pick.choice(
            [
                frame(2, ident, "Heartbeat", {} if good else {"a": 1}),
                frame(2, ident, "Reset", {"type": "Hard" if good else "Medium"}),
                frame(2, ident, "Jump", {}),
                frame(3, ident, {"currentTime": TIME} if good else {"currentTime": 1}),
                frame(3, ident, {"status": "Accepted" if good else "Maybe"}),
                frame(4, ident, "GenericError", "", {}),
                frame(9, ident),
                '[2,"cut off',
                "nothing",
            ]
        )
        where = pick.choice(["", "", "[CP1] ", "[CP2] "])
        way = pick.choice(
            ["", "", "sent ", "received ", "CP -> CS ", "CS -> CP ", "CP-1 -> ", "CP-2 <- "]
        )
        again = f" {one}" if pick.random() < 0.1 else ""
        made.append(f"{where}{way}{one}{again}\n")
    return "".join(made)


def conversations(seed: int) -> str:
    """Make a log of stations whose connectors go from any status to any other."""
    pick = random.Random(seed)
    made = []
    for number in range(160):
        station, ident = f"CP-{pick.randrange(10)}", str(number)
        status = pick.choice(["Available", "Charging", "Finishing", "Reserved"])
        payload = {"connectorId": 1, "errorCode": "NoError", "status": status}
        at = f"2024-05-14T08:{number // 60:02}:{number % 60:02}Z {station}"
        made.append(f"{at} -> {frame(2, ident, 'StatusNotification', payload)}\n")
        made.append(f"{at} <- {frame(3, ident, {})}\n")
    return "".join(made)


def piped(text: str, jobs: int, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """Check what comes through a pipe, likewise."""
    reading, writing = os.pipe()
    os.write(writing, text.encode())
    os.close(writing)
    kept = Kept()
    options = Options(jobs=jobs, sequences=Choice(level="note"))
    with os.fdopen(reading, encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        validate(["-"], load_project(profiles=["core"]), kept, options)
    return kept


def end(work: object) -> None:
    """End this process, as the system does when memory is short."""
    os._exit(9 if work else 0)


def run(path: Path, jobs: int | None) -> Kept:
    """Check a file, by all rules over conversations, too."""
    kept = Kept()
    options = Options(jobs=jobs, sequences=Choice(level="note"))
    validate([str(path)], load_project(profiles=["core"]), kept, options)
    return kept


@pytest.mark.parametrize("seed", range(4))
def test_any_cut_and_any_number_of_processes(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log"
    path.write_text(capture(seed, 1500))
    whole = run(path, 1)
    assert len(whole.lines) > 400
    assert sum(count > 0 for count, _ in whole.notes) >= 3
    assert sum(counts.violated for counts in whole.rules.values()) > 10
    for size, jobs in ((100, 1), (1000, 1), (700, 2), (5000, 3)):
        monkeypatch.setattr(source, "CHUNK", size)
        other = run(path, jobs)
        assert other.lines == whole.lines
        assert (other.total, other.notes) == (whole.total, whole.notes)
        assert other.rules == whole.rules


def test_a_file_and_a_pipe_are_judged_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = conversations(5)
    path = tmp_path / "log"
    path.write_text(text)
    whole = run(path, 1)
    found = [line.removeprefix(str(path)) for line in whole.lines]
    assert sum("STA-4.9-transition" in line for line in found) > 20
    others = [run(path, 2), piped(text, 1, monkeypatch), piped(text, 2, monkeypatch)]
    for other, name in zip(others, (str(path), "<stdin>", "<stdin>"), strict=True):
        assert [line.removeprefix(name) for line in other.lines] == found
        assert other.rules == whole.rules


def test_processes_start_when_there_is_much_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int | None] = []

    class Counted(Helpers):
        """Processes that say how many they are."""

        def __init__(self, count: int | None, *rest: Any) -> None:
            """Keep the number."""
            started.append(count)
            super().__init__(count, *rest)

    monkeypatch.setattr(parallel, "Helpers", Counted)
    monkeypatch.setattr(parallel, "_cores", lambda: 2)
    monkeypatch.setattr(source, "CHUNK", 1000)
    path = tmp_path / "log"
    path.write_text(capture(1, 400))
    small = run(path, None)
    assert started == []
    monkeypatch.setattr(parallel, "SMALL", 10_000)
    assert run(path, None).lines == small.lines
    assert started == [2]


class Later:
    """Processes that are done only when somebody waits for them."""

    def __init__(self, *_: object) -> None:
        """Start nothing."""

    def __exit__(self, *_: object) -> None:
        """End nothing."""

    def submit(self, _work: object, given: Any) -> Any:
        """Check when the result is asked for."""
        chunk, _ = given
        return SimpleNamespace(done=lambda: False, result=lambda: [chunk.line])


def test_a_small_piece_waits_for_those_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is checked here, at once, and told in its turn."""
    monkeypatch.setattr(parallel, "Helpers", Later)
    monkeypatch.setattr(source, "CHUNK", 1000)
    project = load_project(profiles=["core"])
    work = Work(memory.sources(project), frozenset(), Task(), {})
    sizes = [900, 900, 10, 900, 10, 900]
    chunks = [Chunk(b" " * size, line) for line, size in enumerate(sizes, 1)]
    with WorkerPool(work, 2) as pool:
        told = [chunk.line for chunk, _ in pool.checked(chunks, Reading())]
    assert told == [1, 2, 3, 4, 5, 6]


def test_a_process_that_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said, in one line, and nothing hangs."""
    path = tmp_path / "log"
    path.write_text(capture(1, 100))
    monkeypatch.setattr(parallel, "_checked", end)
    monkeypatch.setattr(source, "CHUNK", 1000)
    assert run(path, 2).lines == [
        "a process that checked was ended from outside; try --jobs 1",
        f"{path}: 0",
    ]
