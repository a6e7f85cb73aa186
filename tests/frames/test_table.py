"""What becomes of each text of the table, in either role."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ocpp16.errors import CallRefused, ErrorCode, InvalidResponse
from ocpp16.events import Answered, Event, Failed, Ignored, Send
from ocpp16.frames import Call, CallError, FrameError, parse
from tests.endpoints.ends import ROLES, Everything, endpoint, only, parsed, request, response
from tests.frames.rows import GOOD, OURS, REFUSED, TABLE, Row

if TYPE_CHECKING:
    from ocpp16 import Initiator

CASES = [
    pytest.param(row, role, id=f"{row.section} {row.name}, {role}")
    for row in TABLE
    for role in ROLES
]


class Handler(Everything):
    """Serves everything but what is refused for want of a method."""

    def __init__(self, role: Initiator) -> None:
        super().__init__()
        self.lacks = {"Authorize": "on_authorize", "ClearCache": "on_clear_cache"}[
            REFUSED[role]
        ]

    def __getattr__(self, name: str) -> Any:
        """Lack one method."""
        if name == self.lacks:
            raise AttributeError(name)
        return super().__getattr__(name)


def _outcome(event: Event) -> str:
    """Say what became of a text, in the words of the table."""
    match event:
        case Send(text):
            frame = json.loads(text)
            return "served" if frame[0] == 3 else str(frame[2])
        case Answered():
            return "answered"
        case Failed(error=CallRefused() as error):
            assert error.by_peer
            return f"refused: {error.code}"
        case Failed(error=InvalidResponse() as error):
            assert error.violations
            return "unreadable"
        case Ignored(reason):
            assert 0 < len(reason) < 200
            return "ignored"
    raise AssertionError(event)


@pytest.mark.parametrize(("row", "role"), CASES)
def test_a_text_has_its_outcome(row: Row, role: Initiator) -> None:
    handler = Handler(role)
    end = endpoint(role, handler)
    end.call(request("DataTransfer"), OURS)
    event = only(end.receive(row.given(role)))
    assert _outcome(event) == row.outcome
    assert bool(handler.served) == (row.outcome == "served")
    ends_call = row.outcome.split(":")[0] in ("answered", "refused", "unreadable")
    assert (end.pending is None) == ends_call


@pytest.mark.parametrize(("row", "role"), CASES)
def test_an_answer_is_well_formed(row: Row, role: Initiator) -> None:
    """It has the elements of sections 4.2.2 and 4.2.3, the id as it came, and is small."""
    event = only(endpoint(role, Handler(role)).receive(row.given(role)))
    if not isinstance(event, Send):
        return
    assert len(event.text) < 65_536
    frame = json.loads(event.text)
    if isinstance(row.text, list):
        assert frame[1] == row.text[1]
    if frame[0] == 3:
        assert frame[2:] == [response_of(row, role)]
        return
    kind, _, code, description, details = frame
    assert kind == 4
    assert code in set(ErrorCode)
    assert 0 < len(description) <= 255
    assert isinstance(details, dict)
    assert len(details.get("violations", [])) <= 10


def response_of(row: Row, role: Initiator) -> dict[str, Any]:
    """Give the payload of the response that serves a row."""
    action = json.loads(row.given(role))[2]
    return json.loads(response(action).to_json())  # type: ignore[no-any-return]


@pytest.mark.parametrize(("row", "role"), CASES)
def test_the_parser_agrees(row: Row, role: Initiator) -> None:
    """What is no frame to `parse` is nothing that an endpoint would act on."""
    text = row.given(role)
    event = only(endpoint(role, Handler(role)).receive(text))
    match parsed(text):
        case FrameError(reply=None, reason=reason):
            assert event == Ignored(reason)
        case FrameError(reply=CallError() as reply, id=message_id):
            assert event == Send(reply.to_json())
            assert message_id == reply.id
        case Call(message_id):
            assert isinstance(event, Send)
            assert json.loads(event.text)[1] == message_id
        case _:
            assert isinstance(event, Ignored)


def test_an_id_that_no_answer_can_hold_is_cut() -> None:
    """It answers nobody then, but tells a person what was wrong (section 4.1.4)."""
    for message_id in ("x" * 100_000, "€" * 40_000, "\U0001f600" * 9_000):
        with pytest.raises(FrameError) as caught:
            parse(json.dumps([2, message_id, "DataTransfer", GOOD]))
        reply = caught.value.reply
        assert reply is not None
        assert len(reply.to_json()) < 65_536
        assert message_id.startswith(reply.id)
        assert len(reply.id) > 2_000


@pytest.mark.parametrize("role", ROLES)
def test_an_id_used_before_is_served_again(role: Initiator) -> None:
    """A retry may use it again (errata of 2025-04, 3.7); nobody keeps the ids of the past."""
    end = endpoint(role)
    first, second = (
        only(end.receive(json.dumps([2, "1", "DataTransfer", GOOD]))) for _ in range(2)
    )
    assert first == second


def test_no_row_is_there_twice() -> None:
    assert len({(row.section, row.name) for row in TABLE}) == len(TABLE) > 100
