"""Plain dataclasses, and how a payload that a validator took is put into them.

What is written by hand when a validator of JSON schemas is chosen: it says yes or no, and the
object is still to be made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from ocpp16 import types
from ocpp16.firmware import FirmwareStatus


@dataclass(slots=True)
class UpdateFirmware:
    location: str
    retrieve_date: datetime
    retries: int | None
    retry_interval: int | None


@dataclass(slots=True)
class GetDiagnostics:
    location: str
    retries: int | None
    retry_interval: int | None
    start_time: datetime | None
    stop_time: datetime | None


@dataclass(slots=True)
class FirmwareStatusNotification:
    status: FirmwareStatus


@dataclass(slots=True)
class Firmware:
    location: str
    retrieve_date_time: datetime
    install_date_time: datetime | None
    signing_certificate: str
    signature: str


@dataclass(slots=True)
class SignedUpdateFirmware:
    retries: int | None
    retry_interval: int | None
    request_id: int
    firmware: Firmware


@dataclass(slots=True)
class BootNotification:
    charge_point_vendor: str
    charge_point_model: str
    charge_point_serial_number: str | None
    charge_box_serial_number: str | None
    firmware_version: str | None
    iccid: str | None
    imsi: str | None
    meter_type: str | None
    meter_serial_number: str | None


@dataclass(slots=True)
class SampledValue:
    value: str
    context: types.ReadingContext | None
    format: types.ValueFormat | None
    measurand: types.Measurand | None
    phase: types.Phase | None
    location: types.Location | None
    unit: types.UnitOfMeasure | None


@dataclass(slots=True)
class MeterValue:
    timestamp: datetime
    sampled_value: list[SampledValue]


@dataclass(slots=True)
class MeterValues:
    connector_id: int
    transaction_id: int | None
    meter_value: list[MeterValue]


@dataclass(slots=True)
class ChargingSchedulePeriod:
    start_period: int
    limit: float
    number_phases: int | None


@dataclass(slots=True)
class ChargingSchedule:
    duration: int | None
    start_schedule: datetime | None
    charging_rate_unit: types.ChargingRateUnitType
    charging_schedule_period: list[ChargingSchedulePeriod]
    min_charging_rate: float | None


@dataclass(slots=True)
class ChargingProfile:
    charging_profile_id: int
    transaction_id: int | None
    stack_level: int
    charging_profile_purpose: types.ChargingProfilePurposeType
    charging_profile_kind: types.ChargingProfileKindType
    recurrency_kind: types.RecurrencyKindType | None
    valid_from: datetime | None
    valid_to: datetime | None
    charging_schedule: ChargingSchedule


@dataclass(slots=True)
class SetChargingProfile:
    connector_id: int
    cs_charging_profiles: ChargingProfile


_Wire = dict[str, Any]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text.upper())


def _moment_or_none(text: str | None) -> datetime | None:
    return None if text is None else _moment(text)


def _update_firmware(wire: _Wire) -> UpdateFirmware:
    return UpdateFirmware(
        wire["location"],
        _moment(wire["retrieveDate"]),
        wire.get("retries"),
        wire.get("retryInterval"),
    )


def _get_diagnostics(wire: _Wire) -> GetDiagnostics:
    return GetDiagnostics(
        wire["location"],
        wire.get("retries"),
        wire.get("retryInterval"),
        _moment_or_none(wire.get("startTime")),
        _moment_or_none(wire.get("stopTime")),
    )


def _firmware_status_notification(wire: _Wire) -> FirmwareStatusNotification:
    return FirmwareStatusNotification(FirmwareStatus(wire["status"]))


def _signed_update_firmware(wire: _Wire) -> SignedUpdateFirmware:
    inner = wire["firmware"]
    firmware = Firmware(
        inner["location"],
        _moment(inner["retrieveDateTime"]),
        _moment_or_none(inner.get("installDateTime")),
        inner["signingCertificate"],
        inner["signature"],
    )
    return SignedUpdateFirmware(
        wire.get("retries"), wire.get("retryInterval"), wire["requestId"], firmware
    )


def _boot_notification(wire: _Wire) -> BootNotification:
    return BootNotification(
        wire["chargePointVendor"],
        wire["chargePointModel"],
        wire.get("chargePointSerialNumber"),
        wire.get("chargeBoxSerialNumber"),
        wire.get("firmwareVersion"),
        wire.get("iccid"),
        wire.get("imsi"),
        wire.get("meterType"),
        wire.get("meterSerialNumber"),
    )


def _sampled_value(wire: _Wire) -> SampledValue:
    get = wire.get
    return SampledValue(
        wire["value"],
        None if (item := get("context")) is None else types.ReadingContext(item),
        None if (item := get("format")) is None else types.ValueFormat(item),
        None if (item := get("measurand")) is None else types.Measurand(item),
        None if (item := get("phase")) is None else types.Phase(item),
        None if (item := get("location")) is None else types.Location(item),
        None if (item := get("unit")) is None else types.UnitOfMeasure(item),
    )


def _meter_value(wire: _Wire) -> MeterValue:
    return MeterValue(
        _moment(wire["timestamp"]), [_sampled_value(each) for each in wire["sampledValue"]]
    )


def _meter_values(wire: _Wire) -> MeterValues:
    values = [_meter_value(each) for each in wire["meterValue"]]
    return MeterValues(wire["connectorId"], wire.get("transactionId"), values)


def _period(wire: _Wire) -> ChargingSchedulePeriod:
    return ChargingSchedulePeriod(
        wire["startPeriod"], float(wire["limit"]), wire.get("numberPhases")
    )


def _schedule(wire: _Wire) -> ChargingSchedule:
    return ChargingSchedule(
        wire.get("duration"),
        _moment_or_none(wire.get("startSchedule")),
        types.ChargingRateUnitType(wire["chargingRateUnit"]),
        [_period(each) for each in wire["chargingSchedulePeriod"]],
        wire.get("minChargingRate"),
    )


def _set_charging_profile(wire: _Wire) -> SetChargingProfile:
    inner = wire["csChargingProfiles"]
    kind = inner.get("recurrencyKind")
    profile = ChargingProfile(
        inner["chargingProfileId"],
        inner.get("transactionId"),
        inner["stackLevel"],
        types.ChargingProfilePurposeType(inner["chargingProfilePurpose"]),
        types.ChargingProfileKindType(inner["chargingProfileKind"]),
        None if kind is None else types.RecurrencyKindType(kind),
        _moment_or_none(inner.get("validFrom")),
        _moment_or_none(inner.get("validTo")),
        _schedule(inner["chargingSchedule"]),
    )
    return SetChargingProfile(wire["connectorId"], profile)


BUILDERS: Final[dict[str, Callable[[_Wire], object]]] = {
    "UpdateFirmware": _update_firmware,
    "GetDiagnostics": _get_diagnostics,
    "FirmwareStatusNotification": _firmware_status_notification,
    "SignedUpdateFirmware": _signed_update_firmware,
    "BootNotification": _boot_notification,
    "MeterValues": _meter_values,
    "SetChargingProfile": _set_charging_profile,
}
