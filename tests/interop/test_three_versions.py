"""One port for three versions and one runtime: the example, with stations of mobilityhouse/ocpp."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

SAID = """\
CP-1 speaks 1.6: One
CP-1 is Accepted
CP-1 refuses to reset: NotImplemented
CS-2 speaks 2.0.1: Two
CS-2 is Accepted
CS-2 refuses to reset: NotImplemented
"""


@pytest.fixture(scope="module")
def example(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generate what the example needs, in a copy of its folder."""
    folder = tmp_path_factory.mktemp("example") / "three_versions"
    ours = request.config.rootpath / "examples" / "three_versions"
    shutil.copytree(ours, folder, ignore=shutil.ignore_patterns("acme_ocpp", "__pycache__"))
    done = _python(folder, "-m", "ocppgen", "generate", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return folder


def _python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_subprotocol_chooses_the_version(example: Path) -> None:
    done = _python(example, "csms.py")
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(done.stdout.splitlines()) == sorted(SAID.splitlines())


def test_what_shares_a_runtime_is_typed_throughout(
    request: pytest.FixtureRequest, example: Path
) -> None:
    """Checked by mypy --strict, on the packages and on the program that joins them."""
    settings = request.config.rootpath / "pyproject.toml"
    flags = ("--config-file", str(settings), "--strict", "--cache-dir", str(example / "types"))
    done = _python(example, "-m", "mypy", *flags, "csms.py", "acme_ocpp")
    assert done.returncode == 0, done.stdout + done.stderr
