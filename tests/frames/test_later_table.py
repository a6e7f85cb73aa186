"""What becomes of each text of the table in OCPP 2.0.1 and in 2.1."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

import pytest

from tests.frames.later_rows import OURS, TABLE, Row

PACKAGES = {"2.0.1": "ocpp201", "2.1": "ocpp21"}

CASES = [
    pytest.param(row, edition, id=f"{edition}: {row.section} {row.name}")
    for row in TABLE
    for edition in PACKAGES
]


class Handler:
    """Serves DataTransfer, and takes what is sent without being answered."""

    def __init__(self, package: str) -> None:
        self._data = import_module(f"{package}.data")
        self.served: list[Any] = []

    def on_data_transfer(self, charging_station_id: str, request: Any) -> Any:
        assert charging_station_id == "CS-1"
        self.served.append(request)
        return self._data.DataTransferResponse(status="Accepted")

    def on_notify_periodic_event_stream(self, charging_station_id: str, request: Any) -> None:
        assert charging_station_id == "CS-1"
        self.served.append(request)


class End:
    """A CSMS that waits for the answer to a call."""

    def __init__(self, edition: str) -> None:
        name = PACKAGES[edition]
        self.events: Any = import_module(f"{name}.events")
        self.errors: Any = import_module(f"{name}.errors")
        self.handler = Handler(name)
        handler: Any = self.handler
        self.endpoint: Any = import_module(f"{name}.csms").Endpoint(handler, "CS-1")
        data = import_module(f"{name}.data")
        self.endpoint.call(data.DataTransferRequest(vendor_id="v"), OURS)

    def outcome(self, text: str | bytes) -> tuple[str, str]:
        """Give the end a text; say what became of it, in the words of the table, and the id."""
        events = self.endpoint.receive(text)
        first = events[0]
        if len(events) > 1:
            assert isinstance(events[1], self.events.Failed)
            assert isinstance(events[1].error, self.errors.InvalidResponse)
        if isinstance(first, self.events.Send):
            return _sent(first.text, alone=len(events) == 1)
        assert len(events) == 1
        return self._event(first), ""

    def _event(self, event: Any) -> str:
        if isinstance(event, self.events.Answered):
            return "answered"
        if isinstance(event, self.events.Failed):
            error = event.error
            refused = isinstance(error, self.errors.CallRefused)
            return f"refused: {error.code}" if refused else "unreadable"
        if isinstance(event, self.events.Ignored):
            assert 0 < len(event.reason) < 200
            return "ignored"
        words = {"Received": "received", "ResultRefused": "result refused"}
        return words[type(event).__name__]


def _sent(text: str, *, alone: bool) -> tuple[str, str]:
    frame = json.loads(text)
    assert alone is (frame[0] != 5)
    if frame[0] == 3:
        return "served", frame[1]
    assert len(frame) == 5
    return ("5 " if frame[0] == 5 else "") + frame[2], frame[1]


@pytest.mark.parametrize(("row", "edition"), CASES)
def test_a_text_has_its_outcome(row: Row, edition: str) -> None:
    end = End(edition)
    outcome, ident = end.outcome(row.given)
    expected = row.outcome_in(edition)
    assert outcome == expected
    if ident and outcome != "served":
        assert ident == row.id
    assert bool(end.handler.served) == (expected in ("served", "received"))
    ended = expected.split(":")[0] in ("answered", "refused", "unreadable")
    assert (end.endpoint.pending is None) == (ended or expected.startswith("5 "))


@pytest.mark.parametrize(("row", "edition"), CASES)
def test_an_answer_is_never_answered(row: Row, edition: str) -> None:
    """Two ends that refuse everything come to rest."""
    texts: list[str | bytes] = [row.given]
    ends = [End(edition).endpoint, End(edition).endpoint]
    for turn in range(4):
        events = [event for text in texts for event in ends[turn % 2].receive(text)]
        texts = [event.text for event in events if type(event).__name__ == "Send"]
    assert texts == []


@pytest.mark.parametrize("edition", PACKAGES)
def test_the_codes_are_the_twelve(edition: str) -> None:
    errors = import_module(f"{PACKAGES[edition]}.errors")
    assert sorted(errors.ErrorCode) == [
        "FormatViolation",
        "GenericError",
        "InternalError",
        "MessageTypeNotSupported",
        "NotImplemented",
        "NotSupported",
        "OccurrenceConstraintViolation",
        "PropertyConstraintViolation",
        "ProtocolError",
        "RpcFrameworkError",
        "SecurityError",
        "TypeConstraintViolation",
    ]


@pytest.mark.parametrize(
    ("package", "subprotocol"),
    [("ocpp16", "ocpp1.6"), ("ocpp201", "ocpp2.0.1"), ("ocpp21", "ocpp2.1")],
)
def test_the_subprotocol(package: str, subprotocol: str) -> None:
    found: str = import_module(package).SUBPROTOCOL
    assert found == subprotocol
