"""A central system in twenty lines: it lets charge points boot, and resets them."""

import asyncio
from datetime import UTC, datetime

from websockets import Subprotocol
from websockets.asyncio.server import ServerConnection, serve

from ocpp16 import core
from ocpp16.central_system import AsyncEndpoint, CentralSystemStub


class CentralSystem(CentralSystemStub):
    def on_boot_notification(
        self, charge_point_id: str, request: core.BootNotificationRequest
    ) -> core.BootNotificationConfirmation:
        print(f"{charge_point_id} boots, a {request.charge_point_model}")
        status, now = core.RegistrationStatus.ACCEPTED, datetime.now(UTC)
        return core.BootNotificationConfirmation(status=status, current_time=now, interval=300)


async def attend(socket: ServerConnection) -> None:
    charge_point_id = socket.request.path.strip("/") if socket.request else ""
    endpoint = AsyncEndpoint(CentralSystem(), charge_point_id)
    serving = asyncio.create_task(endpoint.serve(socket.send, aiter(socket).__anext__))
    await asyncio.sleep(1)
    answer = await endpoint.call(core.ResetRequest(type_=core.ResetType.SOFT))
    print(f"reset: {answer.status}")
    await serving


async def main(port: int = 9000) -> None:
    async with serve(attend, "127.0.0.1", port, subprotocols=[Subprotocol("ocpp1.6")]):
        await asyncio.Future()


if __name__ == "__main__":
    asyncio.run(main())
