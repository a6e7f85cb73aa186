"""The command: ``python -m benchmarks [--quick] [--json FILE] [--record FOLDER] [--check]``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks import chart, generating, goals, importing, pages, records, report
from benchmarks.contestants import CONTESTANTS, frame_contestants
from benchmarks.correctness import check
from benchmarks.jobs import FRAME
from benchmarks.machine import describe
from benchmarks.results import Results
from benchmarks.run import time_jobs
from benchmarks.timing import FULL, QUICK, Effort
from benchmarks.whole_frames import time_frames


def main() -> int:
    """Measure, show, and with ``--check`` say by the exit code whether the goals are reached."""
    options = _options()
    results = _measured(QUICK if options.quick else FULL)
    for line in report.lines(results):
        print(line)
    if options.json:
        text = json.dumps(report.as_json(results), indent=2)
        options.json.write_text(text + "\n", encoding="utf-8")
    if options.record:
        root: Path = options.record
        kept = records.keep(results, root / "benchmarks" / "record.json")
        pages.write(kept, root)
        if kept[0]["machine"] == results.machine:
            chart_file = root / "docs" / "speed.svg"
            chart_file.write_text(chart.draw(results), encoding="utf-8")
    if options.check:
        return int(any(goal.reached is False for goal in goals.judge(results)))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a first look, within a minute")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything as JSON")
    parser.add_argument(
        "--record",
        type=Path,
        metavar="FOLDER",
        help="keep the figures in the checkout FOLDER: the record, its pages and its chart",
    )
    parser.add_argument("--check", action="store_true", help="exit 1 if a goal is not reached")
    return parser.parse_args()


def _measured(effort: Effort) -> Results:
    results = Results(describe())
    results.scores = check(CONTESTANTS, effort.most, _tell)
    results.generation, results.growth = generating.measure(effort, _tell)
    results.imports = importing.measure(effort, _tell)
    results.jobs = time_jobs(effort, _tell)
    results.jobs[FRAME] = time_frames(frame_contestants(), effort, _tell)
    _tell("")
    return results


def _tell(what: str) -> None:
    """Show what goes on, where somebody watches."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{what}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
