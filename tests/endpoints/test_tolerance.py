"""Endpoints with a tolerance: for requests and answers, counted, logged once, told."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from ocpp16 import InvalidResponse, Violation
from ocpp16.central_system import AsyncEndpoint, CentralSystemStub, Endpoint
from ocpp16.charge_point import ChargePointStub
from ocpp16.charge_point import Endpoint as ChargePointEndpoint
from ocpp16.core import (
    HeartbeatConfirmation,
    HeartbeatRequest,
    ResetConfirmation,
    ResetRequest,
    ResetType,
    StatusNotificationConfirmation,
    StatusNotificationRequest,
)
from ocpp16.events import Answered, Failed
from ocpp16.tolerance import Tolerance

if TYPE_CHECKING:
    from collections.abc import Callable

LOGGER = "ocpp16.endpoint"
PAYLOAD = {"connectorId": 1, "errorCode": "Error", "status": "Available", "x": 1}
FRAME = f'[2,"1","StatusNotification",{json.dumps(PAYLOAD)}]'
BOTH = Tolerance("StatusNotification.req enum", "additionalProperties")


class CentralSystem(CentralSystemStub):
    """Keeps what it is asked."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.seen: list[StatusNotificationRequest] = []

    def on_status_notification(
        self, charge_point_id: str, request: StatusNotificationRequest
    ) -> StatusNotificationConfirmation:
        """Keep it."""
        assert charge_point_id == "CP-7"
        self.seen.append(request)
        return StatusNotificationConfirmation()


class Alive(CentralSystemStub):
    """Answers Heartbeat."""

    def on_heartbeat(self, _: str, request: HeartbeatRequest) -> HeartbeatConfirmation:
        """Tell the time."""
        assert request == HeartbeatRequest()
        return HeartbeatConfirmation(current_time=datetime.now(UTC))


def code(events: list[Any]) -> str:
    """Return the error code of an answer, or that it is none."""
    answer = json.loads(events[0].text)
    return str(answer[2]) if answer[0] == 4 else "answered"


def test_strict_is_the_default() -> None:
    handler = CentralSystem()
    endpoint = Endpoint(handler, "CP-7")
    assert code([*endpoint.receive(FRAME)]) == "FormationViolation"
    assert handler.seen == []
    assert endpoint.tolerated == {}


def test_a_request_is_read_and_told() -> None:
    handler = CentralSystem()
    told: list[tuple[str, str, list[Violation]]] = []

    def tell(station: str, message: str, violations: list[Violation]) -> None:
        told.append((station, message, violations))

    endpoint = Endpoint(handler, "CP-7", tolerance=BOTH, on_violation=tell)
    assert code([*endpoint.receive(FRAME)]) == "answered"
    assert handler.seen[0].error_code == "Error"
    station, message, violations = told[0]
    assert (station, message) == ("CP-7", "StatusNotification.req")
    assert [one.pointer for one in violations] == ["/errorCode", "/x"]
    assert endpoint.tolerated == {
        ("StatusNotification.req", "StatusNotification.req enum"): 1,
        ("StatusNotification.req", "additionalProperties"): 1,
    }
    so_far = endpoint.tolerated
    endpoint.receive(FRAME)
    assert {*so_far.values()} == {1}
    assert {*endpoint.tolerated.values()} == {2}


TWICE = '[2,"1","StatusNotification",{"connectorId":1,"status":"Available",%s}]'


@pytest.mark.parametrize(
    "members",
    [
        '"errorCode":"Error","connectorId":2',
        '"errorCode":"NoError","info":"a,b","connectorId":2',
    ],
)
@pytest.mark.parametrize("encode", [str, str.encode])
def test_of_a_member_twice_the_last_counts(
    members: str, encode: Callable[[str], str | bytes]
) -> None:
    handler = CentralSystem()
    endpoint = Endpoint(
        handler, "CP-7", tolerance=Tolerance("StatusNotification.req json", "enum")
    )
    assert code([*endpoint.receive(encode(TWICE % members))]) == "answered"
    assert handler.seen[0].connector_id == 2
    assert endpoint.tolerated["StatusNotification.req", "StatusNotification.req json"] == 1


@pytest.mark.parametrize(
    "tolerance", [None, Tolerance("enum", "type"), Tolerance("Reset.conf json")]
)
@pytest.mark.parametrize(
    "text", [TWICE % '"errorCode":"NoError","connectorId":2', TWICE % '"info":[{"a":1,"a":1}]']
)
def test_a_member_twice_is_refused_but_for_a_rule(
    tolerance: Tolerance | None, text: str
) -> None:
    handler = CentralSystem()
    events = [*Endpoint(handler, "CP-7", tolerance=tolerance).receive(text)]
    assert code(events) == "FormationViolation"
    assert "twice in one object" in getattr(events[0], "text", "")
    assert handler.seen == []


@pytest.mark.parametrize(
    "text",
    [
        '[2,"1",{"a":1,"a":2}]',
        '[2,"1","Heartbeat",{"a":1,"a":2}]]',
        '[4,"1","X","",{"a":1,"a":2}]',
    ],
)
def test_what_else_is_wrong_with_the_text_of_a_frame_never_passes(text: str) -> None:
    every = Tolerance("json", "additionalProperties")
    for tolerance in (None, every):
        endpoint = Endpoint(CentralSystem(), "CP-7", tolerance=tolerance)
        events = [*endpoint.receive(text)]
        assert events == [*Endpoint(CentralSystem(), "CP-7").receive(text)]
        assert endpoint.tolerated == {}


def test_what_is_at_fault_a_thousand_times_is_not_mended() -> None:
    for count, wanted in (
        (1000, "answered"),
        (1001, "FormationViolation"),
        (20_000, "FormationViolation"),
    ):
        others = ",".join(f'"x{number}":1' for number in range(count))
        text = f'[2,"1","Heartbeat",{{{others}}}]'
        endpoint = Endpoint(Alive(), "CP-7", tolerance=Tolerance("additionalProperties"))
        assert code([*endpoint.receive(text)]) == wanted
        assert sum(endpoint.tolerated.values()) == (count if wanted == "answered" else 0)


def test_an_answer_may_name_a_member_twice() -> None:
    answer = '[3,"1",{"status":"Rejected","status":"Accepted"}]'
    for tolerance, wanted in (
        (None, Failed),
        (Tolerance("enum"), Failed),
        (Tolerance("json"), Answered),
    ):
        endpoint = Endpoint(CentralSystem(), "CP-7", tolerance=tolerance)
        endpoint.call(ResetRequest(type_=ResetType.SOFT), id="1")
        (event,) = endpoint.receive(answer)
        assert isinstance(event, wanted)
        if isinstance(event, Answered):
            assert event.response == ResetConfirmation.from_dict({"status": "Accepted"})


def test_what_may_not_pass_decides_the_code() -> None:
    endpoint = Endpoint(CentralSystem(), "CP-7", tolerance=Tolerance("additionalProperties"))
    events = [*endpoint.receive(FRAME)]
    assert code(events) == "PropertyConstraintViolation"
    assert "unknown member" not in getattr(events[0], "text", "")


def test_it_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    endpoint = Endpoint(CentralSystem(), "CP-7", tolerance=BOTH)
    with caplog.at_level(logging.DEBUG, LOGGER):
        for _ in range(3):
            endpoint.receive(FRAME)
    levels = [one.levelname for one in caplog.records if "enum" in one.getMessage()]
    assert levels == ["WARNING", "DEBUG", "DEBUG"]
    assert caplog.records[0].getMessage().startswith("CP-7: StatusNotification.req: let pass")
    assert endpoint.tolerated["StatusNotification.req", "additionalProperties"] == 3
    rule = "'StatusNotification.req enum': "
    said = [one.getMessage().partition(rule)[2] for one in caplog.records]
    assert {len(one) for one in said if one} == {255}  # it lists what would be valid: cut


def test_who_connects_cannot_forge_a_line(caplog: pytest.LogCaptureFixture) -> None:
    def fail(*_: object) -> None:
        raise KeyError

    name = "CP-7\nCP-8: all is well" + "x" * 1000
    endpoint = Endpoint(CentralSystem(), name, tolerance=BOTH, on_violation=fail)
    endpoint.receive(FRAME)
    lines = [one.getMessage() for one in caplog.records]
    assert len(lines) >= 3
    assert all(one.startswith("CP-7\\nCP-8: all is well") for one in lines)
    assert all(one.isprintable() and len(one) < 500 for one in lines)


def test_a_hook_that_fails_harms_nobody(caplog: pytest.LogCaptureFixture) -> None:
    def fail(*_: object) -> None:
        raise KeyError

    endpoint = Endpoint(CentralSystem(), "CP-7", tolerance=BOTH, on_violation=fail)
    assert code([*endpoint.receive(FRAME)]) == "answered"
    assert "on_violation failed" in caplog.text


def test_an_answer_is_read_with_it() -> None:
    answer = '[3,"1",{"status":"Maybe","x":1}]'
    for tolerance, wanted in (
        (None, Failed),
        (Tolerance("additionalProperties", "enum"), Answered),
    ):
        endpoint = Endpoint(CentralSystem(), "CP-7", tolerance=tolerance)
        endpoint.call(ResetRequest(type_=ResetType.SOFT), id="1")
        (event,) = endpoint.receive(answer)
        assert isinstance(event, wanted)
        if isinstance(event, Answered):
            assert isinstance(event.response, ResetConfirmation)
            assert event.response.status == "Maybe"


def test_a_charge_point_may_be_tolerant_too() -> None:
    class ChargePoint(ChargePointStub):
        def on_reset(self, request: ResetRequest) -> Any:
            assert request.type_ == "Cold"
            return ResetConfirmation.from_dict({"status": "Accepted"})

    endpoint = ChargePointEndpoint(ChargePoint(), tolerance=Tolerance("enum"))
    assert code([*endpoint.receive('[2,"1","Reset",{"type":"Cold"}]')]) == "answered"


def test_in_asyncio() -> None:
    told: list[list[Violation]] = []
    sent: list[str] = []

    async def talk() -> None:
        inbox: asyncio.Queue[str | None] = asyncio.Queue()

        async def receive() -> str:
            text = await inbox.get()
            if text is None:
                raise EOFError
            return text

        async def send(text: str) -> None:
            sent.append(text)
            if text.startswith("[2"):
                await inbox.put(f'[3,"{json.loads(text)[1]}",{{"status":"Accepted","x":1}}]')

        def tell(_: str, __: str, violations: list[Violation]) -> None:
            told.append(violations)

        endpoint = AsyncEndpoint(CentralSystem(), "CP-7", tolerance=BOTH, on_violation=tell)
        serving = asyncio.create_task(endpoint.serve(send, receive))
        await inbox.put(FRAME)
        answer = await endpoint.call(ResetRequest(type_=ResetType.SOFT))
        assert answer.status == "Accepted"
        strict = AsyncEndpoint(CentralSystem(), "CP-7")
        await inbox.put(None)
        await serving
        assert len(endpoint.tolerated) == 3
        assert strict.tolerated == {}

    asyncio.run(talk())
    assert [len(one) for one in told] == [2, 1]
    assert '[3,"1",{}]' in sent


@pytest.mark.parametrize("make", [Endpoint, ChargePointEndpoint])
def test_what_is_sent_is_strict(make: Callable[..., Any]) -> None:
    endpoint = make(CentralSystem(), "CP-7", tolerance=BOTH)
    request: Any = (
        ResetRequest(type_=ResetType.SOFT)
        if make is Endpoint
        else StatusNotificationRequest(
            connector_id=1,
            error_code="Error",  # type: ignore[arg-type]  # wrong on purpose
            status="Available",  # type: ignore[arg-type]  # likewise
        )
    )
    if make is Endpoint:
        request.type_ = "Cold"
    with pytest.raises(ValueError, match="must be one of"):
        endpoint.call(request)


def test_an_answer_beyond_the_tolerance_is_invalid() -> None:
    endpoint = Endpoint(CentralSystem(), "CP-7", tolerance=Tolerance("additionalProperties"))
    endpoint.call(ResetRequest(type_=ResetType.SOFT), id="1")
    (event,) = endpoint.receive('[3,"1",{"status":"Maybe","x":1}]')
    assert isinstance(event, Failed)
    assert isinstance(event.error, InvalidResponse)
    assert {one.keyword: one.tolerated for one in event.error.violations} == {
        "enum": False,
        "additionalProperties": True,
    }
