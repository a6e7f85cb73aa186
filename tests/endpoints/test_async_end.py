"""How a connection ends: in order, broken, cancelled; nothing is left behind."""

from __future__ import annotations

import asyncio
import gc
import weakref
from contextlib import suppress
from typing import Any

import pytest

from ocpp16.errors import NotConnected
from tests.endpoints.clock import clocked_loop
from tests.endpoints.ends import (
    Everything,
    Wire,
    async_endpoint,
    payload,
    request,
    response,
    served,
)
from tests.endpoints.running import STATION, Gate, call_up, run, say_reset


def test_close_ends_everything() -> None:
    async def main() -> None:
        gate, wire = Gate(), Wire()
        end = async_endpoint(STATION, gate)
        task = asyncio.create_task(end.serve(wire.send, wire.receive))
        say_reset(wire, "1")
        calls = [asyncio.create_task(end.call(request("Heartbeat"))) for _ in range(3)]
        await wire.said()
        await end.close()
        assert task.done()
        assert task.exception() is None
        for call in calls:
            with pytest.raises(NotConnected):
                await call
        assert gate.cancelled == 1
        assert wire.sent.empty()
        await end.close()

    run(main())


@pytest.mark.parametrize("end_of_input", [EOFError(), StopAsyncIteration()])
def test_the_input_ends(end_of_input: Exception) -> None:
    """What is being served is finished; who waits for an answer waits no more."""

    async def main() -> None:
        gate, wire = Gate(), Wire()
        end = async_endpoint(STATION, gate)
        task = asyncio.create_task(end.serve(wire.send, wire.receive))
        say_reset(wire, "1")
        call = asyncio.create_task(end.call(request("Heartbeat")))
        await wire.said()
        wire.coming.put_nowait(end_of_input)
        with pytest.raises(NotConnected):
            await call
        assert not task.done()
        gate.open.set()
        assert await wire.said() == [3, "1", payload("Reset", "response")]
        await task

    run(main())


def test_the_input_ends_and_a_handler_does_not() -> None:
    async def main() -> None:
        gate, wire = Gate(), Wire()
        end = async_endpoint(STATION, gate, timeout=0.05)
        say_reset(wire, "1")
        wire.coming.put_nowait(EOFError())
        await end.serve(wire.send, wire.receive)
        assert gate.cancelled == 1

    run(main())


@pytest.mark.parametrize("error", [ConnectionResetError("gone"), TimeoutError(), ValueError()])
def test_the_connection_breaks_on_reading(error: Exception) -> None:
    async def main() -> None:
        gate, wire = Gate(), Wire()
        end = async_endpoint(STATION, gate)
        task = asyncio.create_task(end.serve(wire.send, wire.receive))
        say_reset(wire, "1")
        call = asyncio.create_task(end.call(request("Heartbeat")))
        await wire.said()
        wire.coming.put_nowait(error)
        with pytest.raises(type(error)) as caught:
            await task
        assert caught.value is error
        with pytest.raises(NotConnected):
            await call
        assert gate.cancelled == 1

    run(main())


@pytest.mark.parametrize("coroutines", [False, True])
def test_the_connection_breaks_on_an_answer(*, coroutines: bool) -> None:
    async def main() -> None:
        async def broken(_: str) -> None:
            raise ConnectionResetError("gone")

        gate = Gate()
        gate.open.set()
        wire = Wire()
        end = async_endpoint(STATION, gate if coroutines else Everything())
        say_reset(wire, "1")
        with pytest.raises(ConnectionResetError, match="gone"):
            await end.serve(broken, wire.receive)

    run(main())


@pytest.mark.parametrize("error", [ConnectionResetError("gone"), TimeoutError()])
def test_a_call_that_cannot_be_sent(error: Exception) -> None:
    async def main() -> None:
        async def broken(_: str) -> None:
            raise error

        end, wire = async_endpoint(STATION), Wire()
        task = asyncio.create_task(end.serve(broken, wire.receive))
        with pytest.raises(NotConnected, match="could not be sent") as caught:
            await end.call(request("Heartbeat"))
        assert caught.value.__cause__ is error
        with pytest.raises(type(error)) as raised:
            await task
        assert raised.value is error

    run(main())


def test_a_call_that_cannot_be_sent_ends_the_connection() -> None:
    """Even one that was made before anything was read."""

    async def main() -> None:
        async def broken(_: str) -> None:
            raise ConnectionResetError("gone")

        gate, wire = Gate(), Wire()
        end = async_endpoint(STATION, gate)
        serving = end.serve(broken, wire.receive)
        calls = [asyncio.create_task(end.call(request("Heartbeat"))) for _ in range(2)]
        for call in calls:
            with pytest.raises(NotConnected):
                await call
        with pytest.raises(ConnectionResetError, match="gone"):
            await serving
        async with served(end) as again:
            await call_up(end, again)

    run(main())


def test_a_call_that_cannot_be_sent_cancels_what_is_served() -> None:
    async def main() -> None:
        async def broken(_: str) -> None:
            raise ConnectionResetError("gone")

        gate, wire = Gate(), Wire()
        end = async_endpoint(STATION, gate)
        task = asyncio.create_task(end.serve(broken, wire.receive))
        say_reset(wire, "1")
        await asyncio.sleep(0.02)
        assert gate.waiting == 1
        with pytest.raises(NotConnected, match="could not be sent"):
            await end.call(request("Heartbeat"))
        with pytest.raises(ConnectionResetError, match="gone"):
            await task
        assert gate.cancelled == 1

    run(main())


@pytest.mark.parametrize("coroutines", [False, True])
@pytest.mark.parametrize("error", [EOFError("odd"), StopAsyncIteration("odd")])
def test_the_end_of_input_from_send_is_no_orderly_end(
    error: Exception, *, coroutines: bool
) -> None:
    async def main() -> None:
        async def broken(_: str) -> None:
            raise error

        gate, wire = Gate(), Wire()
        gate.open.set()
        end = async_endpoint(STATION, gate if coroutines else Everything())
        say_reset(wire, "1")
        with pytest.raises(type(error)) as caught:
            await end.serve(broken, wire.receive)
        assert caught.value is error

    run(main())


def test_an_answer_after_the_end_that_cannot_be_sent(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It is noted; the other handlers still get their time to finish."""

    async def main() -> None:
        gates = [asyncio.Event(), asyncio.Event()]
        waiting, finished = [*gates], []

        async def wait(_: str) -> Any:
            gate = waiting.pop(0)
            await gate.wait()
            finished.append(gate)
            return response("Reset")

        async def broken(_: str) -> None:
            raise ConnectionResetError("gone")

        end, wire = async_endpoint(STATION, Everything(wait)), Wire()
        task = asyncio.create_task(end.serve(broken, wire.receive))
        say_reset(wire, "1")
        say_reset(wire, "2")
        wire.coming.put_nowait(EOFError())
        await asyncio.sleep(0.02)
        assert not waiting
        gates[0].set()
        await asyncio.sleep(0.02)
        assert finished == gates[:1]
        assert not task.done()
        gates[1].set()
        await task
        assert finished == gates

    run(main())
    assert [(one.name, one.levelname, one.getMessage()) for one in caplog.records] == [
        (
            "ocpp16.endpoint",
            "WARNING",
            f'central system: Reset "{number}": the answer could not be sent:'
            " ConnectionResetError('gone')",
        )
        for number in (1, 2)
    ]


def test_serving_is_cancelled() -> None:
    async def main() -> None:
        gate, wire = Gate(), Wire()
        end = async_endpoint(STATION, gate)
        task = asyncio.create_task(end.serve(wire.send, wire.receive))
        say_reset(wire, "1")
        call = asyncio.create_task(end.call(request("Heartbeat")))
        await wire.said()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        with pytest.raises(NotConnected):
            await call
        assert gate.cancelled == 1
        async with served(end) as again:
            await call_up(end, again)

    run(main())


def test_serving_is_cancelled_before_it_began() -> None:
    async def main() -> None:
        end, wire = async_endpoint(STATION), Wire()
        task = asyncio.create_task(end.serve(wire.send, wire.receive))
        call = asyncio.create_task(end.call(request("Heartbeat")))
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        async with served(end) as again:
            with pytest.raises(NotConnected):
                await call
            await call_up(end, again)

    run(main())


def test_serving_in_a_scope_of_the_caller() -> None:
    async def main() -> None:
        end, wire = async_endpoint(STATION), Wire()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.02):
                await end.serve(wire.send, wire.receive)

    run(main())


def test_one_connection_at_a_time() -> None:
    async def main() -> None:
        end, wire = async_endpoint(STATION), Wire()
        async with served(end) as first:
            await call_up(end, first)
            with pytest.raises(RuntimeError, match="another connection"):
                end.serve(wire.send, wire.receive)
            await call_up(end, first)

    run(main())


def test_a_connection_that_was_given_up_leaves_the_next_one_alone() -> None:
    """Its end is late: by then the endpoint serves another, whose calls are answered."""

    async def main() -> None:
        end = async_endpoint(STATION, Everything())
        given_up = end.serve(Wire().send, Wire().receive)
        async with served(end) as wire:
            call = asyncio.create_task(end.call(request("Heartbeat")))
            _, call_id, *_ = await wire.said()
            await given_up
            wire.say(3, call_id, payload("Heartbeat", "response"))
            assert await call == response("Heartbeat")
            again = asyncio.create_task(end.call(request("Heartbeat")))
            _, call_id, *_ = await wire.said()
            wire.say(3, call_id, payload("Heartbeat", "response"))
            assert await again == response("Heartbeat")

    run(main())


def test_a_handler_closes_the_connection() -> None:
    async def main() -> None:
        async def close(_: str) -> Any:
            await end.close()
            return response("Reset")

        end, wire = async_endpoint(STATION, Everything(close)), Wire()
        say_reset(wire, "1")
        await end.serve(wire.send, wire.receive)

    run(main())


def test_a_loop_is_closed_while_a_handler_runs(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a program does that ends in a hurry: the handler has not failed, and is ended."""
    ended: list[str] = []
    monkeypatch.setattr("sys.unraisablehook", lambda _: None)  # it says that the loop is closed

    async def stay(_: str) -> Any:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("ended")

    async def begin() -> None:
        wire = Wire()
        say_reset(wire, "1")
        task = asyncio.create_task(
            async_endpoint(STATION, Everything(stay)).serve(wire.send, wire.receive)
        )
        await asyncio.sleep(1)
        assert not task.done()

    loop = clocked_loop()
    loop.set_exception_handler(lambda _loop, _context: None)  # it says that tasks are left
    loop.run_until_complete(begin())
    loop.close()
    del loop
    gc.collect()
    assert ended == ["ended"]
    assert not [one for one in caplog.records if one.name == "ocpp16.endpoint"]


def test_nothing_is_kept_of_a_connection_that_ended() -> None:
    """Not for the seconds, either, that an answer might have taken to send."""

    async def main() -> None:
        wire = Wire()

        async def send(text: str) -> None:
            await wire.send(text)

        kept = weakref.ref(send)
        end = async_endpoint(STATION)
        task = asyncio.create_task(end.serve(send, wire.receive))
        del send
        say_reset(wire, "1")
        await wire.said()
        await end.close()
        await task
        del task
        gc.collect()
        assert kept() is None

    run(main())
