"""A folder with captures to judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.validate.tools import HEARTBEAT, frame

if TYPE_CHECKING:
    from pathlib import Path


LOG = "\n".join(
    [
        f"2024-05-01T10:00:00Z [CP1] received {frame(2, '1', 'Heartbeat', {'a': 1, 'b': 2})}",
        f"2024-05-01T10:00:01Z [CP1] sent {frame(3, '1', {'currentTime': 'now'})}",
        f"2024-05-01T10:00:02Z [CP1] sent {frame(3, '2', {'status': 'Accepted'})}",
        "started",
        frame(2, "3", "Authorize", {"idTag": "x"}),
        "",
    ]
)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that has a log."""
    (tmp_path / "day.log").write_text(LOG)
    (tmp_path / "fine.log").write_text(HEARTBEAT)
    (tmp_path / "payload.json").write_text('{\n "location": 1\n}')
    monkeypatch.chdir(tmp_path)
    return tmp_path
