"""SEND and CALLRESULTERROR of OCPP 2.1 in asyncio, and what each end may send."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Self

import pytest

from ocpp21 import CallFailed, InvalidResponse, NotConnected
from ocpp21.charging_station import AsyncChargingStationStub
from ocpp21.charging_station import AsyncEndpoint as StationEndpoint
from ocpp21.charging_station import Endpoint as PlainStation
from ocpp21.csms import AsyncCSMSStub
from ocpp21.csms import AsyncEndpoint as CSMSEndpoint
from ocpp21.data import DataTransferRequest
from ocpp21.diagnostics import NotifyPeriodicEventStream
from ocpp21.errors import ValidationError
from ocpp21.events import MessageType, WireMessage
from ocpp21.localauth import GetLocalListVersionRequest

STREAM = {
    "id": 1,
    "pending": 0,
    "basetime": "2025-01-01T00:00:00Z",
    "data": [{"t": 1, "v": "x"}],
}
MESSAGE = NotifyPeriodicEventStream.from_dict(STREAM)


class CSMS(AsyncCSMSStub):
    """Takes streams as it is told."""

    def __init__(self, failure: BaseException | None = None) -> None:
        self.taken: asyncio.Queue[Any] = asyncio.Queue()
        self._failure = failure

    async def on_notify_periodic_event_stream(
        self, charging_station_id: str, request: NotifyPeriodicEventStream
    ) -> None:
        await asyncio.sleep(0)
        await self.taken.put((charging_station_id, request))
        if self._failure is not None:
            raise self._failure


class Pair:
    """Both ends of a connection, and every text that the CSMS sent or received."""

    def __init__(self, handler: Any) -> None:
        self.seen: list[WireMessage] = []
        self.csms = CSMSEndpoint(handler, "CS-1", on_after=self.seen.append)
        self.station = StationEndpoint(AsyncChargingStationStub())
        self.to_csms: asyncio.Queue[str] = asyncio.Queue()
        self.to_station: asyncio.Queue[str] = asyncio.Queue()

    async def __aenter__(self) -> Self:
        """Connect both."""
        self._serving = [
            asyncio.create_task(self.csms.serve(self.to_station.put, self.to_csms.get)),
            asyncio.create_task(self.station.serve(self.to_csms.put, self.to_station.get)),
        ]
        return self

    async def __aexit__(self, *_: object) -> None:
        """End both."""
        await self.csms.close()
        await self.station.close()
        await asyncio.gather(*self._serving)

    def kinds(self) -> list[MessageType | None]:
        """List the message types that passed."""
        return [one.kind for one in self.seen]


def test_a_message_is_taken_and_not_answered() -> None:
    async def talk() -> None:
        handler = CSMS()
        async with Pair(handler) as pair:
            await pair.station.send(MESSAGE, id="s-1")
            assert await handler.taken.get() == ("CS-1", MESSAGE)
            with pytest.raises(CallFailed):  # answered after it: nothing else came between
                await pair.station.call(DataTransferRequest(vendor_id="v"))
        assert pair.kinds() == [MessageType.SEND, MessageType.CALL_ERROR, MessageType.CALL]
        assert pair.seen[0].id == "s-1"
        assert pair.seen[0].action == "NotifyPeriodicEventStream"

    asyncio.run(talk())


def test_a_message_takes_no_turn() -> None:
    async def talk() -> None:
        sent: asyncio.Queue[str] = asyncio.Queue()
        never: asyncio.Queue[str] = asyncio.Queue()
        station = StationEndpoint(AsyncChargingStationStub())
        serving = asyncio.create_task(station.serve(sent.put, never.get))
        call = asyncio.create_task(station.call(DataTransferRequest(vendor_id="v")))
        assert json.loads(await sent.get())[0] == 2
        await station.send(MESSAGE)
        assert json.loads(await sent.get())[0] == 6
        await station.close()
        await serving
        with pytest.raises(NotConnected):
            await call

    asyncio.run(talk())


@pytest.mark.parametrize("failure", [ValueError("a secret"), asyncio.CancelledError()])
def test_a_handler_that_fails_is_logged(
    failure: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    async def talk() -> None:
        handler = CSMS(failure)
        async with Pair(handler) as pair:
            await pair.station.send(MESSAGE)
            await handler.taken.get()
            await pair.station.send(MESSAGE)  # the connection goes on
            await handler.taken.get()
        assert pair.to_station.empty()

    asyncio.run(talk())
    if isinstance(failure, ValueError):
        assert "NotifyPeriodicEventStream: the handler failed" in caplog.text


def test_an_invalid_response_is_refused() -> None:
    """The caller gets `InvalidResponse`, the peer a CALLRESULTERROR, and hooks see it."""

    async def talk() -> None:
        seen: list[WireMessage] = []
        sent: asyncio.Queue[str] = asyncio.Queue()
        came: asyncio.Queue[str] = asyncio.Queue()
        end = CSMSEndpoint(CSMS(), "CS-1", on_before=seen.append)
        serving = asyncio.create_task(end.serve(sent.put, came.get))
        calling = asyncio.create_task(end.call(GetLocalListVersionRequest()))
        ident = json.loads(await sent.get())[1]
        await came.put(json.dumps([3, ident, {"versionNumber": "1"}]))
        with pytest.raises(InvalidResponse):
            await calling
        refused = json.loads(await sent.get())
        assert refused[:3] == [5, ident, "TypeConstraintViolation"]
        await end.close()
        await serving
        assert [one.kind for one in seen] == [
            MessageType.CALL,
            MessageType.CALL_RESULT,
            MessageType.CALL_RESULT_ERROR,
        ]

    asyncio.run(talk())


def test_what_each_end_may_send() -> None:
    station = PlainStation(AsyncChargingStationStub())  # type: ignore[arg-type]  # unused
    text = station.send(MESSAGE, "s-1")
    assert json.loads(text) == [6, "s-1", "NotifyPeriodicEventStream", STREAM]
    assert not hasattr(CSMSEndpoint, "send")
    wrong: Any = DataTransferRequest(vendor_id="v")
    with pytest.raises(TypeError, match="DataTransferRequest is not sent in a SEND"):
        station.send(wrong)
    message: Any = MESSAGE
    with pytest.raises(TypeError, match="NotifyPeriodicEventStream is sent with `send`"):
        station.call(message)
    broken = NotifyPeriodicEventStream.from_dict(STREAM)
    broken.data = []
    with pytest.raises(ValidationError):
        station.send(broken)
    with pytest.raises(ValueError, match="at most 36"):
        station.send(MESSAGE, "x" * 37)


def test_nothing_is_sent_without_a_connection() -> None:
    async def talk() -> None:
        with pytest.raises(NotConnected):
            await StationEndpoint(AsyncChargingStationStub()).send(MESSAGE)

    asyncio.run(talk())
