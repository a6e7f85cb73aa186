"""Type checkers have nothing against what the cases give, at their strictest."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.golden.shapes import SHAPES, write_package

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the package of every case into one folder."""
    folder = tmp_path_factory.mktemp("packages")
    for shape in SHAPES:
        write_package(shape, folder)
    return folder


def _check(*arguments: str, folder: Path) -> str:
    """Run a type checker; give what it prints, with paths as in the folder."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return (done.stdout + done.stderr).replace(f"{folder}/", "").strip()


def test_mypy_strict(packages: Path) -> None:
    (packages / "mypy.ini").write_text("[mypy]\nstrict = true\npython_version = 3.11\n")
    names = [f"golden_{shape}" for shape in SHAPES]
    said = _check("mypy", "--no-incremental", *names, folder=packages)
    assert said.startswith("Success: no issues found in "), f"\n{said}"
    assert int(said.split()[-3]) > 10 * len(SHAPES)


def test_pyright_strict(packages: Path) -> None:
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11", "include": ["golden_*"]}
    (packages / "pyrightconfig.json").write_text(json.dumps(settings))
    said = _check("pyright", "--warnings", folder=packages)
    assert said == "0 errors, 0 warnings, 0 informations", f"\n{said}"
