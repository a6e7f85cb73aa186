"""The examples run, and do what they say."""

from __future__ import annotations

import asyncio
import importlib
import json
import logging
import os
import re
import socket
import subprocess
import sys
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from websockets import Subprotocol
from websockets.asyncio.client import connect

from ocpp16.charge_point import AsyncEndpoint, ChargePointStub
from ocpp16.core import BootNotificationRequest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
BOOT = BootNotificationRequest(charge_point_vendor="Example", charge_point_model="One")
PEM = re.compile(r"BEGIN [A-Z ]*KEY")


def test_the_demo_goes_as_it_has_to() -> None:
    done = _run("demo.py")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "everything went as it had to" in done.stdout
    for words in (
        "SignedUpdateFirmware answered  status=InvalidCertificate",
        "SignedFirmwareStatusNotification  status=SignatureVerified, requestId=1",
        "SecurityEventNotification  type=InvalidFirmwareSignature",
        "SecurityEventNotification  type=InvalidFirmwareSigningCertificate",
        "DiagnosticsStatusNotification  status=Uploaded",
    ):
        assert words in done.stdout


def test_the_demo_fails_when_a_step_does() -> None:
    """A charge point that takes any signature is found out."""
    code = (
        "import asyncio, charge_point, demo, sys\n"
        "charge_point.is_signed = lambda *_: True\n"
        "sys.exit(asyncio.run(demo.main()))\n"
    )
    done = _run("-c", code)
    assert done.returncode == 1
    assert "NOT AS EXPECTED: statuses: [" in done.stdout
    assert "everything went wrong in 2 places" in done.stdout


def test_the_programs_talk_as_two_processes() -> None:
    """The central system says how to run the charge point; so it is run."""
    port = _free_port()
    code = (
        "import asyncio, central_system, logging\n"
        "logging.basicConfig(level='INFO')\n"
        f"asyncio.run(central_system.main({port}))\n"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(
        command, cwd=EXAMPLES, env=_environment(), stderr=subprocess.PIPE, text=True
    ) as central_system:
        try:
            assert central_system.stderr is not None
            arguments = _until(central_system.stderr, "python charge_point.py").split()[-3:]
            with subprocess.Popen(
                [sys.executable, *arguments], cwd=EXAMPLES, env=_environment()
            ) as charge_point:
                try:
                    line = _until(central_system.stderr, "diagnostics:")
                    assert line.strip().endswith("diagnostics.log")
                finally:
                    charge_point.terminate()
        finally:
            central_system.terminate()


def test_the_twenty_lines_talk(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(EXAMPLES))
    central_system: Any = importlib.import_module("twenty_lines_central_system")
    charge_point: Any = importlib.import_module("twenty_lines_charge_point")
    said = ""

    async def talk() -> None:
        nonlocal said
        port = _free_port()
        async with _beside(central_system.main(port)):
            await _listening(port)
            async with _beside(charge_point.main(f"ws://127.0.0.1:{port}/CP-17")):
                while "reset" not in said or "booted" not in said:
                    await asyncio.sleep(0.05)
                    said += capsys.readouterr().out

    asyncio.run(asyncio.wait_for(talk(), 20))
    assert said.splitlines()[0] == "CP-17 boots, a One"
    assert sorted(said.splitlines()[1:]) == [
        "a Soft reset is asked for",
        "booted: Accepted, heartbeat every 300 s",
    ]


def test_who_drops_off_leaves_no_traceback(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A charge point of the twenty lines is gone without a word, before it answers."""
    monkeypatch.syspath_prepend(str(EXAMPLES))
    central_system: Any = importlib.import_module("twenty_lines_central_system")

    async def talk() -> None:
        port = _free_port()
        async with _beside(central_system.main(port)):
            await _listening(port)
            url = f"ws://127.0.0.1:{port}/CP-17"
            async with connect(url, subprotocols=[Subprotocol("ocpp1.6")]) as wire:
                await wire.send(json.dumps([2, "1", "BootNotification", BOOT.to_dict()]))
                assert json.loads(await wire.recv())[0] == 3
                assert json.loads(await wire.recv())[2] == "Reset"
                wire.transport.abort()
            while central_system.STATIONS.get("CP-17"):  # noqa: ASYNC110  (it tells no event)
                await asyncio.sleep(0.02)

    with caplog.at_level(logging.INFO):
        asyncio.run(asyncio.wait_for(talk(), 20))
    assert [one.getMessage() for one in caplog.records if one.exc_info] == []


def test_it_works_beside_mobilityhouse(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.syspath_prepend(str(EXAMPLES))
    server: Any = importlib.import_module("beside_mobilityhouse")
    frame = [2, "1", "FirmwareStatusNotification", {"status": "Verified"}]

    async def talk() -> None:
        port = _free_port()
        async with _beside(server.main(port)):
            await _listening(port)
            async with _charge_point(f"ws://127.0.0.1:{port}/CP-17") as (endpoint, wire):
                assert (await endpoint.call(BOOT)).interval == 300
                await wire.send(json.dumps(frame))
                assert (await endpoint.call(BOOT)).interval == 300

    asyncio.run(asyncio.wait_for(talk(), 20))
    logged = [record.message for record in caplog.records if record.name == "checked"]
    assert len(logged) == 1
    assert logged[0].startswith("CP-17: FirmwareStatusNotification /status: must be one of")


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.name)
def test_an_example_is_short_and_has_no_key(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) < 300
    assert not PEM.search(text)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": "1"}


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=EXAMPLES,
        env=_environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def _until(lines: Any, words: str) -> str:
    for line in lines:
        if words in line:
            return str(line)
    pytest.fail(f"it ended without {words!r}")


def _free_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port: int = unused.getsockname()[1]
        return port


async def _listening(port: int) -> None:
    """Wait until something listens."""
    while True:
        with suppress(OSError):
            _reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            return
        await asyncio.sleep(0.02)


@asynccontextmanager
async def _beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def _charge_point(url: str) -> AsyncIterator[tuple[AsyncEndpoint, Any]]:
    async with connect(url, subprotocols=[Subprotocol("ocpp1.6")]) as wire:
        endpoint = AsyncEndpoint(ChargePointStub())
        serving = asyncio.create_task(endpoint.serve(wire.send, aiter(wire).__anext__))
        yield endpoint, wire
    await serving
