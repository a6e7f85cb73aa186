"""A DataTransfer carries a payload, and gives it back by its vendor and message."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.payloads.conftest import module

WHEN = datetime(2025, 1, 1, tzinfo=UTC)
DEEP = '{"price":1,"parts":' + '{"part":' * 100_000 + "{}" + "}" * 100_000 + "}"
BROKEN: list[tuple[str | None, str, str]] = [
    ('{"price":-1}', "/data/price", "minimum"),
    ('{"price":"1"}', "/data/price", "type"),
    ('{"price":1,"tiers":[{"from":1},{}]}', "/data/tiers/1", "required"),
    ('{"price":1,"a/b~c":1}', "/data/a~1b~0c", "additionalProperties"),
    ('{"price":1,"price":2}', "/data", "json"),
    ("{}", "/data", "required"),
    ("[]", "/data", "type"),
    ("null", "/data", "type"),
    ("", "/data", "json"),
    ("{", "/data", "json"),
    ('{"price":1}x', "/data", "json"),
    ('{"price":NaN}', "/data", "json"),
    (DEEP, "/data", "json"),
    (None, "", "required"),
]


@pytest.mark.parametrize(("data", "pointer", "keyword"), BROKEN)
def test_what_is_wrong_has_its_place_in_the_message(
    acme: Any, data: str | None, pointer: str, keyword: str
) -> None:
    core = module(acme, "core")
    request = core.DataTransferRequest(vendor_id="com.acme", message_id="SetPrice", data=data)
    with pytest.raises(acme.ValidationError) as caught:
        request.payload()
    assert caught.value.type is module(acme, "acme").SetPrice
    assert (pointer, keyword) in {(one.pointer, one.keyword) for one in caught.value.violations}


def test_every_violation_of_a_large_payload_is_told(acme: Any) -> None:
    core = module(acme, "core")
    data = json.dumps({"price": 1, "tiers": [{}] * 1000})
    request = core.DataTransferRequest(vendor_id="com.acme", message_id="SetPrice", data=data)
    with pytest.raises(acme.ValidationError) as caught:
        request.payload()
    assert len(caught.value.violations) == 1000


def test_a_payload_goes_into_a_request_and_comes_back(acme: Any) -> None:
    vendor, core = module(acme, "acme"), module(acme, "core")
    price = vendor.SetPrice(price=0.35, tiers=[vendor.Tiers(from_=1)])
    request = core.DataTransferRequest.of(price)
    assert request.to_dict() == {
        "vendorId": "com.acme",
        "messageId": "SetPrice",
        "data": '{"price":0.35,"tiers":[{"from":1}]}',
    }
    assert core.DataTransferRequest.from_json(request.to_json()).payload() == price


def test_a_later_version_carries_the_payload_itself(later: Any) -> None:
    vendor, data = module(later, "acme"), module(later, "data")
    price = vendor.SetPrice(price=0.35)
    request = data.DataTransferRequest.of(price)
    assert request.to_dict()["data"] == {"price": 0.35}
    assert data.DataTransferRequest.from_json(request.to_json()).payload() == price
    for wrong in (None, '{"price":1}', [1]):
        carried = data.DataTransferRequest(
            vendor_id="com.acme", message_id="SetPrice", data=wrong
        )
        with pytest.raises(later.ValidationError) as caught:
            carried.payload()
        (violation,) = caught.value.violations
        assert (violation.pointer, violation.keyword) == ("/data", "type")
    nothing = data.DataTransferRequest(vendor_id="com.acme", message_id="SetPrice")
    with pytest.raises(later.ValidationError, match='missing required member "data"'):
        nothing.payload()
    response = data.DataTransferResponse.of(vendor.SetPriceResponse(since=WHEN))
    assert response.payload(vendor.SetPriceResponse) == vendor.SetPriceResponse(since=WHEN)
    refused = data.DataTransferResponse(status=type(response.status)("Rejected"))
    assert refused.payload(vendor.SetPriceResponse) is None


def test_a_response_carries_a_payload_with_a_status(acme: Any) -> None:
    vendor, core = module(acme, "acme"), module(acme, "core")
    shown = vendor.SetPriceResponse(since=WHEN)
    response = core.DataTransferConfirmation.of(shown)
    assert response.status == "Accepted"
    assert response.payload(vendor.SetPriceResponse) == shown
    rejected = core.DataTransferStatus.REJECTED
    response = core.DataTransferConfirmation.of(shown, rejected)
    assert (response.status, response.data) == (rejected, '{"since":"2025-01-01T00:00:00Z"}')
    broken = core.DataTransferConfirmation(status=rejected, data='{"since":1}')
    with pytest.raises(acme.ValidationError, match="/data/since"):
        broken.payload(vendor.SetPriceResponse)
    empty = core.DataTransferConfirmation(status=rejected)
    assert empty.payload(vendor.SetPriceResponse) is None


@pytest.mark.parametrize(
    ("vendor", "message"),
    [("com.acme", "Other"), ("com.acme", None), ("com.else", "SetPrice"), ("com.acme", "7")],
)
def test_what_nothing_is_known_of_has_no_payload(
    acme: Any, vendor: str, message: str | None
) -> None:
    core = module(acme, "core")
    request = core.DataTransferRequest(vendor_id=vendor, message_id=message, data="text")
    assert request.payload() is None
    assert core.DataTransferRequest.check(request.to_dict()) == []


def test_an_invalid_payload_is_not_carried(acme: Any) -> None:
    vendor, core = module(acme, "acme"), module(acme, "core")
    with pytest.raises(acme.ValidationError):
        core.DataTransferRequest.of(vendor.SetPrice(price=-1))


def test_the_registry_has_every_message(acme: Any) -> None:
    vendor = module(acme, "acme")
    assert list(acme.PAYLOADS) == [
        ("com.acme", "SetPrice"),
        ("com.acme", "7"),
        ("org.example.other", "hello"),
    ]
    assert acme.PAYLOADS["com.acme", "SetPrice"] is vendor.SET_PRICE
    assert vendor.SET_PRICE.request_type is vendor.SetPrice
    assert vendor.SET_PRICE.initiator == "central_system"
    assert vendor.COUNTERS.request_type is None
    assert vendor.COUNTERS.response_type is vendor.CountersResponse
    assert issubclass(vendor.SetPrice, acme.VendorPayload)
    assert ("com.acme", "Other") not in acme.PAYLOADS
