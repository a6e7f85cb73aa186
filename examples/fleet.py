"""A central system without a web framework: what it stores, whom it admits, what it asks.

``with_fastapi.py`` and ``with_aiohttp.py`` put it on the network.
"""

from __future__ import annotations

import base64
import hmac
import logging
import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ocpp16 import after_answer
from ocpp16.central_system import AsyncEndpoint, CentralSystemStub
from ocpp16.core import (
    BootNotificationConfirmation,
    HeartbeatConfirmation,
    RegistrationStatus,
    StatusNotificationConfirmation,
)
from ocpp16.errors import CallFailed, CallRefused, CallTimedOut, NotConnected, ValidationError
from ocpp16.firmware import FirmwareStatusNotificationConfirmation, UpdateFirmwareRequest
from ocpp16.remotetrigger import MessageTrigger, TriggerMessageRequest
from ocpp16.securefirmware import (
    SignedFirmwareStatusNotificationResponse,
    SignedUpdateFirmwareRequest,
)
from ocpp16.stations import Stations

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from ocpp16.core import (
        BootNotificationRequest,
        HeartbeatRequest,
        StatusNotificationRequest,
    )
    from ocpp16.firmware import FirmwareStatusNotificationRequest
    from ocpp16.securefirmware import SignedFirmwareStatusNotificationRequest

SUBPROTOCOL = "ocpp1.6"
LONGEST = 128 * 1024
"""Bytes of a frame: far more than a charge point needs, far less than what does harm."""

log = logging.getLogger("fleet")


class Statuses:
    """What charge points reported, in SQLite; each line is there when its CALL is answered."""

    def __init__(self, database: str) -> None:
        self._database = sqlite3.connect(database, isolation_level=None)
        self._database.execute(
            "create table if not exists statuses"
            " (station text, kind text, status text, request_id integer, at text)"
        )

    def add(self, station: str, kind: str, status: str, request_id: int | None = None) -> None:
        """Add a line."""
        line = (station, kind, status, request_id, datetime.now(UTC).isoformat())
        self._database.execute("insert into statuses values (?, ?, ?, ?, ?)", line)

    def of(self, station: str) -> list[dict[str, Any]]:
        """Return the lines of a charge point, oldest first."""
        names = ("kind", "status", "request_id", "at")
        lines = self._database.execute(
            "select kind, status, request_id, at from statuses where station = ? order by rowid",
            (station,),
        )
        return [dict(zip(names, line, strict=True)) for line in lines]

    def close(self) -> None:
        """Close the database."""
        self._database.close()


class Fleet(CentralSystemStub):
    """The charge points that it knows by their keys, connected or not."""

    def __init__(self, keys: Mapping[str, bytes], database: str = ":memory:") -> None:
        self._keys = keys
        self.statuses = Statuses(database)
        self.stations = Stations(
            lambda name, _: log.info("%s is here", name),
            lambda name, _: log.info("%s is gone", name),
        )

    def admits(self, station: str, authorization: str | None) -> bool:
        """Check Basic authentication: security profile 1, and with TLS security profile 2.

        The user is the charge point's id, the password the bytes of its AuthorizationKey.
        """
        scheme, _, token = (authorization or "").partition(" ")
        try:
            user, _, password = base64.b64decode(token, validate=True).partition(b":")
        except ValueError:
            return False
        key = self._keys.get(station)
        # Compared even for an unknown one: how long it takes tells nothing.
        right = hmac.compare_digest(password, key or b"unknown") and key is not None
        return scheme.lower() == "basic" and user == station.encode() and right

    async def attend(
        self,
        station: str,
        send: Callable[[str], Awaitable[object]],
        receive: Callable[[], Awaitable[str | bytes]],
    ) -> None:
        """Serve a charge point until it is gone, or connects again."""
        endpoint = AsyncEndpoint(self, station, max_concurrent_calls=20)
        try:
            async with self.stations.connected(station, endpoint):
                await endpoint.serve(send, receive)
        except Exception as error:  # noqa: BLE001  (it raises what send and receive do)
            log.warning("%s: connection lost: %r", station, error)

    async def update(self, station: str, body: bytes) -> dict[str, Any]:
        """Start an update; *body* is the payload of an UpdateFirmware."""
        request = UpdateFirmwareRequest.from_json(body)
        return (await self.stations.call(station, request)).to_dict()

    async def update_signed(self, station: str, body: bytes) -> dict[str, Any]:
        """Start an update that is signed, likewise."""
        request = SignedUpdateFirmwareRequest.from_json(body)
        return (await self.stations.call(station, request)).to_dict()

    def on_boot_notification(
        self, charge_point_id: str, request: BootNotificationRequest
    ) -> BootNotificationConfirmation:
        self.statuses.add(charge_point_id, "boot", request.firmware_version or "unknown")
        # It may have been updated while it was away: it is asked, once it may answer.
        trigger = MessageTrigger.FIRMWARE_STATUS_NOTIFICATION
        ask = TriggerMessageRequest(requested_message=trigger)
        after_answer(self.stations.call, charge_point_id, ask)
        return BootNotificationConfirmation(
            status=RegistrationStatus.ACCEPTED, current_time=datetime.now(UTC), interval=300
        )

    def on_heartbeat(
        self, charge_point_id: str, request: HeartbeatRequest
    ) -> HeartbeatConfirmation:
        del charge_point_id, request
        return HeartbeatConfirmation(current_time=datetime.now(UTC))

    def on_status_notification(
        self, charge_point_id: str, request: StatusNotificationRequest
    ) -> StatusNotificationConfirmation:
        self.statuses.add(charge_point_id, f"connector {request.connector_id}", request.status)
        return StatusNotificationConfirmation()

    def on_firmware_status_notification(
        self, charge_point_id: str, request: FirmwareStatusNotificationRequest
    ) -> FirmwareStatusNotificationConfirmation:
        self.statuses.add(charge_point_id, "firmware", request.status)
        return FirmwareStatusNotificationConfirmation()

    def on_signed_firmware_status_notification(
        self, charge_point_id: str, request: SignedFirmwareStatusNotificationRequest
    ) -> SignedFirmwareStatusNotificationResponse:
        self.statuses.add(
            charge_point_id, "signed firmware", request.status, request.request_id
        )
        return SignedFirmwareStatusNotificationResponse()


def problem(error: ValidationError | CallFailed) -> tuple[int, dict[str, Any]]:
    """Return the HTTP status and body for why a charge point was not asked, or refused."""
    if isinstance(error, ValidationError):
        violations = [
            {"pointer": one.pointer, "keyword": one.keyword, "message": one.message}
            for one in error.violations
        ]
        return 422, {"violations": violations}
    if isinstance(error, NotConnected):
        return 404, {"error": str(error)}
    if isinstance(error, CallTimedOut):
        return 504, {"error": str(error)}
    if isinstance(error, CallRefused):
        return 502, {"error": str(error), "code": error.code}
    return 502, {"error": str(error)}
