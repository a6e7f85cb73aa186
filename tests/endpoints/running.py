"""What the tests of asynchronous endpoints share."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from tests.endpoints.clock import clocked_loop
from tests.endpoints.ends import ROLES, payload, request, response

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from ocpp16.core import ResetRequest
    from tests.endpoints.ends import Wire

SYSTEM, STATION = ROLES
YES = {"status": "Accepted"}


def run(main: Coroutine[Any, Any, None]) -> None:
    """Run a test, and see that it leaves no task behind."""

    async def whole() -> None:
        await asyncio.wait_for(main, 1000)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    with asyncio.Runner(debug=True, loop_factory=clocked_loop) as runner:
        runner.run(whole())


class Gate:
    """A handler whose answer to a Reset waits until it is let go."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.waiting = 0
        self.cancelled = 0

    async def on_reset(self, _: ResetRequest) -> Any:
        """Wait."""
        self.waiting += 1
        try:
            await self.open.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return response("Reset")


def say_reset(wire: Wire, message_id: str) -> None:
    """Ask for a Reset."""
    wire.say(2, message_id, "Reset", payload("Reset", "request"))


async def call_down(end: Any, wire: Wire) -> None:
    """See that a central system can call."""
    task = asyncio.create_task(end.call(request("ClearCache")))
    _, message_id, action, _ = await wire.said()
    assert action == "ClearCache"
    wire.say(3, message_id, YES)
    assert await task == response("ClearCache")


async def call_up(end: Any, wire: Wire) -> None:
    """See that a charge point can call, when what came before is dealt with."""
    for _ in range(10):
        await asyncio.sleep(0)
    task = asyncio.create_task(end.call(request("Heartbeat")))
    _, message_id, *_ = await wire.said()
    wire.say(3, message_id, payload("Heartbeat", "response"))
    await task
