"""msgspec, its structs completed by hand with every constraint that it can state."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from msgspec import UNSET, Meta, UnsetType

from benchmarks.contestants.uris import URI_IN_PYTHON
from benchmarks.jobs import Contestant, Jobs
from ocpp16 import types
from ocpp16.core import RegistrationStatus
from ocpp16.firmware import FirmwareStatus

if TYPE_CHECKING:
    from benchmarks.workloads import Workload

NAME: Final = "msgspec"


class _Struct(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    pass


Moment = Annotated[datetime, Meta(tz=True)]
Uri = Annotated[str, Meta(pattern=URI_IN_PYTHON)]
Text20 = Annotated[str, Meta(max_length=20)]
Text25 = Annotated[str, Meta(max_length=25)]
Text50 = Annotated[str, Meta(max_length=50)]


class UpdateFirmware(_Struct, kw_only=True):
    location: Uri
    retries: int | UnsetType = UNSET
    retrieve_date: Moment
    retry_interval: int | UnsetType = UNSET


class GetDiagnostics(_Struct, kw_only=True):
    location: Uri
    retries: int | UnsetType = UNSET
    retry_interval: int | UnsetType = UNSET
    start_time: Moment | UnsetType = UNSET
    stop_time: Moment | UnsetType = UNSET


class FirmwareStatusNotification(_Struct, kw_only=True):
    status: FirmwareStatus


class Firmware(_Struct, kw_only=True):
    location: Annotated[str, Meta(max_length=512)]
    retrieve_date_time: Moment
    install_date_time: Moment | UnsetType = UNSET
    signing_certificate: Annotated[str, Meta(max_length=5500)]
    signature: Annotated[str, Meta(max_length=800)]


class SignedUpdateFirmware(_Struct, kw_only=True):
    retries: int | UnsetType = UNSET
    retry_interval: int | UnsetType = UNSET
    request_id: int
    firmware: Firmware


class BootNotification(_Struct, kw_only=True):
    charge_point_vendor: Text20
    charge_point_model: Text20
    charge_point_serial_number: Text25 | UnsetType = UNSET
    charge_box_serial_number: Text25 | UnsetType = UNSET
    firmware_version: Text50 | UnsetType = UNSET
    iccid: Text20 | UnsetType = UNSET
    imsi: Text20 | UnsetType = UNSET
    meter_type: Text25 | UnsetType = UNSET
    meter_serial_number: Text25 | UnsetType = UNSET


class SampledValue(_Struct, kw_only=True):
    value: str
    context: types.ReadingContext | UnsetType = UNSET
    format: types.ValueFormat | UnsetType = UNSET
    measurand: types.Measurand | UnsetType = UNSET
    phase: types.Phase | UnsetType = UNSET
    location: types.Location | UnsetType = UNSET
    unit: types.UnitOfMeasure | UnsetType = UNSET


class MeterValue(_Struct, kw_only=True):
    timestamp: Moment
    sampled_value: list[SampledValue]


class MeterValues(_Struct, kw_only=True):
    connector_id: int
    transaction_id: int | UnsetType = UNSET
    meter_value: list[MeterValue]


class ChargingSchedulePeriod(_Struct, kw_only=True):
    start_period: int
    limit: float
    number_phases: int | UnsetType = UNSET

    # Its own `multiple_of` divides binary floats, and so refuses 8.1 as a multiple of 0.1.
    def __post_init__(self) -> None:
        """Check what the annotation cannot say."""
        if round(self.limit * 10) / 10 != self.limit:
            message = "no multiple of 0.1"
            raise ValueError(message)


class ChargingSchedule(_Struct, kw_only=True):
    duration: int | UnsetType = UNSET
    start_schedule: Moment | UnsetType = UNSET
    charging_rate_unit: types.ChargingRateUnitType
    charging_schedule_period: list[ChargingSchedulePeriod]
    min_charging_rate: float | UnsetType = UNSET

    def __post_init__(self) -> None:
        """Check what the annotation cannot say."""
        rate = self.min_charging_rate
        if rate is not UNSET and round(rate * 10) / 10 != rate:
            message = "no multiple of 0.1"
            raise ValueError(message)


class ChargingProfile(_Struct, kw_only=True):
    charging_profile_id: int
    transaction_id: int | UnsetType = UNSET
    stack_level: int
    charging_profile_purpose: types.ChargingProfilePurposeType
    charging_profile_kind: types.ChargingProfileKindType
    recurrency_kind: types.RecurrencyKindType | UnsetType = UNSET
    valid_from: Moment | UnsetType = UNSET
    valid_to: Moment | UnsetType = UNSET
    charging_schedule: ChargingSchedule


class SetChargingProfile(_Struct, kw_only=True):
    connector_id: int
    cs_charging_profiles: ChargingProfile


class EmptyResponse(_Struct, kw_only=True):
    """The response of UpdateFirmware, FirmwareStatusNotification and MeterValues."""


class FileNameResponse(_Struct, kw_only=True):
    file_name: Annotated[str, Meta(max_length=255)] | UnsetType = UNSET


class StatusResponse(_Struct, kw_only=True):
    status: str


class BootNotificationResponse(_Struct, kw_only=True):
    status: RegistrationStatus
    current_time: datetime
    interval: int


def _jobs(workload: Workload) -> Jobs:
    struct: type[_Struct] = globals()[workload.name]
    decode = msgspec.json.Decoder(struct).decode
    build = partial(msgspec.convert, type=struct)

    def refuse(text: bytes) -> object:
        try:
            return decode(text)
        except msgspec.ValidationError as error:
            return [error]

    return Jobs(
        decode=decode,
        build=build,
        verdict=build,
        encode=msgspec.json.Encoder().encode,
        refuse=refuse,
    )


MSGSPEC = Contestant(
    NAME,
    _jobs,
    "constraints completed by hand; encodes without a check; refuse: first error only",
)
