"""The examples in FastAPI and aiohttp: real servers, charge points of ours and of others."""

from __future__ import annotations

import asyncio
import importlib
import json
import logging
import ssl
from base64 import b64encode
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import aiohttp
import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from ocpp.routing import on
from ocpp.v16 import ChargePoint, call, call_result
from websockets import Subprotocol
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from ocpp16 import CallRefused, ErrorCode
from ocpp16.charge_point import AsyncEndpoint, ChargePointStub
from ocpp16.core import BootNotificationRequest, HeartbeatRequest
from ocpp16.firmware import (
    FirmwareStatus,
    FirmwareStatusNotificationRequest,
    UpdateFirmwareConfirmation,
)
from ocpp16.remotetrigger import TriggerMessageConfirmation, TriggerMessageStatus
from ocpp16.securefirmware import SignedUpdateFirmwareResponse, UpdateFirmwareStatus

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("with_fastapi", "with_aiohttp")
KEY = bytes(range(1, 21))
KNOWN = dict.fromkeys(("CP-17", "CP-18", "CP-19"), KEY)
BOOT = BootNotificationRequest(
    charge_point_vendor="Example", charge_point_model="One", firmware_version="1.0"
)
UPDATE = {"location": "https://files.example/7.bin", "retrieveDate": "2024-05-01T12:00:00Z"}
SIGNED = {
    "requestId": 7,
    "firmware": {
        "location": "https://files.example/7.bin",
        "retrieveDateTime": "2024-05-01T12:00:00Z",
        "signingCertificate": "PEM",
        "signature": "c2lnbmF0dXJl",
    },
}


class Server:
    """A running example, and how people ask it."""

    def __init__(self, port: int, http: aiohttp.ClientSession, scheme: str, fleet: Any) -> None:
        self.port = port
        self.fleet = fleet
        self._http = http
        self._scheme = scheme
        self.trusted: ssl.SSLContext | None = None

    def url(self, station: str) -> str:
        """Say where a charge point connects."""
        return f"{self._scheme.replace('http', 'ws')}://127.0.0.1:{self.port}/ocpp/{station}"

    async def get(self, path: str) -> Any:
        """Ask for what is there."""
        async with self._http.get(self._at(path), ssl=self.trusted or True) as answer:
            return await answer.json()

    async def post(self, path: str, body: object) -> tuple[int, Any]:
        """Start something; give the status and the body of the answer."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        async with self._http.post(
            self._at(path), data=data, ssl=self.trusted or True
        ) as answer:
            return answer.status, await answer.json()

    def _at(self, path: str) -> str:
        return f"{self._scheme}://127.0.0.1:{self.port}/{path}"


@asynccontextmanager
async def serving(
    name: str, database: Path, certificate: tuple[str, str] | None = None
) -> AsyncIterator[Server]:
    """Run an example with SQLite in a file, over TLS if there is a certificate."""
    example: Any = importlib.import_module(name)
    fleet = importlib.import_module("fleet").Fleet(KNOWN, str(database))
    run = _uvicorn if name == "with_fastapi" else _aiohttp
    scheme = "https" if certificate else "http"
    async with (
        aiohttp.ClientSession() as http,
        run(example, fleet, certificate) as port,
        asyncio.timeout(30),
    ):
        yield Server(port, http, scheme, fleet)


@asynccontextmanager
async def _uvicorn(
    example: Any, fleet: Any, certificate: tuple[str, str] | None
) -> AsyncIterator[int]:
    server = example.server(fleet, 0, *(certificate or ()))
    task = asyncio.create_task(server.serve())
    await _until(lambda: server.started)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await task


@asynccontextmanager
async def _aiohttp(
    example: Any, fleet: Any, certificate: tuple[str, str] | None
) -> AsyncIterator[int]:
    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*certificate)
    runner = web.AppRunner(example.application(fleet))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context)
    await site.start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def _credentials(station: str, key: bytes = KEY) -> dict[str, str]:
    return {"Authorization": "Basic " + b64encode(station.encode() + b":" + key).decode()}


def _connect(server: Server, station: str, **settings: Any) -> Any:
    """Connect as a charge point does."""
    settings = {"additional_headers": _credentials(station), **settings}
    return connect(
        server.url(station),
        subprotocols=[Subprotocol("ocpp1.6")],
        ssl=server.trusted,
        **settings,
    )


class Station(ChargePointStub):
    """A charge point of ours: it accepts everything, and reports two statuses."""

    def __init__(self) -> None:
        self.endpoint = AsyncEndpoint(self)
        self.triggered = asyncio.Event()
        self.asked: asyncio.Queue[str] = asyncio.Queue()

    @asynccontextmanager
    async def connected(self, server: Server, name: str) -> AsyncIterator[Any]:
        """Be connected and booted."""
        async with _connect(server, name) as wire:
            serve = self.endpoint.serve(wire.send, aiter(wire).__anext__)
            task = asyncio.create_task(serve)
            await self.endpoint.call(BOOT)
            yield wire
        with suppress(ConnectionClosed):
            await task

    async def report(self, *statuses: FirmwareStatus) -> None:
        for status in statuses:
            await self.endpoint.call(FirmwareStatusNotificationRequest(status=status))

    def on_trigger_message(self, request: Any) -> TriggerMessageConfirmation:
        del request
        self.triggered.set()
        return TriggerMessageConfirmation(status=TriggerMessageStatus.ACCEPTED)

    def on_update_firmware(self, request: Any) -> UpdateFirmwareConfirmation:
        self.asked.put_nowait(request.location)
        return UpdateFirmwareConfirmation()

    def on_signed_update_firmware(self, request: Any) -> SignedUpdateFirmwareResponse:
        self.asked.put_nowait(request.firmware.location)
        return SignedUpdateFirmwareResponse(status=UpdateFirmwareStatus.ACCEPTED)


@pytest.fixture(autouse=True)
def _examples_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "examples"))


@pytest.fixture
def talk(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> Callable[[str, Callable[[Server], Coroutine[Any, Any, None]]], None]:
    """Let a test talk to a server; no traceback may come of it."""

    def run(name: str, test: Callable[[Server], Coroutine[Any, Any, None]]) -> None:
        async def main() -> None:
            async with serving(name, tmp_path / "fleet.sqlite") as server:
                await test(server)
                await _until(lambda: len(server.fleet.stations) == 0)

        with caplog.at_level(logging.INFO):
            asyncio.run(main())
        assert [one for one in caplog.records if one.exc_info] == []
        assert "Traceback" not in capfd.readouterr().err

    return run


async def _until(holds: Callable[[], bool]) -> None:
    while not holds():  # noqa: ASYNC110  (others tell no event)
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("name", NAMES)
def test_updates_are_started_and_their_statuses_kept(name: str, talk: Any) -> None:
    async def main(server: Server) -> None:
        station = Station()
        async with station.connected(server, "CP-17"):
            await station.triggered.wait()  # asked after the answer to its boot
            assert await server.get("stations") == ["CP-17"]
            assert await server.post("stations/CP-17/updates", UPDATE) == (200, {})
            assert await station.asked.get() == UPDATE["location"]
            await station.report(FirmwareStatus.DOWNLOADING, FirmwareStatus.DOWNLOADED)
            accepted = (200, {"status": "Accepted"})
            assert await server.post("stations/CP-17/signed-updates", SIGNED) == accepted
            assert await station.asked.get() == UPDATE["location"]
        lines = await server.get("stations/CP-17/statuses")
        assert [(one["kind"], one["status"]) for one in lines] == [
            ("boot", "1.0"),
            ("firmware", "Downloading"),
            ("firmware", "Downloaded"),
        ]
        assert await server.get("stations/CP-18/statuses") == []

    talk(name, main)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_wrong_is_said(name: str, talk: Any) -> None:
    async def main(server: Server) -> None:
        path = "stations/CP-17/updates"
        status, body = await server.post(path, {"location": "7.bin"})
        assert status == 422
        assert [(one["pointer"], one["keyword"]) for one in body["violations"]] == [
            ("/location", "format"),
            ("", "required"),
        ]
        assert (await server.post(path, b"{"))[0] == 422
        status, body = await server.post(path, UPDATE)
        assert (status, body) == (404, {"error": "CP-17 is not connected"})
        station = Station()

        def refuse(_: object) -> UpdateFirmwareConfirmation:
            raise CallRefused(ErrorCode.NOT_SUPPORTED, "only signed")

        cast("Any", station).on_update_firmware = refuse
        async with station.connected(server, "CP-17"):
            status, body = await server.post(path, UPDATE)
        assert (status, body["code"]) == (502, "NotSupported")

    talk(name, main)


@pytest.mark.parametrize("name", NAMES)
def test_only_who_has_the_key_connects(name: str, talk: Any) -> None:
    async def main(server: Server) -> None:
        for headers in (
            {},
            _credentials("CP-17", b"wrong"),
            _credentials("CP-18"),
            {"Authorization": "Basic ?"},
            {"Authorization": "Bearer x"},
        ):
            with pytest.raises(InvalidStatus) as refused:
                async with _connect(server, "CP-17", additional_headers=headers):
                    pass
            assert refused.value.response.status_code == 401
        with pytest.raises(InvalidStatus) as refused:
            async with _connect(
                server, "CP-99", additional_headers=_credentials("CP-99", b"unknown")
            ):
                pass
        assert refused.value.response.status_code == 401

    talk(name, main)


@pytest.mark.parametrize("subprotocols", [None, ["ocpp2.0.1"]])
@pytest.mark.parametrize("name", NAMES)
def test_another_subprotocol_is_closed(name: str, subprotocols: Any, talk: Any) -> None:
    async def main(server: Server) -> None:
        async with connect(
            server.url("CP-17"),
            subprotocols=subprotocols,
            additional_headers=_credentials("CP-17"),
        ) as wire:
            assert wire.subprotocol is None
            with pytest.raises(ConnectionClosed) as closed:
                await wire.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1002

    talk(name, main)


@pytest.mark.parametrize("name", NAMES)
def test_binary_frames_and_nonsense(name: str, talk: Any) -> None:
    async def main(server: Server) -> None:
        async with _connect(server, "CP-17") as wire:
            await wire.send(b'[2,"1","Heartbeat",{}]')
            assert json.loads(await wire.recv())[:2] == [3, "1"]
            for said in (b"\xff\xfe", "", "[]", '[2,"2"]', "[" * 10_000):
                await wire.send(said)
            assert json.loads(await wire.recv())[:3] == [4, "2", "FormationViolation"]
            await wire.send("x" * 1_000_000)
            with pytest.raises(ConnectionClosed):
                await wire.recv()

    talk(name, main)


@pytest.mark.parametrize("name", NAMES)
def test_a_charge_point_vanishes_and_connects_again(name: str, talk: Any) -> None:
    async def main(server: Server) -> None:
        first, second = Station(), Station()
        async with first.connected(server, "CP-17") as wire, second.connected(server, "CP-17"):
            await wire.wait_closed()
            assert await server.get("stations") == ["CP-17"]
            assert (await server.post("stations/CP-17/updates", UPDATE))[0] == 200
            assert await second.asked.get()
            assert first.asked.empty()
        for number in range(5):
            async with _connect(server, "CP-18") as wire:
                for each in range(number * 5):
                    await wire.send(f'[2,"{each}","Heartbeat",{{}}]')
                wire.transport.abort()
        async with second.connected(server, "CP-18"):
            await second.endpoint.call(HeartbeatRequest())

    talk(name, main)


@pytest.mark.parametrize("name", NAMES)
def test_mobilityhouse_is_updated(name: str, talk: Any) -> None:
    """A charge point of mobilityhouse/ocpp boots, is asked, and reports."""

    async def main(server: Server) -> None:
        asked: asyncio.Queue[str] = asyncio.Queue()

        class Theirs(ChargePoint):  # type: ignore[misc]  # it has no types
            @on("TriggerMessage")  # type: ignore[untyped-decorator]
            def on_trigger(self, **members: Any) -> Any:
                asked.put_nowait(members["requested_message"])
                return call_result.TriggerMessage("Accepted")

            @on("UpdateFirmware")  # type: ignore[untyped-decorator]
            def on_update(self, **members: Any) -> Any:
                asked.put_nowait(members["location"])
                return call_result.UpdateFirmware()

        async with _connect(server, "CP-17") as wire:
            point = Theirs("CP-17", wire)
            running = asyncio.create_task(point.start())
            await point.call(call.BootNotification("One", "Example", firmware_version="2.0"))
            assert await asked.get() == "FirmwareStatusNotification"
            assert await server.post("stations/CP-17/updates", UPDATE) == (200, {})
            assert await asked.get() == UPDATE["location"]
            await point.call(call.FirmwareStatusNotification("Installed"))
        with suppress(ConnectionClosed):
            await running
        lines = await server.get("stations/CP-17/statuses")
        assert [one["status"] for one in lines] == ["2.0", "Installed"]

    talk(name, main)


@pytest.mark.parametrize("name", NAMES)
def test_security_profile_2(name: str, tmp_path: Path) -> None:
    """The same over TLS."""
    certificate, key = _certificate(tmp_path)

    async def main() -> None:
        async with serving(name, tmp_path / "fleet.sqlite", (certificate, key)) as server:
            server.trusted = ssl.create_default_context(cafile=certificate)
            station = Station()
            async with station.connected(server, "CP-17"):
                assert await server.post("stations/CP-17/updates", UPDATE) == (200, {})
            with pytest.raises(InvalidStatus):
                async with _connect(server, "CP-17", additional_headers={}):
                    pass

    asyncio.run(main())


def _certificate(folder: Path) -> tuple[str, str]:
    """Make a certificate of this machine, signed by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(certificate.public_bytes(Encoding.PEM))
    files[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return str(files[0]), str(files[1])
