"""Handlers and calls that are wrong: each marked line has that one error, others none."""

# ruff: noqa: ARG002, B018, F821, T201, TC001  (it is the type checkers that are to see it)

from __future__ import annotations

from ocpp16 import central_system, charge_point
from ocpp16.core import HeartbeatRequest
from ocpp16.core import ResetRequest as Reset
from ocpp16.firmware import (
    AsyncChargePointHandler,
    ChargePointHandler,
)
from ocpp16.firmware import GetDiagnosticsConfirmation as Diagnostics
from ocpp16.firmware import GetDiagnosticsRequest as GetDiagnostics
from ocpp16.firmware import UpdateFirmwareConfirmation as Updated
from ocpp16.firmware import UpdateFirmwareRequest as Update


class Base:
    """Has the one method that the classes below do not change."""

    def on_get_diagnostics(self, request: GetDiagnostics) -> Diagnostics:
        """Answer."""
        return Diagnostics(file_name=request.location)


class Forgotten(Base):
    """Has nothing else."""


class Misspelled(Base):
    """Has a method of no use."""

    def on_updat_firmware(self, request: Update) -> Updated:
        """Answer."""
        return Updated()


class WrongParameter(Base):
    """Takes another request."""

    def on_update_firmware(self, request: Reset) -> Updated:
        """Answer."""
        return Updated()


class WrongReturn(Base):
    """Gives another response."""

    def on_update_firmware(self, request: Update) -> Diagnostics:
        """Answer."""
        return Diagnostics(file_name=request.location)


class Slow(Base):
    """Has a coroutine where there is nobody to await it."""

    async def on_update_firmware(self, request: Update) -> Updated:
        """Answer."""
        return Updated()


class Peer(Base):
    """Takes a parameter that only a central system's methods have."""

    def on_update_firmware(self, charge_point_id: str, request: Update) -> Updated:
        """Answer."""
        return Updated()


class WrongOverride(charge_point.ChargePointStub):
    """Overrides a stub's method with another type."""

    def on_update_firmware(self, request: Update) -> Diagnostics:  # error: Return type
        """Answer."""
        return Diagnostics(file_name=request.location)


H1: ChargePointHandler = Forgotten()  # error: "Forgotten", variable has type
H2: ChargePointHandler = Misspelled()  # error: "Misspelled", variable has type
H3: ChargePointHandler = WrongParameter()  # error: "WrongParameter", variable has type
H4: ChargePointHandler = WrongReturn()  # error: "WrongReturn", variable has type
H5: ChargePointHandler = Slow()  # error: "Slow", variable has type "ChargePointHandler"
H6: ChargePointHandler = Peer()  # error: "Peer", variable has type "ChargePointHandler"
H7: AsyncChargePointHandler = Slow()  # error: "Slow", variable has type "Async

charge_point.Endpoint(Forgotten())  # error: incompatible type "Forgotten"
charge_point.AsyncEndpoint(Misspelled())  # error: incompatible type "Misspelled"
charge_point.Endpoint(charge_point.AsyncChargePointStub())  # error: type "AsyncChargePointStub"
charge_point.Endpoint(central_system.CentralSystemStub())  # error: type "CentralSystemStub"
central_system.Endpoint(charge_point.ChargePointStub(), "CP")  # error: type "ChargePointStub"
central_system.Endpoint(central_system.CentralSystemStub())  # error: Missing positional


async def calls(update: Update, beat: HeartbeatRequest) -> None:
    """Each role asks what it may ask, and gets what answers that."""
    system = central_system.AsyncEndpoint(central_system.CentralSystemStub(), "CP")
    station = charge_point.AsyncEndpoint(charge_point.ChargePointStub())
    reveal_type(await system.call(update))  # note: update_firmware.UpdateFirmwareConfirmation"
    await system.call(beat)  # error: cannot be "HeartbeatConfirmation"
    await station.call(update)  # error: cannot be "UpdateFirmwareConfirmation"
    quiet = central_system.Endpoint(central_system.CentralSystemStub(), "CP")
    quiet.call(beat)  # error: cannot be "HeartbeatConfirmation"
    charge_point.Endpoint(charge_point.ChargePointStub()).call(update)  # error: cannot be
    await system.call(Updated())  # error: incompatible type "UpdateFirmwareConfirmation"
    await system.call(Update)  # error: incompatible type "type[UpdateFirmwareRequest]"
    wrong: Diagnostics = await system.call(update)  # error: expected "Request[Get
    system.call(update).status  # error: "Coroutine[Any, Any, UpdateF
    (await system.call(update)).status  # error: "UpdateFirmwareConfirmation" has no attribute
    print(wrong)
