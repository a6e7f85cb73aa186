"""cattrs with attrs classes and orjson, completed by hand."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NewType

import attrs
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
from cattrs.preconf.orjson import make_converter

from benchmarks.contestants import strict
from benchmarks.jobs import Contestant, Jobs
from ocpp16 import types
from ocpp16.firmware import FirmwareStatus

if TYPE_CHECKING:
    from benchmarks.workloads import Workload

NAME: Final = "cattrs + attrs + orjson"

Uri = NewType("Uri", str)
Text20 = NewType("Text20", str)
Text25 = NewType("Text25", str)
Text50 = NewType("Text50", str)
Text512 = NewType("Text512", str)
Text800 = NewType("Text800", str)
Text5500 = NewType("Text5500", str)
Tenths = NewType("Tenths", float)
_STRICT: Final[dict[Any, Any]] = {
    str: strict.text,
    int: strict.integer,
    datetime: strict.moment,
    Uri: strict.uri,
    Text20: strict.text_up_to(20),
    Text25: strict.text_up_to(25),
    Text50: strict.text_up_to(50),
    Text512: strict.text_up_to(512),
    Text800: strict.text_up_to(800),
    Text5500: strict.text_up_to(5500),
    Tenths: strict.tenths,
}
_ENUMS: Final = (
    FirmwareStatus,
    types.ReadingContext,
    types.ValueFormat,
    types.Measurand,
    types.Phase,
    types.Location,
    types.UnitOfMeasure,
    types.ChargingRateUnitType,
    types.ChargingProfilePurposeType,
    types.ChargingProfileKindType,
    types.RecurrencyKindType,
)
# An optional member is given None as its default, and not as a value: null is refused.
_ABSENT: Any = None


@attrs.define
class UpdateFirmware:
    location: Uri
    retrieve_date: datetime
    retries: int = _ABSENT
    retry_interval: int = _ABSENT


@attrs.define
class GetDiagnostics:
    location: Uri
    retries: int = _ABSENT
    retry_interval: int = _ABSENT
    start_time: datetime = _ABSENT
    stop_time: datetime = _ABSENT


@attrs.define
class FirmwareStatusNotification:
    status: FirmwareStatus


@attrs.define
class Firmware:
    location: Text512
    retrieve_date_time: datetime
    signing_certificate: Text5500
    signature: Text800
    install_date_time: datetime = _ABSENT


@attrs.define
class SignedUpdateFirmware:
    request_id: int
    firmware: Firmware
    retries: int = _ABSENT
    retry_interval: int = _ABSENT


@attrs.define
class BootNotification:
    charge_point_vendor: Text20
    charge_point_model: Text20
    charge_point_serial_number: Text25 = _ABSENT
    charge_box_serial_number: Text25 = _ABSENT
    firmware_version: Text50 = _ABSENT
    iccid: Text20 = _ABSENT
    imsi: Text20 = _ABSENT
    meter_type: Text25 = _ABSENT
    meter_serial_number: Text25 = _ABSENT


@attrs.define
class SampledValue:
    value: str
    context: types.ReadingContext = _ABSENT
    format: types.ValueFormat = _ABSENT
    measurand: types.Measurand = _ABSENT
    phase: types.Phase = _ABSENT
    location: types.Location = _ABSENT
    unit: types.UnitOfMeasure = _ABSENT


@attrs.define
class MeterValue:
    timestamp: datetime
    sampled_value: list[SampledValue]


@attrs.define
class MeterValues:
    connector_id: int
    meter_value: list[MeterValue]
    transaction_id: int = _ABSENT


@attrs.define
class ChargingSchedulePeriod:
    start_period: int
    limit: Tenths
    number_phases: int = _ABSENT


@attrs.define
class ChargingSchedule:
    charging_rate_unit: types.ChargingRateUnitType
    charging_schedule_period: list[ChargingSchedulePeriod]
    duration: int = _ABSENT
    start_schedule: datetime = _ABSENT
    min_charging_rate: Tenths = _ABSENT


@attrs.define
class ChargingProfile:
    charging_profile_id: int
    stack_level: int
    charging_profile_purpose: types.ChargingProfilePurposeType
    charging_profile_kind: types.ChargingProfileKindType
    charging_schedule: ChargingSchedule
    transaction_id: int = _ABSENT
    recurrency_kind: types.RecurrencyKindType = _ABSENT
    valid_from: datetime = _ABSENT
    valid_to: datetime = _ABSENT


@attrs.define
class SetChargingProfile:
    connector_id: int
    cs_charging_profiles: ChargingProfile


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _hook(convert: Any) -> Any:
    return lambda value, _: convert(value)


def _converter() -> Any:
    converter = make_converter(detailed_validation=False, forbid_extra_keys=True)
    for kind, convert in _STRICT.items():
        converter.register_structure_hook(kind, _hook(convert))
    for enum in _ENUMS:  # which the hook of strings would take for strings
        converter.register_structure_hook(enum, lambda value, kind: kind(value))
    for cls in globals().values():
        if isinstance(cls, type) and attrs.has(cls):
            attrs.resolve_types(cls)
            names: dict[str, Any] = {
                field.name: override(rename=_camel(field.name)) for field in attrs.fields(cls)
            }
            converter.register_structure_hook(
                cls, make_dict_structure_fn(cls, converter, **names)
            )
            converter.register_unstructure_hook(
                cls,
                make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True, **names),
            )
    return converter


_CONVERTER: Final = _converter()


def _jobs(workload: Workload) -> Jobs:
    cls = globals()[workload.name]
    loads, structure = _CONVERTER.loads, _CONVERTER.structure
    return Jobs(
        decode=lambda text: loads(text, cls),
        build=lambda payload: structure(payload, cls),
        verdict=lambda payload: structure(payload, cls),
        encode=_CONVERTER.dumps,
    )


CATTRS = Contestant(NAME, _jobs, "constraints completed by hand; encodes without a check")
