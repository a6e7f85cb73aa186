"""What holds of any text that comes in where a frame should: for tests and for fuzzers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocpp16.events import Answered, Failed, Ignored, Send
from ocpp16.frames import CallError, CallResult, FrameError, parse
from tests.endpoints.ends import ROLES, endpoint, parsed, request
from tests.frames.rows import OURS

if TYPE_CHECKING:
    from ocpp16 import Initiator

MOST = 65_536
"""What we answer stays below this, whatever it quotes."""


def check(text: str | bytes) -> None:
    """Raise `AssertionError` where a text is answered as none may be."""
    frame = parsed(text)
    if not isinstance(frame, FrameError):
        assert isinstance(frame.id, str)
        assert parse(frame.to_json()) == frame or isinstance(frame, CallError)
    elif frame.reply is not None:
        assert len(frame.reply.to_json()) < MOST
        assert isinstance(parse(frame.reply.to_json()), CallError)
    for role in ROLES:
        _check_endpoint(role, text)


def _check_endpoint(role: Initiator, text: str | bytes) -> None:
    end = endpoint(role)
    end.call(request("DataTransfer"), OURS)
    (event,) = end.receive(text)
    assert isinstance(event, Send | Answered | Failed | Ignored)
    assert (end.pending is None) == isinstance(event, Answered | Failed)
    if isinstance(event, Send):
        assert len(event.text) < MOST
        assert isinstance(parse(event.text), CallResult | CallError)
        # What we say is never answered in turn: two of us could not go on for ever.
        assert isinstance(endpoint(role).receive(event.text)[0], Ignored)
