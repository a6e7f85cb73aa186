"""Bad messages, what we answer to them by OCPP-J 1.6, and how to see what a peer answers."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from ocpp16 import FEATURES, Initiator
from ocpp16.core import DataTransferRequest
from tests.interop.ours import goldens, other, session
from tests.interop.peers import FAIL, REFUSE

if TYPE_CHECKING:
    from tests.interop.ours import Session

ID = "the-bad-one"
NOBODY = "no answer"
GOOD = ("DataTransfer", {"vendorId": "v"})


@dataclass(frozen=True, slots=True)
class Fault:
    """A bad message, as each role would send it, and our answer to it."""

    name: str
    section: str
    """Of OCPP-J 1.6."""
    answer: str
    """The code of the CALLERROR, or `NOBODY`."""
    from_central_system: str
    from_charge_point: str

    def text(self, sender: Initiator) -> str:
        """Give the message as *sender* sends it."""
        if sender is Initiator.CENTRAL_SYSTEM:
            return self.from_central_system
        return self.from_charge_point


def _fault(name: str, section: str, answer: str, *texts: str) -> Fault:
    return Fault(name, section, answer, texts[0], texts[-1])


def _frame(*elements: Any) -> str:
    return json.dumps(elements)


def _call(action: str, payload: Any) -> str:
    return _frame(2, ID, action, payload)


def _transfer(**payload: Any) -> str:
    return _transfer_of(payload)


def _transfer_of(payload: Any) -> str:
    return _call("DataTransfer", payload)


FAULTS = [
    _fault("unknown action", "4.2.3", "NotImplemented", _call("SetTheClock", {})),
    _fault(
        "wrong direction",
        "4.2.3",
        "NotSupported",
        _call("Authorize", {"idTag": "04E91C5A"}),
        _call("ClearCache", {}),
    ),
    _fault("handler refuses", "4.2.3", "SecurityError", _transfer(vendorId=REFUSE)),
    _fault("handler fails", "4.2.3", "InternalError", _transfer(vendorId=FAIL)),
    _fault("member missing", "4.2.3", "OccurenceConstraintViolation", _transfer(data="x")),
    _fault("wrong JSON type", "4.2.3", "TypeConstraintViolation", _transfer(vendorId=17)),
    _fault("too long", "4.2.3", "PropertyConstraintViolation", _transfer(vendorId="v" * 256)),
    _fault(
        "not in the enumeration",
        "4.2.3",
        "PropertyConstraintViolation",
        _call("Reset", {"type": "Firm"}),
        _call("FirmwareStatusNotification", {"status": "Verified"}),
    ),
    _fault(
        "wrong format",
        "4.2.3",
        "PropertyConstraintViolation",
        _call("UpdateFirmware", {"location": "h", "retrieveDate": "today"}),
        _call("SecurityEventNotification", {"type": "Reset", "timestamp": "today"}),
    ),
    _fault("unknown member", "4.2.3", "FormationViolation", _transfer(vendorId="v", extra=1)),
    _fault("null for a payload", "4.2.1", "OccurenceConstraintViolation", _transfer_of(None)),
    _fault("list for a payload", "4.2.1", "FormationViolation", _transfer_of(["v"])),
    _fault("CALL of two elements", "4.2.1", "FormationViolation", _frame(2, ID)),
    _fault("CALL of five elements", "4.2.1", "FormationViolation", _frame(2, ID, *GOOD, 0)),
    _fault(
        "id of 37 characters", "4.1.4", "FormationViolation", _frame(2, f"{ID:x<37}", *GOOD)
    ),
    _fault("number for an id", "4.1.4", NOBODY, _frame(2, 17, *GOOD)),
    _fault("unknown message type", "4.1.3", NOBODY, _frame(5, ID, *GOOD)),
    _fault("answer nobody waits for", "4.2.2", NOBODY, _frame(3, ID, {})),
    _fault("no list", "4", NOBODY, '{"action":"Heartbeat"}'),
    _fault("no JSON, its id readable", "4", "FormationViolation", _frame(2, ID, *GOOD)[:-2]),
    _fault("no JSON at all", "4", NOBODY, "Heartbeat!"),
]


@cache
def answers(peer: str, role: Initiator) -> tuple[dict[str, str], dict[str, str]]:
    """Connect us in *role* with a peer; give what it answers to each fault, and what we do."""
    return asyncio.run(asyncio.wait_for(_answers(peer, role), 60))


async def _answers(peer: str, role: Initiator) -> tuple[dict[str, str], dict[str, str]]:
    responses = {action: goldens(action, "response")["response"] for action in FEATURES}
    async with session(peer, role, responses) as connection:
        its = {fault.name: await _its(connection, fault.text(role)) for fault in FAULTS}
        ours = {fault.name: await _our(connection, fault.text(other(role))) for fault in FAULTS}
    return its, ours


async def _its(connection: Session, text: str) -> str:
    """Send a text; what comes before the answer to the next call is the answer to it."""
    await connection.peer.catch_up()
    start, known = len(connection.heard), len(connection.peer.heard)
    await connection.send(text)
    # Were both sent at once, an error might be answered after the good call.
    while text not in connection.peer.heard[known:]:  # noqa: ASYNC110  (a list, no event)
        await asyncio.sleep(0.001)
    await connection.peer.catch_up()
    await connection.endpoint.call(DataTransferRequest(vendor_id="fence"), timeout=5)
    return _summary(connection.heard[start:-1], text)


async def _our(connection: Session, text: str) -> str:
    await connection.peer.catch_up()
    start = len(connection.peer.heard)
    await connection.peer.send(text)
    await connection.peer.call("DataTransfer", {"vendorId": "fence"})
    return _summary(connection.peer.heard[start:-1], text)


def _summary(heard: list[str], text: str) -> str:
    if not heard:
        return NOBODY
    said = []
    for frame in map(json.loads, heard):
        what = "a response" if frame[0] == 3 else frame[2]
        # An answer to another id than that of the message is one that nobody can match.
        said.append(what if f'"{frame[1]}"' in text else f"{what}, to the id {frame[1]!r}")
    return "; ".join(said)
