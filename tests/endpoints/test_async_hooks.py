"""Hooks of an asynchronous endpoint see every text, and change nothing."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from ocpp16.errors import CallRefused, InvalidResponse
from ocpp16.events import Direction, MessageType, WireMessage
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

if TYPE_CHECKING:
    from collections.abc import Callable


def test_hooks_see_every_text() -> None:
    async def main() -> None:
        seen: list[tuple[str, WireMessage]] = []
        gate = Gate()
        gate.open.set()
        end = async_endpoint(
            STATION,
            gate,
            on_before=lambda message: seen.append(("before", message)),
            on_after=lambda message: seen.append(("after", message)),
        )
        async with served(end) as wire:
            say_reset(wire, "1")
            await wire.said()
            wire.coming.put_nowait("?")
            wire.coming.put_nowait(b'[3,"9",{}]')
            await call_up(end, wire)
        received, sent = Direction.RECEIVED, Direction.SENT
        told = [(when, one.direction, one.id) for when, one in seen]
        assert told[:8] == [
            ("before", received, "1"),
            ("before", sent, "1"),
            ("after", sent, "1"),
            ("after", received, "1"),
            ("before", received, None),
            ("after", received, None),
            ("before", received, "9"),
            ("after", received, "9"),
        ]
        assert seen[0][1].text == json.dumps([2, "1", "Reset", payload("Reset", "request")])
        assert seen[6][1].text == b'[3,"9",{}]'
        assert [one[:2] for one in told[8:]] == [
            ("before", sent),
            ("after", sent),
            ("before", received),
            ("after", received),
        ]
        assert len({one[2] for one in told[8:]}) == 1

    run(main())


def test_each_text_is_told_twice_whatever_becomes_of_it() -> None:
    """A CALL that is served, repeated, refused at once or no CALL at all: before and after."""

    async def main() -> None:
        told: list[tuple[str, Direction, str | None]] = []

        def telling(when: str) -> Callable[[WireMessage], None]:
            return lambda one: told.append((when, one.direction, one.id))

        gate = Gate()
        end = async_endpoint(
            STATION, gate, on_before=telling("before"), on_after=telling("after")
        )
        async with served(end) as wire:
            say_reset(wire, "served")
            say_reset(wire, "served")
            wire.say(2, "unknown", "NoSuchAction", {})
            wire.say(2, "invalid", "Reset", {"type": "Odd"})
            wire.say(2, "x" * 37, "Reset", {})
            for _ in range(3):
                assert (await wire.said())[0] == 4
            gate.open.set()
            assert (await wire.said())[:2] == [3, "served"]
            await call_up(end, wire)
        for direction in Direction:
            before = [
                ident for when, way, ident in told if (when, way) == ("before", direction)
            ]
            after = [ident for when, way, ident in told if (when, way) == ("after", direction)]
            assert sorted(map(str, before)) == sorted(map(str, after))
        received = [ident for when, way, ident in told if way is Direction.RECEIVED]
        assert received.count("served") == 4
        assert {"unknown", "invalid"} <= {*received}

    run(main())


def test_hooks_are_told_what_a_text_is() -> None:
    """Its type and action, where it has them, before it and after it alike."""

    async def main() -> None:
        seen: list[WireMessage] = []
        again: list[WireMessage] = []
        end = async_endpoint(STATION, on_before=seen.append, on_after=again.append)
        async with served(end) as wire:
            say_reset(wire, "a")
            await wire.said()
            wire.say(2, "b", "Odd", {})
            await wire.said()
            wire.say(2, "c", "Reset")
            await wire.said()
            call = asyncio.create_task(end.call(request("Heartbeat"), id="d"))
            await wire.said()
            wire.say(3, "other", {})
            wire.say(4, "d", "GenericError", "", {})
            with pytest.raises(CallRefused):
                await call
            call = asyncio.create_task(end.call(request("Heartbeat"), id="e"))
            await wire.said()
            wire.coming.put_nowait('[3,"e",{')
            with pytest.raises(InvalidResponse):
                await call
            wire.coming.put_nowait("?")
            await call_up(end, wire)
        received, sent = Direction.RECEIVED, Direction.SENT
        result, error = MessageType.CALL_RESULT, MessageType.CALL_ERROR
        told = [
            (received, MessageType.CALL, "Reset", "a"),
            (sent, result, "Reset", "a"),
            (received, MessageType.CALL, "Odd", "b"),
            (sent, error, "Odd", "b"),
            (received, MessageType.CALL, "Reset", "c"),
            (sent, error, "Reset", "c"),
            (sent, MessageType.CALL, "Heartbeat", "d"),
            (received, result, None, "other"),
            (received, error, "Heartbeat", "d"),
            (sent, MessageType.CALL, "Heartbeat", "e"),
            (received, None, None, "e"),
            (received, None, None, None),
        ]
        as_told = [(one.direction, one.kind, one.action, one.id) for one in seen]
        assert as_told[: len(told)] == told
        assert sorted(map(repr, again)) == sorted(map(repr, seen))

    run(main())


def test_hooks_come_before_and_after() -> None:
    """The first before a text leaves or a handler has it, the other when all is done."""

    async def main() -> None:
        order: list[str] = []
        wire = Wire()

        async def send(text: str) -> None:
            order.append("sending")
            await wire.send(text)

        def serve(action: str) -> Any:
            order.append("serving")
            return response(action)

        end = async_endpoint(
            STATION,
            Everything(serve),
            on_before=lambda one: order.append(f"before {one.direction}"),
            on_after=lambda one: order.append(f"after {one.direction}"),
        )
        task = asyncio.create_task(end.serve(send, wire.receive))
        say_reset(wire, "1")
        await wire.said()
        await end.close()
        await task
        assert order == [
            "before received",
            "serving",
            "before sent",
            "sending",
            "after sent",
            "after received",
        ]

    run(main())


def test_a_hook_that_fails_changes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        def fail(_: WireMessage) -> None:
            raise ZeroDivisionError("hooked")

        end = async_endpoint(STATION, on_before=fail, on_after=fail)
        async with served(end) as wire:
            say_reset(wire, "1")
            assert (await wire.said())[0] == 3

    run(main())
    assert caplog.text.count("hooked") >= 4
