"""A central system within an aiohttp application: what ``with_fastapi.py`` does, likewise."""

from __future__ import annotations

import logging
import ssl
import sys
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web
from fleet import LONGEST, SUBPROTOCOL, Fleet, problem

from ocpp16.errors import CallFailed, ValidationError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

FLEET = web.AppKey("FLEET", Fleet)


async def attend(request: web.Request) -> web.StreamResponse:
    """Serve a charge point on ``/ocpp/<its id>``."""
    fleet, station = request.app[FLEET], request.match_info["station"]
    if not fleet.admits(station, request.headers.get("Authorization")):
        raise web.HTTPUnauthorized(headers={"WWW-Authenticate": "Basic"})
    socket = web.WebSocketResponse(protocols=[SUBPROTOCOL], heartbeat=20, max_msg_size=LONGEST)
    await socket.prepare(request)
    if socket.ws_protocol is None:
        # OCPP-J 1.6 section 3.2: complete the handshake, then close.
        await socket.close(code=1002, message=b"only ocpp1.6 is spoken here")
        return socket

    async def receive() -> str | bytes:
        message = await socket.receive()
        # A binary frame is taken for the text that it may hold.
        if message.type in (WSMsgType.TEXT, WSMsgType.BINARY):
            text: str | bytes = message.data
            return text
        # An EOFError is the end of the connection, and the endpoint ends with it.
        raise EOFError

    await fleet.attend(station, socket.send_str, receive)
    await socket.close()
    return socket


async def stations(request: web.Request) -> web.Response:
    return web.json_response([*request.app[FLEET].stations])


async def statuses(request: web.Request) -> web.Response:
    return web.json_response(request.app[FLEET].statuses.of(request.match_info["station"]))


async def update(request: web.Request) -> web.Response:
    return await _answer(request.app[FLEET].update, request)


async def update_signed(request: web.Request) -> web.Response:
    return await _answer(request.app[FLEET].update_signed, request)


async def _answer(
    ask: Callable[[str, bytes], Awaitable[dict[str, Any]]], request: web.Request
) -> web.Response:
    """Ask a charge point; say why not with the violations of the payload."""
    try:
        answer = await ask(request.match_info["station"], await request.read())
    except (ValidationError, CallFailed) as error:
        status, body = problem(error)
        return web.json_response(body, status=status)
    return web.json_response(answer)


async def _shut_down(app: web.Application) -> None:
    app[FLEET].stations.disconnect_all()


async def _clean_up(app: web.Application) -> None:
    app[FLEET].statuses.close()


def application(fleet: Fleet) -> web.Application:
    """Put it together."""
    app = web.Application()
    app[FLEET] = fleet
    app.add_routes(
        [
            web.get("/ocpp/{station}", attend),
            web.get("/stations", stations),
            web.get("/stations/{station}/statuses", statuses),
            web.post("/stations/{station}/updates", update),
            web.post("/stations/{station}/signed-updates", update_signed),
        ]
    )
    app.on_shutdown.append(_shut_down)
    app.on_cleanup.append(_clean_up)
    return app


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    known = {"CP-17": bytes.fromhex("0123456789abcdef0123456789abcdef01234567")}
    context = None
    if len(sys.argv) > 1:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*sys.argv[1:3])
    app = application(Fleet(known, "fleet.sqlite"))
    web.run_app(app, host="127.0.0.1", port=9000, ssl_context=context)
