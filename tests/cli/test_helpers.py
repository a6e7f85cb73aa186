"""Processes that help end with the one they help, in the midst of their work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import environment, python

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Two processes that work without end, and say when they begin.
ENDLESS = """
import os, time
from pathlib import Path
from ocppgen.processes import workers

def work(name):
    Path(name).touch()
    time.sleep(10_000)

if __name__ == "__main__":
    try:
        workers._START = {start!r}
        with workers.Helpers(2) as two:
            results = [two.submit(work, name) for name in "abcdef"]
            results[0].result()
    except KeyboardInterrupt:
        print("stopped")
"""


@pytest.mark.parametrize(
    ("start", "number", "send", "code", "out"),
    [
        ("fork", signal.SIGINT, os.killpg, 0, "stopped\n"),  # as a terminal does
        ("fork", signal.SIGINT, os.kill, 0, "stopped\n"),
        ("fork", signal.SIGKILL, os.kill, -signal.SIGKILL, ""),
        ("spawn", signal.SIGINT, os.killpg, 0, "stopped\n"),
        ("spawn", signal.SIGINT, os.kill, 0, "stopped\n"),
        ("forkserver", signal.SIGINT, os.killpg, 0, "stopped\n"),
        ("forkserver", signal.SIGINT, os.kill, 0, "stopped\n"),
    ],
)
def test_they_end_in_the_midst_of_their_work(
    start: str,
    number: int,
    send: Callable[[int, int], None],
    code: int,
    out: str,
    tmp_path: Path,
) -> None:
    (tmp_path / "endless.py").write_text(ENDLESS.format(start=start))
    process = subprocess.Popen(
        [sys.executable, "endless.py"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not ((tmp_path / "a").exists() and (tmp_path / "b").exists()):
        assert process.poll() is None
        time.sleep(0.01)
    send(process.pid, number)
    # It comes to an end only when no process holds its output any more.
    assert process.communicate(timeout=120) == (out, "")
    assert process.returncode == code
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "endless.py"]


# A process that hears Ctrl-C while it imports what it needs.
EARLY = """
import os, signal
from ocppgen.processes import workers

if __name__ == "__mp_main__":
    os.kill(os.getpid(), signal.SIGINT)

if __name__ == "__main__":
    workers._START = "spawn"
    try:
        with workers.Helpers(1) as one:
            one.submit(abs, -1).result()
    except KeyboardInterrupt:
        print("stopped")
"""


def test_an_interrupt_while_they_start(tmp_path: Path) -> None:
    """It waits until they can stop without a traceback."""
    (tmp_path / "early.py").write_text(EARLY)
    assert python("early.py", cwd=tmp_path) == (0, "stopped\n", "")
