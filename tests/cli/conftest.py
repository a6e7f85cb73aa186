"""A folder to work in, with small schemas; and no trace in the user's own folders."""

from __future__ import annotations

from shutil import copytree, ignore_patterns
from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import invoke, write_schemas

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generate once, so that what is kept of our templates need not be made in each test."""
    folder = tmp_path_factory.mktemp("compiled")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        assert invoke("generate").code == 0
    return folder / "cache"


@pytest.fixture
def remembered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Name the folder for what runs of one test remember of each other."""
    return tmp_path_factory.mktemp("remembered") / "cache"


@pytest.fixture
def cache(remembered: Path) -> Path:
    """Begin with nothing kept, and say where it would be."""
    return remembered


@pytest.fixture(autouse=True)
def own_cache(
    request: pytest.FixtureRequest, remembered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Leave the user's own cache alone; unless a test asks for none, the templates are kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(remembered))
    if "cache" not in request.fixturenames:
        notes = ignore_patterns("*.json")
        copytree(request.getfixturevalue("compiled"), remembered, ignore=notes)


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
