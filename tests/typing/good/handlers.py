"""Handlers and endpoints as they are meant to be used, whole, in part, sync and async."""

from __future__ import annotations

from typing import assert_type

from ocpp16 import CallRefused, ErrorCode, central_system, charge_point
from ocpp16.core import HeartbeatConfirmation, HeartbeatRequest
from ocpp16.events import Answered, Event, Failed, Ignored, Send
from ocpp16.firmware import (
    AsyncChargePointHandler,
    CentralSystemHandler,
    ChargePointHandler,
    DiagnosticsStatusNotificationConfirmation,
    DiagnosticsStatusNotificationRequest,
    FirmwareStatus,
    FirmwareStatusNotificationConfirmation,
    FirmwareStatusNotificationRequest,
    GetDiagnosticsConfirmation,
    GetDiagnosticsRequest,
    UpdateFirmwareConfirmation,
    UpdateFirmwareRequest,
)


class Firmware:
    """Serves one profile of a charge point; it inherits from nothing."""

    def on_get_diagnostics(self, request: GetDiagnosticsRequest) -> GetDiagnosticsConfirmation:
        """Answer with a name."""
        return GetDiagnosticsConfirmation(file_name=request.location.rpartition("/")[2])

    def on_update_firmware(self, request: UpdateFirmwareRequest) -> UpdateFirmwareConfirmation:
        """Refuse now and then."""
        if request.retries == 0:
            raise CallRefused(ErrorCode.GENERIC_ERROR, "no", {"retries": request.retries})
        return UpdateFirmwareConfirmation()


class AsyncFirmware:
    """The same in coroutines."""

    async def on_get_diagnostics(
        self, request: GetDiagnosticsRequest
    ) -> GetDiagnosticsConfirmation:
        """Answer with a name."""
        return GetDiagnosticsConfirmation(file_name=request.location)

    async def on_update_firmware(
        self, request: UpdateFirmwareRequest
    ) -> UpdateFirmwareConfirmation:
        """Look at the place."""
        assert_type(request.location, str)
        return UpdateFirmwareConfirmation()


class Reports:
    """Serves one profile of a central system: each method hears who asks."""

    def on_diagnostics_status_notification(
        self, charge_point_id: str, request: DiagnosticsStatusNotificationRequest
    ) -> DiagnosticsStatusNotificationConfirmation:
        """Hear of an upload."""
        assert_type((charge_point_id, request.feature_name), tuple[str, str])
        return DiagnosticsStatusNotificationConfirmation()

    def on_firmware_status_notification(
        self, charge_point_id: str, request: FirmwareStatusNotificationRequest
    ) -> FirmwareStatusNotificationConfirmation:
        """Hear of an update."""
        assert_type((charge_point_id, request.status), tuple[str, FirmwareStatus])
        return FirmwareStatusNotificationConfirmation()


class Beating(central_system.CentralSystemStub):
    """A stub refuses the rest."""

    def on_heartbeat(
        self, charge_point_id: str, request: HeartbeatRequest
    ) -> HeartbeatConfirmation:
        """Refuse it by hand."""
        raise CallRefused(ErrorCode.NOT_SUPPORTED, f"{charge_point_id}: {request.feature_name}")


class AsyncCharger(charge_point.AsyncChargePointStub):
    """Refuses all."""


PROFILE: ChargePointHandler = Firmware()
ASYNC_PROFILE: AsyncChargePointHandler = AsyncFirmware()
REPORTS: CentralSystemHandler = Reports()


def endpoint(request: UpdateFirmwareRequest) -> list[Event]:
    """Text out, and texts in."""
    end = central_system.Endpoint(Beating(), "CP-1", timeout=5)
    assert_type(end.call(request), str)
    assert_type(end.charge_point_id, str)
    events = end.receive(b"[]") + end.tick(1.0) + end.close()
    for event in events:
        match event:
            case Send():
                assert_type(event.text, str)
            case Answered() | Failed():
                assert_type(event.id, str)
            case Ignored():
                assert_type(event.reason, str)
    return events


async def awaited(update: UpdateFirmwareRequest, beat: HeartbeatRequest) -> None:
    """Each call gives the response of its request; handlers may be sync or async."""
    system = central_system.AsyncEndpoint(Beating(), "CP-1")
    assert_type(await system.call(update), UpdateFirmwareConfirmation)
    station = charge_point.AsyncEndpoint(AsyncCharger(), on_before=print)
    assert_type(await station.call(beat, timeout=2), HeartbeatConfirmation)
    assert_type(await charge_point.AsyncEndpoint(charge_point.ChargePointStub()).close(), None)


async def one_of(request: UpdateFirmwareRequest | GetDiagnosticsRequest) -> None:
    """Get one of several responses for one of several requests."""
    system = central_system.AsyncEndpoint(Beating(), "CP-1")
    answer: UpdateFirmwareConfirmation | GetDiagnosticsConfirmation
    answer = await system.call(request)
    assert answer.feature_name == request.feature_name
