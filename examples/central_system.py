"""A central system that updates the firmware of its charge points and fetches diagnostics.

Run ``python central_system.py``; it says how to run a ``charge_point.py`` beside it, and
takes each charge point that boots through everything.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from files import FileServer
from signing import Manufacturer, new_key, sign
from websockets import Subprotocol
from websockets.asyncio.server import ServerConnection, serve

from ocpp16.central_system import AsyncEndpoint, CentralSystemStub
from ocpp16.core import (
    BootNotificationConfirmation,
    RegistrationStatus,
    StatusNotificationConfirmation,
)
from ocpp16.firmware import (
    DiagnosticsStatus,
    DiagnosticsStatusNotificationConfirmation,
    FirmwareStatus,
    FirmwareStatusNotificationConfirmation,
    GetDiagnosticsRequest,
    UpdateFirmwareRequest,
)
from ocpp16.securefirmware import (
    Firmware,
    SignedFirmwareStatusNotificationResponse,
    SignedUpdateFirmwareRequest,
    UpdateFirmwareStatus,
)
from ocpp16.securefirmware import FirmwareStatus as SignedFirmwareStatus
from ocpp16.security import SecurityEventNotificationResponse

if TYPE_CHECKING:
    from enum import StrEnum

    from ocpp16.core import BootNotificationRequest, StatusNotificationRequest
    from ocpp16.events import Hook
    from ocpp16.firmware import (
        DiagnosticsStatusNotificationRequest,
        FirmwareStatusNotificationRequest,
    )
    from ocpp16.securefirmware import SignedFirmwareStatusNotificationRequest
    from ocpp16.security import SecurityEventNotificationRequest

SUBPROTOCOL = Subprotocol("ocpp1.6")

log = logging.getLogger("central-system")

# After one of these an update or upload is over, for better or worse.
FINAL: frozenset[StrEnum] = frozenset(
    {
        FirmwareStatus.INSTALLED,
        FirmwareStatus.DOWNLOAD_FAILED,
        FirmwareStatus.INSTALLATION_FAILED,
        SignedFirmwareStatus.INSTALLED,
        SignedFirmwareStatus.DOWNLOAD_FAILED,
        SignedFirmwareStatus.INSTALLATION_FAILED,
        SignedFirmwareStatus.INSTALL_VERIFICATION_FAILED,
        SignedFirmwareStatus.INVALID_SIGNATURE,
        DiagnosticsStatus.UPLOADED,
        DiagnosticsStatus.UPLOAD_FAILED,
    }
)


class Station:
    """A charge point that is connected, as the central system knows it."""

    def __init__(self, endpoint: AsyncEndpoint) -> None:
        self.endpoint = endpoint
        self.available = asyncio.Event()
        self.statuses: asyncio.Queue[StrEnum] = asyncio.Queue()
        self.security_events: asyncio.Queue[str] = asyncio.Queue()
        self._numbers = iter(range(1, 2**31))

    async def update(self, location: str) -> list[StrEnum]:
        """Let it install a firmware; give the statuses that it reported."""
        await self.endpoint.call(
            UpdateFirmwareRequest(location=location, retrieve_date=datetime.now(UTC))
        )
        return await self._reported()

    async def update_signed(
        self, location: str, certificate: str, signature: str
    ) -> list[StrEnum]:
        """Let it install a signed firmware; the statuses are empty if it does not accept."""
        answer = await self.endpoint.call(
            SignedUpdateFirmwareRequest(
                request_id=next(self._numbers),
                firmware=Firmware(
                    location=location,
                    retrieve_date_time=datetime.now(UTC),
                    signing_certificate=certificate,
                    signature=signature,
                ),
            )
        )
        if answer.status is not UpdateFirmwareStatus.ACCEPTED:
            return []
        return await self._reported()

    async def fetch_diagnostics(self, folder: str) -> str | None:
        """Let it upload its diagnostics; give the name of the file once it is there."""
        answer = await self.endpoint.call(GetDiagnosticsRequest(location=folder))
        if answer.file_name is None:
            return None
        statuses = await self._reported()
        return answer.file_name if statuses[-1] is DiagnosticsStatus.UPLOADED else None

    async def _reported(self) -> list[StrEnum]:
        statuses: list[StrEnum] = []
        async with asyncio.timeout(60):
            while not statuses or statuses[-1] not in FINAL:
                statuses.append(await self.statuses.get())
        return statuses


class CentralSystem(CentralSystemStub):
    """Keeps what its charge points report, each in its `Station`."""

    def __init__(self, on_before: Hook | None = None) -> None:
        self.stations: dict[str, Station] = {}
        self.arrived: asyncio.Queue[Station] = asyncio.Queue()
        self._on_before = on_before

    async def attend(self, socket: ServerConnection) -> None:
        """Serve a charge point; the path that it connects to is its id."""
        path = socket.request.path if socket.request else ""
        charge_point_id = path.rpartition("/")[2]
        endpoint = AsyncEndpoint(self, charge_point_id, on_before=self._on_before)
        station = self.stations[charge_point_id] = Station(endpoint)
        self.arrived.put_nowait(station)
        await endpoint.serve(socket.send, aiter(socket).__anext__)

    def on_boot_notification(
        self,
        charge_point_id: str,
        request: BootNotificationRequest,
    ) -> BootNotificationConfirmation:
        log.info("%s is a %s", charge_point_id, request.charge_point_model)
        return BootNotificationConfirmation(
            status=RegistrationStatus.ACCEPTED, current_time=datetime.now(UTC), interval=300
        )

    def on_status_notification(
        self,
        charge_point_id: str,
        request: StatusNotificationRequest,
    ) -> StatusNotificationConfirmation:
        if request.connector_id == 0:
            self.stations[charge_point_id].available.set()
        return StatusNotificationConfirmation()

    def on_firmware_status_notification(
        self,
        charge_point_id: str,
        request: FirmwareStatusNotificationRequest,
    ) -> FirmwareStatusNotificationConfirmation:
        self.stations[charge_point_id].statuses.put_nowait(request.status)
        return FirmwareStatusNotificationConfirmation()

    def on_signed_firmware_status_notification(
        self,
        charge_point_id: str,
        request: SignedFirmwareStatusNotificationRequest,
    ) -> SignedFirmwareStatusNotificationResponse:
        self.stations[charge_point_id].statuses.put_nowait(request.status)
        return SignedFirmwareStatusNotificationResponse()

    def on_diagnostics_status_notification(
        self,
        charge_point_id: str,
        request: DiagnosticsStatusNotificationRequest,
    ) -> DiagnosticsStatusNotificationConfirmation:
        self.stations[charge_point_id].statuses.put_nowait(request.status)
        return DiagnosticsStatusNotificationConfirmation()

    def on_security_event_notification(
        self,
        charge_point_id: str,
        request: SecurityEventNotificationRequest,
    ) -> SecurityEventNotificationResponse:
        log.warning("%s reports %s", charge_point_id, request.type_)
        self.stations[charge_point_id].security_events.put_nowait(request.type_)
        return SecurityEventNotificationResponse()


async def tour(station: Station, files: FileServer, manufacturer: Manufacturer) -> None:
    """Take a charge point through everything, one after the other."""
    async with asyncio.timeout(60):
        await station.available.wait()
    firmware = files.files["firmware-2.0.bin"] = b"firmware 2.0 " * 5000
    location = files.url("firmware-2.0.bin")
    log.info("plain: %s", await station.update(location))
    for kind in ("RSA", "ECDSA"):
        key = new_key(kind)
        certificate, signature = manufacturer.certify(key), sign(key, firmware)
        statuses = await station.update_signed(location, certificate, signature)
        log.info("signed with %s: %s", kind, statuses)
    log.info("diagnostics: %s", await station.fetch_diagnostics(files.url()))


async def main(port: int = 9000) -> None:
    """Serve until interrupted."""
    manufacturer = Manufacturer()
    central_system = CentralSystem()
    with FileServer() as files, tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "manufacturer-root.pem"
        root.write_text(manufacturer.root, "utf-8")
        async with serve(central_system.attend, "127.0.0.1", port, subprotocols=[SUBPROTOCOL]):
            log.info("try: python charge_point.py ws://127.0.0.1:%s/CP-17 %s", port, root)
            while True:
                await tour(await central_system.arrived.get(), files, manufacturer)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    asyncio.run(main())
