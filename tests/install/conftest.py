"""The wheel, built once, and environments that it is installed into."""

from __future__ import annotations

import shutil
import sys
import venv
from pathlib import Path

import pytest

from tests.install.running import run

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ["generator", "schemas", "templates", "pyproject.toml", "README.md", "LICENSE"]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of the sources."""
    folder = tmp_path_factory.mktemp("build")
    for name in SOURCES:
        place = ROOT / name
        if place.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
            shutil.copytree(place, folder / "source" / name, ignore=ignored)
        else:
            shutil.copy(place, folder / "source" / name)
    run(
        *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"),
        *("--wheel-dir", folder / "dist", folder / "source"),
        cwd=folder,
    )
    (built,) = (folder / "dist").iterdir()
    return built


@pytest.fixture(scope="session")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a clean environment; give the folder of its programs."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder / "venv", with_pip=False)
    scripts = folder / "venv" / "bin"
    run(
        *(sys.executable, "-m", "pip", "--python", scripts / "python"),
        *("install", "--quiet", "--no-compile", wheel),
        cwd=folder,
    )
    return scripts
