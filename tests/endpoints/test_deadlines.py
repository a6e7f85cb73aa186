"""When something ends: to the second, by a clock that stands still while anything is done."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import Any

import pytest

from ocpp16.errors import CallTimedOut, NotConnected
from tests.endpoints.ends import (
    Everything,
    Wire,
    async_endpoint,
    endpoint,
    only,
    request,
    response,
    served,
)
from tests.endpoints.running import STATION, SYSTEM, YES, Gate, call_down, run, say_reset


def _now() -> float:
    return asyncio.get_running_loop().time()


class Slow(Wire):
    """Takes each text so many seconds later; one after the last of them at once."""

    def __init__(self, *seconds: float) -> None:
        super().__init__()
        self.seconds = [*seconds]

    async def send(self, text: str) -> None:
        """Wait, and take a text."""
        await asyncio.sleep(self.seconds.pop(0) if self.seconds else 0)
        await super().send(text)


@pytest.mark.parametrize("start", [0, 100, -1000])
def test_a_call_waits_by_the_clock_that_is_told(start: float) -> None:
    """30 seconds from the first tick on, whatever that clock shows then."""
    end = endpoint(SYSTEM)
    end.call(request("Reset"))
    assert end.next_timeout is None
    assert end.tick(start) == []
    assert end.next_timeout == start + 30
    assert end.tick(start + 29.9) == []
    assert isinstance(only(end.tick(start + 30)).error, CallTimedOut)
    assert end.next_timeout is None


def test_a_call_waits_as_long_as_documented() -> None:
    """30 seconds, and no longer."""

    async def main() -> None:
        end = async_endpoint(SYSTEM)
        async with served(end):
            with pytest.raises(CallTimedOut, match="within 30 s"):
                await end.call(request("Reset"))
            assert _now() == 30

    run(main())


def test_as_many_calls_are_served_at_once_as_documented() -> None:
    async def main() -> None:
        gate = Gate()
        async with served(async_endpoint(STATION, gate)) as wire:
            for number in range(101):
                say_reset(wire, str(number))
            assert (await wire.said())[:3] == [4, "100", "GenericError"]
            assert gate.waiting == 100

    run(main())


def test_the_wait_for_other_texts_counts_as_time_to_send() -> None:
    """From its turn among the calls on, whatever keeps it from being sent."""

    async def main() -> None:
        wire = Slow(5)
        end = async_endpoint(STATION)
        task = asyncio.create_task(end.serve(wire.send, wire.receive))
        say_reset(wire, "1")
        await asyncio.sleep(0)
        with pytest.raises(CallTimedOut, match=r"^Heartbeat could not be sent within 2 s$"):
            await end.call(request("Heartbeat"), timeout=2)
        assert _now() == 2
        assert (await wire.said())[:2] == [3, "1"]
        await end.close()
        await task

    run(main())


def test_a_call_that_was_not_sent_keeps_nobody_waiting() -> None:
    """The peer has not seen it: the next may follow at once."""

    async def main() -> None:
        wire = Slow(5, 100)
        end = async_endpoint(STATION)
        task = asyncio.create_task(end.serve(wire.send, wire.receive))
        say_reset(wire, "1")
        await asyncio.sleep(0)
        with pytest.raises(CallTimedOut, match="could not be sent"):
            await end.call(request("Heartbeat"), timeout=8)
        assert (await wire.said())[:2] == [3, "1"]
        following = asyncio.create_task(end.call(request("Heartbeat")))
        assert (await wire.said())[2] == "Heartbeat"
        assert _now() == 8
        await end.close()
        with pytest.raises(NotConnected):
            await following
        await task

    run(main())


def test_the_turn_of_a_cancelled_call_is_as_long_as_its_wait() -> None:
    """It counts from when it was sent, not from when it was cancelled (section 4.1.1)."""

    async def main() -> None:
        end = async_endpoint(SYSTEM)
        async with served(end) as wire:
            first = asyncio.create_task(end.call(request("Reset"), timeout=10))
            await wire.said()
            await asyncio.sleep(6)
            first.cancel()
            await call_down(end, wire)
            assert _now() == 10

    run(main())


def test_a_cancelled_call_that_is_answered_ends_no_other() -> None:
    """Its time may pass while the next one waits."""

    async def main() -> None:
        end = async_endpoint(SYSTEM)
        async with served(end) as wire:
            first = asyncio.create_task(end.call(request("Reset"), timeout=10))
            _, message_id, *_ = await wire.said()
            first.cancel()
            await asyncio.sleep(0)
            wire.say(3, message_id, YES)
            following = asyncio.create_task(end.call(request("ClearCache")))
            _, message_id, *_ = await wire.said()
            await asyncio.sleep(15)
            wire.say(3, message_id, YES)
            assert await following == response("ClearCache")

    run(main())


def test_the_end_of_a_connection_is_no_answer(caplog: pytest.LogCaptureFixture) -> None:
    """A cancelled call that waited for one is not said to have had it."""

    async def main() -> None:
        end = async_endpoint(SYSTEM)
        async with served(end) as wire:
            first = asyncio.create_task(end.call(request("Reset")))
            await wire.said()
            first.cancel()
            await asyncio.sleep(0)

    with caplog.at_level(logging.DEBUG, "ocpp16.endpoint"):
        run(main())
    assert not caplog.records


def test_a_connection_lives_longer_than_an_answer_may_take() -> None:
    """What was sent in time is not late afterwards."""

    async def main() -> None:
        async with served(async_endpoint(STATION, timeout=5)) as wire:
            for number in range(3):
                say_reset(wire, str(number))
                assert (await wire.said())[:2] == [3, str(number)]
                await asyncio.sleep(20)

    run(main())


@pytest.mark.parametrize("pause", [3, 50])
def test_a_late_answer_is_late_after_others(pause: float) -> None:
    """Soon after one that was sent in time, or long after it."""

    async def main() -> None:
        wire = Slow(0, 1000)
        end = async_endpoint(STATION, timeout=5)
        task = asyncio.create_task(end.serve(wire.send, wire.receive))
        say_reset(wire, "1")
        await wire.said()
        await asyncio.sleep(pause)
        say_reset(wire, "2")
        with pytest.raises(TimeoutError, match="within 5 s"):
            await task
        assert _now() == pause + 5

    run(main())


@pytest.mark.parametrize("orderly", [True, False])
def test_a_text_that_fails_after_the_end_is_no_failure(*, orderly: bool) -> None:
    """`serve` returns: who ended the connection knows that nothing can be sent on it."""

    async def main() -> None:
        gate, leaving = asyncio.Event(), asyncio.Event()
        wire = Wire()

        async def stay(_: str) -> Any:
            while not leaving.is_set():
                with suppress(asyncio.CancelledError):
                    await leaving.wait()
            return response("Reset")

        async def broken(_: str) -> None:
            await gate.wait()
            raise ConnectionResetError("gone")

        end = async_endpoint(STATION, Everything(stay))
        task = asyncio.create_task(end.serve(broken, wire.receive))
        say_reset(wire, "1")
        call = asyncio.create_task(end.call(request("Heartbeat")))
        await asyncio.sleep(1)
        if orderly:
            wire.coming.put_nowait(EOFError())
        else:
            end.disconnect()
        await asyncio.sleep(1)
        gate.set()
        with pytest.raises(NotConnected, match="could not be sent"):
            await call
        assert not task.done()
        leaving.set()
        await task

    run(main())
