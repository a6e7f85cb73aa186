"""pydantic v2, its models completed by hand with every constraint that it can state."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import CoreSchema, core_schema

from benchmarks.contestants.uris import URI
from benchmarks.jobs import Contestant, Jobs
from ocpp16 import types
from ocpp16.core import RegistrationStatus
from ocpp16.firmware import FirmwareStatus

if TYPE_CHECKING:
    from benchmarks.workloads import Workload

NAME: Final = "pydantic"
BY_METHODS: Final = "pydantic, by its methods"


class _TextOnly:
    """Lets a strict model read date-times from text, and from nothing else."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        aware = core_schema.datetime_schema(tz_constraint="aware", strict=False)
        return core_schema.json_or_python_schema(
            json_schema=core_schema.datetime_schema(tz_constraint="aware", strict=True),
            python_schema=core_schema.chain_schema(
                [core_schema.str_schema(strict=True), aware]
            ),
        )


class _Model(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        alias_generator=to_camel,
        validate_by_name=False,
        serialize_by_alias=True,
    )


# An optional member is given None as its default, and not as a value: null is refused.
_ABSENT: Any = Field(default=None)
_BY_VALUE: Any = Field(strict=False)

Moment = Annotated[datetime, _TextOnly()]
Uri = Annotated[str, Field(pattern=URI)]
Text20 = Annotated[str, Field(max_length=20)]
Text25 = Annotated[str, Field(max_length=25)]
Tenths = Annotated[float, Field(multiple_of=0.1)]


class UpdateFirmware(_Model):
    location: Uri
    retries: int = _ABSENT
    retrieve_date: Moment
    retry_interval: int = _ABSENT


class GetDiagnostics(_Model):
    location: Uri
    retries: int = _ABSENT
    retry_interval: int = _ABSENT
    start_time: Moment = _ABSENT
    stop_time: Moment = _ABSENT


class FirmwareStatusNotification(_Model):
    status: Annotated[FirmwareStatus, _BY_VALUE]


class Firmware(_Model):
    location: Annotated[str, Field(max_length=512)]
    retrieve_date_time: Moment
    install_date_time: Moment = _ABSENT
    signing_certificate: Annotated[str, Field(max_length=5500)]
    signature: Annotated[str, Field(max_length=800)]


class SignedUpdateFirmware(_Model):
    retries: int = _ABSENT
    retry_interval: int = _ABSENT
    request_id: int
    firmware: Firmware


class BootNotification(_Model):
    charge_point_vendor: Text20
    charge_point_model: Text20
    charge_point_serial_number: Text25 = _ABSENT
    charge_box_serial_number: Text25 = _ABSENT
    firmware_version: Annotated[str, Field(max_length=50)] = _ABSENT
    iccid: Text20 = _ABSENT
    imsi: Text20 = _ABSENT
    meter_type: Text25 = _ABSENT
    meter_serial_number: Text25 = _ABSENT


class SampledValue(_Model):
    value: str
    context: Annotated[types.ReadingContext, _BY_VALUE] = _ABSENT
    format: Annotated[types.ValueFormat, _BY_VALUE] = _ABSENT
    measurand: Annotated[types.Measurand, _BY_VALUE] = _ABSENT
    phase: Annotated[types.Phase, _BY_VALUE] = _ABSENT
    location: Annotated[types.Location, _BY_VALUE] = _ABSENT
    unit: Annotated[types.UnitOfMeasure, _BY_VALUE] = _ABSENT


class MeterValue(_Model):
    timestamp: Moment
    sampled_value: list[SampledValue]


class MeterValues(_Model):
    connector_id: int
    transaction_id: int = _ABSENT
    meter_value: list[MeterValue]


class ChargingSchedulePeriod(_Model):
    start_period: int
    limit: Tenths
    number_phases: int = _ABSENT


class ChargingSchedule(_Model):
    duration: int = _ABSENT
    start_schedule: Moment = _ABSENT
    charging_rate_unit: Annotated[types.ChargingRateUnitType, _BY_VALUE]
    charging_schedule_period: list[ChargingSchedulePeriod]
    min_charging_rate: Tenths = _ABSENT


class ChargingProfile(_Model):
    charging_profile_id: int
    transaction_id: int = _ABSENT
    stack_level: int
    charging_profile_purpose: Annotated[types.ChargingProfilePurposeType, _BY_VALUE]
    charging_profile_kind: Annotated[types.ChargingProfileKindType, _BY_VALUE]
    recurrency_kind: Annotated[types.RecurrencyKindType, _BY_VALUE] = _ABSENT
    valid_from: Moment = _ABSENT
    valid_to: Moment = _ABSENT
    charging_schedule: ChargingSchedule


class SetChargingProfile(_Model):
    connector_id: int
    cs_charging_profiles: ChargingProfile


class EmptyResponse(_Model):
    """The response of UpdateFirmware, FirmwareStatusNotification and MeterValues."""


class FileNameResponse(_Model):
    file_name: Annotated[str, Field(max_length=255)] = _ABSENT


class StatusResponse(_Model):
    status: str


class BootNotificationResponse(_Model):
    status: RegistrationStatus
    current_time: datetime
    interval: int


def _jobs(workload: Workload) -> Jobs:
    """Call the core of the model directly, which costs half as much as its methods."""
    model: type[_Model] = globals()[workload.name]
    decode = model.__pydantic_validator__.validate_json
    build = model.__pydantic_validator__.validate_python
    write = model.__pydantic_serializer__.to_json

    def encode(item: Any) -> bytes:
        return write(item, exclude_none=True)

    def refuse(text: bytes) -> object:
        try:
            return decode(text)
        except ValidationError as error:
            return error.errors(include_url=False)

    return Jobs(decode=decode, build=build, verdict=build, encode=encode, refuse=refuse)


def _jobs_by_methods(workload: Workload) -> Jobs:
    model: type[_Model] = globals()[workload.name]

    def encode(item: Any) -> str:
        text: str = item.model_dump_json(exclude_none=True)
        return text

    return Jobs(
        decode=model.model_validate_json,
        build=model.model_validate,
        verdict=model.model_validate,
        encode=encode,
    )


PYDANTIC = Contestant(
    NAME, _jobs, "its core called directly; constraints by hand; encodes without a check"
)
PYDANTIC_BY_METHODS = Contestant(
    BY_METHODS, _jobs_by_methods, "model_validate_json, model_dump_json"
)
