"""A charge point in twenty lines: it boots, and lets itself be reset."""

import asyncio
from contextlib import suppress

from websockets import ConnectionClosed, Subprotocol
from websockets.asyncio.client import connect

from ocpp16.charge_point import AsyncEndpoint, ChargePointStub
from ocpp16.core import BootNotificationRequest, ResetConfirmation, ResetRequest, ResetStatus


class ChargePoint(ChargePointStub):
    def on_reset(self, request: ResetRequest) -> ResetConfirmation:
        print(f"a {request.type_} reset is asked for")
        return ResetConfirmation(status=ResetStatus.ACCEPTED)


async def main(url: str = "ws://127.0.0.1:9000/CP-17") -> None:
    async with connect(url, subprotocols=[Subprotocol("ocpp1.6")]) as socket:
        endpoint = AsyncEndpoint(ChargePoint())
        serving = asyncio.create_task(endpoint.serve(socket.send, aiter(socket).__anext__))
        boot = BootNotificationRequest(charge_point_vendor="Example", charge_point_model="One")
        answer = await endpoint.call(boot)
        print(f"booted: {answer.status}, heartbeat every {answer.interval} s")
        with suppress(ConnectionClosed):
            await serving


if __name__ == "__main__":
    asyncio.run(main())
