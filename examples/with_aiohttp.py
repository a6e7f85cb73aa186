"""A central system within an aiohttp application, beside whatever else it serves."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

from ocpp16.central_system import AsyncEndpoint, CentralSystemStub
from ocpp16.core import BootNotificationConfirmation, RegistrationStatus

if TYPE_CHECKING:
    from ocpp16.core import BootNotificationRequest


class CentralSystem(CentralSystemStub):
    """Lets every charge point boot, and remembers its model."""

    def __init__(self) -> None:
        self.models: dict[str, str] = {}

    def on_boot_notification(
        self, charge_point_id: str, request: BootNotificationRequest
    ) -> BootNotificationConfirmation:
        self.models[charge_point_id] = request.charge_point_model
        return BootNotificationConfirmation(
            status=RegistrationStatus.ACCEPTED, current_time=datetime.now(UTC), interval=300
        )


HANDLER = web.AppKey("HANDLER", CentralSystem)


async def attend(request: web.Request) -> web.WebSocketResponse:
    """Serve a charge point on ``/ocpp/<its id>``."""
    socket = web.WebSocketResponse(protocols=["ocpp1.6"])
    await socket.prepare(request)
    endpoint = AsyncEndpoint(request.app[HANDLER], request.match_info["id"])

    async def receive() -> str:
        message = await socket.receive()
        if message.type is WSMsgType.TEXT:
            text: str = message.data
            return text
        # An EOFError is the end of the connection, and the endpoint ends with it.
        raise EOFError

    await endpoint.serve(socket.send_str, receive)
    return socket


async def models(request: web.Request) -> web.Response:
    """Tell who has booted."""
    return web.json_response(request.app[HANDLER].models)


def application() -> web.Application:
    """Put it together."""
    app = web.Application()
    app[HANDLER] = CentralSystem()
    app.add_routes([web.get("/ocpp/{id}", attend), web.get("/models", models)])
    return app


if __name__ == "__main__":
    web.run_app(application(), host="127.0.0.1", port=9000)
