"""Hooks of an asynchronous endpoint see every text, and change nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ocpp16.events import Direction, WireMessage
from tests.endpoints.ends import async_endpoint, payload, served
from tests.endpoints.running import STATION, Gate, call_up, run, say_reset

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest


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


def test_a_hook_that_fails_changes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        def fail(_: WireMessage) -> None:
            raise ValueError("hooked")

        end = async_endpoint(STATION, on_before=fail, on_after=fail)
        async with served(end) as wire:
            say_reset(wire, "1")
            assert (await wire.said())[0] == 3

    run(main())
    assert caplog.text.count("hooked") >= 4
