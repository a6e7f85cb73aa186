"""What the tests of frames and endpoints share: handlers, and both ends of a connection."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ocpp16 import FEATURES, Initiator, central_system, charge_point
from ocpp16.frames import Call, CallError, CallResult, FrameError, parse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from ocpp16 import Feature, Request, Response
    from ocpp16.events import Event

MESSAGES = Path(__file__).resolve().parent.parent / "golden" / "messages"

ROLES = (Initiator.CENTRAL_SYSTEM, Initiator.CHARGE_POINT)
MODULES: dict[Initiator, Any] = {
    Initiator.CENTRAL_SYSTEM: central_system,
    Initiator.CHARGE_POINT: charge_point,
}
STUBS: dict[Initiator, Any] = {
    Initiator.CENTRAL_SYSTEM: central_system.CentralSystemStub,
    Initiator.CHARGE_POINT: charge_point.ChargePointStub,
}


def other(role: Initiator) -> Initiator:
    """Name the other end."""
    return ROLES[role is ROLES[0]]


def received(role: Initiator) -> list[Feature[Any, Any]]:
    """List the features whose request *role* receives."""
    return [
        one for one in FEATURES.values() if one.initiator in (other(role), Initiator.EITHER)
    ]


@cache
def payload(action: str, kind: str) -> dict[str, Any]:
    """Read the main example of a message; *kind* is ``request`` or ``response``."""
    found: dict[str, Any] = json.loads((MESSAGES / f"{action}.{kind}.json").read_bytes())
    return found


def request(action: str) -> Request[Any]:
    """Make the example request of a feature."""
    made: Request[Any] = FEATURES[action].request_type.from_dict(payload(action, "request"))
    return made


def response(action: str) -> Response:
    """Make the example response of a feature."""
    made: Response = FEATURES[action].response_type.from_dict(payload(action, "response"))
    return made


def text(message_id: str, action: str) -> str:
    """Write a CALL with the example request of a feature."""
    return json.dumps([2, message_id, action, payload(action, "request")])


class Everything:
    """Serves each request with the example response of its feature; notes who asked what."""

    def __init__(self, answer: Callable[[str], Any] = response) -> None:
        self.answer = answer
        self.served: list[tuple[Any, ...]] = []

    def __getattr__(self, name: str) -> Any:
        """Be any method of a handler."""
        if not name.startswith("on_"):
            raise AttributeError(name)

        def method(*arguments: Any) -> Any:
            self.served.append((name, *arguments))
            return self.answer(arguments[-1].feature_name)

        return method


def endpoint(role: Initiator, handler: object = None, **settings: Any) -> Any:
    """Make an endpoint of *role*, which serves everything unless told otherwise."""
    arguments = [Everything() if handler is None else handler]
    if role is Initiator.CENTRAL_SYSTEM:
        arguments.append("CP-1")
    return MODULES[role].Endpoint(*arguments, **settings)


def async_endpoint(role: Initiator, handler: object = None, **settings: Any) -> Any:
    """Make an asynchronous endpoint likewise."""
    arguments = [Everything() if handler is None else handler]
    if role is Initiator.CENTRAL_SYSTEM:
        arguments.append("CP-1")
    return MODULES[role].AsyncEndpoint(*arguments, **settings)


def parsed(said: str | bytes) -> Call | CallResult | CallError | FrameError:
    """Read a frame, or give the error as a value."""
    try:
        return parse(said)
    except FrameError as error:
        return error


def only(events: list[Event]) -> Any:
    """Give the one event that came of a text."""
    (event,) = events
    return event


class Wire:
    """One end of a connection: what is sent goes into one queue, texts come from another."""

    def __init__(self) -> None:
        self.sent: asyncio.Queue[str] = asyncio.Queue()
        self.coming: asyncio.Queue[str | bytes | Exception] = asyncio.Queue()

    async def send(self, text: str) -> None:
        """Take a text of the endpoint."""
        self.sent.put_nowait(text)

    async def receive(self) -> str | bytes:
        """Give the endpoint the next text, or raise what is in its place."""
        text = await self.coming.get()
        if isinstance(text, Exception):
            raise text
        return text

    async def said(self) -> Any:
        """Read the next text of the endpoint."""
        return json.loads(await asyncio.wait_for(self.sent.get(), 5))

    def say(self, *elements: Any) -> None:
        """Send the endpoint a frame."""
        self.coming.put_nowait(json.dumps(elements))


@asynccontextmanager
async def served(end: Any) -> AsyncIterator[Wire]:
    """Serve a connection whose other end is the test."""
    wire = Wire()
    task = asyncio.create_task(end.serve(wire.send, wire.receive))
    try:
        yield wire
    finally:
        await end.close()
        await asyncio.wait_for(task, 5)


@asynccontextmanager
async def connected(system: Any, station: Any) -> AsyncIterator[None]:
    """Connect two endpoints with each other."""
    wire = Wire()

    async def back() -> str:
        return await wire.sent.get()

    async def there(text: str) -> None:
        wire.coming.put_nowait(text)

    tasks = [
        asyncio.create_task(system.serve(wire.send, wire.receive)),
        asyncio.create_task(station.serve(there, back)),
    ]
    try:
        yield
    finally:
        await asyncio.gather(system.close(), station.close())
        await asyncio.wait_for(asyncio.gather(*tasks), 5)
