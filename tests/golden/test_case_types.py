"""Type checkers have nothing against what the cases give, at their strictest.

The cases are put together into one package, which takes a fraction of the time of many: a
message is spelled the same beside others. Those with shared types stay by themselves.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ocppgen import generate, load_project
from ocppgen.naming.flavors import MSGSPEC
from tests.golden.shapes import CASES, SHAPES, own_modules, write_files, write_package

if TYPE_CHECKING:
    from pathlib import Path

ALONE = ["across_files", "catalog", "defaults", "payload_values", "payloads", "type_files"]
FLAT = [shape for shape in SHAPES if shape not in ALONE]


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write all packages into one folder."""
    folder = tmp_path_factory.mktemp("packages")
    together = load_project(
        [CASES / shape / "schemas" for shape in FLAT], package="golden_flat"
    )
    write_files(generate(together), folder)
    other = replace(together, package="golden_msgspec", flavor=MSGSPEC)
    write_files(generate(other), folder)
    official = load_project(package="golden_ocpp16", flavor=MSGSPEC)
    write_files(generate(official), folder)
    for shape in ALONE:
        write_package(shape, folder)
    return folder


def test_a_message_is_spelled_the_same_beside_others(packages: Path) -> None:
    for shape in FLAT:
        for path, text in own_modules(shape).items():
            if path not in {"__init__.py", "features.py"}:
                assert (packages / "golden_flat" / path).read_bytes().decode() == text


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
    said = _check("mypy", "--no-incremental", ".", folder=packages)
    assert said.startswith("Success: no issues found in "), f"\n{said}"
    assert int(said.split()[-3]) > 2 * len(SHAPES)


def test_pyright_strict(packages: Path) -> None:
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11", "include": ["golden_*"]}
    (packages / "pyrightconfig.json").write_text(json.dumps(settings))
    said = _check("pyright", "--warnings", folder=packages)
    assert said == "0 errors, 0 warnings, 0 informations", f"\n{said}"
