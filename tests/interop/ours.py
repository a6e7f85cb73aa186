"""Our end of a connection, in either role, with a peer at the other end."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from websockets.asyncio.server import serve

from ocpp16 import FEATURES, Initiator
from ocpp16.central_system import AsyncEndpoint as CentralSystemEndpoint
from ocpp16.charge_point import AsyncEndpoint as ChargePointEndpoint
from ocpp16.errors import CallRefused, ErrorCode
from ocpp16.events import Direction, WireMessage
from tests.interop.peers import (
    FAIL,
    IDENTITY,
    REFUSE,
    SUBPROTOCOL,
    Payload,
    Peer,
    mobilityhouse,
    ocpp_rpc,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ocpp16 import Feature

MESSAGES = Path(__file__).resolve().parent.parent / "golden" / "messages"

PEERS: dict[str, Any] = {
    "mobilityhouse/ocpp 2.1.0": mobilityhouse,
    "ocpp-rpc 2.2.1": ocpp_rpc,
}


def sent_by(role: Initiator) -> list[Feature[Any, Any]]:
    """Give the features whose request *role* may send."""
    return [one for one in FEATURES.values() if one.initiator in (role, Initiator.EITHER)]


def other(role: Initiator) -> Initiator:
    """Give the end that *role* talks to."""
    return (
        Initiator.CHARGE_POINT if role is Initiator.CENTRAL_SYSTEM else Initiator.CENTRAL_SYSTEM
    )


@cache
def goldens(action: str, kind: str) -> dict[str, Payload]:
    """Read the golden messages of an action, *kind* ``request`` or ``response``, by name."""
    paths = sorted(MESSAGES.glob(f"{action}.{kind}.*"), key=lambda path: len(path.name))
    return {path.stem.partition(".")[2]: json.loads(path.read_bytes()) for path in paths}


class Handler:
    """Answers everything with prepared responses; coroutines and plain functions in turn."""

    def __init__(self, responses: dict[str, Payload]) -> None:
        self.responses = dict(responses)
        self.served: list[tuple[str, Payload]] = []

    def __getattr__(self, name: str) -> Any:
        """Be any method of a handler."""
        if not name.startswith("on_"):
            raise AttributeError(name)

        def handle(*arguments: Any) -> Any:
            request = arguments[-1]
            action = request.feature_name
            self.served.append((action, request.to_dict()))
            if getattr(request, "vendor_id", "") == REFUSE:
                raise CallRefused(ErrorCode.SECURITY_ERROR, "not today")
            if getattr(request, "vendor_id", "") == FAIL:
                raise ValueError("a secret")
            return FEATURES[action].response_type.from_dict(self.responses[action])

        async def handle_later(*arguments: Any) -> Any:
            await asyncio.sleep(0)
            return handle(*arguments)

        return handle_later if len(name) % 2 else handle


class Session:
    """A connection: we at one end, the peer at the other."""

    def __init__(self, handler: Handler, role: Initiator) -> None:
        self.handler = handler
        self.heard: list[str] = []
        self.connected: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.peer: Peer
        self.endpoint: Any
        methods: Any = handler
        if role is Initiator.CENTRAL_SYSTEM:
            self.endpoint = CentralSystemEndpoint(methods, IDENTITY, on_before=self._note)
        else:
            self.endpoint = ChargePointEndpoint(methods, on_before=self._note)

    async def serve(self, socket: Any) -> None:
        """Serve a connection until it ends."""
        assert socket.subprotocol == SUBPROTOCOL
        self.connected.set_result(socket)
        await self.endpoint.serve(socket.send, aiter(socket).__anext__)

    async def send(self, text: str) -> None:
        """Send a text as it is."""
        await (await self.connected).send(text)

    def _note(self, passage: WireMessage) -> None:
        if passage.direction is Direction.RECEIVED:
            self.heard.append(str(passage.text))


@asynccontextmanager
async def session(
    peer_name: str, role: Initiator, responses: dict[str, Payload]
) -> AsyncIterator[Session]:
    """Connect us in *role* with the peer in the other one, over a WebSocket."""
    connect_peer = PEERS[peer_name]
    subprotocol: Any = SUBPROTOCOL
    ours = Session(Handler(responses), role)
    theirs = {feature.name: responses[feature.name] for feature in sent_by(role)}
    if role is Initiator.CENTRAL_SYSTEM:
        async with serve(ours.serve, "127.0.0.1", 0, subprotocols=[subprotocol]) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            url = f"ws://127.0.0.1:{port}"
            async with connect_peer(theirs, url=url, arrived=None) as ours.peer:
                await ours.connected
                yield ours
        return
    tasks: list[asyncio.Task[None]] = []

    def arrived(socket: Any) -> None:
        tasks.append(asyncio.create_task(ours.serve(socket)))

    async with connect_peer(theirs, url=None, arrived=arrived) as ours.peer:
        await ours.connected
        yield ours
    await asyncio.gather(*tasks)
