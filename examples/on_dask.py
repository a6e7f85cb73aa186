"""Judge a folder of captures on Dask: the frames are grouped by station, and each group is judged.

Run ``python on_dask.py FOLDER`` with a folder of ``*.jsonl``, in which each line has the time, the
station, the direction and the frame:

    {"time": "2024-05-14T08:00:00Z", "station": "CP-7", "direction": "to central system",
     "frame": [2, "1", "Heartbeat", {}]}
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dask.bag

import ocppgen
from ocppgen.validate.sequences.from_python import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ocppgen.validate.sequences.finding import Finding

Key = tuple[str, str]


def read(path: str) -> Iterator[tuple[Key, Line]]:
    """Read one file: what its frames are grouped by, and the frames."""
    with Path(path).open(encoding="utf-8") as lines:
        for number, text in enumerate(lines, 1):
            one = json.loads(text)
            frame = json.dumps(one["frame"])
            line = Line(one["time"], one["station"], one["direction"], frame, number)
            yield (path, one["station"]), line


def judge(group: tuple[Key, Iterable[tuple[Key, Line]]]) -> list[Finding]:
    """Judge one station in one file; a shuffle may have changed the order."""
    (path, _), frames = group
    lines = sorted((line for _, line in frames), key=lambda line: line.line or 0)
    return list(ocppgen.validate(lines, file=path))


def findings(folder: Path) -> list[Finding]:
    """Judge all files of a folder, wherever Dask's scheduler has its workers."""
    paths = sorted(str(path) for path in folder.glob("*.jsonl"))
    frames: Any = dask.bag.from_sequence(paths)  # type: ignore[no-untyped-call]  # Dask's
    frames = frames.map(read).flatten()
    groups = frames.groupby(lambda one: one[0], shuffle="tasks")
    found: list[Finding] = groups.map(judge).flatten().compute(scheduler="threads")
    return sorted(found, key=lambda one: (one.file, one.line, one.rule))


if __name__ == "__main__":
    for finding in findings(Path(sys.argv[1])):
        print(f"{finding.file}:{finding.line} {finding.rule}: {finding.message}")
