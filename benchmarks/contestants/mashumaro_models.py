"""mashumaro with dataclasses and orjson, completed by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import orjson
from mashumaro import field_options
from mashumaro.config import BaseConfig
from mashumaro.mixins.orjson import DataClassORJSONMixin

from benchmarks.contestants import strict
from benchmarks.jobs import Contestant, Jobs
from ocpp16 import types
from ocpp16.firmware import FirmwareStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.workloads import Workload

NAME: Final = "mashumaro + orjson"


def _named(alias: str, read: Callable[[Any], Any] | None = None) -> dict[str, Any]:
    return dict(field_options(alias=alias, deserialize=read))


def _required(alias: str, read: Callable[[Any], Any] | None = None) -> Any:
    return field(metadata=_named(alias, read))


def _optional(alias: str, read: Callable[[Any], Any] | None = None) -> Any:
    return field(default=None, metadata=_named(alias, read))


@dataclass(slots=True, kw_only=True)
class _Message(DataClassORJSONMixin):
    class Config(BaseConfig):
        forbid_extra_keys = True
        serialize_by_alias = True
        omit_none = True
        orjson_options = orjson.OPT_UTC_Z


@dataclass(slots=True, kw_only=True)
class UpdateFirmware(_Message):
    location: str = _required("location", strict.uri)
    retries: int = _optional("retries", strict.integer)
    retrieve_date: datetime = _required("retrieveDate", strict.moment)
    retry_interval: int = _optional("retryInterval", strict.integer)


@dataclass(slots=True, kw_only=True)
class GetDiagnostics(_Message):
    location: str = _required("location", strict.uri)
    retries: int = _optional("retries", strict.integer)
    retry_interval: int = _optional("retryInterval", strict.integer)
    start_time: datetime = _optional("startTime", strict.moment)
    stop_time: datetime = _optional("stopTime", strict.moment)


@dataclass(slots=True, kw_only=True)
class FirmwareStatusNotification(_Message):
    status: FirmwareStatus


@dataclass(slots=True, kw_only=True)
class Firmware(_Message):
    location: str = _required("location", strict.text_up_to(512))
    retrieve_date_time: datetime = _required("retrieveDateTime", strict.moment)
    install_date_time: datetime = _optional("installDateTime", strict.moment)
    signing_certificate: str = _required("signingCertificate", strict.text_up_to(5500))
    signature: str = _required("signature", strict.text_up_to(800))


@dataclass(slots=True, kw_only=True)
class SignedUpdateFirmware(_Message):
    retries: int = _optional("retries", strict.integer)
    retry_interval: int = _optional("retryInterval", strict.integer)
    request_id: int = _required("requestId", strict.integer)
    firmware: Firmware


@dataclass(slots=True, kw_only=True)
class BootNotification(_Message):
    charge_point_vendor: str = _required("chargePointVendor", strict.text_up_to(20))
    charge_point_model: str = _required("chargePointModel", strict.text_up_to(20))
    charge_point_serial_number: str = _optional(
        "chargePointSerialNumber", strict.text_up_to(25)
    )
    charge_box_serial_number: str = _optional("chargeBoxSerialNumber", strict.text_up_to(25))
    firmware_version: str = _optional("firmwareVersion", strict.text_up_to(50))
    iccid: str = _optional("iccid", strict.text_up_to(20))
    imsi: str = _optional("imsi", strict.text_up_to(20))
    meter_type: str = _optional("meterType", strict.text_up_to(25))
    meter_serial_number: str = _optional("meterSerialNumber", strict.text_up_to(25))


@dataclass(slots=True, kw_only=True)
class SampledValue(_Message):
    value: str = _required("value", strict.text)
    context: types.ReadingContext | None = None
    format: types.ValueFormat | None = None
    measurand: types.Measurand | None = None
    phase: types.Phase | None = None
    location: types.Location | None = None
    unit: types.UnitOfMeasure | None = None


@dataclass(slots=True, kw_only=True)
class MeterValue(_Message):
    timestamp: datetime = _required("timestamp", strict.moment)
    sampled_value: list[SampledValue] = _required("sampledValue")


@dataclass(slots=True, kw_only=True)
class MeterValues(_Message):
    connector_id: int = _required("connectorId", strict.integer)
    transaction_id: int = _optional("transactionId", strict.integer)
    meter_value: list[MeterValue] = _required("meterValue")


@dataclass(slots=True, kw_only=True)
class ChargingSchedulePeriod(_Message):
    start_period: int = _required("startPeriod", strict.integer)
    limit: float = _required("limit", strict.tenths)
    number_phases: int = _optional("numberPhases", strict.integer)


@dataclass(slots=True, kw_only=True)
class ChargingSchedule(_Message):
    duration: int = _optional("duration", strict.integer)
    start_schedule: datetime = _optional("startSchedule", strict.moment)
    charging_rate_unit: types.ChargingRateUnitType = _required("chargingRateUnit")
    charging_schedule_period: list[ChargingSchedulePeriod] = _required("chargingSchedulePeriod")
    min_charging_rate: float = _optional("minChargingRate", strict.tenths)


@dataclass(slots=True, kw_only=True)
class ChargingProfile(_Message):
    charging_profile_id: int = _required("chargingProfileId", strict.integer)
    transaction_id: int = _optional("transactionId", strict.integer)
    stack_level: int = _required("stackLevel", strict.integer)
    charging_profile_purpose: types.ChargingProfilePurposeType = _required(
        "chargingProfilePurpose"
    )
    charging_profile_kind: types.ChargingProfileKindType = _required("chargingProfileKind")
    recurrency_kind: types.RecurrencyKindType | None = _optional("recurrencyKind")
    valid_from: datetime = _optional("validFrom", strict.moment)
    valid_to: datetime = _optional("validTo", strict.moment)
    charging_schedule: ChargingSchedule = _required("chargingSchedule")


@dataclass(slots=True, kw_only=True)
class SetChargingProfile(_Message):
    connector_id: int = _required("connectorId", strict.integer)
    cs_charging_profiles: ChargingProfile = _required("csChargingProfiles")


def _jobs(workload: Workload) -> Jobs:
    cls: type[_Message] = globals()[workload.name]

    def encode(item: Any) -> bytes:
        text: bytes = item.to_jsonb()
        return text

    return Jobs(decode=cls.from_json, build=cls.from_dict, verdict=cls.from_dict, encode=encode)


MASHUMARO = Contestant(NAME, _jobs, "constraints completed by hand; encodes without a check")
