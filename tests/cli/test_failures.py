"""A fault of ours ends in one line and an exit code of its own."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import environment, state

if TYPE_CHECKING:
    from pathlib import Path

# A step of the work is replaced by one that fails as no step should.
FAILING = """
import ocppgen.pipeline
from ocppgen.cli.main import main
def fail(*_, **__):
    {fault}
ocppgen.pipeline.plan = fail
main({arguments!r})
"""

FAULTS: list[tuple[str, str]] = [
    ("compile('def (', 'x', 'exec')", "SyntaxError"),
    ("raise RuntimeError('a\\n\\x1b[31m\\u202eb')", "RuntimeError"),
    ("raise AssertionError", "AssertionError"),
    ("raise RecursionError", "RecursionError"),
    ("raise MemoryError", "MemoryError"),
    ("{}['key']", "KeyError"),
]


@pytest.mark.parametrize(("fault", "name"), FAULTS, ids=[name for _, name in FAULTS])
@pytest.mark.parametrize("arguments", [["generate"], ["check"], ["list"]], ids=str)
def test_a_fault_of_ours_is_neither_a_no_nor_a_refusal(
    fault: str, name: str, arguments: list[str], work: Path
) -> None:
    program = FAILING.format(fault=fault, arguments=arguments)
    before = state(work)
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=work,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (70, "")
    line = done.stderr.removesuffix("\n")
    assert line.isprintable()
    assert line.startswith(f"ocppgen failed: {name} at <string>:")
    assert line.endswith("; please report this line")
    assert state(work) == before
