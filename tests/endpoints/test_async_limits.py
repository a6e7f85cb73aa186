"""Deadlines and bounds of an asynchronous endpoint, and what a peer repeats."""

from __future__ import annotations

import asyncio
import gc
import json
import warnings
from contextlib import suppress
from typing import Any

import pytest

from ocpp16.errors import CallTimedOut, InvalidResponse, NotConnected
from ocpp16.frames import CallError, CallResult
from tests.endpoints.ends import (
    Everything,
    Wire,
    async_endpoint,
    payload,
    request,
    response,
    served,
    text,
)
from tests.endpoints.running import (
    STATION,
    SYSTEM,
    YES,
    Gate,
    call_down,
    call_up,
    run,
    say_reset,
)


async def _never(_: str) -> None:
    await asyncio.Event().wait()


@pytest.mark.parametrize("coroutines", [False, True])
@pytest.mark.parametrize("refused", [False, True])
def test_an_answer_has_a_deadline(*, coroutines: bool, refused: bool) -> None:
    """A peer that takes no texts keeps no connection."""

    async def main() -> None:
        async def at_once(action: str) -> Any:
            return response(action)

        wire = Wire()
        end = async_endpoint(
            STATION, Everything(at_once if coroutines else response), timeout=0.02
        )
        if refused:
            wire.say(2, "1", "NoSuchAction", {})
        else:
            say_reset(wire, "1")
        with pytest.raises(TimeoutError, match=r"^an answer could not be sent within 0\.02 s$"):
            await end.serve(_never, wire.receive)
        async with served(end) as again:
            await call_up(end, again)

    run(main())


def test_each_answer_has_its_own_deadline() -> None:
    """A connection that is slow, but not too slow, goes on."""

    async def main() -> None:
        wire = Wire()

        async def slowly(said: str) -> None:
            await asyncio.sleep(0.04)
            await wire.send(said)

        end = async_endpoint(STATION, timeout=0.06)
        task = asyncio.create_task(end.serve(slowly, wire.receive))
        for number in range(4):
            say_reset(wire, str(number))
        assert [(await wire.said())[1] for _ in range(4)] == ["0", "1", "2", "3"]
        await end.close()
        await task

    run(main())


def test_a_handler_may_have_a_deadline(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        gate = Gate()
        end = async_endpoint(STATION, gate, handler_timeout=0.02)
        async with served(end) as wire:
            say_reset(wire, "1")
            assert (await wire.said())[:3] == [4, "1", "InternalError"]
            assert gate.cancelled == 1
            gate.open.set()
            say_reset(wire, "2")
            assert (await wire.said())[:2] == [3, "2"]

    run(main())
    (record,) = caplog.records
    assert record.getMessage() == (
        'central system: Reset "1": the handler took more than 0.02 s'
    )


def test_a_time_out_within_a_handler_is_its_own(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        async def fail(_: str) -> Any:
            raise TimeoutError

        async with served(async_endpoint(STATION, Everything(fail), handler_timeout=5)) as wire:
            say_reset(wire, "1")
            assert (await wire.said())[2] == "InternalError"

    run(main())
    assert "the handler failed" in caplog.text


def test_a_handler_that_is_not_cancelled_is_left(caplog: pytest.LogCaptureFixture) -> None:
    """Serving ends even so, after the time that handlers have to finish."""

    async def main() -> None:
        gate = asyncio.Event()

        async def stay(action: str) -> Any:
            while not gate.is_set():
                with suppress(asyncio.CancelledError):
                    await gate.wait()
            return response(action)

        end, wire = async_endpoint(STATION, Everything(stay), timeout=0.02), Wire()
        say_reset(wire, "1")
        task = asyncio.create_task(end.serve(wire.send, wire.receive))
        await asyncio.sleep(0.01)
        await end.close()
        await task
        gate.set()
        await asyncio.sleep(0.01)

    run(main())
    assert "a handler goes on although it was cancelled" in caplog.text


class Odd(BaseException):
    """What a handler may raise."""


@pytest.mark.parametrize("coroutines", [False, True])
def test_whatever_a_handler_raises_is_answered(*, coroutines: bool) -> None:
    async def main() -> None:
        def fail(_: str) -> Any:
            raise Odd("secret")

        async def fail_later(_: str) -> Any:
            await asyncio.sleep(0)
            raise Odd("secret")

        handler = Everything(fail_later if coroutines else fail)
        async with served(async_endpoint(STATION, handler)) as wire:
            say_reset(wire, "1")
            said = await wire.said()
            assert said[:3] == [4, "1", "InternalError"]
            assert "secret" not in json.dumps(said)

    run(main())


def test_another_call_of_the_same_id_is_refused(caplog: pytest.LogCaptureFixture) -> None:
    """A repetition is not: it may be the same text, sent twice (section 4.2.3)."""

    async def main() -> None:
        gate = Gate()
        async with served(async_endpoint(STATION, gate)) as wire:
            say_reset(wire, "1")
            say_reset(wire, "1")
            wire.say(2, "1", "Reset", {"type": "Hard"})
            wire.say(2, "1", "ClearCache", {})
            refusal = [4, "1", "GenericError", "another CALL of this id is being served", {}]
            assert [await wire.said() for _ in range(2)] == [refusal] * 2
            gate.open.set()
            assert await wire.said() == [3, "1", payload("Reset", "response")]
            assert gate.waiting == 1

    run(main())
    assert [one.getMessage().partition(": ")[2] for one in caplog.records] == [
        'ignored: Reset "1" is being served',
        'refused Reset "1": GenericError: another CALL of this id is being served',
        'refused ClearCache "1": GenericError: another CALL of this id is being served',
    ]


def test_no_coroutine_is_left_that_nobody_awaited() -> None:
    """Neither when the connection is lost before a handler began to run."""

    async def main() -> None:
        wire = Wire()
        end = async_endpoint(STATION, Gate())
        say_reset(wire, "1")
        say_reset(wire, "2")
        wire.coming.put_nowait(ConnectionResetError())
        with pytest.raises(ConnectionResetError):
            await end.serve(wire.send, wire.receive)

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        run(main())
        gc.collect()
    assert [str(one.message) for one in caught] == []


def test_a_call_may_have_an_id() -> None:
    async def main() -> None:
        end = async_endpoint(SYSTEM)
        wrong: Any = 5
        async with served(end) as wire:
            task = asyncio.create_task(end.call(request("Reset"), id="mine"))
            assert (await wire.said())[:2] == [2, "mine"]
            wire.say(3, "mine", YES)
            assert await task == response("Reset")
            with pytest.raises(TypeError, match="a message id is a string, not 5"):
                await end.call(request("Reset"), id=wrong)
            with pytest.raises(ValueError, match="at most 36"):
                await end.call(request("Reset"), id="x" * 37)
            await call_down(end, wire)

    run(main())


def test_an_invalid_response_is_kept() -> None:
    async def main() -> None:
        end = async_endpoint(SYSTEM)
        async with served(end) as wire:
            task = asyncio.create_task(end.call(request("Reset"), id="1"))
            await wire.said()
            wire.say(3, "1", {"status": "Perhaps", "x": 1})
            with pytest.raises(InvalidResponse) as caught:
                await task
        assert caught.value.text == '[3, "1", {"status": "Perhaps", "x": 1}]'
        assert caught.value.payload == {"status": "Perhaps", "x": 1}
        assert [one.pointer for one in caught.value.violations] == ["/x", "/status"]

    run(main())


@pytest.mark.parametrize(
    ("action", "given", "sent"),
    [
        ("Reset", {"type": "Firm", "x": None}, '{"type":"Firm","x":null}'),
        ("Reset", [1], "[1]"),
        ("NoSuchAction", None, "null"),
        ("Reset", '{"type":"Soft","type":"Hard"}', '{"type":"Soft","type":"Hard"}'),
        ("Reset", "{", "{"),
    ],
)
def test_what_is_wrong_can_be_sent(action: str, given: Any, sent: str) -> None:
    async def main() -> None:
        end = async_endpoint(SYSTEM)
        async with served(end) as wire:
            for answer, frame in (
                ([3, "1", {"status": "Perhaps"}], CallResult("1", {"status": "Perhaps"})),
                ([4, "1", "Odd", "no", {}], CallError("1", "Odd", "no", {})),
            ):
                task = asyncio.create_task(end.call_raw(action, given, id="1"))
                assert await wire.sent.get() == f'[2,"1","{action}",{sent}]'
                wire.say(3, "another", {})
                wire.say(*answer)
                assert await task == frame
            await call_down(end, wire)

    run(main())


def test_the_id_and_action_of_what_is_wrong_may_be_any_text() -> None:
    """Only what stands for the payload goes out as it is."""

    async def main() -> None:
        end = async_endpoint(SYSTEM)
        async with served(end) as wire:
            for odd in ('say "1"', "back\\slash", "new\nline"):
                task = asyncio.create_task(end.call_raw(odd, {}, id=odd))
                assert await wire.said() == [2, odd, odd, {}]
                wire.say(3, odd, {})
                assert await task == CallResult(odd, {})

    run(main())


def test_what_was_sent_wrong_may_have_no_answer() -> None:
    async def main() -> None:
        end = async_endpoint(SYSTEM)
        with pytest.raises(NotConnected):
            await end.call_raw("Reset", {})
        async with served(end) as wire:
            with pytest.raises(CallTimedOut, match=r"no answer to Odd within 0\.01 s"):
                await end.call_raw("Odd", {}, timeout=0.01)
            await wire.said()
            task = asyncio.create_task(end.call_raw("Odd", {}, id="1"))
            await wire.said()
            wire.say(3, "1")
            with pytest.raises(InvalidResponse) as caught:
                await task
            assert caught.value.text == '[3, "1"]'
            task = asyncio.create_task(end.call_raw("Odd", {}, id="1"))
            await wire.said()
            await end.close()
            with pytest.raises(NotConnected):
                await task

    run(main())


def test_a_reason_to_disconnect() -> None:
    async def main() -> None:
        end, wire = async_endpoint(SYSTEM), Wire()
        end.disconnect()  # nothing to end
        task = asyncio.create_task(end.serve(wire.send, wire.receive))
        calls = [asyncio.create_task(end.call(request("Reset"))) for _ in range(2)]
        await wire.said()
        end.disconnect("it is night")
        for call in calls:
            with pytest.raises(NotConnected, match=r"^it is night$"):
                await call
        await task

    run(main())


def test_a_call_of_the_peer_that_needs_a_second_look() -> None:
    """White space, commas in strings, and a payload that is null."""

    async def main() -> None:
        async with served(async_endpoint(SYSTEM)) as wire:
            for said in (
                ' [2, "1", "Heartbeat", {} ] ',
                '[2,"1","Heartbeat",null]',
                '[2,"1","DataTransfer",{"vendorId":"a,b,c,d,e,f"}]',
                text("1", "MeterValues").encode(),
            ):
                wire.coming.put_nowait(said)
                assert (await wire.said())[:2] == [3, "1"]

    run(main())
