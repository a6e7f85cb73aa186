"""What a handler has done after its answer was sent: in this order, whatever happens."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from ocpp16 import after_answer
from ocpp16.errors import CallRefused
from ocpp16.events import Direction, WireMessage
from tests.endpoints.ends import (
    Everything,
    Wire,
    async_endpoint,
    connected,
    endpoint,
    only,
    payload,
    request,
    response,
    served,
    text,
)
from tests.endpoints.running import STATION, SYSTEM, YES, Gate, call_down, run, say_reset

if TYPE_CHECKING:
    from collections.abc import Callable


def _boot(wire: Wire, message_id: str = "1") -> None:
    wire.coming.put_nowait(text(message_id, "BootNotification"))


def _handler(act: Callable[[], None], *, coroutine: bool) -> Everything:
    """Answer each request after *act* was done."""

    def at_once(action: str) -> Any:
        act()
        return response(action)

    async def later(action: str) -> Any:
        await asyncio.sleep(0)
        act()
        await asyncio.sleep(0)
        return response(action)

    return Everything(later if coroutine else at_once)


@pytest.mark.parametrize("coroutine", [False, True])
def test_a_call_follows_the_answer(*, coroutine: bool) -> None:
    async def main() -> None:
        answers: list[Any] = []

        async def ask(action: str) -> None:
            answers.append(await end.call(request(action)))

        handler = _handler(lambda: after_answer(ask, "ClearCache"), coroutine=coroutine)
        end = async_endpoint(SYSTEM, handler)
        async with served(end) as wire:
            _boot(wire)
            assert await wire.said() == [3, "1", payload("BootNotification", "response")]
            kind, message_id, action, _ = await wire.said()
            assert (kind, action) == (2, "ClearCache")
            wire.say(3, message_id, YES)
            await call_down(end, wire)
        assert answers == [response("ClearCache")]

    run(main())


def test_a_slow_answer_is_not_overtaken() -> None:
    async def main() -> None:
        gate, wire = asyncio.Event(), Wire()

        async def slowly(said: str) -> None:
            await gate.wait()
            await wire.send(said)

        handler = _handler(lambda: after_answer(end.call, request("Reset")), coroutine=True)
        end = async_endpoint(SYSTEM, handler)
        task = asyncio.create_task(end.serve(slowly, wire.receive))
        _boot(wire)
        for _ in range(20):
            await asyncio.sleep(0)
        gate.set()
        assert [(await wire.said())[0] for _ in range(2)] == [3, 2]
        await end.close()
        await task

    run(main())


def test_what_is_done_need_not_be_a_coroutine() -> None:
    async def main() -> None:
        done: list[str] = []
        handler = _handler(lambda: after_answer(done.append, "x"), coroutine=False)
        async with served(async_endpoint(SYSTEM, handler)) as wire:
            _boot(wire)
            await wire.said()
            _boot(wire)
            await wire.said()
            assert done[0] == "x"

    run(main())


def test_a_task_of_the_handler_may_ask_for_it() -> None:
    async def main() -> None:
        done: list[str] = []

        async def answer(action: str) -> Any:
            async def inner() -> None:
                after_answer(done.append, action)

            await asyncio.create_task(inner())
            return response(action)

        async with served(async_endpoint(SYSTEM, Everything(answer))) as wire:
            _boot(wire)
            await wire.said()
            await asyncio.sleep(0)
            assert done == ["BootNotification"]

    run(main())


@pytest.mark.parametrize("coroutine", [False, True])
def test_nothing_follows_a_refusal(*, coroutine: bool) -> None:
    async def main() -> None:
        done: list[str] = []

        def refuse() -> None:
            after_answer(done.append, "x")
            raise CallRefused

        handler = _handler(refuse, coroutine=coroutine)
        async with served(async_endpoint(SYSTEM, handler)) as wire:
            _boot(wire)
            assert (await wire.said())[0] == 4
            await asyncio.sleep(0)
        assert not done

    run(main())


def test_nothing_follows_an_answer_that_is_not_sent() -> None:
    async def main() -> None:
        done: list[str] = []

        async def broken(_: str) -> None:
            raise ConnectionResetError

        handler = _handler(lambda: after_answer(done.append, "x"), coroutine=True)
        wire = Wire()
        _boot(wire)
        with pytest.raises(ConnectionResetError):
            await async_endpoint(SYSTEM, handler).serve(broken, wire.receive)
        assert not done

    run(main())


def test_what_fails_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        def fail() -> None:
            raise ValueError("why")

        def ask() -> None:
            after_answer(fail)
            after_answer(end.call, request("Reset"), 0.01)

        end = async_endpoint(SYSTEM, _handler(ask, coroutine=False))
        async with served(end) as wire:
            _boot(wire)
            assert [(await wire.said())[0] for _ in range(2)] == [3, 2]
            await call_down(end, wire)

    run(main())
    told = "CP-1: BootNotification: what was to follow its answer failed"
    first, second = caplog.records
    assert (first.levelname, first.getMessage()) == ("ERROR", told)
    assert first.exc_info is not None
    assert second.levelname == "WARNING"
    assert second.getMessage() == f"{told}: no answer to Reset within 0.01 s"
    assert second.exc_info is None


def test_what_follows_ends_with_the_connection() -> None:
    async def main() -> None:
        cancelled = asyncio.Event()

        async def wait() -> None:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                cancelled.set()
                raise

        handler = _handler(lambda: after_answer(wait), coroutine=False)
        async with served(async_endpoint(SYSTEM, handler)) as wire:
            _boot(wire)
            await wire.said()
            await asyncio.sleep(0.01)
        assert cancelled.is_set()

    run(main())


def test_what_follows_counts_as_being_served() -> None:
    async def main() -> None:
        gate = asyncio.Event()
        handler = _handler(lambda: after_answer(gate.wait), coroutine=False)
        end = async_endpoint(SYSTEM, handler, max_concurrent_calls=2)
        async with served(end) as wire:
            for number in range(3):
                _boot(wire, str(number))
            assert [(await wire.said())[0] for _ in range(3)] == [3, 3, 4]
            gate.set()
            await asyncio.sleep(0.01)
            _boot(wire, "3")
            assert (await wire.said())[0] == 3

    run(main())


def test_it_is_asked_for_within_a_handler_only(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(RuntimeError, match="no AsyncEndpoint is serving a CALL here"):
        after_answer(print)
    handler = _handler(lambda: after_answer(print), coroutine=False)
    answer = only(endpoint(SYSTEM, handler).receive(text("1", "BootNotification")))
    assert json.loads(answer.text)[2] == "InternalError"
    assert "no AsyncEndpoint" in caplog.text


def test_it_is_too_late_once_the_answer_is_sent() -> None:
    async def main() -> None:
        late: asyncio.Future[str] = asyncio.get_running_loop().create_future()

        async def ask_later() -> None:
            await asyncio.sleep(0.02)
            try:
                after_answer(print)
            except RuntimeError as error:
                late.set_result(str(error))

        tasks = []

        def act() -> None:
            tasks.append(asyncio.create_task(ask_later()))

        async with served(async_endpoint(STATION, _handler(act, coroutine=True))) as wire:
            wire.coming.put_nowait(text("1", "ClearCache"))
            await wire.said()
            assert await late == "the CALL has been answered"

    run(main())


def test_both_ends_at_once() -> None:
    """A charge point boots; it is asked for something, and asks back."""

    async def main() -> None:
        asked: list[str] = []

        def follow(action: str) -> Any:
            asked.append(action)
            if action == "BootNotification":
                after_answer(system.call, request("TriggerMessage"))
            if action == "TriggerMessage":
                after_answer(station.call, request("Heartbeat"))
            if action == "Heartbeat":
                done.set()
            return response(action)

        done = asyncio.Event()
        system = async_endpoint(SYSTEM, Everything(follow))
        station = async_endpoint(STATION, Everything(follow))
        async with connected(system, station):
            await station.call(request("BootNotification"))
            await done.wait()
        assert asked == ["BootNotification", "TriggerMessage", "Heartbeat"]

    run(main())


def test_a_hook_has_no_answer_to_wait_for() -> None:
    """Not even while a handler runs: what it asks for would follow the wrong answer."""

    async def main() -> None:
        gate = Gate()
        said: list[str] = []

        def ask(message: WireMessage) -> None:
            if message.direction is Direction.RECEIVED:
                with pytest.raises(RuntimeError, match="no AsyncEndpoint is serving a CALL"):
                    after_answer(said.append, "never")
                said.append("refused")

        async with served(async_endpoint(STATION, gate, on_before=ask)) as wire:
            say_reset(wire, "1")
            say_reset(wire, "2")
            await asyncio.sleep(1)
            assert gate.waiting == 2
            gate.open.set()
            await wire.said()
            await wire.said()
        assert said == ["refused"] * 2

    run(main())
