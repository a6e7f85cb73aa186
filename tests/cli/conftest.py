"""A folder to work in, with small schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import write_schemas

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def schemas(work: Path) -> Path:
    """Work in a folder that has small schemas in ``schemas``."""
    return write_schemas(work / "schemas")
