"""The record: what full runs found, one for each version of Python, in one file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from benchmarks import report

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.results import Results

Record = dict[str, Any]
"""What `report.as_json` makes of a run."""


def keep(results: Results, file: Path) -> list[Record]:
    """Put a run in the place of the last one by the same Python; return all, the oldest first."""
    known: dict[str, Record] = {}
    if file.exists():
        known = json.loads(file.read_text(encoding="utf-8"))
    known[_series(results.machine["python"])] = report.as_json(results)
    ordered = dict(sorted(known.items(), key=lambda one: _order(one[0])))
    file.write_text(json.dumps(ordered, indent=2) + "\n", encoding="utf-8")
    return list(ordered.values())


def _series(python: str) -> str:
    """Name the series of a version: ``CPython 3.11.7`` is of ``CPython 3.11``."""
    return python.rpartition(".")[0]


def _order(series: str) -> tuple[str, int]:
    return series.rpartition(".")[0], int(series.rpartition(".")[2])
