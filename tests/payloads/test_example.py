"""The example does what it says, and type checkers have nothing against it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.cli.commands import ROOT, invoke

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

EXAMPLE = ROOT / "examples" / "vendor_messages"
PRINTED = """\
display: 0.35 EUR/kWh
office: shown since 12:00
display: 1.47 so far, charging
office: Accepted
office: CP-7 wants receipt
kiosk: Accepted
office: Rejected
/data/currency: must match "^[A-Z]{3}$", not "Euro"
/data: missing required member "perKwh"
"""


def test_the_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "vendor_messages"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("src", "__pycache__"))
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert invoke("generate").code == 0
    done = subprocess.run(
        [sys.executable, "kiosk.py"],
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == PRINTED
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary"]
    done = subprocess.run(
        [*command, "--cache-dir", str(tmp_path / "mypy"), "kiosk.py"],
        env={**os.environ, "MYPYPATH": "src"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("", 0)
