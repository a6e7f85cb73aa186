"""Ten thousand endpoints in one process: what they keep does not grow with what they hear.

Objects and blocks are counted, not time. The first round lets caches fill.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import sys
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest

from tests.endpoints.ends import ROLES, Everything, async_endpoint, endpoint, request, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ocpp16 import Initiator

ENDPOINTS = 10_000
SYSTEM, STATION = ROLES
GIVEN = {SYSTEM: "FirmwareStatusNotification", STATION: "Reset"}

# A table that grows by a block now and then is none that grows with each message.
SLACK = 200


class Silent(Everything):
    """Notes nothing."""

    def __getattr__(self, name: str) -> Any:
        """Be any method of a handler."""
        return lambda *arguments: self.answer(arguments[-1].feature_name)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def _blocks() -> int:
    """Count what is allocated and cannot be freed."""
    for _ in range(3):
        gc.collect()
    return sys.getallocatedblocks()


def _growth(round_of_messages: Callable[[int], None], rounds: int) -> int:
    """Say by how many blocks the memory grew from the second round to the last."""
    round_of_messages(0)
    round_of_messages(1)
    before = _blocks()
    for number in range(2, 2 + rounds):
        round_of_messages(number)
    return _blocks() - before


@pytest.mark.parametrize("role", ROLES)
def test_messages_leave_nothing(role: Initiator) -> None:
    handler = Silent()
    ends = [endpoint(role, handler) for _ in range(ENDPOINTS)]
    action = GIVEN[role]

    def one_each(number: int) -> None:
        for index, end in enumerate(ends):
            end.receive(text(f"{number}-{index}", action))

    assert _growth(one_each, 5) < SLACK


@pytest.mark.parametrize("role", ROLES)
def test_what_goes_wrong_leaves_nothing(role: Initiator) -> None:
    """Refused, unreadable and unknown texts; calls refused, timed out, answered too late."""
    handler = Silent()
    ends = [endpoint(role, handler, timeout=1) for _ in range(500)]
    asked = request("DataTransfer")

    def all_sorts(number: int) -> None:
        for index, end in enumerate(ends):
            name = f"{number}-{index}"
            for said in (
                [2, name, "NoSuchAction" + name, {}],
                [2, name, "DataTransfer", {name: 1}],
                [2, name],
                [3, name, {}],
                [5, name],
            ):
                end.receive(json.dumps(said))
            end.receive(f'[2,"{name}","Heartbeat",{{')
            end.call(asked)
            end.receive(json.dumps([4, end.pending, "NotSupported", name, {}]))
            end.call(asked)
            end.receive(json.dumps([3, end.pending, {"status": name}]))
            end.call(asked)
            late = end.pending
            end.tick(number)
            end.tick(number + 1)
            end.receive(json.dumps([3, late, {"status": "Accepted"}]))
            assert end.pending is None

    assert _growth(all_sorts, 5) < SLACK


def test_an_endpoint_is_small() -> None:
    handler = Silent()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        ends = [endpoint(SYSTEM, handler) for _ in range(1000)]
        for end in ends:
            end.receive(text("1", GIVEN[SYSTEM]))
        each = (tracemalloc.get_traced_memory()[0] - before) / len(ends)
    finally:
        tracemalloc.stop()
    assert each < 400
    assert not hasattr(ends[0], "__dict__")


@pytest.mark.parametrize("coroutines", [False, True])
def test_asynchronous_endpoints_leave_nothing(*, coroutines: bool) -> None:
    """Connected pairs that call each other, with an answer too late now and then."""

    async def later(action: str) -> Any:
        await asyncio.sleep(0)
        return handler.answer(action)

    handler = Silent()
    serving = Silent(later) if coroutines else handler

    async def main() -> None:
        loop = asyncio.get_running_loop()
        pairs = []
        tasks = []
        for _ in range(300):
            system, station = async_endpoint(SYSTEM, serving), async_endpoint(STATION, serving)
            down: asyncio.Queue[str] = asyncio.Queue()
            up: asyncio.Queue[str] = asyncio.Queue()
            tasks.append(loop.create_task(system.serve(down.put, up.get)))
            tasks.append(loop.create_task(station.serve(up.put, down.get)))
            pairs.append((system, station))

        async def one_each() -> None:
            calls = [system.call(request("Reset")) for system, _ in pairs]
            calls += [station.call(request(GIVEN[SYSTEM])) for _, station in pairs]
            calls += [system.call(request("Reset"), timeout=0) for system, _ in pairs[:20]]
            for _ in range(3):
                calls += [station.call(request("Heartbeat")) for _, station in pairs]
            await asyncio.gather(*calls, return_exceptions=True)
            for _ in range(20):  # handlers of calls that timed out
                await asyncio.sleep(0)

        for _ in range(2):
            await one_each()
        before = _blocks()
        for _ in range(4):
            await one_each()
        after = _blocks()
        for pair in pairs:
            await asyncio.gather(*(end.close() for end in pair))
        await asyncio.gather(*tasks)
        assert after - before < 10 * SLACK  # far less than one for each of 5,000 messages

    asyncio.run(main())


def test_an_endpoint_that_served_is_freed() -> None:
    async def main() -> int:
        before = _blocks()
        for _ in range(100):
            end = async_endpoint(STATION, Silent())
            queue: asyncio.Queue[str] = asyncio.Queue()
            task = asyncio.create_task(end.serve(queue.put, queue.get))
            await asyncio.sleep(0)
            await end.close()
            await task
        del end, queue, task
        return _blocks() - before

    asyncio.run(main())
    assert asyncio.run(main()) < SLACK
