"""Messages as they are meant to be used: a type checker has nothing against any line."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, assert_type

import ocpp16
from ocpp16 import (
    FEATURES,
    PROFILES,
    ErrorCode,
    Feature,
    Initiator,
    JsonValue,
    Profile,
    ValidationError,
    Violation,
    firmware,
)
from ocpp16.core import (
    BootNotificationConfirmation,
    BootNotificationRequest,
    RegistrationStatus,
)
from ocpp16.firmware import (
    UPDATE_FIRMWARE,
    FirmwareStatus,
    FirmwareStatusNotificationRequest,
    GetDiagnosticsRequest,
    UpdateFirmwareRequest,
)
from ocpp16.schema import SchemaType

NOW = datetime.now(UTC)


def constructors() -> None:
    """Give required members, and optional ones there or afterwards."""
    request = UpdateFirmwareRequest(location="http://x/y", retrieve_date=NOW, retries=3)
    assert_type(request.location, str)
    assert_type(request.retrieve_date, datetime)
    assert_type(request.retries, int | None)
    request.retry_interval = 60
    request.retries = None
    boot = BootNotificationConfirmation(
        current_time=NOW, interval=300, status=RegistrationStatus.ACCEPTED
    )
    assert_type(boot.interval, int)


def enums(request: FirmwareStatusNotificationRequest) -> str:
    """Use an enum as the text that it is."""
    assert_type(request.status, FirmwareStatus)
    assert_type(FirmwareStatus("Installed"), FirmwareStatus)
    text: str = FirmwareStatus.INSTALLED
    return text + request.status.value


def optional_fields(request: GetDiagnosticsRequest) -> int:
    """Tell what is absent by its being `None`."""
    return 1 if request.retries is None else request.retries + 1


def reading(payload: object, text: bytes) -> list[Violation]:
    """From JSON and back; every fault has a code."""
    try:
        assert_type(BootNotificationRequest.from_dict(payload), BootNotificationRequest)
        read = BootNotificationRequest.from_json(text)
    except ValidationError as error:
        assert_type(error.violations, list[Violation])
        assert_type(error.violations[0].code, ErrorCode)
        return error.violations
    assert_type(read.to_dict(), dict[str, JsonValue])
    assert_type(read.to_json(), str)
    return BootNotificationRequest.check(payload) + read.validate()


def features() -> None:
    """Features and profiles by name, or by constant."""
    assert_type(FEATURES["UpdateFirmware"], Feature[Any, Any])
    assert_type(PROFILES["FirmwareManagement"], Profile)
    assert_type(UPDATE_FIRMWARE.initiator, Initiator)
    assert_type(UPDATE_FIRMWARE.request_type, type[UpdateFirmwareRequest])
    assert_type(UpdateFirmwareRequest.members["location"].required, bool)
    assert_type(UpdateFirmwareRequest.members["location"].type, SchemaType)
    assert_type([field.name for field in fields(UpdateFirmwareRequest)], list[str])
    assert_type(firmware.PROFILE.features, tuple[Feature[Any, Any], ...])
    assert_type(ocpp16.SCHEMA_SET.digest, str)
    assert_type(UPDATE_FIRMWARE.name, str)
