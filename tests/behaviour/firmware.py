"""The messages of the six firmware features, told member by member from the specifications."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple

from ocpp16 import FEATURES
from ocpp16.firmware import UpdateFirmwareRequest
from ocpp16.securefirmware import Firmware, SignedUpdateFirmwareRequest


class Member(NamedTuple):
    """A member of a message: its pointer, what it holds, how long it may be."""

    pointer: str
    kind: str
    required: bool = False
    limit: int | None = None


class Message(NamedTuple):
    """A message, by feature and role, with a payload that has every member."""

    feature: str
    role: str
    payload: dict[str, Any]
    members: tuple[Member, ...]

    def __str__(self) -> str:
        """Name it for a test's id."""
        return f"{self.feature}.{self.role}"

    @property
    def type(self) -> Any:
        """Give its class."""
        feature = FEATURES[self.feature]
        return feature.request_type if self.role == "request" else feature.response_type


NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
MOMENT = "2024-05-01T10:00:00Z"
PLACE = "ftp://files.example/firmware.bin"

MESSAGES = (
    Message(
        "GetDiagnostics",
        "request",
        {
            "location": PLACE,
            "retries": 3,
            "retryInterval": 60,
            "startTime": MOMENT,
            "stopTime": MOMENT,
        },
        (
            Member("/location", "uri", required=True),
            Member("/retries", "integer"),
            Member("/retryInterval", "integer"),
            Member("/startTime", "date-time"),
            Member("/stopTime", "date-time"),
        ),
    ),
    Message(
        "GetDiagnostics",
        "response",
        {"fileName": "diagnostics.zip"},
        (Member("/fileName", "string", limit=255),),
    ),
    Message(
        "DiagnosticsStatusNotification",
        "request",
        {"status": "Uploading"},
        (Member("/status", "enum", required=True),),
    ),
    Message("DiagnosticsStatusNotification", "response", {}, ()),
    Message(
        "FirmwareStatusNotification",
        "request",
        {"status": "Installed"},
        (Member("/status", "enum", required=True),),
    ),
    Message("FirmwareStatusNotification", "response", {}, ()),
    Message(
        "UpdateFirmware",
        "request",
        {"location": PLACE, "retries": 0, "retrieveDate": MOMENT, "retryInterval": -1},
        (
            Member("/location", "uri", required=True),
            Member("/retries", "integer"),
            Member("/retrieveDate", "date-time", required=True),
            Member("/retryInterval", "integer"),
        ),
    ),
    Message("UpdateFirmware", "response", {}, ()),
    Message(
        "SignedUpdateFirmware",
        "request",
        {
            "retries": 3,
            "retryInterval": 60,
            "requestId": 7,
            "firmware": {
                "location": "https://files.example/firmware.bin",
                "retrieveDateTime": MOMENT,
                "installDateTime": MOMENT,
                "signingCertificate": "-----BEGIN CERTIFICATE-----",
                "signature": "c2lnbmF0dXJl",
            },
        },
        (
            Member("/retries", "whole number"),
            Member("/retryInterval", "whole number"),
            Member("/requestId", "whole number", required=True),
            Member("/firmware", "object", required=True),
            Member("/firmware/location", "string", required=True, limit=512),
            Member("/firmware/retrieveDateTime", "date-time", required=True),
            Member("/firmware/installDateTime", "date-time"),
            Member("/firmware/signingCertificate", "string", required=True, limit=5500),
            Member("/firmware/signature", "string", required=True, limit=800),
        ),
    ),
    Message(
        "SignedUpdateFirmware",
        "response",
        {"status": "RevokedCertificate"},
        (Member("/status", "enum", required=True),),
    ),
    Message(
        "SignedFirmwareStatusNotification",
        "request",
        {"status": "InstallVerificationFailed", "requestId": 7},
        (
            Member("/status", "enum", required=True),
            Member("/requestId", "whole number"),
        ),
    ),
    Message("SignedFirmwareStatusNotification", "response", {}, ()),
)


def update(**fields: Any) -> UpdateFirmwareRequest:
    """Make a valid request, some fields of which are given."""
    plain: dict[str, Any] = {"location": "ftp://host/fw", "retrieve_date": NOON}
    return UpdateFirmwareRequest(**plain | fields)


def signed(**fields: Any) -> SignedUpdateFirmwareRequest:
    """Make a valid request, some fields of whose firmware are given."""
    plain: dict[str, Any] = {
        "location": "https://host/fw",
        "retrieve_date_time": NOON,
        "signing_certificate": "PEM",
        "signature": "c2ln",
    }
    return SignedUpdateFirmwareRequest(request_id=1, firmware=Firmware(**plain | fields))
