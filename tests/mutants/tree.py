"""A copy of the checkout that may be spoilt, with an interpreter that imports from it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
import venv
from typing import TYPE_CHECKING

from tests.mutants.areas import ROOT

if TYPE_CHECKING:
    from pathlib import Path

# What tests need that is not under version control.
_FETCHED = (".venv/json-schema-test-suite", "tests/interop/node/node_modules")


def copy(goal: Path) -> Path:
    """Copy what is, or is about to be, under version control; return the copy's interpreter."""
    shutil.rmtree(goal, ignore_errors=True)
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in os.fsdecode(listed.stdout).split("\0"):
        if name and (ROOT / name).is_file():
            (goal / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, goal / name)
    python = _interpreter(goal)
    for name in _FETCHED:
        if (ROOT / name).is_dir():
            (goal / name).symlink_to(ROOT / name, target_is_directory=True)
    return python


def _interpreter(goal: Path) -> Path:
    """Make an environment that has the copy in the place of the installed project."""
    place = goal / ".venv"
    venv.create(place, with_pip=False, symlinks=True)
    python = place / "bin" / "python"
    packages = next(place.glob("lib/python*/site-packages"))
    # The folder of the other environment is no site folder here: its links are not followed.
    theirs = sysconfig.get_path("purelib")
    (packages / "mutants.pth").write_text(f"{goal / 'generator'}\n{theirs}\n")
    command = python.with_name("ocppgen")
    found = sysconfig.get_path("scripts")
    _, _, rest = (ROOT / found / command.name).read_text("utf-8").partition("\n")
    command.write_text(f"#!{python}\n{rest}")
    command.chmod(0o755)
    return python
