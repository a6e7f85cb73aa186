"""The central system that is soaked: slow, failing and quick handlers, and calls of its own."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from ocpp16 import after_answer
from ocpp16.central_system import AsyncEndpoint
from ocpp16.errors import CallFailed, CallRefused
from ocpp16.stations import Stations
from tests.endpoints.ends import Everything, request, response
from tests.endpoints.soak.links import Link
from tests.endpoints.soak.peers import HOSTILE, SLOW, honest

if TYPE_CHECKING:
    import random
    from collections.abc import Coroutine

    from tests.endpoints.soak.peers import Peer

TIMEOUT = 0.3
"""Seconds for an answer: few, so that many run out."""

ACTIONS = ("Reset", "ClearCache", "GetConfiguration", "TriggerMessage", "UpdateFirmware")


class Central:
    """Has many charge points connected, calls them, and counts what becomes of each call."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.present = 0
        self.stations = Stations(self._came, self._went)
        self.handler: Any = Everything(self._answer)
        self.made = 0
        self.outcomes: Counter[str] = Counter()
        self.endings: Counter[str] = Counter()
        self.served = 0

    async def round(self, connections: int) -> None:
        """Let so many charge points come and go, one in five of them honest."""
        names = [f"CP-{number}" for number in range(connections)]
        work: list[Coroutine[Any, Any, None]] = [
            self._session(name, HOSTILE[number % len(HOSTILE)] if number % 5 else honest)
            for number, name in enumerate(names)
        ]
        work += [self._operate(names) for _ in range(connections // 5)]
        self.chance.shuffle(work)
        await asyncio.gather(*work)
        self.handler.served.clear()

    async def _session(self, name: str, peer: Peer) -> None:
        """Have a charge point connected, once or twice at a time."""
        serving = [asyncio.create_task(self._attend(name, peer))]
        if self.chance.random() < 0.2:
            await asyncio.sleep(0)
            serving.append(asyncio.create_task(self._attend(name, peer)))
        for task in serving:
            await task

    async def _attend(self, name: str, peer: Peer) -> None:
        link = Link()
        talking = asyncio.create_task(_talk(peer, link, self.chance))
        endpoint = AsyncEndpoint(
            self.handler, name, timeout=TIMEOUT, handler_timeout=2, max_concurrent_calls=20
        )
        try:
            async with self.stations.connected(name, endpoint):
                await endpoint.serve(link.send, link.receive)
            self.endings["in order"] += 1
        except (ConnectionResetError, TimeoutError) as error:
            self.endings[type(error).__name__] += 1
        finally:
            talking.cancel()
            with suppress(asyncio.CancelledError):
                await talking

    async def _operate(self, names: list[str]) -> None:
        """Call charge points, as an operator does; give up now and then."""
        for _ in range(10):
            action, name = self.chance.choice(ACTIONS), self.chance.choice(names)
            call = self.stations.call(name, cast("Any", request(action)), wait=0.1)
            task = asyncio.create_task(self._outcome(call))
            if self.chance.random() < 0.2:
                await asyncio.sleep(0.001)
                task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _outcome(self, call: Coroutine[Any, Any, Any]) -> None:
        self.made += 1
        try:
            await call
            self.outcomes["answered"] += 1
        except asyncio.CancelledError:
            self.outcomes["cancelled"] += 1
            raise
        except CallFailed as error:
            self.outcomes[type(error).__name__] += 1

    def _answer(self, action: str) -> Any:
        """Answer at once, later, or with a failure."""
        self.served += 1
        if action == SLOW:
            return self._answer_later(action)
        if action == "Authorize":
            raise CallRefused
        if action == "StatusNotification":
            raise ValueError(action)
        if action == "BootNotification":
            name = self.handler.served[-1][1]
            after_answer(self._follow, name)
        return response(action)

    async def _answer_later(self, action: str) -> Any:
        await asyncio.sleep(0.02)
        return response(action)

    async def _follow(self, name: str) -> None:
        await self._outcome(self.stations.call(name, cast("Any", request("TriggerMessage"))))

    def _came(self, *_: object) -> None:
        self.present += 1

    def _went(self, *_: object) -> None:
        self.present -= 1


async def _talk(peer: Peer, link: Link, chance: random.Random) -> None:
    await peer(link, chance)
