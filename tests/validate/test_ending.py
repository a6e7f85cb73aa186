"""How the command ends when its reader goes away, its source is slow, or it is stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from select import select
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.commands import environment
from tests.validate.tools import frame

if TYPE_CHECKING:
    from pathlib import Path


def start(*arguments: str, cwd: Path, **streams: Any) -> subprocess.Popen[bytes]:
    """Start the command."""
    return subprocess.Popen(
        [sys.executable, "-m", "ocppgen", "validate", *arguments],
        cwd=cwd,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **streams,
    )


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_goes_away(jobs: str, tmp_path: Path) -> None:
    """As with ``| head``: no traceback, no word, no process left behind."""
    process = start("--jobs", jobs, "-", cwd=tmp_path)
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    line = frame(2, "1", "Heartbeat", {"a": 1}).encode() + b"\n"
    with pytest.raises(BrokenPipeError):
        process.stdin.write(line * 1_000_000)
    assert process.wait(60) == 2  # 1 would say that there are faults
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_control_c(jobs: str, tmp_path: Path) -> None:
    """It ends in the middle of its output, with all its processes."""
    line = frame(2, "1", "Heartbeat", {"a": 1}) + "\n"
    (tmp_path / "log").write_text(line * 40_000)
    process = start("--jobs", jobs, "log", cwd=tmp_path, start_new_session=True)
    assert process.stdout is not None
    assert process.stdout.readline().startswith(b"log:1 Heartbeat.req /a: ")
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.strip() == b"stopped"
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_a_slow_source_is_judged_at_once(tmp_path: Path) -> None:
    """As with ``tail -f``: what came is told before more comes, or the end."""
    process = start("--jobs", "2", "-", cwd=tmp_path)
    assert process.stdin is not None
    assert process.stdout is not None
    line = (frame(2, "1", "Heartbeat", {"a": 1}) + "\n").encode()
    for number in range(1, 4):
        process.stdin.write(line)
        process.stdin.flush()
        assert select([process.stdout], [], [], 60)[0]
        told = process.stdout.readline().decode()
        assert told.startswith(f"<stdin>:{number} Heartbeat.req /a: ")
    out, err = process.communicate()
    assert out.decode().endswith("3 messages in 1 file, 3 faulty\n")
    assert (process.returncode, err) == (1, b"")


def test_a_finding_is_told_while_the_log_grows(tmp_path: Path) -> None:
    """What breaks a rule over conversations is told with its line, not at the end."""
    process = start("--sequences", "--jobs", "8", "-", cwd=tmp_path)
    assert process.stdin is not None
    assert process.stdout is not None
    statuses = ("Finishing", "Charging", "Available")
    for number, status in enumerate(statuses):
        at = f"2024-05-14T08:00:0{number}Z CP-1"
        payload = {"connectorId": 1, "errorCode": "NoError", "status": status}
        call, answer = frame(2, str(number), "StatusNotification", payload), [
            3,
            str(number),
            {},
        ]
        process.stdin.write(f"{at} -> {call}\n{at} <- {json.dumps(answer)}\n".encode())
        process.stdin.flush()
        if status == "Charging":
            assert select([process.stdout], [], [], 60)[0]
            told = process.stdout.readline().decode()
            assert told.startswith("<stdin>:3 StatusNotification: connector 1 goes from Finish")
    out, err = process.communicate()
    assert out.decode().endswith("6 messages in 1 file, none faulty\n")
    assert (process.returncode, err) == (0, b"")
