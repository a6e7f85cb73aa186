"""What docs/ocpp-go.md says of this package where it differs from ocpp-go."""

from __future__ import annotations

from typing import Any

import pytest

from ocpp16.core import DataTransferRequest, MeterValuesRequest
from ocpp16.firmware import PROFILE_NAME, GetDiagnosticsRequest, UpdateFirmwareRequest
from ocpp16.logging import GetLogResponse
from ocpp16.securefirmware import Firmware, FirmwareStatus, SignedUpdateFirmwareRequest
from ocpp16.security import SignCertificateRequest
from tests.docs.tables import rows, section

FIRMWARE: dict[str, Any] = {
    "location": "no URI at all",
    "retrieveDateTime": "2024-05-01T12:00:00Z",
    "signingCertificate": "",
    "signature": "",
}
UPDATE: dict[str, Any] = {
    "location": "https://files.example/cp-7.bin",
    "retrieveDate": "2024-05-01T12:00:00Z",
}
VALID = [
    (SignedUpdateFirmwareRequest, {"requestId": -1, "firmware": FIRMWARE}),
    (SignedUpdateFirmwareRequest, {"requestId": 1.0, "firmware": FIRMWARE}),
    (UpdateFirmwareRequest, UPDATE | {"retries": -1, "retryInterval": -1}),
    (MeterValuesRequest, {"connectorId": -1, "meterValue": []}),
    (GetDiagnosticsRequest, {"location": "ftp://h", "stopTime": "2024-05-01T12:00:00Z"}),
    (GetLogResponse, {"status": "Accepted", "filename": "x" * 255}),
]
REFUSED = [
    (UpdateFirmwareRequest, UPDATE | {"location": "/a/b"}, "format"),
    (UpdateFirmwareRequest, UPDATE | {"retries": None}, "type"),
    (UpdateFirmwareRequest, UPDATE | {"retries": 1.0}, "type"),
    (UpdateFirmwareRequest, UPDATE | {"Retries": 1}, "additionalProperties"),
    (GetDiagnosticsRequest, {"location": "ftp://h", "endTime": "x"}, "additionalProperties"),
    (SignedUpdateFirmwareRequest, {"firmware": FIRMWARE}, "required"),
    (GetLogResponse, {"status": "Accepted", "filename": "x" * 256}, "maxLength"),
    (SignCertificateRequest, {"csr": "x", "certificateType": "x"}, "additionalProperties"),
    (DataTransferRequest, {"vendorId": "x", "data": {}}, "type"),
]


@pytest.mark.parametrize(("message", "payload"), VALID)
def test_what_is_accepted_here(message: Any, payload: dict[str, Any]) -> None:
    assert message.check(payload) == []


@pytest.mark.parametrize(("message", "payload", "keyword"), REFUSED)
def test_what_is_refused_here(message: Any, payload: dict[str, Any], keyword: str) -> None:
    assert [one.keyword for one in message.check(payload)] == [keyword]


def test_certificate_and_signature_are_required() -> None:
    bare = {key: FIRMWARE[key] for key in ("location", "retrieveDateTime")}
    assert [one.keyword for one in Firmware.check(bare)] == ["required", "required"]


def test_names_and_statuses() -> None:
    assert PROFILE_NAME == "FirmwareManagement"
    assert len(FirmwareStatus) == 14


def test_the_page_has_a_row_for_each_difference() -> None:
    """Nobody adds a row without looking here."""
    assert len(rows(section("docs/ocpp-go.md", "What differs"))) == 20
