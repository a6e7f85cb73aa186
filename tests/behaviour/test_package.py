"""The package has what its users are told it has: features, profiles, names.

The table below is written from the specifications, not from the catalog.
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import json
import re
from datetime import datetime
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import ocpp16
from ocpp16 import (
    FEATURES,
    PROFILES,
    SCHEMA_SET,
    Feature,
    Initiator,
    Profile,
    Request,
    Response,
    SchemaSet,
)

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas" / "ocpp16"

CENTRAL, POINT, EITHER = "central_system", "charge_point", "either"

# Per profile: its subpackage, and who may send each of its features.
TABLE: dict[str, tuple[str, dict[str, str]]] = {
    "Core": (
        "core",
        {
            "Authorize": POINT,
            "BootNotification": POINT,
            "ChangeAvailability": CENTRAL,
            "ChangeConfiguration": CENTRAL,
            "ClearCache": CENTRAL,
            "DataTransfer": EITHER,
            "GetConfiguration": CENTRAL,
            "Heartbeat": POINT,
            "MeterValues": POINT,
            "RemoteStartTransaction": CENTRAL,
            "RemoteStopTransaction": CENTRAL,
            "Reset": CENTRAL,
            "StartTransaction": POINT,
            "StatusNotification": POINT,
            "StopTransaction": POINT,
            "UnlockConnector": CENTRAL,
        },
    ),
    "FirmwareManagement": (
        "firmware",
        {
            "DiagnosticsStatusNotification": POINT,
            "FirmwareStatusNotification": POINT,
            "GetDiagnostics": CENTRAL,
            "UpdateFirmware": CENTRAL,
        },
    ),
    "LocalAuthListManagement": (
        "localauth",
        {"GetLocalListVersion": CENTRAL, "SendLocalList": CENTRAL},
    ),
    "RemoteTrigger": ("remotetrigger", {"TriggerMessage": CENTRAL}),
    "Reservation": ("reservation", {"CancelReservation": CENTRAL, "ReserveNow": CENTRAL}),
    "SmartCharging": (
        "smartcharging",
        {
            "ClearChargingProfile": CENTRAL,
            "GetCompositeSchedule": CENTRAL,
            "SetChargingProfile": CENTRAL,
        },
    ),
    "Certificates": (
        "certificates",
        {
            "DeleteCertificate": CENTRAL,
            "GetInstalledCertificateIds": CENTRAL,
            "InstallCertificate": CENTRAL,
        },
    ),
    "ExtendedTriggerMessage": ("extendedtriggermessage", {"ExtendedTriggerMessage": CENTRAL}),
    "Log": ("logging", {"GetLog": CENTRAL, "LogStatusNotification": POINT}),
    "SecureFirmwareUpdate": (
        "securefirmware",
        {"SignedFirmwareStatusNotification": POINT, "SignedUpdateFirmware": CENTRAL},
    ),
    "Security": (
        "security",
        {
            "CertificateSigned": CENTRAL,
            "SecurityEventNotification": POINT,
            "SignCertificate": POINT,
        },
    ),
}
EXTENSION = {
    "Certificates",
    "ExtendedTriggerMessage",
    "Log",
    "SecureFirmwareUpdate",
    "Security",
}
ROWS = [
    (profile, package, feature, initiator)
    for profile, (package, features) in TABLE.items()
    for feature, initiator in features.items()
]


def _subpackage(name: str) -> Any:
    return importlib.import_module(f"ocpp16.{name}")


def _schema(feature: str, ending: str) -> dict[str, Any]:
    (path,) = SCHEMAS.glob(f"*/{feature}{ending}.json")
    schema: dict[str, Any] = json.loads(path.read_bytes())
    return schema


def test_there_are_39_features_in_11_profiles() -> None:
    assert len(FEATURES) == 39
    assert len(PROFILES) == 11
    assert [*FEATURES] == [feature for _, _, feature, _ in ROWS]
    assert {*PROFILES} == {*TABLE}
    assert "Nothing" not in FEATURES
    with pytest.raises(KeyError, match="Nothing"):
        FEATURES["Nothing"]


@pytest.mark.parametrize(("profile", "package", "feature", "initiator"), ROWS)
def test_a_feature(profile: str, package: str, feature: str, initiator: str) -> None:
    one = FEATURES[feature]
    assert type(one) is Feature
    assert one is FEATURES[feature]
    assert (one.name, one.profile, one.initiator) == (feature, profile, initiator)
    assert type(one.initiator) is Initiator
    answer = "Response" if profile in EXTENSION else "Confirmation"
    assert one.request_type.__name__ == f"{feature}Request"
    assert one.response_type.__name__ == f"{feature}{answer}"
    assert issubclass(one.request_type, Request)
    assert issubclass(one.response_type, Response)
    assert one.request_type.feature_name == one.response_type.feature_name == feature
    module = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", feature).lower()
    assert one.request_type.__module__ == f"ocpp16.{package}.{module}"
    constant = module.upper()
    assert getattr(_subpackage(f"{package}.{module}"), constant) is one
    for name in (constant, f"{feature}Request", f"{feature}{answer}"):
        assert name in _subpackage(package).__all__
        assert name in dir(_subpackage(package))
    assert getattr(_subpackage(package), constant) is one
    assert getattr(_subpackage(package), f"{feature}Request") is one.request_type
    assert getattr(_subpackage(package), f"{feature}{answer}") is one.response_type


@pytest.mark.parametrize("profile", TABLE)
def test_a_profile(profile: str) -> None:
    package, features = TABLE[profile]
    one = PROFILES[profile]
    assert type(one) is Profile
    assert one is _subpackage(package).PROFILE
    assert one.name == profile == _subpackage(package).PROFILE_NAME
    assert [feature.name for feature in one.features] == [*features]
    assert all(feature is FEATURES[feature.name] for feature in one.features)
    assert type(one.features) is tuple
    assert {"PROFILE", "PROFILE_NAME"} <= {*_subpackage(package).__all__}


@pytest.mark.parametrize("package", [package for package, _ in TABLE.values()])
def test_every_public_name_is_there(package: str) -> None:
    module = _subpackage(package)
    assert sorted(set(module.__all__)) == sorted(module.__all__)
    for name in module.__all__:
        assert getattr(module, name) is not None
    with pytest.raises(AttributeError, match="Nothing"):
        _ = module.Nothing


def test_the_root_exports_shared_types_and_tables() -> None:
    for name in ocpp16.__all__:
        assert getattr(ocpp16, name) is not None
    assert {"FEATURES", "PROFILES", "SCHEMA_SET", "ValidationError", "Violation"} <= {
        *ocpp16.__all__
    }
    assert {"ChargingProfile", "IdTagInfo", "MeterValue", "SampledValue"} <= {*ocpp16.__all__}
    assert type(SCHEMA_SET) is SchemaSet
    assert re.fullmatch("[0-9a-f]{64}", SCHEMA_SET.digest)
    assert SCHEMA_SET.edition
    assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", ocpp16.__version__)


def test_registries_cannot_be_changed() -> None:
    feature: Any = FEATURES["Reset"]
    for one, name in (
        (feature, "name"),
        (PROFILES["Core"], "features"),
        (SCHEMA_SET, "digest"),
    ):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(one, name, "x")
    assert not hasattr(FEATURES, "__setitem__")


@pytest.mark.parametrize("feature", FEATURES)
@pytest.mark.parametrize("role", ["request_type", "response_type"])
def test_a_message_is_a_plain_dataclass(feature: str, role: str) -> None:
    """Fields stand in the schema's order; optional ones default to None, required ones do not."""
    message = getattr(FEATURES[feature], role)
    schema = _schema(feature, "" if role == "request_type" else "Response")
    properties, required = schema.get("properties", {}), schema.get("required", [])
    fields = dataclasses.fields(message)
    assert [*message.members] == [*properties]
    assert [one.name for one in message.members.values()] == [field.name for field in fields]
    for field, (wire_name, member) in zip(fields, message.members.items(), strict=True):
        optional = wire_name not in required
        assert (member.wire_name, member.required) == (wire_name, not optional)
        assert (field.default is None) is optional
        assert (field.default is dataclasses.MISSING) is not optional
        assert field.kw_only
        words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", wire_name).lower()
        assert field.name == (words + "_" if words == "type" else words)  # a soft keyword
    assert not hasattr(message, "__dictoffset__") or not message.__dictoffset__
    parameters = inspect.signature(message).parameters.values()
    assert all(one.kind is inspect.Parameter.KEYWORD_ONLY for one in parameters)
    hints = get_type_hints(message)
    assert {field.name for field in fields} <= hints.keys()


@pytest.mark.flavor("dataclass")
def test_hints_name_the_types_that_users_see() -> None:
    from ocpp16.firmware import UpdateFirmwareRequest

    hints = get_type_hints(UpdateFirmwareRequest)
    assert hints["retrieve_date"] is datetime
    assert hints["retries"] == int | None


def test_enums_have_the_values_of_the_wire() -> None:
    from ocpp16.core import DataTransferStatus
    from ocpp16.firmware import DiagnosticsStatus, FirmwareStatus
    from ocpp16.securefirmware import Firmware, UpdateFirmwareStatus
    from ocpp16.securefirmware import FirmwareStatus as SignedFirmwareStatus

    for enum in (DataTransferStatus, DiagnosticsStatus, FirmwareStatus, UpdateFirmwareStatus):
        assert issubclass(enum, StrEnum)
    assert [member.value for member in FirmwareStatus] == [
        "Downloaded",
        "DownloadFailed",
        "Downloading",
        "Idle",
        "InstallationFailed",
        "Installing",
        "Installed",
    ]
    assert [member.name for member in FirmwareStatus][1] == "DOWNLOAD_FAILED"
    assert dataclasses.is_dataclass(Firmware)
    assert not issubclass(SignedFirmwareStatus, FirmwareStatus)
    assert issubclass(FirmwareStatus, Enum)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    """So that ``hasattr`` and all that looks for special names can ask a package."""
    import ocpp16
    from ocpp16 import core

    for package in (ocpp16, core):
        for name in ("Nothing", "_nothing", "__nothing__", ""):
            assert not hasattr(package, name)
            with pytest.raises(AttributeError, match=f"no attribute '{name}'"):
                getattr(package, name)
