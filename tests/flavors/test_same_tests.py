"""The tests of the package on disk, run once more on the package of the other flavor.

Who wants to look at one of them says ``pytest --flavor msgspec tests/frames``.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ocppgen.naming.flavors import MSGSPEC

ROOT = Path(__file__).resolve().parents[2]

RUN = ["pytest", "-q", "-p", "no:cacheprovider", "-n0"]
PARTS = {
    "behaviour": ["tests/behaviour", "-k", "not formats and not date_times and not vendoring"],
    "frames": ["tests/frames"],
    "differential": ["tests/differential", "-k", "not made_up and not later_protocols"],
    "messages": ["tests/golden/test_messages.py", "tests/golden/test_case_payloads.py"],
    "interop": ["tests/interop/test_interop.py", "-k", "mobilityhouse and not matrix"],
}


@pytest.mark.parametrize("part", PARTS)
def test_they_pass(part: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *RUN, "--flavor", MSGSPEC, *PARTS[part]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"\n{done.stdout[-10_000:]}{done.stderr}"
    assert " passed" in done.stdout.splitlines()[-1]
