"""The peers, each as an end of a connection that can be told what to send.

They are used as their documentation says: a call goes through the peer's own classes and
checks, and so does what it serves. Only what no such call would send goes out as text.
"""

from __future__ import annotations

import asyncio
import json
import shutil
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, make_dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ocpp.charge_point import camel_to_snake_case, remove_nones, snake_to_camel_case
from ocpp.exceptions import OCPPError, SecurityError
from ocpp.routing import on
from websockets.asyncio.client import connect
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

SUBPROTOCOL = "ocpp1.6"
IDENTITY = "CP-17"
REFUSE = "please.refuse"
FAIL = "please.fail"
NODE = Path(__file__).resolve().parent / "node"

Payload = dict[str, Any]


class RefusedByUs(Exception):  # noqa: N818  (named for what became of the call)
    """The peer's own call ended with an error, as the peer says it."""


class Peer(Protocol):
    """An end of a connection with us."""

    heard: list[str]
    """The texts that came from us."""
    served: list[tuple[str, Payload]]
    """The requests that its handlers were given, in wire names."""

    async def call(self, action: str, payload: Payload, *, anyway: bool = False) -> Payload:
        """Call us through the peer's classes; *anyway* turns the peer's checks off."""
        ...

    async def answer(self, action: str, response: Payload) -> None:
        """Answer an action with another response from now on."""
        ...

    async def send(self, text: str) -> None:
        """Send a text as it is."""
        ...

    async def catch_up(self) -> None:
        """Wait until all that it has heard and served is known here."""
        ...


class Wire:
    """A WebSocket as mobilityhouse/ocpp uses it, that remembers what came."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self.heard: list[str] = []

    async def recv(self) -> str:
        text: str = await self._socket.recv()
        self.heard.append(text)
        return text

    async def send(self, text: str) -> None:
        await self._socket.send(text)


class Mobilityhouse:
    """mobilityhouse/ocpp, in either role: it has one class for both."""

    def __init__(
        self, socket: Any, responses: dict[str, Payload], subprotocol: str = SUBPROTOCOL
    ) -> None:
        library = import_module("ocpp.v" + subprotocol.removeprefix("ocpp").replace(".", ""))
        self._library: Any = library
        self._wire = Wire(socket)
        self.heard = self._wire.heard
        self.served: list[tuple[str, Payload]] = []
        self._responses = dict(responses)
        handlers = {f"on_{action}": self._handler(action) for action in responses}
        self._point = type("Point", (library.ChargePoint,), handlers)(IDENTITY, self._wire, 5)

    def _handler(self, action: str) -> Any:
        def handle(_point: object, **members: Any) -> Any:
            self.served.append((action, _plain(members)))
            if members.get("vendor_id") == REFUSE:
                raise SecurityError(description="not today")
            if members.get("vendor_id") == FAIL:
                raise ValueError("a secret")
            response: Any = camel_to_snake_case(self._responses[action])
            return getattr(self._library.call_result, action)(**response)

        handle.__name__ = f"on_{action}"  # the peer finds its handlers by name
        return on(action)(handle)

    async def start(self) -> None:
        with suppress(ConnectionClosed):
            await self._point.start()

    async def call(self, action: str, payload: Payload, *, anyway: bool = False) -> Payload:
        members: Any = camel_to_snake_case(payload)
        kind = (
            make_dataclass(action, list(members))
            if anyway
            else getattr(self._library.call, action)
        )
        try:
            answer: Any = await self._point.call(
                kind(**members), suppress=False, skip_schema_validation=anyway
            )
        except OCPPError as error:
            code: Any = getattr(error, "code", error)
            raise RefusedByUs(code) from error
        members = remove_nones(asdict(answer))
        return _plain(members)

    async def answer(self, action: str, response: Payload) -> None:
        self._responses[action] = response

    async def send(self, text: str) -> None:
        await self._wire.send(text)

    async def catch_up(self) -> None:
        """Do nothing: it lives here."""


def _plain(members: Payload) -> Payload:
    """Give what the peer's user has, in wire names; some numbers of it are decimals."""
    payload: Payload = json.loads(json.dumps(snake_to_camel_case(members), default=float))
    return payload


class OcppRpc:
    """npm ocpp-rpc, in a process of its own; see ``node/peer.js``."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._orders: dict[int, asyncio.Future[Payload]] = {}
        self._number = 0
        self.ready: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.heard: list[str] = []
        self.served: list[tuple[str, Payload]] = []

    async def listen(self) -> None:
        """Take what the process says until it ends."""
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            match json.loads(line):
                case {"ready": port}:
                    self.ready.set_result(port)
                case {"heard": text}:
                    self.heard.append(text)
                case {"served": [action, payload]}:
                    self.served.append((action, payload))
                case {"done": number} as done:
                    self._orders.pop(number).set_result(done)

    async def call(self, action: str, payload: Payload, *, anyway: bool = False) -> Payload:
        order = "callAnyway" if anyway else "call"
        done = await self._order(order, action=action, payload=payload)
        result: Payload = done["result"]
        return result

    async def answer(self, action: str, response: Payload) -> None:
        await self._order("answer", action=action, payload=response)

    async def send(self, text: str) -> None:
        await self._order("send", text=text)

    async def catch_up(self) -> None:
        # What it says goes another way than its messages, and may come later than they.
        await self._order("nothing")

    async def close(self) -> None:
        await self._order("close")

    async def _order(self, order: str, **rest: Any) -> Payload:
        assert self._process.stdin is not None
        self._number += 1
        number = self._number
        future = self._orders[number] = asyncio.get_running_loop().create_future()
        line = json.dumps({"number": number, "order": order, **rest})
        self._process.stdin.write(line.encode() + b"\n")
        done: Payload = await asyncio.wait_for(future, 10)
        if "refused" in done:
            raise RefusedByUs(done["refused"])
        return done


def why_not(peer: str) -> str:
    """Say why a peer cannot run here; nothing if it can."""
    if not peer.startswith("ocpp-rpc"):
        return ""
    if shutil.which("node") is None:
        return "there is no node to run ocpp-rpc"
    if not (NODE / "node_modules" / "ocpp-rpc").is_dir():
        return f"ocpp-rpc is not installed: say npm ci in {NODE.name}/"
    return ""


@asynccontextmanager
async def mobilityhouse(
    responses: dict[str, Payload],
    *,
    url: str | None,
    arrived: Callable[[Any], Any],
    subprotocol: Any = SUBPROTOCOL,
) -> AsyncIterator[Mobilityhouse]:
    """Connect the peer to *url*, or let it listen and call *arrived* with our socket."""
    if url is not None:
        async with connect(f"{url}/{IDENTITY}", subprotocols=[subprotocol]) as socket:
            peer = Mobilityhouse(socket, responses, subprotocol)
            task = asyncio.create_task(peer.start())
            yield peer
        await task
        return
    peers: asyncio.Queue[Mobilityhouse] = asyncio.Queue()

    async def attend(socket: Any) -> None:
        peer = Mobilityhouse(socket, responses, subprotocol)
        peers.put_nowait(peer)
        await peer.start()

    async with serve(attend, "127.0.0.1", 0, subprotocols=[subprotocol]) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        async with connect(
            f"ws://127.0.0.1:{port}/{IDENTITY}", subprotocols=[subprotocol]
        ) as socket:
            arrived(socket)
            yield await peers.get()


@asynccontextmanager
async def ocpp_rpc(
    responses: dict[str, Payload],
    *,
    url: str | None,
    arrived: Callable[[Any], Any],
    subprotocol: Any = SUBPROTOCOL,
) -> AsyncIterator[OcppRpc]:
    """Do the same with a process of node."""
    setup = {
        "endpoint": url,
        "identity": IDENTITY,
        "responses": responses,
        "refuse": REFUSE,
        "fail": FAIL,
        "protocol": subprotocol,
    }
    process = await asyncio.create_subprocess_exec(
        "node",
        "peer.js",
        json.dumps(setup),
        cwd=NODE,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=2**20,
    )
    peer = OcppRpc(process)
    task = asyncio.create_task(peer.listen())
    try:
        port = await asyncio.wait_for(peer.ready, 10)
        if url is not None:
            yield peer
            await peer.close()
        else:
            async with connect(
                f"ws://127.0.0.1:{port}/{IDENTITY}", subprotocols=[subprotocol]
            ) as socket:
                arrived(socket)
                yield peer
                await peer.close()
    finally:
        if process.returncode is None:
            assert process.stdin is not None
            process.stdin.close()
        await asyncio.wait_for(process.wait(), 10)
        await task
