"""A charge point that updates its firmware, checks signatures and uploads diagnostics.

Run it beside ``central_system.py``, which says how::

    python charge_point.py ws://127.0.0.1:9000/CP-17 manufacturer-root.pem
"""

from __future__ import annotations

import asyncio
import logging
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin
from urllib.request import Request as HttpRequest
from urllib.request import urlopen

from signing import is_signed, is_trusted
from websockets import Subprotocol
from websockets.asyncio.client import connect

from ocpp16.charge_point import AsyncEndpoint, ChargePointStub
from ocpp16.core import (
    BootNotificationRequest,
    ChargePointErrorCode,
    ChargePointStatus,
    StatusNotificationRequest,
)
from ocpp16.firmware import (
    DiagnosticsStatus,
    DiagnosticsStatusNotificationRequest,
    FirmwareStatus,
    FirmwareStatusNotificationRequest,
    GetDiagnosticsConfirmation,
    UpdateFirmwareConfirmation,
)
from ocpp16.securefirmware import FirmwareStatus as SignedFirmwareStatus
from ocpp16.securefirmware import (
    SignedFirmwareStatusNotificationRequest,
    SignedUpdateFirmwareResponse,
    UpdateFirmwareStatus,
)
from ocpp16.security import SecurityEventNotificationRequest

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from ocpp16.firmware import GetDiagnosticsRequest, UpdateFirmwareRequest
    from ocpp16.securefirmware import SignedUpdateFirmwareRequest

SUBPROTOCOL = Subprotocol("ocpp1.6")

log = logging.getLogger("charge-point")


class ChargePoint(ChargePointStub):
    """Answers at once; what takes its time is a task, which reports how far it has got."""

    def __init__(self, root: str) -> None:
        self.root = root
        """The manufacturer's root certificate: only firmware under it is installed."""
        self.installed: list[bytes] = []
        self.log = ["started"]
        self.endpoint = AsyncEndpoint(self)
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self, url: str) -> None:
        """Connect, boot, and serve until the connection ends."""
        async with connect(url, subprotocols=[SUBPROTOCOL]) as socket:
            serving = self.endpoint.serve(socket.send, aiter(socket).__anext__)
            self._start(self._boot())
            await serving

    def on_update_firmware(self, request: UpdateFirmwareRequest) -> UpdateFirmwareConfirmation:
        self._start(self._update(request))
        return UpdateFirmwareConfirmation()

    def on_signed_update_firmware(
        self, request: SignedUpdateFirmwareRequest
    ) -> SignedUpdateFirmwareResponse:
        if not is_trusted(request.firmware.signing_certificate, self.root):
            self._start(self._alert("InvalidFirmwareSigningCertificate", request.request_id))
            return SignedUpdateFirmwareResponse(status=UpdateFirmwareStatus.INVALID_CERTIFICATE)
        self._start(self._update_signed(request))
        return SignedUpdateFirmwareResponse(status=UpdateFirmwareStatus.ACCEPTED)

    def on_get_diagnostics(self, request: GetDiagnosticsRequest) -> GetDiagnosticsConfirmation:
        name = "diagnostics.log"
        self._start(self._upload(urljoin(request.location, name)))
        return GetDiagnosticsConfirmation(file_name=name)

    async def _boot(self) -> None:
        await self.endpoint.call(
            BootNotificationRequest(
                charge_point_vendor="Example",
                charge_point_model="One",
                firmware_version="1.0",
            )
        )
        await self.endpoint.call(
            StatusNotificationRequest(
                connector_id=0,
                error_code=ChargePointErrorCode.NO_ERROR,
                status=ChargePointStatus.AVAILABLE,
            )
        )

    async def _update(self, request: UpdateFirmwareRequest) -> None:
        await _until(request.retrieve_date)
        await self._report(FirmwareStatus.DOWNLOADING)
        try:
            firmware = await _transfer("GET", request.location)
        except OSError:
            await self._report(FirmwareStatus.DOWNLOAD_FAILED)
            return
        await self._report(FirmwareStatus.DOWNLOADED)
        await self._report(FirmwareStatus.INSTALLING)
        self._install(firmware)
        await self._report(FirmwareStatus.INSTALLED)

    async def _update_signed(self, request: SignedUpdateFirmwareRequest) -> None:
        wanted, number = request.firmware, request.request_id
        await _until(wanted.retrieve_date_time)
        await self._report_signed(SignedFirmwareStatus.DOWNLOADING, number)
        try:
            firmware = await _transfer("GET", wanted.location)
        except OSError:
            await self._report_signed(SignedFirmwareStatus.DOWNLOAD_FAILED, number)
            return
        await self._report_signed(SignedFirmwareStatus.DOWNLOADED, number)
        if not is_signed(firmware, wanted.signature, wanted.signing_certificate):
            await self._report_signed(SignedFirmwareStatus.INVALID_SIGNATURE, number)
            await self._alert("InvalidFirmwareSignature", number)
            return
        await self._report_signed(SignedFirmwareStatus.SIGNATURE_VERIFIED, number)
        if wanted.install_date_time is not None:
            await _until(wanted.install_date_time)
        await self._report_signed(SignedFirmwareStatus.INSTALLING, number)
        self._install(firmware)
        await self._report_signed(SignedFirmwareStatus.INSTALLED, number)

    async def _upload(self, url: str) -> None:
        status = DiagnosticsStatus.UPLOADING
        await self.endpoint.call(DiagnosticsStatusNotificationRequest(status=status))
        try:
            await _transfer("PUT", url, "\n".join(self.log).encode())
            status = DiagnosticsStatus.UPLOADED
        except OSError:
            status = DiagnosticsStatus.UPLOAD_FAILED
        await self.endpoint.call(DiagnosticsStatusNotificationRequest(status=status))

    def _install(self, firmware: bytes) -> None:
        """Stand in for the real thing."""
        self.installed.append(firmware)
        self.log.append(f"installed {len(firmware)} bytes")

    async def _report(self, status: FirmwareStatus) -> None:
        await self.endpoint.call(FirmwareStatusNotificationRequest(status=status))

    async def _report_signed(self, status: SignedFirmwareStatus, number: int) -> None:
        await self.endpoint.call(
            SignedFirmwareStatusNotificationRequest(status=status, request_id=number)
        )

    async def _alert(self, event: str, number: int) -> None:
        await self.endpoint.call(
            SecurityEventNotificationRequest(
                type_=event, timestamp=datetime.now(UTC), tech_info=f"requestId={number}"
            )
        )

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        """Do *work* beside what else is done; asyncio itself would not keep the task."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("a task failed: %r", error)


async def _until(moment: datetime) -> None:
    """Wait until it is time."""
    await asyncio.sleep(max(0.0, (moment - datetime.now(UTC)).total_seconds()))


async def _transfer(method: str, url: str, content: bytes | None = None) -> bytes:
    """Fetch a file or put one, without keeping the loop from other things."""

    def transfer() -> bytes:
        if not url.startswith(("http://", "https://")):
            raise OSError(f"no way to fetch {url}")
        request = HttpRequest(url, data=content, method=method)  # noqa: S310  (looked at above)
        with urlopen(request, timeout=10) as response:  # noqa: S310  (likewise)
            received: bytes = response.read()
            return received

    return await asyncio.to_thread(transfer)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    address, root_file = sys.argv[1:]
    asyncio.run(ChargePoint(Path(root_file).read_text("utf-8")).run(address))
