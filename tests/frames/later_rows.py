"""What becomes of texts in OCPP 2.0.1 and 2.1, a case a row (OCPP-J of each, part 4).

Each row says what a CSMS does with a text, by the section in the second column, in 2.0.1 and in
2.1 (the same, where there is one outcome):

- ``served``: the handler was asked, and its response goes back
- a code: a CALLERROR with that code goes back, with the id of the CALL, or else the id ``-1``
- ``5 CODE``: a CALLRESULTERROR with that code goes back, and our own call, of the id `OURS`,
  has ended
- ``ignored``: nothing goes back
- ``received``: the handler has the message of a SEND, and nothing goes back
- ``result refused``: the peer could not use our response, which is an event
- ``answered``, ``refused: CODE``, ``unreadable``: our own call has ended so
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

OURS = "ours-1"
NAMELESS = "-1"

TRANSFER = {"vendorId": "v"}
STREAM = {
    "id": 1,
    "pending": 0,
    "basetime": "2025-01-01T00:00:00Z",
    "data": [{"t": 1, "v": "x"}],
}
_SENT = "NotifyPeriodicEventStream"


class Row(NamedTuple):
    """A text and what becomes of it."""

    name: str
    section: str
    outcome: str | tuple[str, str]
    """In both versions, or in 2.0.1 and in 2.1."""
    text: Any
    """A text, bytes, or the elements of a frame."""
    id: str = "1"
    """Under which it is answered, if it is."""

    def outcome_in(self, edition: str) -> str:
        """Return the outcome in one version."""
        if isinstance(self.outcome, str):
            return self.outcome
        return self.outcome[edition == "2.1"]

    @property
    def given(self) -> str | bytes:
        """The text as it comes."""
        return self.text if isinstance(self.text, str | bytes) else json.dumps(self.text)


UNKNOWN = "MessageTypeNotSupported"
FRAMEWORK = "RpcFrameworkError"
FORMAT = "FormatViolation"

TEXTS = [
    Row("no JSON", "4.2.3", FRAMEWORK, "Heartbeat!", NAMELESS),
    Row("empty", "4.2.3", FRAMEWORK, "", NAMELESS),
    Row("bytes that are no UTF-8", "4.2.3", FRAMEWORK, b"\xff\xfe", NAMELESS),
    Row("a CALL that is cut off", "4.2.3", FRAMEWORK, '[2,"1","DataTransfer",{'),
    Row("a CALL cut off within its id", "4.2.3", FRAMEWORK, '[2,"1', NAMELESS),
    Row("a CALLERROR that is cut off", "4.2.3", "ignored", '[4,"1","GenericError",'),
    Row("an object", "4.2.3", FRAMEWORK, '{"a":1}', NAMELESS),
    Row("an empty array", "4.2.3", FRAMEWORK, [], NAMELESS),
    Row("no message type", "4.2.3", FRAMEWORK, ["2", "1", "Heartbeat", {}]),
    Row("a message type with a fraction", "4.2.3", FRAMEWORK, '[2.0,"1","Heartbeat",{}]'),
]

TYPES = [
    Row("an unknown message type", "4.4", UNKNOWN, [7, "1", "Heartbeat", {}]),
    Row("an unknown one without an id", "4.4", UNKNOWN, [7], NAMELESS),
    Row("an unknown one, its id no string", "4.4", UNKNOWN, [1, 17], NAMELESS),
    Row("0", "4.4", UNKNOWN, [0, "1"]),
    Row("CALLRESULTERROR", "4.4", (UNKNOWN, "result refused"), [5, "1", "X", "", {}]),
    Row("SEND", "4.4", (UNKNOWN, "received"), [6, "1", _SENT, STREAM]),
]

CALLS = [
    Row("a CALL", "4.2.1", "served", [2, "1", "DataTransfer", TRANSFER]),
    Row("an id of 36 characters", "4.1.4", "served", [2, "x" * 36, "DataTransfer", TRANSFER]),
    Row("a longer id", "4.1.4", FRAMEWORK, [2, "x" * 37, "Heartbeat", {}], "x" * 37),
    Row("no id", "4.2.3", FRAMEWORK, [2], NAMELESS),
    Row("an id that is a number", "4.2.3", FRAMEWORK, [2, 1, "Heartbeat", {}], NAMELESS),
    Row("three elements", "4.2.1", FRAMEWORK, [2, "1", "Heartbeat"]),
    Row("five elements", "4.2.1", FRAMEWORK, [2, "1", "Heartbeat", {}, {}]),
    Row("an action that is no string", "4.2.1", FRAMEWORK, [2, "1", 7, {}]),
    Row("a payload that is a list", "4.3", FORMAT, [2, "1", "Heartbeat", []]),
    Row("an unknown action", "4.3", "NotImplemented", [2, "1", "Hearbeat", {}]),
    Row("an action of the station", "4.3", "NotSupported", [2, "1", "Reset", {}]),
    Row("what the handler lacks", "4.3", "NotSupported", [2, "1", "Heartbeat", {}]),
    Row("an unknown member", "4.3", FORMAT, [2, "1", "DataTransfer", TRANSFER | {"x": 1}]),
    Row(
        "a missing member", "4.3", "OccurrenceConstraintViolation", [2, "1", "DataTransfer", {}]
    ),
    Row(
        "a wrong type",
        "4.3",
        "TypeConstraintViolation",
        [2, "1", "DataTransfer", {"vendorId": 1}],
    ),
    Row(
        "a text too long",
        "4.3",
        "PropertyConstraintViolation",
        [2, "1", "DataTransfer", {"vendorId": "v" * 256}],
    ),
    Row(
        "a SEND's message in a CALL",
        "4.3",
        ("NotImplemented", "NotSupported"),
        [2, "1", _SENT, STREAM],
    ),
]

ANSWERS = [
    Row("a CALLRESULT", "4.2.2", "answered", [3, OURS, {"status": "Accepted"}]),
    Row("one that nobody waits for", "4.2.2", "ignored", [3, "x", {}]),
    Row(
        "one that breaks its schema",
        "4.2.3",
        ("unreadable", "5 OccurrenceConstraintViolation"),
        [3, OURS, {}],
        OURS,
    ),
    Row("one that is no frame", "4.2.3", ("unreadable", f"5 {FORMAT}"), [3, OURS, []], OURS),
    Row("one that is cut off", "4.2.3", ("unreadable", f"5 {FORMAT}"), f'[3,"{OURS}",{{', OURS),
    Row("one without an id", "4.2.3", "ignored", [3]),
    Row("a CALLERROR", "4.2.3", "refused: NotSupported", [4, OURS, "NotSupported", "", {}]),
    Row(
        "a code as OCPP 1.6 spells it",
        "4.3",
        "refused: OccurrenceConstraintViolation",
        [4, OURS, "OccurenceConstraintViolation", "", {}],
    ),
    Row("a CALLERROR that is no frame", "4.2.3", "unreadable", [4, OURS]),
    Row("one for nobody", "4.2.3", "ignored", [4, NAMELESS, "GenericError", "", {}]),
]

SENDS = [
    Row("its message breaks its schema", "4.2", (UNKNOWN, "ignored"), [6, "1", _SENT, {}]),
    Row("three elements", "4.2", (UNKNOWN, "ignored"), [6, "1", _SENT]),
    Row("an unknown action", "4.2", (UNKNOWN, "ignored"), [6, "1", "Nothing", {}]),
    Row("a request", "4.2", (UNKNOWN, "ignored"), [6, "1", "DataTransfer", TRANSFER]),
    Row("no id", "4.2", (UNKNOWN, "ignored"), [6], NAMELESS),
    Row("a CALLRESULTERROR that is no frame", "4.2", (UNKNOWN, "ignored"), [5, "1"]),
    Row("a SEND that is cut off", "4.2", (FRAMEWORK, "ignored"), '[6,"1","X",{', NAMELESS),
]

TABLE = [*TEXTS, *TYPES, *CALLS, *ANSWERS, *SENDS]
