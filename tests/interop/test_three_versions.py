"""One port for three versions: the example, with stations of mobilityhouse/ocpp."""

from __future__ import annotations

import asyncio
import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_subprotocol_chooses_the_version(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root: Path = request.config.rootpath
    monkeypatch.syspath_prepend(str(root / "examples"))
    example: Any = importlib.import_module("three_versions")
    asyncio.run(asyncio.wait_for(example.main(), 30))
    assert capsys.readouterr().out.splitlines() == [
        "CP-1 speaks 1.6: One",
        "CP-1 is Accepted",
        "CS-2 speaks 2.0.1: Two",
        "CS-2 is Accepted",
    ]
