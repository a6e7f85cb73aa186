"""Endpoints of both roles hand payloads to the methods that are theirs, and answer the rest."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.endpoints.ends import connected, only
from tests.payloads.conftest import module
from tests.payloads.test_messages import BROKEN

WHEN = datetime(2025, 1, 1, tzinfo=UTC)
SINCE = '{"since":"2025-01-01T00:00:00Z"}'


def call(**members: Any) -> str:
    """Write the CALL of a DataTransfer."""
    payload = {name: value for name, value in members.items() if value is not None}
    return json.dumps([2, "1", "DataTransfer", payload])


def price(data: str | None = '{"price":1}') -> str:
    """Write that of a price."""
    return call(vendorId="com.acme", messageId="SetPrice", data=data)


def answered(end: Any, text: str) -> Any:
    """Give the payload of the answer to a CALL, or the code of its refusal."""
    answer = json.loads(only(end.receive(text)).text)
    return answer[2]


def station(acme: Any, **methods: Any) -> Any:
    """Make a charge point with some methods."""
    role = module(acme, "charge_point")
    return role.Endpoint(type("Handler", (role.ChargePointStub,), methods)())


def test_both_roles_answer_by_the_methods_of_the_payloads(acme: Any) -> None:
    seen = []

    def on_acme_set_price(_: object, payload: Any) -> Any:
        seen.append(payload)
        return module(acme, "acme").SetPriceResponse(since=WHEN)

    def on_other_hello(_: object, charge_point_id: str, payload: Any) -> Any:
        seen.append((charge_point_id, payload))
        return module(acme, "core").DataTransferConfirmation.from_dict({"status": "Rejected"})

    said = answered(station(acme, on_acme_set_price=on_acme_set_price), price())
    assert said == {"status": "Accepted", "data": SINCE}
    role = module(acme, "central_system")
    handler = type("Handler", (role.CentralSystemStub,), {"on_other_hello": on_other_hello})()
    hello = call(vendorId="org.example.other", messageId="hello", data="{}")
    assert answered(role.Endpoint(handler, "CP-1"), hello) == {"status": "Rejected"}
    assert seen == [
        module(acme, "acme").SetPrice(price=1),
        ("CP-1", module(acme, "other").Hello()),
    ]


def test_a_method_without_a_known_payload_takes_the_request(acme: Any) -> None:
    seen = []

    def on_acme_counters(_: object, request: Any) -> Any:
        seen.append(request.data)
        return module(acme, "acme").CountersResponse(starts=3)

    end = station(acme, on_acme_counters=on_acme_counters)
    said = answered(end, call(vendorId="com.acme", messageId="7", data="anything"))
    assert said == {"status": "Accepted", "data": '{"starts":3}'}
    assert seen == ["anything"]


@pytest.mark.parametrize(
    ("vendor", "message", "status"),
    [
        ("com.acme", "SetPrice", "UnknownMessageId"),
        ("com.acme", "Other", "UnknownMessageId"),
        ("com.acme", None, "UnknownMessageId"),
        ("com.else", "SetPrice", "UnknownVendorId"),
        ("", None, "UnknownVendorId"),
    ],
)
def test_a_stub_knows_no_message(
    acme: Any, vendor: str, message: str | None, status: str
) -> None:
    said = call(vendorId=vendor, messageId=message, data='{"price":1}')
    assert answered(station(acme), said) == {"status": status}


def test_what_only_the_other_role_receives_is_an_unknown_message(acme: Any) -> None:
    role = module(acme, "central_system")
    assert not hasattr(role.CentralSystemStub, "on_acme_set_price")
    end = role.Endpoint(role.CentralSystemStub(), "CP-1")
    assert answered(end, price()) == {"status": "UnknownMessageId"}


def test_a_method_of_ones_own_takes_what_has_no_payload(acme: Any) -> None:
    confirmation = module(acme, "core").DataTransferConfirmation

    def on_data_transfer(_: object, request: Any) -> Any:
        return confirmation.from_dict({"status": "Accepted", "data": request.vendor_id})

    end = station(acme, on_data_transfer=on_data_transfer)
    assert answered(end, call(vendorId="v")) == {"status": "Accepted", "data": "v"}
    assert answered(end, price()) == {"status": "UnknownMessageId"}  # the stub has a method
    alone = type("Alone", (), {"on_data_transfer": on_data_transfer})()
    end = module(acme, "charge_point").Endpoint(alone)
    assert answered(end, price()) == {"status": "Accepted", "data": "com.acme"}


@pytest.mark.parametrize(("data", "pointer", "keyword"), BROKEN)
def test_a_broken_payload_is_rejected_and_logged(
    acme: Any,
    data: str | None,
    pointer: str,
    keyword: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING, f"{acme.__name__}.endpoint"):
        assert answered(station(acme), price(data)) == {"status": "Rejected"}
    (message,) = caplog.messages
    assert message.startswith('central system: rejected DataTransfer "1": SetPrice: ')
    assert len(message) < 400
    assert pointer in message or keyword == "json"


def test_five_megabytes_cost_no_more_than_an_answer_lists(
    acme: Any, caplog: pytest.LogCaptureFixture
) -> None:
    data = json.dumps({"price": 1, "tiers": [{}] * 1_200_000})
    assert len(data) > 4_700_000
    with caplog.at_level(logging.WARNING, f"{acme.__name__}.endpoint"):
        assert answered(station(acme), price(data)) == {"status": "Rejected"}
    (message,) = caplog.messages
    assert message.endswith("and 7 more")
    long = json.dumps({"price": 1, "x": "y" * 5_000_000})
    assert answered(station(acme), price(long)) == {"status": "Rejected"}


@pytest.mark.parametrize("wrong", ["Hello", "SetPrice"])
def test_another_payload_than_the_messages_own_is_the_handlers_fault(
    acme: Any, wrong: str
) -> None:
    made: Any = {
        "Hello": lambda: module(acme, "other").Hello(),
        "SetPrice": lambda: module(acme, "acme").SetPrice(price=1),
    }
    end = station(acme, on_acme_set_price=lambda _, __: made[wrong]())
    assert answered(end, price()) == "InternalError"


def test_an_invalid_payload_of_the_handler_is_its_fault(
    acme: Any, caplog: pytest.LogCaptureFixture
) -> None:
    shown = module(acme, "acme").SetPriceResponse(since=WHEN)
    shown.since = 7
    end = station(acme, on_acme_set_price=lambda _, __: shown)
    with caplog.at_level(logging.ERROR, f"{acme.__name__}.endpoint"):
        assert answered(end, price()) == "InternalError"
    assert "invalid payload: SetPriceResponse: /since: " in caplog.text


def test_a_handler_that_fails_is_no_fault_of_the_payload(acme: Any) -> None:
    def fail(_: object, __: Any) -> Any:
        raise acme.ValidationError([])

    assert answered(station(acme, on_acme_set_price=fail), price()) == "InternalError"


def test_a_handler_may_refuse(acme: Any) -> None:
    def refuse(_: object, __: Any) -> Any:
        raise acme.CallRefused("SecurityError", "not you")

    assert answered(station(acme, on_acme_set_price=refuse), price()) == "SecurityError"


def test_a_coroutine_is_answered_once_it_ends(acme: Any) -> None:
    vendor, core = module(acme, "acme"), module(acme, "core")
    left, right = module(acme, "central_system"), module(acme, "charge_point")

    async def on_acme_set_price(_: object, __: Any) -> Any:
        await asyncio.sleep(0)
        return vendor.SetPriceResponse(since=WHEN)

    methods = {"on_acme_set_price": on_acme_set_price}
    handler = type("Handler", (right.AsyncChargePointStub,), methods)()

    async def talk() -> None:
        system = left.AsyncEndpoint(left.AsyncCentralSystemStub(), "CP-1")
        point = right.AsyncEndpoint(handler)
        async with connected(system, point):
            request = core.DataTransferRequest.of(vendor.SetPrice(price=1))
            answer = await system.call(request)
            assert answer.payload(vendor.SetPriceResponse).since == WHEN
            hello = core.DataTransferRequest.of(module(acme, "other").Hello())
            assert (await point.call(hello)).status == "UnknownMessageId"
            request.data = "{"
            assert (await system.call(request)).status == "Rejected"

    asyncio.run(talk())


def test_a_coroutine_where_nobody_can_await_is_the_handlers_fault(acme: Any) -> None:
    async def on_acme_set_price(_: object, __: Any) -> Any:
        """Never run."""

    end = station(acme, on_acme_set_price=on_acme_set_price)
    assert answered(end, price()) == "InternalError"


def test_answer_hands_payloads_on_without_a_connection(acme: Any) -> None:
    vendor, core = module(acme, "acme"), module(acme, "core")
    role = module(acme, "charge_point")
    shown = vendor.SetPriceResponse(since=WHEN)

    async def later(_: object, __: Any) -> Any:
        return shown

    request = core.DataTransferRequest.of(vendor.SetPrice(price=1))
    methods = {"on_acme_set_price": lambda _, __: shown}
    handler = type("Handler", (role.ChargePointStub,), methods)()
    assert role.answer(handler, request).payload(vendor.SetPriceResponse) == shown
    slow = type("Slow", (role.AsyncChargePointStub,), {"on_acme_set_price": later})()
    answer = asyncio.run(role.answer_async(slow, request))
    assert answer.payload(vendor.SetPriceResponse) == shown
    request.message_id = "Other"
    assert role.answer(handler, request).status == "UnknownMessageId"
    broken = core.DataTransferRequest(vendor_id="com.acme", message_id="SetPrice", data="")
    with pytest.raises(acme.ValidationError):
        role.answer(handler, broken)


def test_a_tolerance_reads_the_message_and_not_the_payload(acme: Any) -> None:
    tolerance = module(acme, "tolerance").Tolerance("additionalProperties", "multipleOf")
    role = module(acme, "charge_point")
    end = role.Endpoint(role.ChargePointStub(), tolerance=tolerance)
    assert answered(end, price('{"price":0.001}')) == {"status": "Rejected"}
    extra = call(vendorId="com.acme", messageId="SetPrice", data='{"price":1}', note="x")
    assert answered(end, extra) == {"status": "UnknownMessageId"}


def test_an_object_in_the_place_of_its_text_may_pass(acme: Any) -> None:
    shown = module(acme, "acme").SetPriceResponse(since=WHEN)
    role = module(acme, "charge_point")
    methods = {"on_acme_set_price": lambda _, __: shown}
    handler = type("Handler", (role.ChargePointStub,), methods)()
    said = call(vendorId="com.acme", messageId="SetPrice", data={"price": 1})
    assert answered(role.Endpoint(handler), said) == "TypeConstraintViolation"
    field = role.Endpoint(handler, tolerance=module(acme, "tolerance").FIELD)
    assert answered(field, said) == {"status": "Accepted", "data": SINCE}


def test_the_traffic_log_has_each_text_as_it_was(
    acme: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, f"{acme.__name__}.traffic"):
        answered(station(acme), price())
    assert caplog.messages == [
        r'station <- [2,"1","DataTransfer",{"vendorId":"com.acme","messageId":"SetPrice",'
        r'"data":"{\"price\":1}"}]',
        'station -> [3,"1",{"status":"UnknownMessageId"}]',
    ]


def test_a_later_version_serves_payloads_as_well(later: Any) -> None:
    vendor = module(later, "acme")
    role = module(later, "charging_station")
    methods = {"on_acme_set_price": lambda _, __: vendor.SetPriceResponse(since=WHEN)}
    end = role.Endpoint(type("Handler", (role.ChargingStationStub,), methods)())
    members = {"vendorId": "com.acme", "messageId": "SetPrice"}
    said = answered(end, call(**members, data={"price": 1}))
    assert said == {"status": "Accepted", "data": {"since": "2025-01-01T00:00:00Z"}}
    wrong: list[Any] = [{"price": -1}, '{"price":1}', [], None]
    for data in wrong:
        assert answered(end, call(**members, data=data)) == {"status": "Rejected"}
    assert answered(end, call(vendorId="com.else")) == {"status": "UnknownVendorId"}
