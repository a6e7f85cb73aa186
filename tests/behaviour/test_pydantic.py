"""Messages in pydantic's models, and as bodies and responses of a real FastAPI application."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pydantic
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from ocpp16.core import (
    BootNotificationConfirmation,
    BootNotificationRequest,
    MeterValuesRequest,
    RegistrationStatus,
)
from ocpp16.smartcharging import SetChargingProfileRequest  # noqa: TC001  (FastAPI asks for it)

BOOT = {"chargePointVendor": "V", "chargePointModel": "M"}
PERIOD: dict[str, Any] = {"startPeriod": 0, "limit": 8.1}
PROFILE: dict[str, Any] = {
    "connectorId": 1,
    "csChargingProfiles": {
        "chargingProfileId": 1,
        "stackLevel": 0,
        "chargingProfilePurpose": "TxProfile",
        "chargingProfileKind": "Absolute",
        "chargingSchedule": {"chargingRateUnit": "A", "chargingSchedulePeriod": [PERIOD]},
    },
}


class Stored(pydantic.BaseModel):
    """A model of the user's that holds messages."""

    station: str
    boot: BootNotificationRequest
    values: list[MeterValuesRequest] = []


@pytest.fixture
def client() -> TestClient:
    """Serve three endpoints."""
    app = FastAPI()

    @app.post("/boot")
    def boot(request: BootNotificationRequest) -> BootNotificationConfirmation:
        assert isinstance(request, BootNotificationRequest)
        return BootNotificationConfirmation(
            status=RegistrationStatus.ACCEPTED,
            current_time=datetime(2024, 5, 1, tzinfo=UTC),
            interval=300,
        )

    @app.post("/profile")
    def profile(request: SetChargingProfileRequest) -> SetChargingProfileRequest:
        return request

    @app.post("/stored")
    def stored(request: Stored) -> Stored:
        return request

    return TestClient(app)


def errors(answer: Any) -> list[tuple[str, list[Any]]]:
    """Return the kinds and places of the errors in an answer."""
    assert answer.status_code == 422
    return [(one["type"], one["loc"]) for one in answer.json()["detail"]]


def test_a_body_and_a_response(client: TestClient) -> None:
    answer = client.post("/boot", json=BOOT)
    assert answer.json() == {
        "status": "Accepted",
        "currentTime": "2024-05-01T00:00:00Z",
        "interval": 300,
    }


def test_nested_objects_come_back_by_wire_names(client: TestClient) -> None:
    assert client.post("/profile", json=PROFILE).json() == PROFILE


def test_every_violation_is_told_with_its_place(client: TestClient) -> None:
    answer = client.post("/boot", json={"chargePointVendor": "V" * 21, "{x}": {"a": 1}})
    assert errors(answer) == [
        ("maxLength", ["body", "chargePointVendor"]),
        ("required", ["body", "chargePointModel"]),
        ("additionalProperties", ["body", "{x}"]),
    ]
    details = answer.json()["detail"]
    assert details[0]["msg"] == "must have at most 20 characters, not 21"
    assert details[2]["msg"] == 'unknown member "{x}"'


def test_items_are_told_by_number(client: TestClient) -> None:
    wrong = {"startPeriod": 0, "limit": 8.15}
    schedule = PROFILE["csChargingProfiles"]["chargingSchedule"]
    schedule = schedule | {"chargingSchedulePeriod": [PERIOD, wrong]}
    payload = PROFILE | {
        "csChargingProfiles": PROFILE["csChargingProfiles"] | {"chargingSchedule": schedule}
    }
    place = ["csChargingProfiles", "chargingSchedule", "chargingSchedulePeriod", 1, "limit"]
    assert errors(client.post("/profile", json=payload)) == [("multipleOf", ["body", *place])]


@pytest.mark.parametrize("body", ["[]", "null", '"x"', "1"])
def test_what_is_no_object(client: TestClient, body: str) -> None:
    headers = {"content-type": "application/json"}
    answer = client.post("/boot", content=body, headers=headers)
    assert answer.status_code == 422


def test_within_a_model(client: TestClient) -> None:
    payload = {"station": "CP-7", "boot": BOOT, "values": []}
    assert client.post("/stored", json=payload).json() == payload
    wrong = payload | {"values": [{"connectorId": "1", "meterValue": []}]}
    assert errors(client.post("/stored", json=wrong)) == [
        ("type", ["body", "values", 0, "connectorId"])
    ]


def test_objects_are_taken_as_they_are_if_valid() -> None:
    boot = BootNotificationRequest.from_dict(BOOT)
    assert Stored(station="CP-7", boot=boot).boot is boot
    boot.charge_point_vendor = "V" * 21
    with pytest.raises(pydantic.ValidationError, match="at most 20 characters"):
        Stored(station="CP-7", boot=boot)


def test_models_write_wire_names() -> None:
    stored = Stored.model_validate({"station": "CP-7", "boot": BOOT})
    assert stored.model_dump() == {"station": "CP-7", "boot": BOOT, "values": []}
    assert Stored.model_validate_json(stored.model_dump_json()) == stored


def test_open_api_shows_the_export(client: TestClient) -> None:
    page = client.get("/openapi.json").json()
    body = page["paths"]["/boot"]["post"]["requestBody"]["content"]["application/json"]
    name = body["schema"]["$ref"].rpartition("/")[2]
    shown = page["components"]["schemas"][name]
    wanted = BootNotificationRequest.json_schema()
    assert shown["properties"] == wanted["properties"]
    assert shown["required"] == wanted["required"]
    assert shown["additionalProperties"] is False
    assert shown["description"] == wanted["description"]
    profile = page["components"]["schemas"]["SetChargingProfileRequest"]
    assert profile["properties"]["csChargingProfiles"]["title"] == "ChargingProfile"
