"""A central system within a FastAPI application: charge points at one door, people at another.

Charge points connect to ``/ocpp/<their id>`` with Basic authentication; over TLS if there is
a certificate. People start updates over HTTP, and read what came of them.
"""

from __future__ import annotations

import logging
import sys
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import uvicorn
from fastapi import FastAPI, Request, Response, WebSocket, WebSocketDisconnect
from fastapi.responses import JSONResponse
from fleet import LONGEST, SUBPROTOCOL, Fleet, problem
from starlette.websockets import WebSocketState

from ocpp16.errors import CallFailed, ValidationError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

UNAUTHORIZED = Response(status_code=401, headers={"WWW-Authenticate": "Basic"})


def application(fleet: Fleet) -> FastAPI:
    """Put it together."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        fleet.stations.disconnect_all()
        fleet.statuses.close()

    app = FastAPI(title="Fleet", lifespan=lifespan)

    @app.websocket("/ocpp/{station}")
    async def attend(socket: WebSocket, station: str) -> None:
        with suppress(WebSocketDisconnect):  # it is gone: there is nobody to tell
            if not fleet.admits(station, socket.headers.get("authorization")):
                await socket.send_denial_response(UNAUTHORIZED)
            elif SUBPROTOCOL not in socket.scope["subprotocols"]:
                # OCPP-J 1.6 section 3.2: complete the handshake, then close.
                await socket.accept()
                await socket.close(1002, f"only {SUBPROTOCOL} is spoken here")
            else:
                await socket.accept(SUBPROTOCOL)
                await fleet.attend(station, socket.send_text, partial(_receive, socket))
                if socket.client_state is WebSocketState.CONNECTED:
                    await socket.close()

    @app.get("/stations")
    async def stations() -> list[str]:
        return [*fleet.stations]

    @app.get("/stations/{station}/statuses")
    async def statuses(station: str) -> list[dict[str, Any]]:
        return fleet.statuses.of(station)

    @app.post("/stations/{station}/updates")
    async def update(station: str, request: Request) -> JSONResponse:
        return await _answer(fleet.update, station, request)

    @app.post("/stations/{station}/signed-updates")
    async def update_signed(station: str, request: Request) -> JSONResponse:
        return await _answer(fleet.update_signed, station, request)

    return app


async def _receive(socket: WebSocket) -> str | bytes:
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        # An EOFError is the end of the connection, and the endpoint ends with it.
        raise EOFError
    # A binary frame is taken for the text that it may hold.
    text: str | bytes | None = message.get("text")
    return message["bytes"] if text is None else text


async def _answer(
    ask: Callable[[str, bytes], Awaitable[dict[str, Any]]], station: str, request: Request
) -> JSONResponse:
    """Ask a charge point; say why not with the violations of the payload."""
    try:
        return JSONResponse(await ask(station, await request.body()))
    except (ValidationError, CallFailed) as error:
        status, body = problem(error)
        return JSONResponse(body, status)


def server(fleet: Fleet, port: int, certificate: str = "", key: str = "") -> uvicorn.Server:
    """Make a server: a dead connection is found out by pings, a long frame ends its own."""
    config = uvicorn.Config(
        application(fleet),
        host="127.0.0.1",
        port=port,
        ssl_certfile=certificate or None,
        ssl_keyfile=key or None,
        ws_max_size=LONGEST,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        log_config=None,
    )
    return uvicorn.Server(config)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    known = {"CP-17": bytes.fromhex("0123456789abcdef0123456789abcdef01234567")}
    with suppress(KeyboardInterrupt):  # Ctrl-C ends it in order
        server(Fleet(known, "fleet.sqlite"), 9000, *sys.argv[1:3]).run()
