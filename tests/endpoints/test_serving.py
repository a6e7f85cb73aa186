"""Handlers are kept apart from the peer: whatever they do, it gets an answer."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from ocpp16 import CallRefused, ErrorCode, central_system, charge_point
from ocpp16.core import DataTransferRequest, HeartbeatConfirmation
from ocpp16.events import Answered, Ignored, Send
from ocpp16.firmware import (
    FirmwareStatusNotificationConfirmation,
    UpdateFirmwareConfirmation,
    UpdateFirmwareRequest,
)
from tests.endpoints.ends import ROLES, Everything, endpoint, only, request, response, text

LOGGER = "ocpp16.endpoint"
NOTICE = text("7", "FirmwareStatusNotification")
BEAT = text("7", "Heartbeat")


class Handler(central_system.CentralSystemStub):
    """Does with a heartbeat what it was told to."""

    def __init__(self, act: Any) -> None:
        self.act = act

    def on_heartbeat(self, charge_point_id: str, request: Any) -> Any:
        """Act."""
        return self.act(charge_point_id, request)


def _beat(act: Any) -> list[Any]:
    """Let a handler act on a heartbeat; give the frame that answers it."""
    event = only(central_system.Endpoint(Handler(act), "CP-1").receive(BEAT))
    assert isinstance(event, Send)
    frame: list[Any] = json.loads(event.text)
    return frame


def _raise(error: BaseException) -> Any:
    def act(*_: object) -> Any:
        raise error

    return act


def test_who_asks_is_told() -> None:
    handler = Everything()
    end = central_system.Endpoint(handler, "CP-9")
    end.receive(NOTICE)
    assert handler.served == [
        ("on_firmware_status_notification", "CP-9", request("FirmwareStatusNotification"))
    ]
    assert end.charge_point_id == "CP-9"


def test_an_empty_id_is_told_as_any() -> None:
    """What a charge point is called is for whoever accepts its connection."""
    handler = Everything()
    end = central_system.Endpoint(handler, "")
    assert json.loads(only(end.receive(BEAT)).text)[0] == 3
    assert handler.served == [("on_heartbeat", "", request("Heartbeat"))]
    assert end.charge_point_id == ""


@pytest.mark.parametrize(
    "error",
    [
        *(ValueError("secret"), KeyError("x"), RecursionError(), AssertionError(), OSError()),
        AttributeError("on_heartbeat"),  # that of the handler's own code: it has the method
    ],
)
def test_a_handler_that_fails(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        frame = _beat(_raise(error))
    description = "the receiver failed to serve the request"
    assert frame == [4, "7", "InternalError", description, {}]
    (record,) = caplog.records
    assert (record.name, record.levelname) == (LOGGER, "ERROR")
    assert record.exc_info is not None
    assert record.exc_info[1] is error
    assert 'Heartbeat "7"' in record.getMessage()


def test_a_validation_error_of_a_handler_is_its_own(caplog: pytest.LogCaptureFixture) -> None:
    frame = _beat(lambda *_: UpdateFirmwareRequest.from_dict({}))
    assert frame[2] == "InternalError"
    assert "missing" not in json.dumps(frame)
    assert "missing" in caplog.text


@pytest.mark.parametrize("code", [*ErrorCode])
def test_a_handler_refuses(code: ErrorCode, caplog: pytest.LogCaptureFixture) -> None:
    refused = CallRefused(code, "not now", {"until": [1, None]})
    assert _beat(_raise(refused)) == [4, "7", code, "not now", {"until": [1, None]}]
    said = [one.getMessage() for one in caplog.records]
    assert said == [f'CP-1: refused Heartbeat "7": {code}: not now']


@pytest.mark.parametrize(
    ("refused", "frame"),
    [
        (CallRefused(), ["GenericError", "", {}]),
        (CallRefused("FormatViolation"), ["FormationViolation", "", {}]),
        (CallRefused("Whatever", "x"), ["GenericError", "x", {}]),
    ],
)
def test_a_refusal_is_sent_as_published(refused: CallRefused, frame: list[Any]) -> None:
    assert _beat(_raise(refused)) == [4, "7", *frame]


def test_a_refusal_that_cannot_be_written(caplog: pytest.LogCaptureFixture) -> None:
    refused = CallRefused(ErrorCode.SECURITY_ERROR, "no", {"key": object()})
    assert _beat(_raise(refused)) == [4, "7", "SecurityError", "no", {}]
    assert "no JSON" in caplog.text


def test_a_refusal_of_the_peer_is_not_passed_on(caplog: pytest.LogCaptureFixture) -> None:
    refused = CallRefused(ErrorCode.SECURITY_ERROR, "inner")
    refused.by_peer = True
    assert _beat(_raise(refused))[2] == "InternalError"
    assert "inner" in caplog.text


@pytest.mark.parametrize(
    "wrong",
    [None, {}, "Accepted", HeartbeatConfirmation, FirmwareStatusNotificationConfirmation()],
    ids=str,
)
def test_a_handler_that_returns_something_else(
    wrong: Any, caplog: pytest.LogCaptureFixture
) -> None:
    assert _beat(lambda *_: wrong)[2] == "InternalError"
    (record,) = caplog.records
    assert f"returned {type(wrong).__name__}, not HeartbeatConfirmation" in record.getMessage()


def test_a_handler_that_returns_an_invalid_response(caplog: pytest.LogCaptureFixture) -> None:
    wrong: Any = "yesterday"
    frame = _beat(lambda *_: HeartbeatConfirmation(current_time=wrong))
    assert frame[2] == "InternalError"
    assert "currentTime" not in json.dumps(frame)
    (record,) = caplog.records
    assert "invalid HeartbeatConfirmation: /currentTime" in record.getMessage()


def test_a_response_of_a_derived_class() -> None:
    class Mine(UpdateFirmwareConfirmation):
        """A user's own."""

    end = charge_point.Endpoint(Everything(lambda _: Mine()))
    assert only(end.receive(text("7", "UpdateFirmware"))) == Send('[3,"7",{}]')


def test_a_coroutine_where_nobody_awaits(caplog: pytest.LogCaptureFixture) -> None:
    async def later(*_: object) -> Any:
        raise AssertionError

    assert _beat(later)[2] == "InternalError"
    assert "returned coroutine, not HeartbeatConfirmation" in caplog.text


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(1)])
def test_what_ends_the_process_ends_it(error: BaseException) -> None:
    with pytest.raises(type(error)):
        _beat(_raise(error))


def test_a_handler_may_call(caplog: pytest.LogCaptureFixture) -> None:
    """It gets the text; sending it is for whoever holds the connection."""
    texts = []

    def act(*_: object) -> HeartbeatConfirmation:
        texts.append(end.call(DataTransferRequest(vendor_id="v"), "1"))
        answered = response("Heartbeat")
        assert isinstance(answered, HeartbeatConfirmation)
        return answered

    end = central_system.Endpoint(Handler(act), "CP-1")
    assert json.loads(only(end.receive(BEAT)).text)[0] == 3
    assert texts == ['[2,"1","DataTransfer",{"vendorId":"v"}]']
    assert isinstance(only(end.receive('[3,"1",{"status":"Accepted"}]')), Answered)
    assert not caplog.records


def test_what_the_peer_does_wrong_is_noted(caplog: pytest.LogCaptureFixture) -> None:
    end = endpoint(ROLES[0])
    end.receive('[2,"7","Heartbeat",{"x":1}]')
    end.receive('[2,"7","Heartbeat"]')
    assert [(one.name, one.levelname) for one in caplog.records] == [(LOGGER, "WARNING")] * 2
    assert 'unknown member "x"' in caplog.text


@pytest.mark.parametrize(
    "said", ["", "Heartbeat!", b"\xff", "[]", '[2.0,"7","Heartbeat",{}]', "[3"]
)
def test_a_text_that_is_no_frame_is_noted(
    said: str | bytes, caplog: pytest.LogCaptureFixture
) -> None:
    (event,) = endpoint(ROLES[0]).receive(said)
    assert isinstance(event, Ignored)
    (record,) = caplog.records
    assert (record.name, record.levelname) == (LOGGER, "WARNING")
    assert event.reason in record.getMessage()


def test_hostile_text_does_not_fill_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for said in ("x" * 100_000, json.dumps([2, "7", "X" * 100_000, {"\n" * 100_000: 1}])):
            endpoint(ROLES[0]).receive(said)
            endpoint(ROLES[0]).receive(json.dumps([2, said, "Heartbeat", {}]))
            endpoint(ROLES[0]).receive(json.dumps([2, "7", "Heartbeat", {said: said}]))
    lines = {name: [one.getMessage() for one in caplog.records if one.name == name]
             for name in (LOGGER, "ocpp16.traffic")}  # fmt: skip
    assert len(lines[LOGGER]) == 6
    assert all(len(one) < 1000 for one in lines[LOGGER])
    assert all(one.isprintable() for every in lines.values() for one in every)
