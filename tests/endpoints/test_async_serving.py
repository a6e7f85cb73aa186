"""An asynchronous endpoint serves: handlers side by side, calls crossing, none piling up."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest

from ocpp16 import CallRefused, ErrorCode, charge_point
from ocpp16.errors import CallTimedOut
from tests.endpoints.ends import (
    Everything,
    Wire,
    async_endpoint,
    connected,
    payload,
    request,
    response,
    served,
)
from tests.endpoints.running import STATION, SYSTEM, Gate, run, say_reset


def test_a_handler_calls_back() -> None:
    """It awaits a call to the peer that waits for its answer: no deadlock."""

    async def main() -> None:
        async def back(_: str) -> Any:
            await station.call(request("Heartbeat"))
            return response("Reset")

        system = async_endpoint(SYSTEM)
        station = async_endpoint(STATION, Everything(back))
        async with connected(system, station):
            assert await system.call(request("Reset")) == response("Reset")

    run(main())


def test_many_calls_cross() -> None:
    async def main() -> None:
        async def later(action: str) -> Any:
            await asyncio.sleep(0)
            return response(action)

        system = async_endpoint(SYSTEM, Everything(later))
        station = async_endpoint(STATION, Everything())
        async with connected(system, station):
            downs = [system.call(request("Reset")) for _ in range(50)]
            ups = [station.call(request("Heartbeat")) for _ in range(50)]
            answers = await asyncio.gather(*downs, *ups)
            assert answers == [response("Reset")] * 50 + [response("Heartbeat")] * 50

    run(main())


def test_handlers_run_side_by_side() -> None:
    """A slow one keeps nobody waiting, be it a CALL or an answer that comes after."""

    async def main() -> None:
        gate = Gate()
        end = async_endpoint(STATION, gate)
        async with served(end) as wire:
            say_reset(wire, "1")
            say_reset(wire, "2")
            wire.say(2, "3", "ClearCache", {})
            assert (await wire.said())[1:3] == ["3", "NotSupported"]
            task = asyncio.create_task(end.call(request("Heartbeat")))
            _, message_id, *_ = await wire.said()
            wire.say(3, message_id, payload("Heartbeat", "response"))
            assert await task == response("Heartbeat")
            assert gate.waiting == 2
            gate.open.set()
            assert {(await wire.said())[1] for _ in range(2)} == {"1", "2"}

    run(main())


def test_a_call_that_is_being_served_is_not_served_twice(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Nor is it answered twice: the peer would take what comes first for its answer."""

    async def main() -> None:
        gate = Gate()
        async with served(async_endpoint(STATION, gate)) as wire:
            say_reset(wire, "1")
            say_reset(wire, "1")
            say_reset(wire, "2")
            await asyncio.sleep(0.02)
            assert gate.waiting == 2
            assert wire.sent.empty()
            gate.open.set()
            for message_id in "12":
                assert await wire.said() == [3, message_id, payload("Reset", "response")]
            say_reset(wire, "1")
            assert await wire.said() == [3, "1", payload("Reset", "response")]
            assert gate.waiting == 3
            assert wire.sent.empty()

    run(main())
    (record,) = caplog.records
    assert (record.name, record.levelname) == ("ocpp16.endpoint", "WARNING")
    assert record.getMessage() == 'central system: ignored: Reset "1" is being served'


def test_a_peer_cannot_pile_up_calls() -> None:
    async def main() -> None:
        gate = Gate()
        async with served(async_endpoint(STATION, gate, max_concurrent_calls=3)) as wire:
            for number in range(5):
                say_reset(wire, str(number))
            assert [(await wire.said())[1:3] for _ in range(2)] == [
                ["3", "GenericError"],
                ["4", "GenericError"],
            ]
            gate.open.set()
            assert {(await wire.said())[1] for _ in range(3)} == {"0", "1", "2"}
            say_reset(wire, "5")
            assert (await wire.said())[:2] == [3, "5"]

    run(main())


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ValueError("secret"), "InternalError"),
        (asyncio.CancelledError(), "InternalError"),
        (TimeoutError(), "InternalError"),
        (CallTimedOut("x"), "InternalError"),
        (CallRefused(ErrorCode.SECURITY_ERROR, "no"), "SecurityError"),
    ],
)
def test_a_coroutine_fails(
    error: BaseException, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def main() -> None:
        async def fail(_: str) -> Any:
            await asyncio.sleep(0)
            raise error

        async with served(async_endpoint(STATION, Everything(fail))) as wire:
            say_reset(wire, "1")
            answer = await wire.said()
            assert answer[:3] == [4, "1", code]
            assert "secret" not in json.dumps(answer)

    with caplog.at_level(logging.ERROR, "ocpp16.endpoint"):
        run(main())
    assert (len(caplog.records) == 1) == (code == "InternalError")


def test_a_coroutine_gives_something_else(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        async def wrong(_: str) -> Any:
            return 5

        async with served(async_endpoint(STATION, Everything(wrong))) as wire:
            say_reset(wire, "1")
            assert (await wire.said())[2] == "InternalError"

    run(main())
    assert "returned int, not ResetConfirmation" in caplog.text


def test_a_refusal_of_the_peer_is_not_passed_on() -> None:
    async def main() -> None:
        async def back(_: str) -> Any:
            return await station.call(request("Heartbeat"))

        def refuse(_: str) -> Any:
            raise CallRefused(ErrorCode.SECURITY_ERROR)

        system = async_endpoint(SYSTEM, Everything(refuse))
        station = async_endpoint(STATION, Everything(back))
        async with connected(system, station):
            with pytest.raises(CallRefused) as caught:
                await system.call(request("Reset"))
            assert caught.value.code is ErrorCode.INTERNAL_ERROR

    run(main())


def test_texts_are_sent_one_after_the_other() -> None:
    """Whatever sends need not cope with two at once."""

    async def main() -> None:
        sending = 0

        async def slowly(text: str) -> None:
            nonlocal sending
            assert sending == 0
            sending += 1
            await asyncio.sleep(0.001)
            sending -= 1
            await wire.send(text)

        async def later(action: str) -> Any:
            await asyncio.sleep(0)
            return response(action)

        end, wire = async_endpoint(STATION, Everything(later)), Wire()
        task = asyncio.create_task(end.serve(slowly, wire.receive))
        for number in range(20):
            say_reset(wire, str(number))
        call = asyncio.create_task(end.call(request("Heartbeat")))
        answers = [await wire.said() for _ in range(21)]
        (mine,) = [one for one in answers if one[0] == 2]
        wire.say(3, mine[1], payload("Heartbeat", "response"))
        await call
        await end.close()
        await task

    run(main())


def test_with_eager_tasks() -> None:
    """Where tasks start at once, as Python 3.12 offers, one may have ended before it is noted.

    What stands in for its factory on Python 3.11 knows of no coroutine that waits.
    """

    def eager(loop: asyncio.AbstractEventLoop, coroutine: Any, **_: Any) -> Any:
        with pytest.raises(StopIteration):
            coroutine.send(None)
        ended = loop.create_future()
        ended.set_result(None)
        return ended

    async def main() -> None:
        async def at_once(action: str) -> Any:
            return response(action)

        async with served(async_endpoint(STATION, Everything(at_once))) as wire:
            await asyncio.sleep(0)
            asyncio.get_running_loop().set_task_factory(
                getattr(asyncio, "eager_task_factory", eager)
            )
            for _ in range(3):
                say_reset(wire, "1")
                assert json.loads(await wire.sent.get())[0] == 3
            asyncio.get_running_loop().set_task_factory(None)

    run(main())


def test_a_stub_answers() -> None:
    async def main() -> None:
        stub = charge_point.AsyncChargePointStub()
        async with served(charge_point.AsyncEndpoint(stub)) as wire:
            say_reset(wire, "1")
            assert (await wire.said())[:3] == [4, "1", "NotSupported"]

    run(main())
