"""A folder to work in, with small schemas; and no trace in the user's own folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import write_schemas

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what runs remember of each other to one test."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


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
