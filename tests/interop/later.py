"""Our end of a connection in OCPP 2.0.1 or 2.1, and every message that passes there."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from websockets.asyncio.server import serve

from ocppgen import load_project
from ocppgen.cli.example import Examples
from ocppgen.pipeline import plan
from tests.interop.peers import IDENTITY, Payload, Peer, mobilityhouse, ocpp_rpc

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PACKAGES = {"2.0.1": "ocpp201", "2.1": "ocpp21"}
PEERS: dict[str, Any] = {
    "mobilityhouse/ocpp 2.1.0": mobilityhouse,
    "ocpp-rpc 2.2.1": ocpp_rpc,
}
ROLES = ("csms", "charging_station")


@cache
def examples(edition: str) -> dict[str, tuple[Payload, Payload | None]]:
    """Make an example request and response of every feature, with all members."""
    package = plan(load_project(edition=edition))
    made = Examples(package)
    return {
        one.name: (
            made.structure(one.request.place),
            made.structure(one.response.place) if one.response else None,
        )
        for one in package.features
        if one.request is not None
    }


class Handler:
    """Answers everything with its example."""

    def __init__(self, edition: str) -> None:
        self._edition = edition
        self._features = import_module(PACKAGES[edition]).FEATURES
        self.served: list[tuple[str, Payload]] = []

    def __getattr__(self, name: str) -> Any:
        """Be any method of a handler."""
        if not name.startswith("on_"):
            raise AttributeError(name)

        def handle(*arguments: Any) -> Any:
            action = arguments[-1].feature_name
            self.served.append((action, arguments[-1].to_dict()))
            response = self._features[action].response_type
            example = examples(self._edition)[action][1]
            return response.from_dict(example) if response else None

        return handle


class Session:
    """A connection: we in one role, the peer in the other."""

    def __init__(self, edition: str, role: str) -> None:
        package = import_module(PACKAGES[edition])
        module = import_module(f"{PACKAGES[edition]}.{role}")
        self.subprotocol: str = package.SUBPROTOCOL
        self.features: Any = package.FEATURES
        self.handler = Handler(edition)
        station = [IDENTITY] if role == "csms" else []
        self.endpoint: Any = module.AsyncEndpoint(self.handler, *station)
        self.connected: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.peer: Peer

    async def serve(self, socket: Any) -> None:
        """Serve a connection until it ends."""
        assert socket.subprotocol == self.subprotocol
        self.connected.set_result(None)
        await self.endpoint.serve(socket.send, aiter(socket).__anext__)


@asynccontextmanager
async def session(peer: str, edition: str, role: str) -> AsyncIterator[Session]:
    """Connect us in *role* with the peer in the other one, over a WebSocket."""
    ours = Session(edition, role)
    theirs = {
        name: response
        for name, (_, response) in examples(edition).items()
        if response is not None and ours.features[name].initiator in (role, "either")
    }
    spoken: Any = ours.subprotocol
    how = {"subprotocol": spoken}
    if role == "csms":
        async with serve(ours.serve, "127.0.0.1", 0, subprotocols=[spoken]) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            url = f"ws://127.0.0.1:{port}"
            async with PEERS[peer](theirs, url=url, arrived=None, **how) as ours.peer:
                await ours.connected
                yield ours
        return
    tasks: list[asyncio.Task[None]] = []

    def arrived(socket: Any) -> None:
        tasks.append(asyncio.create_task(ours.serve(socket)))

    async with PEERS[peer](theirs, url=None, arrived=arrived, **how) as ours.peer:
        await ours.connected
        yield ours
    await asyncio.gather(*tasks)


@cache
def exchanged(peer: str, edition: str, role: str) -> dict[tuple[str, str], str]:
    """Send everything that may be sent; say what became of each feature, by its sender."""
    return asyncio.run(asyncio.wait_for(_exchange(peer, edition, role), 120))


async def _exchange(peer: str, edition: str, role: str) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    other = next(one for one in ROLES if one != role)
    async with session(peer, edition, role) as ours:
        for name, (request, response) in examples(edition).items():
            feature = ours.features[name]
            if response is None:
                continue
            if feature.initiator in (role, "either"):
                found["ours", name] = await _we_ask(ours, name, request, response)
            if feature.initiator in (other, "either"):
                found["theirs", name] = await _they_ask(ours, name, request, response)
    return found


async def _we_ask(ours: Session, name: str, request: Payload, response: Payload) -> str:
    try:
        message = ours.features[name].request_type.from_dict(request)
        answer = (await ours.endpoint.call(message)).to_dict()
    except Exception as error:  # noqa: BLE001  (it is what became of it)
        return f"{type(error).__name__}: {error}"[:200]
    await ours.peer.catch_up()
    return _same(ours.peer.served[-1], (name, request), answer, response)


async def _they_ask(ours: Session, name: str, request: Payload, response: Payload) -> str:
    try:
        answer = await ours.peer.call(name, request)
    except Exception as error:  # noqa: BLE001  (likewise)
        return f"{type(error).__name__}: {error}"[:200]
    return _same(ours.handler.served[-1], (name, request), answer, response)


def _same(
    served: tuple[str, Payload], sent: tuple[str, Payload], answer: Payload, response: Payload
) -> str:
    if served != sent:
        return f"served {served[1]}"[:200]
    return "the same" if answer == response else f"answered {answer}"[:200]
