"""The charge points that are connected to a central system: found, called, replaced."""

from __future__ import annotations

import asyncio
import random
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, cast

import pytest

from ocpp16.central_system import AsyncEndpoint, CentralSystemStub
from ocpp16.charge_point import AsyncEndpoint as StationEndpoint
from ocpp16.core import ResetRequest, ResetType
from ocpp16.errors import CallRefused, CallTimedOut, NotConnected
from ocpp16.stations import Stations
from tests.endpoints.ends import Everything, Wire, response
from tests.endpoints.running import YES, run

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ocpp16.core import ResetConfirmation

RESET = ResetRequest(type_=ResetType.SOFT)


async def attend(stations: Stations, name: str, wire: Wire) -> None:
    """Serve a connection as a server's handler does."""
    endpoint = AsyncEndpoint(CentralSystemStub(), name)
    async with stations.connected(name, endpoint):
        await endpoint.serve(wire.send, wire.receive)


@asynccontextmanager
async def present(
    stations: Stations, name: str
) -> AsyncIterator[tuple[Wire, asyncio.Task[None]]]:
    """Have a charge point connected whose other end is the test."""
    wire = Wire()
    task = asyncio.create_task(attend(stations, name, wire))
    await stations.find(name, wait=5)
    try:
        yield wire, task
    finally:
        wire.coming.put_nowait(EOFError())
        await asyncio.wait_for(task, 5)


async def answered(wire: Wire, call: asyncio.Task[ResetConfirmation]) -> None:
    """Answer a call."""
    _, message_id, *_ = await wire.said()
    wire.say(3, message_id, YES)
    assert await call == response("Reset")


def test_a_charge_point_is_called_by_its_name() -> None:
    async def main() -> None:
        stations = Stations()
        async with present(stations, "CP-7") as (wire, _), present(stations, "CP-8"):
            await answered(wire, asyncio.create_task(stations.call("CP-7", RESET)))
            assert len(stations) == 2
            assert [*stations] == ["CP-7", "CP-8"]
            assert "CP-8" in stations
            endpoint = stations.get("CP-7")
            assert endpoint is not None
            assert endpoint.charge_point_id == "CP-7"
        assert (len(stations), [*stations], stations.get("CP-7")) == (0, [], None)
        assert "CP-8" not in stations

    run(main())


def test_who_is_not_there() -> None:
    async def main() -> None:
        stations = Stations()
        with pytest.raises(NotConnected, match=r"^CP-7 is not connected$"):
            await stations.call("CP-7", RESET)
        with pytest.raises(NotConnected, match=r"^CP-7 did not connect within 0\.01 s$"):
            await stations.call("CP-7", RESET, wait=0.01)

    run(main())


def test_a_call_waits_for_it() -> None:
    async def main() -> None:
        stations = Stations()
        calls = [asyncio.create_task(stations.call("CP-7", RESET, wait=5)) for _ in range(3)]
        waits = asyncio.create_task(stations.call("CP-9", RESET, wait=5))
        await asyncio.sleep(0)
        async with present(stations, "CP-7") as (wire, _):
            for call in calls:
                await answered(wire, call)
        assert not waits.done()
        waits.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waits

    run(main())


def test_a_call_may_have_a_timeout_of_its_own() -> None:
    async def main() -> None:
        stations = Stations()
        async with present(stations, "CP-7"):
            with pytest.raises(CallTimedOut, match="within 3 s"):
                await stations.call("CP-7", RESET, 3)
            assert asyncio.get_running_loop().time() == 3

    run(main())


def test_a_name_that_nobody_has_is_said_on_one_line() -> None:
    async def main() -> None:
        for wait in (0, 1):
            with pytest.raises(NotConnected) as caught:
                await Stations().find("CP-7\nforged" + "x" * 1000, wait)
            assert str(caught.value).startswith("CP-7\\nforged")
            assert str(caught.value).isprintable()
            assert len(str(caught.value)) < 200

    run(main())


def test_it_comes_as_the_wait_for_it_is_given_up() -> None:
    """At the same moment: whoever else waits for it has it, and it is served."""

    async def main() -> None:
        stations = Stations()
        waits = [asyncio.create_task(stations.find("CP-7", wait=10)) for _ in range(2)]
        await asyncio.sleep(1)
        waits[0].cancel()
        endpoint = AsyncEndpoint(CentralSystemStub(), "CP-7")
        async with stations.connected("CP-7", endpoint):
            with pytest.raises(asyncio.CancelledError):
                await waits[0]
            assert await waits[1] is endpoint

    run(main())


def test_it_comes_and_is_gone_before_the_call_is_made() -> None:
    async def main() -> None:
        stations = Stations()
        call = asyncio.create_task(stations.call("CP-7", RESET, wait=5))
        await asyncio.sleep(0)
        endpoint = AsyncEndpoint(CentralSystemStub(), "CP-7")
        async with stations.connected("CP-7", endpoint):
            pass
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert not call.done()
        async with present(stations, "CP-7") as (wire, _):
            await answered(wire, call)

    run(main())


def test_the_newer_connection_counts() -> None:
    """The older one ends, and who waits for an answer in it is told why."""

    async def main() -> None:
        stations = Stations()
        async with present(stations, "CP-7") as (old, task):
            calls = [asyncio.create_task(stations.call("CP-7", RESET)) for _ in range(3)]
            await old.said()
            wire = Wire()
            newer = asyncio.create_task(attend(stations, "CP-7", wire))
            for call in calls:
                with pytest.raises(NotConnected, match=r"^CP-7 connected again$"):
                    await call
            await asyncio.wait_for(task, 5)
            assert old.sent.empty()
            await answered(wire, asyncio.create_task(stations.call("CP-7", RESET)))
            assert len(stations) == 1
            wire.coming.put_nowait(EOFError())
            await newer
        assert len(stations) == 0

    run(main())


def test_one_that_is_replaced_before_it_is_served() -> None:
    """Its block is left where it waits, so that it never serves."""

    async def main() -> None:
        stations, reached = Stations(), []

        async def slow() -> None:
            endpoint = AsyncEndpoint(CentralSystemStub(), "CP-7")
            async with stations.connected("CP-7", endpoint):
                await asyncio.Event().wait()
                reached.append("served")
            reached.append("left")

        task = asyncio.create_task(slow())
        await stations.find("CP-7", wait=5)
        async with present(stations, "CP-7") as (wire, _):
            await asyncio.wait_for(task, 5)
            assert reached == ["left"]
            await answered(wire, asyncio.create_task(stations.call("CP-7", RESET)))

    run(main())


def test_hooks_are_told_in_order() -> None:
    async def main() -> None:
        told: list[tuple[str, str, AsyncEndpoint]] = []
        stations = Stations(
            lambda name, endpoint: told.append(("connect", name, endpoint)),
            lambda name, endpoint: told.append(("disconnect", name, endpoint)),
        )
        async with present(stations, "CP-7"):
            first = stations.get("CP-7")
            async with present(stations, "CP-8"), present(stations, "CP-7"):
                pass
        assert [one[:2] for one in told] == [
            ("connect", "CP-7"),
            ("connect", "CP-8"),
            ("disconnect", "CP-7"),
            ("connect", "CP-7"),
            ("disconnect", "CP-7"),
            ("disconnect", "CP-8"),
        ]
        assert told[0][2] is told[2][2] is first
        assert told[3][2] is told[4][2] is not first

    run(main())


def test_a_hook_that_fails_changes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        def fail(*_: object) -> None:
            raise ZeroDivisionError("hooked")

        stations = Stations(fail, fail)
        async with present(stations, "CP-7") as (wire, _):
            await answered(wire, asyncio.create_task(stations.call("CP-7", RESET)))
        assert len(stations) == 0

    run(main())
    assert [one.getMessage() for one in caplog.records] == ["CP-7: a hook failed"] * 2


def test_a_connection_is_ended() -> None:
    async def main() -> None:
        stations = Stations()
        assert not stations.disconnect("CP-7")
        async with present(stations, "CP-7") as (wire, task):
            call = asyncio.create_task(stations.call("CP-7", RESET))
            await wire.said()
            assert stations.disconnect("CP-7", "it is night")
            assert "CP-7" not in stations
            with pytest.raises(NotConnected, match=r"^it is night$"):
                await call
            await asyncio.wait_for(task, 5)
        async with present(stations, "CP-7") as (_, one), present(stations, "CP-8") as (_, two):
            stations.disconnect_all()
            await asyncio.wait_for(asyncio.gather(one, two), 5)
            assert len(stations) == 0

    run(main())


@pytest.mark.parametrize("error", [ConnectionResetError("gone"), TimeoutError("of its own")])
def test_an_exception_passes(error: Exception) -> None:
    async def main() -> None:
        stations, wire = Stations(), Wire()
        wire.coming.put_nowait(error)
        with pytest.raises(type(error)) as caught:
            await attend(stations, "CP-7", wire)
        assert caught.value is error
        assert len(stations) == 0

    run(main())


def test_serving_is_cancelled() -> None:
    async def main() -> None:
        stations = Stations()
        task = asyncio.create_task(attend(stations, "CP-7", Wire()))
        await stations.find("CP-7", wait=5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert len(stations) == 0

    run(main())


class Turmoil:
    """Charge points that come, go, come twice, and are called meanwhile."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.connected: dict[str, AsyncEndpoint] = {}
        self.stations = Stations(self.came, self.went)

    def came(self, name: str, endpoint: AsyncEndpoint) -> None:
        assert self.connected.setdefault(name, endpoint) is endpoint

    def went(self, name: str, endpoint: AsyncEndpoint) -> None:
        assert self.connected.pop(name) is endpoint

    async def step(self) -> None:
        for _ in range(self.chance.randrange(8)):
            await asyncio.sleep(0)

    def answer(self, action: str) -> Any:
        if self.chance.random() < 0.2:
            raise CallRefused
        return response(action)

    async def connect(self) -> None:
        """Connect one, and let it go in one of three ways."""
        await self.step()
        name = self.chance.choice("ABC")
        down: asyncio.Queue[str] = asyncio.Queue()
        up: asyncio.Queue[str] = asyncio.Queue()
        station = StationEndpoint(cast("Any", Everything(self.answer)))
        peer = asyncio.create_task(station.serve(up.put, down.get))
        endpoint = AsyncEndpoint(CentralSystemStub(), name)
        serving = asyncio.create_task(self.attend(endpoint, down, up))
        await self.step()
        match self.chance.randrange(3):
            case 0:
                serving.cancel()
            case 1:
                await endpoint.close()
            case _:
                self.stations.disconnect(name)
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving
        await station.close()
        await peer

    async def attend(
        self, endpoint: AsyncEndpoint, down: asyncio.Queue[str], up: asyncio.Queue[str]
    ) -> None:
        async with self.stations.connected(endpoint.charge_point_id, endpoint):
            await self.step()
            await endpoint.serve(down.put, up.get)

    async def call(self) -> str:
        """Call one; name the outcome."""
        await self.step()
        name, wait = self.chance.choice("ABC"), self.chance.choice([0, 0.02])
        try:
            await self.stations.call(name, RESET, wait=wait, timeout=5)
        except (NotConnected, CallRefused) as error:
            return type(error).__name__
        return "answered"


@pytest.mark.parametrize("seed", range(20))
def test_races(seed: int) -> None:
    """Each call has one outcome, each connection one beginning and one end."""

    async def main() -> None:
        turmoil = Turmoil(seed)
        work: list[Any] = [turmoil.connect() for _ in range(30)]
        work += [turmoil.call() for _ in range(60)]
        turmoil.chance.shuffle(work)
        outcomes = [one for one in await asyncio.gather(*work) if one is not None]
        assert set(outcomes) <= {"answered", "NotConnected", "CallRefused"}
        assert len(outcomes) == 60
        assert not turmoil.connected
        assert len(turmoil.stations) == 0

    run(main())
