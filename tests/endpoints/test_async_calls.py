"""Calls of an asynchronous endpoint: awaited, in turn, each ending in one way."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest

from ocpp16 import CallRefused, ValidationError
from ocpp16.core import ResetRequest
from ocpp16.errors import CallFailed, CallTimedOut, InvalidResponse, NotConnected
from tests.endpoints.ends import ROLES, Wire, async_endpoint, payload, request, response, served
from tests.endpoints.running import SYSTEM, YES, call_down, run

HEARD = ("answer", "refusal", "misreading")


@pytest.mark.parametrize("role", ROLES)
def test_a_call_is_awaited(role: Any) -> None:
    async def main() -> None:
        end = async_endpoint(role)
        async with served(end) as wire:
            task = asyncio.create_task(end.call(request("DataTransfer")))
            kind, message_id, *rest = await wire.said()
            assert [kind, *rest] == [2, "DataTransfer", payload("DataTransfer", "request")]
            wire.say(3, message_id, payload("DataTransfer", "response"))
            assert await task == response("DataTransfer")

    run(main())


def test_calls_wait_for_their_turn() -> None:
    """One at a time, in the order in which they were made (section 4.1.1)."""

    async def main() -> None:
        end = async_endpoint(SYSTEM)
        async with served(end) as wire:
            asked = [request("Reset"), request("ClearCache"), request("Reset")]
            tasks = [asyncio.create_task(end.call(one)) for one in asked]
            for one in asked:
                _, message_id, action, _ = await wire.said()
                assert action == one.feature_name
                await asyncio.sleep(0.01)
                assert wire.sent.empty()
                wire.say(3, message_id, YES)
            answers = await asyncio.gather(*tasks)
            assert [one.feature_name for one in answers] == ["Reset", "ClearCache", "Reset"]

    run(main())


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        ([4, "ID", "NotSupported", "no", {}], CallRefused, "NotSupported: no"),
        ([4, "ID", "Odd", "", {}], CallRefused, "Odd"),
        ([3, "ID", {"status": "Perhaps"}], InvalidResponse, "status"),
        ([3, "ID", 5], InvalidResponse, "CALLRESULT"),
        ([4, "ID"], InvalidResponse, "CALLERROR"),
        (None, CallTimedOut, r"no answer to Reset within 0\.05 s"),
    ],
)
def test_a_call_fails(answer: Any, kind: type[CallFailed], words: str) -> None:
    async def main() -> None:
        end = async_endpoint(SYSTEM, timeout=0.05 if answer is None else 5)
        async with served(end) as wire:
            task = asyncio.create_task(end.call(request("Reset")))
            _, message_id, *_ = await wire.said()
            if answer is not None:
                wire.say(*[message_id if one == "ID" else one for one in answer])
            with pytest.raises(kind, match=words) as caught:
                await task
            assert isinstance(caught.value, CallFailed)
            await call_down(end, wire)

    run(main())


@pytest.mark.parametrize(("seconds", "said"), [(0.01, r"0\.01"), (0, "0")])
def test_a_timeout_of_its_own(seconds: float, said: str) -> None:
    """No time at all is one, too."""

    async def main() -> None:
        end = async_endpoint(SYSTEM, timeout=1000)
        async with served(end) as wire:
            with pytest.raises(CallTimedOut, match=rf"within {said} s"):
                await end.call(request("Reset"), timeout=seconds)
            _, message_id, *_ = await wire.said()
            wire.say(3, message_id, YES)  # too late
            await call_down(end, wire)

    run(main())


def test_a_timeout_counts_from_when_it_is_sent() -> None:
    async def main() -> None:
        end = async_endpoint(SYSTEM)
        async with served(end) as wire:
            first = asyncio.create_task(end.call(request("Reset"), timeout=5))
            _, message_id, *_ = await wire.said()
            second = asyncio.create_task(end.call(request("ClearCache"), timeout=0.05))
            await asyncio.sleep(0.1)
            assert not second.done()
            wire.say(3, message_id, YES)
            await first
            with pytest.raises(CallTimedOut):
                await second

    run(main())


def test_a_call_is_cancelled() -> None:
    """When its answer has come, the next in the queue has its turn."""

    async def main() -> None:
        end = async_endpoint(SYSTEM)
        async with served(end) as wire:
            first = asyncio.create_task(end.call(request("Reset")))
            _, message_id, *_ = await wire.said()
            queued = asyncio.create_task(end.call(request("Reset")))
            await asyncio.sleep(0)
            queued.cancel()
            last = asyncio.create_task(call_down(end, wire))
            await asyncio.sleep(0)
            first.cancel()
            for task in (first, queued):
                with pytest.raises(asyncio.CancelledError):
                    await task
            wire.say(3, message_id, YES)
            await last

    run(main())


def test_an_answer_comes_as_its_call_is_cancelled() -> None:
    """At the same moment: nobody takes it any more, and the connection goes on."""

    async def main() -> None:
        end = async_endpoint(SYSTEM)
        async with served(end) as wire:
            first = asyncio.create_task(end.call(request("Reset")))
            _, message_id, *_ = await wire.said()
            wire.say(3, message_id, YES)
            first.cancel()
            with pytest.raises(asyncio.CancelledError):
                await first
            await call_down(end, wire)

    run(main())


def test_a_call_within_a_scope_of_the_caller() -> None:
    async def main() -> None:
        end = async_endpoint(SYSTEM)
        async with served(end) as wire:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.02):
                    await end.call(request("Reset"))
            _, message_id, *_ = await wire.said()
            wire.say(3, message_id, YES)
            await call_down(end, wire)

    run(main())


@pytest.mark.parametrize("ending", ["answer", "refusal", "misreading", "time"])
def test_a_cancelled_call_keeps_its_turn(ending: str, caplog: pytest.LogCaptureFixture) -> None:
    """Until it is answered or its time is up: no two are outstanding (section 4.1.1)."""

    async def main() -> None:
        end = async_endpoint(SYSTEM)
        async with served(end) as wire:
            first = asyncio.create_task(
                end.call(request("Reset"), timeout=0.1 if ending == "time" else 5)
            )
            _, message_id, *_ = await wire.said()
            first.cancel()
            with pytest.raises(asyncio.CancelledError):
                await first
            following = asyncio.create_task(end.call(request("ClearCache")))
            await asyncio.sleep(0.02)
            assert wire.sent.empty()
            if ending == "answer":
                wire.say(3, message_id, YES)
            elif ending == "refusal":
                wire.say(4, message_id, "GenericError", "", {})
            elif ending == "misreading":
                wire.say(3, message_id)
            _, message_id, action, _ = await wire.said()
            assert action == "ClearCache"
            wire.say(3, message_id, YES)
            assert await following == response("ClearCache")
            await call_down(end, wire)

    with caplog.at_level(logging.INFO, "ocpp16.endpoint"):
        run(main())
    noted = ["CP-1: ignored: the answer to Reset, which was cancelled"]
    assert [one.getMessage() for one in caplog.records] == noted * (ending in HEARD)


def test_a_cancelled_call_ends_with_the_connection() -> None:
    async def main() -> None:
        end = async_endpoint(SYSTEM)
        async with served(end) as wire:
            first = asyncio.create_task(end.call(request("Reset")))
            await wire.said()
            first.cancel()
            following = asyncio.create_task(end.call(request("ClearCache")))
            await asyncio.sleep(0.02)
            await end.close()
            with pytest.raises(NotConnected):
                await following
            assert wire.sent.empty()
        async with served(end) as wire:
            await call_down(end, wire)

    run(main())


def test_a_call_is_cancelled_before_it_is_sent() -> None:
    """While another text is being sent: nothing is outstanding then."""

    async def main() -> None:
        gate, wire = asyncio.Event(), Wire()

        async def slowly(text: str) -> None:
            await gate.wait()
            await wire.send(text)

        end = async_endpoint(SYSTEM)
        task = asyncio.create_task(end.serve(slowly, wire.receive))
        wire.say(2, "1", "Heartbeat", {})
        await asyncio.sleep(0.01)
        first = asyncio.create_task(end.call(request("Reset")))
        await asyncio.sleep(0.01)
        first.cancel()
        gate.set()
        assert (await wire.said())[:2] == [3, "1"]
        await call_down(end, wire)
        await end.close()
        await task

    run(main())


def test_a_call_that_cannot_be_sent_in_time() -> None:
    """The connection goes on: it is only slow."""

    async def main() -> None:
        gate, wire = asyncio.Event(), Wire()

        async def slowly(text: str) -> None:
            await gate.wait()
            await wire.send(text)

        end = async_endpoint(SYSTEM)
        task = asyncio.create_task(end.serve(slowly, wire.receive))
        with pytest.raises(CallTimedOut, match=r"^Reset could not be sent within 0\.02 s$"):
            await end.call(request("Reset"), timeout=0.02)
        gate.set()
        await call_down(end, wire)
        await end.close()
        await task

    run(main())


def test_the_time_to_send_is_not_that_to_wait() -> None:
    async def main() -> None:
        wire = Wire()

        async def slowly(text: str) -> None:
            await asyncio.sleep(0.1)
            await wire.send(text)

        end = async_endpoint(SYSTEM)
        task = asyncio.create_task(end.serve(slowly, wire.receive))
        call = asyncio.create_task(end.call(request("Reset"), timeout=0.15))
        _, message_id, *_ = await wire.said()
        await asyncio.sleep(0.1)
        wire.say(3, message_id, YES)
        assert await call == response("Reset")
        await end.close()
        await task

    run(main())


def test_what_is_wrong_with_a_request_is_said_at_once() -> None:
    async def main() -> None:
        end = async_endpoint(SYSTEM)
        wrong: Any = "Firm"
        async with served(end) as wire:
            with pytest.raises(ValidationError):
                await end.call(ResetRequest(type_=wrong))
            with pytest.raises(TypeError):
                await end.call(request("Heartbeat"))
            assert wire.sent.empty()
            await call_down(end, wire)

    run(main())


def test_without_a_connection() -> None:
    async def main() -> None:
        end = async_endpoint(SYSTEM)
        with pytest.raises(NotConnected, match="no connection"):
            await end.call(request("Reset"))
        await end.close()
        async with served(end) as wire:
            await call_down(end, wire)
        with pytest.raises(NotConnected):
            await end.call(request("Reset"))
        async with served(end) as wire:
            await call_down(end, wire)

    run(main())


def test_a_call_before_the_first_text_is_read() -> None:
    """`serve` need not have begun to run."""

    async def main() -> None:
        end, wire = async_endpoint(SYSTEM), Wire()
        serving = end.serve(wire.send, wire.receive)
        task = asyncio.create_task(end.call(request("Reset")))
        _, message_id, *_ = await wire.said()
        serving_task = asyncio.create_task(serving)
        wire.say(3, message_id, YES)
        assert await task == response("Reset")
        await end.close()
        await serving_task

    run(main())
