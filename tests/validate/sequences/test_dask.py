"""The example on Dask finds what the command finds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.docs.tables import ROOT
from tests.validate.sequences.script import instant, scripts
from tests.validate.tools import command

if TYPE_CHECKING:
    from pathlib import Path

STATIONS = 12


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write two captures, in which the stations of many scripts talk at the same time."""
    every = [one for one in scripts() if one.times == "dated"]
    for number, start in enumerate((0, STATIONS)):
        frames = sorted(
            (frame.time, station, frame)
            for station, script in enumerate(every[start : start + STATIONS])
            for frame in script.frames()
        )
        lines = [
            json.dumps(
                {
                    "time": instant(time),
                    "station": f"CP-{station}",
                    "direction": f"to {'central system' if frame.to_central else 'charge point'}",
                    "frame": frame.frame,
                }
            )
            for time, station, frame in frames
        ]
        (tmp_path / f"{number}.jsonl").write_text("\n".join(lines) + "\n")
    return tmp_path


def test_the_example_finds_what_the_command_finds(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "examples"))
    from on_dask import findings

    files = sorted(folder.glob("*.jsonl"))
    told = json.loads(command("--sequences", "--level", "note", "--format", "json", *files).out)
    wanted = {(one["file"], one["line"], one["rule"]) for one in told["findings"]}
    assert {(one.file, one.line, one.rule) for one in findings(folder)} == wanted
    assert len(wanted) > 8
