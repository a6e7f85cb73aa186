"""A central system in twenty lines: it lets charge points boot, then resets them."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime

from websockets import ConnectionClosed, Subprotocol
from websockets.asyncio.server import ServerConnection, serve

from ocpp16 import after_answer, core
from ocpp16.central_system import AsyncEndpoint, CentralSystemStub
from ocpp16.stations import Stations

STATIONS = Stations()


class CentralSystem(CentralSystemStub):
    def on_boot_notification(
        self, charge_point_id: str, request: core.BootNotificationRequest
    ) -> core.BootNotificationConfirmation:
        print(f"{charge_point_id} boots, a {request.charge_point_model}")
        after_answer(
            STATIONS.call, charge_point_id, core.ResetRequest(type_=core.ResetType.SOFT)
        )
        status, now = core.RegistrationStatus.ACCEPTED, datetime.now(UTC)
        return core.BootNotificationConfirmation(status=status, current_time=now, interval=300)


async def attend(socket: ServerConnection) -> None:
    charge_point_id = socket.request.path.strip("/") if socket.request else ""
    endpoint = AsyncEndpoint(CentralSystem(), charge_point_id)
    async with STATIONS.connected(charge_point_id, endpoint):
        with suppress(ConnectionClosed):
            await endpoint.serve(socket.send, aiter(socket).__anext__)


async def main(port: int = 9000) -> None:
    async with serve(attend, "127.0.0.1", port, subprotocols=[Subprotocol("ocpp1.6")]):
        await asyncio.Future()


if __name__ == "__main__":
    asyncio.run(main())
