"""Calls without a connection: matched with their answers, one at a time, time told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ocpp16 import CallRefused, ErrorCode, ValidationError
from ocpp16.core import ResetRequest, ResetType
from ocpp16.errors import CallFailed, CallPending, CallTimedOut, InvalidResponse, NotConnected
from ocpp16.events import Answered, Failed, Ignored, Send
from tests.endpoints.ends import ROLES, endpoint, only, payload, request, response, text

NOTICE = text("7", "FirmwareStatusNotification")


@pytest.mark.parametrize("role", ROLES)
def test_a_call_is_answered(role: Any) -> None:
    end = endpoint(role)
    asked = request("DataTransfer")
    said = json.loads(end.call(asked))
    assert said == [2, end.pending, "DataTransfer", payload("DataTransfer", "request")]
    assert 0 < len(end.pending) <= 36
    answer = payload("DataTransfer", "response")
    event = only(end.receive(json.dumps([3, end.pending, answer])))
    assert event == Answered(said[1], asked, response("DataTransfer"))
    assert end.pending is None
    assert json.loads(end.call(asked))[1] != said[1]


def test_ids_may_be_given() -> None:
    end = endpoint(ROLES[0])
    assert json.loads(end.call(request("Reset"), "x" * 36))[1] == "x" * 36
    assert end.pending == "x" * 36
    with pytest.raises(ValueError, match="36 characters"):
        endpoint(ROLES[0]).call(request("Reset"), id="x" * 37)


@pytest.mark.parametrize(
    "ident", ['say "1"', "back\\slash", "new\nline", "\x00", "äöü", "\ud800"]
)
def test_an_id_may_be_any_text(ident: str) -> None:
    """What JSON has to escape in it is escaped, so that the peer reads the same id."""
    end = endpoint(ROLES[0])
    said = end.call(request("Reset"), ident)
    assert json.loads(said) == [2, ident, "Reset", payload("Reset", "request")]
    answer = json.dumps([3, ident, payload("Reset", "response")])
    assert isinstance(only(end.receive(answer)), Answered)


def test_ids_are_not_made_twice() -> None:
    made = set()
    for _ in range(1000):
        end = endpoint(ROLES[0])
        end.call(request("Reset"))
        made.add(end.pending)
    assert len(made) == 1000


@pytest.mark.parametrize("role", ROLES)
def test_one_call_at_a_time(role: Any) -> None:
    end = endpoint(role)
    first = end.call(request("DataTransfer"), "1")
    with pytest.raises(CallPending, match="DataTransfer still waits"):
        end.call(request("DataTransfer"), "2")
    assert end.pending == "1"
    assert isinstance(only(end.receive('[3,"2",{"status":"Accepted"}]')), Ignored)
    assert isinstance(only(end.receive('[3,"1",{"status":"Accepted"}]')), Answered)
    assert isinstance(only(end.receive('[3,"1",{"status":"Accepted"}]')), Ignored)
    assert end.call(request("DataTransfer"), "1") == first


def test_a_call_crosses_one_of_the_peer() -> None:
    """One in each direction, and of the same id, too (section 4.1.1)."""
    end = endpoint(ROLES[0])
    end.call(request("Reset"), "7")
    assert isinstance(only(end.receive(NOTICE)), Send)
    assert end.pending == "7"
    assert isinstance(only(end.receive('[3,"7",{"status":"Accepted"}]')), Answered)


def test_an_invalid_request_is_not_sent() -> None:
    end = endpoint(ROLES[0])
    wrong: Any = "Firm"
    with pytest.raises(ValidationError, match="type"):
        end.call(ResetRequest(type_=wrong))
    assert end.pending is None
    end.call(ResetRequest(type_=ResetType.SOFT))


def test_a_refusal_is_told() -> None:
    end = endpoint(ROLES[0])
    asked = request("Reset")
    end.call(asked, "1")
    event = only(end.receive('[4,"1","NotSupported","not here",{"why":["so"]}]'))
    assert (event.id, event.request) == ("1", asked)
    error = event.error
    assert isinstance(error, CallRefused)
    assert (error.code, error.description) == (ErrorCode.NOT_SUPPORTED, "not here")
    assert (error.details, error.by_peer) == ({"why": ["so"]}, True)
    assert str(error) == "NotSupported: not here"


def test_an_unreadable_answer_is_told() -> None:
    end = endpoint(ROLES[0])
    end.call(request("Reset"), "1")
    event = only(end.receive('[3,"1",{"status":"Perhaps","x":1}]'))
    assert isinstance(event.error, InvalidResponse)
    assert [one.pointer for one in event.error.violations] == ["/x", "/status"]
    assert "/status" in str(event.error)
    end.call(request("Reset"), "1")
    event = only(end.receive('[3,"1",{"status":"Accepted"}'))
    assert [one.keyword for one in event.error.violations] == ["json"]


def test_what_can_become_of_a_call_has_one_base() -> None:
    kinds = (CallRefused, InvalidResponse, CallTimedOut, CallPending, NotConnected)
    assert all(issubclass(kind, CallFailed) for kind in kinds)
    assert not any(issubclass(one, two) for one in kinds for two in kinds if one is not two)


def test_a_call_times_out() -> None:
    end = endpoint(ROLES[0], timeout=10)
    asked = request("Reset")
    assert end.tick(5000.0) == []
    end.call(asked, "1")
    assert end.tick(5100.0) == []  # the first after the call: its waiting begins
    assert end.tick(5109.9) == []
    event = only(end.tick(5110.0))
    assert isinstance(event, Failed)
    assert (event.id, event.request) == ("1", asked)
    assert isinstance(event.error, CallTimedOut)
    assert "Reset within 10 s" in str(event.error)
    assert (end.tick(9999.0), end.pending) == ([], None)
    late = only(end.receive('[3,"1",{"status":"Accepted"}]'))
    assert isinstance(late, Ignored)


def test_a_late_answer_is_none_to_the_next_call() -> None:
    end = endpoint(ROLES[0], timeout=0)
    end.call(request("Reset"), "1")
    assert len(end.tick(0.0)) == 1
    end.call(request("Reset"), "2")
    assert isinstance(only(end.receive('[3,"1",{"status":"Accepted"}]')), Ignored)
    assert end.pending == "2"


def test_a_clock_that_starts_anywhere() -> None:
    end = endpoint(ROLES[0], timeout=1)
    end.call(request("Reset"), "1")
    assert end.tick(-7.0) == []
    assert len(end.tick(-6.0)) == 1


def test_the_connection_ends() -> None:
    end = endpoint(ROLES[0])
    assert end.close() == []
    end.call(request("Reset"), "1")
    event = only(end.close())
    assert isinstance(event.error, NotConnected)
    assert (end.close(), end.pending) == ([], None)
    end.call(request("Reset"), "2")  # of the next connection


def test_when_the_next_time_out_is_due() -> None:
    end = endpoint(ROLES[0], timeout=10)
    assert [end.next_timeout] == [None]
    end.call(request("Reset"), "1")
    assert [end.next_timeout] == [None]  # its waiting has not begun
    assert end.tick(5100.0) == []
    assert [end.next_timeout] == [5110.0]
    assert end.tick(5109.999) == []
    assert len(end.tick(5110.0)) == 1
    assert [end.next_timeout] == [None]


def test_a_failure_has_what_came() -> None:
    end = endpoint(ROLES[0])
    end.call(request("Reset"), "1")
    said = '[3,"1",{"status":"Perhaps"}]'
    event = only(end.receive(said))
    assert (event.text, event.payload) == (said, {"status": "Perhaps"})
    assert event.violations == event.error.violations != []
    end.call(request("Reset"), "1")
    event = only(end.receive(b'[3,"1"]'))
    assert (event.text, event.payload) == (b'[3,"1"]', None)
    end.call(request("Reset"), "1")
    event = only(end.close())
    assert (event.text, event.payload, event.violations) == (None, None, [])
