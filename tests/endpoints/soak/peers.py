"""Charge points of all kinds: an honest one, and others that break every rule they can."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from ocpp16.charge_point import AsyncEndpoint
from ocpp16.errors import CallRefused, NotConnected
from tests.endpoints.ends import Everything, payload, request, text

if TYPE_CHECKING:
    import random
    from collections.abc import Awaitable, Callable

    from tests.endpoints.soak.links import Link

    Peer = Callable[[Link, random.Random], Awaitable[None]]

ASKED = ("BootNotification", "Heartbeat", "StatusNotification", "MeterValues", "Authorize")
SLOW = "DataTransfer"
"""What the central system takes its time for."""

PATIENCE = 1.0
"""Seconds after which one goes that waits to be asked."""


async def honest(link: Link, chance: random.Random) -> None:
    """Ask as the specification wants it, and answer everything."""

    async def send(said: str) -> None:
        await link.up.put(said)

    endpoint = AsyncEndpoint(cast("Any", Everything()), timeout=30)
    serving = asyncio.create_task(endpoint.serve(send, link.down.get))
    try:
        for _ in range(20):
            action = chance.choice((*ASKED, SLOW))
            with suppress(CallRefused, NotConnected):  # never unanswered
                await endpoint.call(cast("Any", request(action)))
    finally:
        await endpoint.close()
        await serving
    await link.up.put(EOFError())


async def babbling(link: Link, chance: random.Random) -> None:
    """Say what makes no sense, and listen to nothing of it."""
    reading = asyncio.create_task(_read(link))
    try:
        for number in range(60):
            await link.up.put(_nonsense(chance, str(number)))
    finally:
        reading.cancel()
    await link.up.put(EOFError())


async def mute(link: Link, chance: random.Random) -> None:
    """Boot, then answer nothing."""
    await link.up.put(text("1", "BootNotification"))
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            for _ in range(chance.randrange(2, 8)):
                await link.down.get()
    await link.up.put(EOFError())


async def deaf(link: Link, chance: random.Random) -> None:
    """Ask for ever, and take no answer: the central system has to end it."""
    while True:
        await link.up.put(text(str(chance.random()), chance.choice(ASKED)))


async def lost(link: Link, chance: random.Random) -> None:
    """Ask, and be gone before the answer comes."""
    for number in range(chance.randrange(4)):
        await link.up.put(text(str(number), chance.choice((SLOW, *ASKED))))
    await link.up.put(ConnectionResetError("gone"))


async def lying(link: Link, chance: random.Random) -> None:
    """Answer calls with what is no answer, or twice, or under another id."""
    await link.up.put(text("1", "BootNotification"))
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            for _ in range(12):
                said = json.loads(await link.down.get())
                if said[0] == 2:
                    await _lie(link, chance, said[1])
    await link.up.put(EOFError())


async def _lie(link: Link, chance: random.Random, message_id: str) -> None:
    answers: list[list[Any]] = [
        [3, message_id, {"status": "Perhaps", "x": [{}] * 50}],
        [3, "another", {"status": "Accepted"}],
        [3, message_id],
        [4, message_id, "Odd", None, None],
        [4, message_id],
        [3, message_id, {"status": "Accepted"}],
        [2, message_id, "Heartbeat", {}],
        [3, 7, {}],
    ]
    for answer in chance.choices(answers, k=3):
        await link.up.put(json.dumps(answer))


async def repeating(link: Link, chance: random.Random) -> None:
    """Send a slow CALL again and again, and others with its id."""
    reading = asyncio.create_task(_read(link))
    try:
        for _ in range(10):
            await link.up.put(text("same", SLOW))
            await link.up.put(text("same", chance.choice(ASKED)))
    finally:
        reading.cancel()
    await link.up.put(EOFError())


async def flooding(link: Link, _: random.Random) -> None:
    """Send more slow CALLs at once than are served."""
    reading = asyncio.create_task(_read(link))
    try:
        for number in range(100):
            await link.up.put(text(str(number), SLOW))
    finally:
        reading.cancel()
    await link.up.put(EOFError())


async def heavy(link: Link, chance: random.Random) -> None:
    """Send frames that are long and wrong."""
    reading = asyncio.create_task(_read(link))
    try:
        for _ in range(3):
            many = {"connectorId": 1, "meterValue": [{}] * chance.randrange(2000)}
            await link.up.put(json.dumps([2, "1", "MeterValues", many]))
            await link.up.put(json.dumps([2, "2", "Heartbeat", {"x" * 20_000: "," * 20_000}]))
    finally:
        reading.cancel()
    await link.up.put(EOFError())


def _nonsense(chance: random.Random, number: str) -> str | bytes:
    """Make a text that is no frame, or hardly one."""
    action = chance.choice((*ASKED, SLOW, "Reset", "NoSuchAction"))
    known = payload(action, "request") if action != "NoSuchAction" else {}
    frame = [2, number, action, known]
    match chance.randrange(8):
        case 0:
            return json.dumps(frame)[: chance.randrange(60)]
        case 1:
            return bytes(chance.randrange(256) for _ in range(40))
        case 2:
            frame[chance.randrange(4)] = chance.choice([None, 7, [], {}, "x" * 50])
        case 3:
            del frame[chance.randrange(4)]
        case 4:
            return "[" * chance.choice([5, 5000])
        case 5:
            frame[3] = {**known, "x": [None] * 20, "\n": "ftp://user:password@host/"}
        case 6:
            frame[3] = {}
        case _:
            pass
    return json.dumps(frame)


async def _read(link: Link) -> None:
    while True:
        await link.down.get()


HOSTILE: tuple[Peer, ...] = (
    babbling,
    deaf,
    flooding,
    heavy,
    lost,
    lying,
    mute,
    repeating,
)
