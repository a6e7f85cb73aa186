"""Malformed, hostile and odd texts, a case a row (OCPP-J 1.6 section 4).

Each row says what an endpoint does with a text, by the section in the second column:

- ``served``: the handler was asked, and its response goes back
- a code: a CALLERROR with that code goes back, with the id of the CALL
- ``ignored``: nothing goes back, and nobody is told
- ``answered``, ``refused: CODE``, ``unreadable``: our own call, of the id `OURS`, has ended so

The handler of a row serves everything but what `REFUSED` names.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from ocpp16 import Initiator
from ocpp16.errors import ErrorCode
from tests.endpoints.ends import payload

OURS = "ours-1"
GOOD = {"vendorId": "v"}

# What a role may receive, what only the other may, and what the handler of a row refuses.
OWN = {Initiator.CENTRAL_SYSTEM: "FirmwareStatusNotification", Initiator.CHARGE_POINT: "Reset"}
FOREIGN = {Initiator.CENTRAL_SYSTEM: "Reset", Initiator.CHARGE_POINT: "Heartbeat"}
REFUSED = {Initiator.CENTRAL_SYSTEM: "Authorize", Initiator.CHARGE_POINT: "ClearCache"}


class Row(NamedTuple):
    """A text and what becomes of it, in either role."""

    name: str
    section: str
    outcome: str
    text: Any
    """A text, bytes, or the elements of a frame; a function of the role gives one of these."""

    def given(self, role: Initiator) -> str | bytes:
        """Give the text as *role* receives it."""
        text = self.text(role) if callable(self.text) else self.text
        return text if isinstance(text, str | bytes) else json.dumps(text)


def _transfer(message_id: Any, **members: Any) -> list[Any]:
    return [2, message_id, "DataTransfer", GOOD | members]


ENCODING = [
    Row("UTF-8 as bytes", "4.1.2", "served", json.dumps(_transfer("1", data="ü")).encode()),
    Row("UTF-8 beyond ASCII", "4.1.2", "served", '[2,"1","DataTransfer",{"vendorId":"ü€😀"}]'),
    Row(
        "white space around",
        "4.1.2",
        "served",
        ' \n[2 , "1",\t"DataTransfer",{"vendorId":"v"}]\r',
    ),
    Row("empty", "4.1.2", "ignored", ""),
    Row("no bytes", "4.1.2", "ignored", b""),
    Row("no JSON", "4.1.2", "ignored", "Heartbeat!"),
    Row("no JSON, in bytes", "4.1.2", "ignored", b"\x00\x01\x02"),
    Row(
        "Latin-1", "4.1.2", "FormationViolation", b'[2,"1","DataTransfer",{"vendorId":"\xfc"}]'
    ),
    Row("UTF-16", "4.1.2", "ignored", json.dumps(_transfer("1")).encode("utf-16")),
    Row(
        "byte order mark", "4.1.2", "FormationViolation", "\ufeff" + json.dumps(_transfer("1"))
    ),
    Row("cut off", "4.1.2", "FormationViolation", '[2,"1","DataTransfer",{"vendorId":'),
    Row("cut off within the id", "4.1.2", "ignored", '[2,"1'),
    Row("two texts in one", "4.1.2", "FormationViolation", '[2,"1","DataTransfer",{}] []'),
    Row("bracket too many", "4.1.2", "FormationViolation", json.dumps(_transfer("1")) + "]"),
    Row(
        "bytes after the end", "4.1.2", "FormationViolation", json.dumps(_transfer("1")) + "\0"
    ),
    Row("single quotes", "4.1.2", "ignored", "[2,'1','DataTransfer',{}]"),
    Row("NaN", "4.1.2", "FormationViolation", '[2,"1","DataTransfer",{"vendorId":NaN}]'),
    Row("infinity", "4.1.2", "FormationViolation", '[2,"1","DataTransfer",{"a":-Infinity}]'),
    Row(
        "member named twice",
        "4.1.2",
        "FormationViolation",
        '[2,"1","DataTransfer",{"vendorId":"v","vendorId":"w"}]',
    ),
    Row(
        "member named twice, further in",
        "4.1.2",
        "FormationViolation",
        '[2,"1","DataTransfer",{"vendorId":"v","data":{"a":1,"a":2}}]',
    ),
    Row(
        "too many digits", "4.1.2", "FormationViolation", '[2,"1","X",{"a":' + "9" * 5000 + "}]"
    ),
    Row("too deep", "4.1.2", "FormationViolation", '[2,"1","X",' + "[" * 100_000),
    Row("too deep, no CALL", "4.1.2", "ignored", "[" * 100_000),
    Row("answer, no JSON", "4.1.2", "unreadable", f'[3,"{OURS}",{{"status":'),
    Row(
        "answer, named twice", "4.1.2", "unreadable", f'[3,"{OURS}",{{"status":1,"status":2}}]'
    ),
    Row("answer to nobody, no JSON", "4.1.2", "ignored", '[3,"1",{'),
    Row("CALLERROR, no JSON", "4.1.2", "unreadable", f'[4,"{OURS}","GenericError",'),
    Row("CALLERROR to nobody, no JSON", "4.1.2", "ignored", '[4,"1","GenericError",'),
    Row(
        "Latin-1 in the id", "4.1.4", "ignored", b'[2,"1\xfc","DataTransfer",{"vendorId":"v"}]'
    ),
    Row("much white space, no JSON", "4.1.2", "FormationViolation", "\n" * 99 + '[2,"1","X",'),
    Row("white space, no JSON", "4.1.2", "FormationViolation", ' [ 2 , "1" , "DataTransfer",'),
    Row("id of 36 characters, no JSON", "4.1.4", "FormationViolation", f'[2,"{"x" * 36}","X",'),
    Row("id of 37 characters, no JSON", "4.1.4", "ignored", f'[2,"{"x" * 37}","X",'),
]

TYPES = [
    Row("no array", "4.1", "ignored", {"action": "Heartbeat"}),
    Row("string", "4.1", "ignored", '"Heartbeat"'),
    Row("number", "4.1", "ignored", "2"),
    Row("null", "4.1", "ignored", "null"),
    Row("empty array", "4.1.3", "ignored", []),
    *(
        Row(f"message type {kind!r}", "4.1.3", "ignored", [kind, "1", "DataTransfer", GOOD])
        for kind in (0, 1, 5, -2, 22, 2.5, "2", True, False, None, [2], {"2": 2}, 10**30)
    ),
    Row("message type 2.0", "4.1.3", "ignored", [2.0, "1", "DataTransfer", GOOD]),
    Row("message type 3.0", "4.1.3", "ignored", [3.0, OURS, {"status": "Accepted"}]),
    Row("message type 4.0", "4.1.3", "ignored", [4.0, OURS, "GenericError", "", {}]),
]

IDS = [
    *(
        Row(f"id {message_id!r}", "4.1.4", "ignored", _transfer(message_id))
        for message_id in (17, 1.5, True, None, ["1"], {"id": "1"})
    ),
    Row("id of 36 characters", "4.1.4", "served", _transfer("x" * 36)),
    Row("id of 36 characters beyond ASCII", "4.1.4", "served", _transfer("€" * 36)),
    Row("id with escapes", "4.1.4", "served", _transfer('"\\\n\u2028\x00')),
    Row(
        "id with half a character",
        "4.1.4",
        "served",
        '[2,"\\ud800","DataTransfer",{"vendorId":"v"}]',
    ),
    Row("empty id", "4.1.4", "served", _transfer("")),
    Row("id of 37 characters", "4.1.4", "FormationViolation", _transfer("x" * 37)),
    Row("id of 30,000 characters", "4.1.4", "FormationViolation", _transfer("x" * 30_000)),
    Row("too long an id, too short a CALL", "4.1.4", "FormationViolation", [2, "x" * 37]),
    Row("id that we use, too", "4.1.4", "served", _transfer(OURS)),
]

ODD: tuple[Any, ...] = (None, 7, True, ["DataTransfer"], {})

CALLS = [
    Row("CALL without an id", "4.2.1", "ignored", [2]),
    Row("CALL of two elements", "4.2.1", "FormationViolation", [2, "1"]),
    Row("CALL of three elements", "4.2.1", "FormationViolation", [2, "1", "DataTransfer"]),
    Row("CALL of five elements", "4.2.1", "FormationViolation", [*_transfer("1"), {}]),
    *(
        Row(f"action {action!r}", "4.2.1", "FormationViolation", [2, "1", action, GOOD])
        for action in ODD
    ),
    *(
        Row(
            f"payload {wrong!r}", "4.2.1", "FormationViolation", [2, "1", "DataTransfer", wrong]
        )
        for wrong in ([], ["v"], "v", "", 0, 1.5, True, False)
    ),
    Row(
        "payload null", "4.2.1", "OccurenceConstraintViolation", [2, "1", "DataTransfer", None]
    ),
    Row("payload {}", "4.2.1", "OccurenceConstraintViolation", [2, "1", "DataTransfer", {}]),
    Row(
        "one's own action",
        "4.2.1",
        "served",
        lambda role: [2, "1", OWN[role], payload(OWN[role], "request")],
    ),
    Row("unknown action", "4.2.3", "NotImplemented", [2, "1", "SetTheClock", {}]),
    Row("empty action", "4.2.3", "NotImplemented", [2, "1", "", {}]),
    Row("action in lower case", "4.2.1", "NotImplemented", [2, "1", "datatransfer", GOOD]),
    Row("action with a space", "4.2.1", "NotImplemented", [2, "1", "DataTransfer ", GOOD]),
    Row("action of a megabyte", "4.2.3", "NotImplemented", [2, "1", "X" * 1_000_000, {}]),
    Row("action of a base class", "4.2.3", "NotImplemented", [2, "1", "__class__", {}]),
    Row(
        "unknown action, bad payload", "4.2.1", "FormationViolation", [2, "1", "SetTheClock", 1]
    ),
    Row(
        "action of the other role",
        "4.2.3",
        "NotSupported",
        lambda role: [2, "1", FOREIGN[role], {}],
    ),
    Row(
        "action without a method",
        "4.2.3",
        "NotSupported",
        lambda role: [2, "1", REFUSED[role], payload(REFUSED[role], "request")],
    ),
    Row(
        "member missing",
        "4.2.3",
        "OccurenceConstraintViolation",
        [2, "1", "DataTransfer", {"data": "x"}],
    ),
    Row("wrong type", "4.2.3", "TypeConstraintViolation", _transfer("1", vendorId=17)),
    Row("null for a member", "4.2.3", "TypeConstraintViolation", _transfer("1", data=None)),
    Row("too long", "4.2.3", "PropertyConstraintViolation", _transfer("1", vendorId="v" * 256)),
    Row("unknown member", "4.2.3", "FormationViolation", _transfer("1", extra=1)),
    Row(
        "unknown member and others",
        "4.2.3",
        "FormationViolation",
        [2, "1", "DataTransfer", {"data": 1, "x": 1}],
    ),
    Row(
        "missing and wrong type",
        "4.2.3",
        "OccurenceConstraintViolation",
        [2, "1", "DataTransfer", {"data": 1}],
    ),
    Row(
        "wrong type and too long",
        "4.2.3",
        "TypeConstraintViolation",
        _transfer("1", vendorId="v" * 256, data=1),
    ),
    Row(
        "not in the enumeration",
        "4.2.3",
        "PropertyConstraintViolation",
        lambda role: [
            2,
            "1",
            OWN[role],
            {"status": "X"} if "Status" in OWN[role] else {"type": "X"},
        ],
    ),
    Row(
        "100,000 unknown members",
        "4.2.3",
        "FormationViolation",
        _transfer("1", **{f"m{n}": n for n in range(100_000)}),
    ),
    Row(
        "unknown member of a megabyte",
        "4.2.3",
        "FormationViolation",
        _transfer("1", **{"\u20ac" * 1_000_000: 1}),
    ),
    Row(
        "value of a megabyte",
        "4.2.3",
        "PropertyConstraintViolation",
        _transfer("1", vendorId="\x01" * 1_000_000),
    ),
]

RESULTS = [
    Row("answer", "4.2.2", "answered", [3, OURS, {"status": "Accepted"}]),
    Row("answer of two elements", "4.2.2", "unreadable", [3, OURS]),
    Row(
        "answer of four elements", "4.2.2", "unreadable", [3, OURS, {"status": "Accepted"}, {}]
    ),
    Row(
        "answer with an action",
        "4.2.2",
        "unreadable",
        [3, OURS, "DataTransfer", {"status": "Accepted"}],
    ),
    Row("answer with a list", "4.2.2", "unreadable", [3, OURS, []]),
    Row("answer null, which is {}", "4.2.2", "unreadable", [3, OURS, None]),
    Row("answer that is invalid", "4.2.2", "unreadable", [3, OURS, {"status": "Perhaps"}]),
    Row(
        "answer with an unknown member",
        "4.2.2",
        "unreadable",
        [3, OURS, {"status": "Accepted", "x": 1}],
    ),
    Row("answer without an id", "4.2.2", "ignored", [3]),
    Row("answer of a number", "4.2.2", "ignored", [3, 17, {}]),
    Row("answer to nobody", "4.2.2", "ignored", [3, "nobody", {}]),
    Row("bad answer to nobody", "4.2.2", "ignored", [3, "nobody", 5]),
    Row(
        "answer to an id in other case",
        "4.2.2",
        "ignored",
        [3, OURS.upper(), {"status": "Accepted"}],
    ),
    Row("answer to too long an id", "4.1.4", "ignored", [3, "x" * 100_000, {}]),
]

ERRORS = [
    Row(
        "CALLERROR", "4.2.3", "refused: NotSupported", [4, OURS, "NotSupported", "no", {"a": 1}]
    ),
    *(
        Row(f"CALLERROR {code}", "4.2.3", f"refused: {code}", [4, OURS, code, "", {}])
        for code in ErrorCode
    ),
    Row(
        "CALLERROR of four elements",
        "4.2.3",
        "refused: GenericError",
        [4, OURS, "GenericError", ""],
    ),
    Row("CALLERROR of three elements", "4.2.3", "unreadable", [4, OURS, "GenericError"]),
    Row("CALLERROR of two elements", "4.2.3", "unreadable", [4, OURS]),
    Row(
        "CALLERROR of six elements", "4.2.3", "unreadable", [4, OURS, "GenericError", "", {}, 0]
    ),
    Row(
        "CALLERROR, details null",
        "4.2.3",
        "refused: GenericError",
        [4, OURS, "GenericError", "", None],
    ),
    Row(
        "CALLERROR, description null",
        "4.2.3",
        "refused: GenericError",
        [4, OURS, "GenericError", None, {}],
    ),
    Row(
        "CALLERROR, details a string", "4.2.3", "unreadable", [4, OURS, "GenericError", "", "x"]
    ),
    Row("CALLERROR, details a list", "4.2.3", "unreadable", [4, OURS, "GenericError", "", []]),
    Row(
        "CALLERROR, description a number",
        "4.2.3",
        "unreadable",
        [4, OURS, "GenericError", 5, {}],
    ),
    Row("CALLERROR, code a number", "4.2.3", "unreadable", [4, OURS, 5, "", {}]),
    Row("CALLERROR, code null", "4.2.3", "unreadable", [4, OURS, None, "", {}]),
    Row(
        "corrected spelling",
        "table 7",
        "refused: OccurenceConstraintViolation",
        [4, OURS, "OccurrenceConstraintViolation", "", {}],
    ),
    Row(
        "name of 2.0.1",
        "table 7",
        "refused: FormationViolation",
        [4, OURS, "FormatViolation", "", {}],
    ),
    Row(
        "unknown code",
        "table 7",
        "refused: RpcFrameworkError",
        [4, OURS, "RpcFrameworkError", "", {}],
    ),
    Row("CALLERROR to nobody", "4.2.3", "ignored", [4, "nobody", "GenericError", "", {}]),
    Row("bad CALLERROR to nobody", "4.2.3", "ignored", [4, "nobody", "GenericError", 5]),
    Row("CALLERROR without an id", "4.2.3", "ignored", [4]),
    Row("CALLERROR, id null", "4.2.3", "ignored", [4, None, "GenericError", "", {}]),
    Row("CALLERROR, id -1", "4.2.3", "ignored", [4, "-1", "GenericError", "", {}]),
]

TABLE = [*ENCODING, *TYPES, *IDS, *CALLS, *RESULTS, *ERRORS]
