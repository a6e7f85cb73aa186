"""Run programs as a stranger does: in a folder, with nothing said to Python."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: object, cwd: Path, code: int = 0) -> str:
    """Run a program without any variable that tells Python where to look."""
    return run_both(*arguments, cwd=cwd, code=code)[0]


def run_both(*arguments: object, cwd: Path, code: int = 0) -> tuple[str, str]:
    """Run a program; give what it says on both streams."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(
        [str(one) for one in arguments],
        cwd=cwd,
        env=kept
        | {"XDG_CACHE_HOME": str(cwd / ".cache"), "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout, done.stderr
