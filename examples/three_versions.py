"""One CSMS on one port for OCPP 1.6, 2.0.1 and 2.1, and two stations of mobilityhouse/ocpp.

The version is the subprotocol that the WebSocket was opened with. Run it to watch both talk;
it ends by itself.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import ocpp.v16
import ocpp.v201
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve

import ocpp16
import ocpp21
import ocpp201
from ocpp16 import central_system
from ocpp16.core import BootNotificationConfirmation, RegistrationStatus
from ocpp16.core import BootNotificationRequest as Boot16
from ocpp21 import csms as csms21
from ocpp21.provisioning import BootNotificationRequest as Boot21
from ocpp21.provisioning import BootNotificationResponse as Booted21
from ocpp21.provisioning import RegistrationStatusEnumType as Registration21
from ocpp201 import csms as csms201
from ocpp201.provisioning import BootNotificationRequest as Boot201
from ocpp201.provisioning import BootNotificationResponse as Booted201
from ocpp201.provisioning import RegistrationStatusEnumType as Registration201


class CentralSystem(central_system.AsyncCentralSystemStub):
    async def on_boot_notification(
        self, charge_point_id: str, request: Boot16
    ) -> BootNotificationConfirmation:
        print(f"{charge_point_id} speaks 1.6: {request.charge_point_model}")
        return BootNotificationConfirmation(
            current_time=datetime.now(UTC), interval=300, status=RegistrationStatus.ACCEPTED
        )


class CSMS201(csms201.AsyncCSMSStub):
    async def on_boot_notification(
        self, charging_station_id: str, request: Boot201
    ) -> Booted201:
        print(f"{charging_station_id} speaks 2.0.1: {request.charging_station.model}")
        return Booted201(
            current_time=datetime.now(UTC), interval=300, status=Registration201.ACCEPTED
        )


class CSMS21(csms21.AsyncCSMSStub):
    async def on_boot_notification(self, charging_station_id: str, request: Boot21) -> Booted21:
        print(f"{charging_station_id} speaks 2.1: {request.charging_station.model}")
        return Booted21(
            current_time=datetime.now(UTC), interval=300, status=Registration21.ACCEPTED
        )


async def attend(socket: ServerConnection) -> None:
    """Serve a station in the version that it asked for."""
    name = socket.request.path.rpartition("/")[2] if socket.request else ""
    endpoint: Any
    if socket.subprotocol == ocpp21.SUBPROTOCOL:
        endpoint = csms21.AsyncEndpoint(CSMS21(), name)
    elif socket.subprotocol == ocpp201.SUBPROTOCOL:
        endpoint = csms201.AsyncEndpoint(CSMS201(), name)
    else:
        endpoint = central_system.AsyncEndpoint(CentralSystem(), name)
    await endpoint.serve(socket.send, aiter(socket).__anext__)


async def station(url: str, name: str, subprotocol: Any, library: Any, **boot: Any) -> None:
    """Be a station of mobilityhouse/ocpp that boots and leaves."""
    async with connect(f"{url}/{name}", subprotocols=[subprotocol]) as socket:
        point = library.ChargePoint(name, socket)
        listening = asyncio.create_task(point.start())
        answer = await point.call(library.call.BootNotification(**boot))
        print(f"{name} is {answer.status}")
        listening.cancel()


async def main() -> None:
    """Let a station of each of two versions boot."""
    spoken: Any = [ocpp21.SUBPROTOCOL, ocpp201.SUBPROTOCOL, ocpp16.SUBPROTOCOL]
    async with serve(attend, "127.0.0.1", 0, subprotocols=spoken) as server:
        url = f"ws://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}"
        await station(
            url,
            "CP-1",
            "ocpp1.6",
            ocpp.v16,
            charge_point_model="One",
            charge_point_vendor="Acme",
        )
        await station(
            url,
            "CS-2",
            "ocpp2.0.1",
            ocpp.v201,
            charging_station={"model": "Two", "vendor_name": "Acme"},
            reason="PowerUp",
        )


if __name__ == "__main__":
    asyncio.run(main())
