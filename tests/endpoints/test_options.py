"""Every option of an endpoint does what it says, at either end."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from ocpp16.errors import CallTimedOut
from ocpp16.events import Direction, WireMessage
from ocpp16.tolerance import Tolerance
from tests.endpoints.ends import (
    MODULES,
    ROLES,
    Everything,
    async_endpoint,
    only,
    request,
    response,
    served,
)
from tests.endpoints.running import run

if TYPE_CHECKING:
    from ocpp16 import Initiator

pytestmark = pytest.mark.parametrize("role", ROLES)

UNKNOWN = '[2,"1","DataTransfer",{"vendorId":"v","x":1}]'
LENIENT = Tolerance("additionalProperties")


class Waiting(Everything):
    """Answers when it is let go."""

    def __init__(self) -> None:
        self.open = asyncio.Event()

        async def wait(action: str) -> Any:
            await self.open.wait()
            return response(action)

        super().__init__(wait)


def test_an_endpoint_takes_its_options(role: Initiator) -> None:
    told: list[tuple[str, str]] = []
    end = MODULES[role].Endpoint(
        Everything(),
        "CP-9",
        timeout=7,
        tolerance=LENIENT,
        on_violation=lambda station, message, _: told.append((station, message)),
    )
    assert end.charge_point_id == "CP-9"
    assert only(end.receive(UNKNOWN)).text.startswith("[3,")
    assert told == [("CP-9", "DataTransfer.req")]
    end.call(request("DataTransfer"), "mine")
    end.tick(0)
    assert (end.pending, end.next_timeout) == ("mine", 7)


def test_an_asynchronous_endpoint_takes_its_options(role: Initiator) -> None:
    async def main() -> None:
        told: list[tuple[str, str]] = []
        seen: list[str] = []

        def see(when: str) -> Any:
            def hook(message: WireMessage) -> None:
                if message.direction is Direction.RECEIVED:
                    seen.append(f"{when} {message.station} {message.id}")

            return hook

        handler = Waiting()
        end = MODULES[role].AsyncEndpoint(
            handler,
            "CP-9",
            timeout=7,
            tolerance=LENIENT,
            on_violation=lambda station, message, _: told.append((station, message)),
            handler_timeout=4,
            max_concurrent_calls=1,
            on_before=see("before"),
            on_after=see("after"),
        )
        assert end.charge_point_id == "CP-9"
        clock = asyncio.get_running_loop()
        async with served(end) as wire:
            wire.coming.put_nowait(UNKNOWN)
            wire.say(2, "2", "DataTransfer", {"vendorId": "v"})
            assert (await wire.said())[:3] == [4, "2", "GenericError"]
            assert clock.time() == 0
            assert (await wire.said())[:3] == [4, "1", "InternalError"]
            assert clock.time() == 4
            assert told == [("CP-9", "DataTransfer.req")]
            assert seen == ["before CP-9 1", "before CP-9 2", "after CP-9 2", "after CP-9 1"]
            with pytest.raises(CallTimedOut, match="within 7 s"):
                await end.call(request("DataTransfer"), id="mine")
            assert (await wire.said())[:2] == [2, "mine"]
            assert clock.time() == 11
            with pytest.raises(CallTimedOut, match="within 3 s"):
                await end.call(request("DataTransfer"), 3)
            assert clock.time() == 14

    run(main())


def test_without_options_a_handler_may_take_its_time(role: Initiator) -> None:
    async def main() -> None:
        handler = Waiting()
        async with served(async_endpoint(role, handler)) as wire:
            wire.say(2, "1", "DataTransfer", {"vendorId": "v"})
            await asyncio.sleep(500)
            handler.open.set()
            assert (await wire.said())[:2] == [3, "1"]

    run(main())
