"""One CSMS on one port for OCPP 1.6, 2.0.1 and 2.1, and two stations of mobilityhouse/ocpp.

The version is the subprotocol that the WebSocket was opened with. `ocppgen generate` in this
folder writes ``acme_ocpp``: a package for each version, and the runtime that all of them share.
So there is one `CallRefused` to catch, whoever refused. Run the program to watch it; it ends by
itself.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import ocpp.v16
import ocpp.v201
from acme_ocpp import v16, v21, v201
from acme_ocpp.runtime.after import after_answer
from acme_ocpp.runtime.errors import CallRefused
from acme_ocpp.v16 import central_system
from acme_ocpp.v16.core import BootNotificationConfirmation, RegistrationStatus, ResetType
from acme_ocpp.v16.core import BootNotificationRequest as Boot16
from acme_ocpp.v16.core import ResetRequest as Reset16
from acme_ocpp.v21 import csms as csms21
from acme_ocpp.v21.provisioning import BootNotificationRequest as Boot21
from acme_ocpp.v21.provisioning import BootNotificationResponse as Booted21
from acme_ocpp.v21.provisioning import RegistrationStatusEnumType as Registration21
from acme_ocpp.v21.provisioning import ResetEnumType as ResetType21
from acme_ocpp.v21.provisioning import ResetRequest as Reset21
from acme_ocpp.v201 import csms as csms201
from acme_ocpp.v201.provisioning import BootNotificationRequest as Boot201
from acme_ocpp.v201.provisioning import BootNotificationResponse as Booted201
from acme_ocpp.v201.provisioning import RegistrationStatusEnumType as Registration201
from acme_ocpp.v201.provisioning import ResetEnumType as ResetType201
from acme_ocpp.v201.provisioning import ResetRequest as Reset201
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve

if TYPE_CHECKING:
    from collections.abc import Coroutine

Endpoint = central_system.AsyncEndpoint | csms201.AsyncEndpoint | csms21.AsyncEndpoint


class Fleet:
    """The stations that are connected, whatever they speak."""

    def __init__(self) -> None:
        self.endpoints: dict[str, Endpoint] = {}

    def booted(self, station: str, version: str, model: str) -> None:
        """Note that a station has booted, and ask it to boot anew."""
        print(f"{station} speaks {version}: {model}")
        after_answer(self.reset, station)

    async def reset(self, station: str) -> None:
        """Ask a station to boot anew; what it may answer is the same in every version."""
        call: Coroutine[Any, Any, Any]
        match self.endpoints[station]:
            case central_system.AsyncEndpoint() as endpoint:
                call = endpoint.call(Reset16(type_=ResetType.SOFT))
            case csms201.AsyncEndpoint() as endpoint:
                call = endpoint.call(Reset201(type_=ResetType201.ON_IDLE))
            case csms21.AsyncEndpoint() as endpoint:
                call = endpoint.call(Reset21(type_=ResetType21.ON_IDLE))
        try:
            await call
        except CallRefused as refused:
            print(f"{station} refuses to reset: {refused.code}")


class CentralSystem(central_system.AsyncCentralSystemStub):
    def __init__(self, fleet: Fleet) -> None:
        self.fleet = fleet

    async def on_boot_notification(
        self, charge_point_id: str, request: Boot16
    ) -> BootNotificationConfirmation:
        self.fleet.booted(charge_point_id, "1.6", request.charge_point_model)
        return BootNotificationConfirmation(
            current_time=datetime.now(UTC), interval=300, status=RegistrationStatus.ACCEPTED
        )


class CSMS201(csms201.AsyncCSMSStub):
    def __init__(self, fleet: Fleet) -> None:
        self.fleet = fleet

    async def on_boot_notification(
        self, charging_station_id: str, request: Boot201
    ) -> Booted201:
        self.fleet.booted(charging_station_id, "2.0.1", request.charging_station.model)
        return Booted201(
            current_time=datetime.now(UTC), interval=300, status=Registration201.ACCEPTED
        )


class CSMS21(csms21.AsyncCSMSStub):
    def __init__(self, fleet: Fleet) -> None:
        self.fleet = fleet

    async def on_boot_notification(self, charging_station_id: str, request: Boot21) -> Booted21:
        self.fleet.booted(charging_station_id, "2.1", request.charging_station.model)
        return Booted21(
            current_time=datetime.now(UTC), interval=300, status=Registration21.ACCEPTED
        )


async def attend(socket: ServerConnection, fleet: Fleet) -> None:
    """Serve a station in the version that it asked for."""
    name = socket.request.path.rpartition("/")[2] if socket.request else ""
    endpoint: Endpoint
    if socket.subprotocol == v21.SUBPROTOCOL:
        endpoint = csms21.AsyncEndpoint(CSMS21(fleet), name)
    elif socket.subprotocol == v201.SUBPROTOCOL:
        endpoint = csms201.AsyncEndpoint(CSMS201(fleet), name)
    else:
        endpoint = central_system.AsyncEndpoint(CentralSystem(fleet), name)
    fleet.endpoints[name] = endpoint
    await endpoint.serve(socket.send, aiter(socket).__anext__)


async def station(url: str, name: str, subprotocol: Any, library: Any, **boot: Any) -> None:
    """Be a station of mobilityhouse/ocpp that boots, refuses to reset, and leaves."""
    async with connect(f"{url}/{name}", subprotocols=[subprotocol]) as socket:
        point = library.ChargePoint(name, socket)
        answer = asyncio.create_task(point.call(library.call.BootNotification(**boot)))
        await point.route_message(await socket.recv())
        print(f"{name} is {(await answer).status}")
        await point.route_message(await socket.recv())  # asks it to reset


async def main() -> None:
    """Let a station of each of two versions boot."""
    logging.getLogger("ocpp").setLevel(logging.CRITICAL)  # what a station refuses is no news
    fleet = Fleet()
    spoken: Any = [one.SUBPROTOCOL for one in (v21, v201, v16)]

    async def connected(socket: ServerConnection) -> None:
        await attend(socket, fleet)

    async with serve(connected, "127.0.0.1", 0, subprotocols=spoken) as server:
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
