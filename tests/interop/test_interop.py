"""We talk to software that we did not write, over WebSockets, in both roles.

``matrix.json`` has what became of every feature in every direction, and of bad messages;
`make golden` writes it anew, and then its diff is the review.
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from ocpp16 import FEATURES, Initiator
from ocpp16.core import DataTransferRequest
from ocpp16.errors import CallRefused, ErrorCode
from tests.interop.exchange import ROLES, Row, exchanged
from tests.interop.faults import FAULTS, Fault, answers
from tests.interop.ours import PEERS, goldens, other, sent_by, session
from tests.interop.peers import FAIL, REFUSE, RefusedByUs, why_not

MATRIX = Path(__file__).resolve().parent / "matrix.json"

# The goldens that a peer cannot express, and why. Other messages of the feature stand in.
LIMITS = {
    ("mobilityhouse/ocpp 2.1.0", "LogStatusNotification"): "its requestId is required",
    ("mobilityhouse/ocpp 2.1.0", "SecurityEventNotification"): "its techInfo is required",
    ("mobilityhouse/ocpp 2.1.0", "SendLocalList"): "it sends an empty list for none",
    (
        "mobilityhouse/ocpp 2.1.0",
        "SignedFirmwareStatusNotification",
    ): "its requestId is required, so there is no Idle",
}

ENDS = [(peer, role) for peer in PEERS for role in ROLES]


@pytest.fixture(autouse=True)
def _peer_is_there(request: pytest.FixtureRequest) -> None:
    spec = getattr(request.node, "callspec", None)
    peer = spec.params.get("peer") if spec else None
    reason = peer and why_not(peer)
    if reason:
        pytest.skip(reason)


@pytest.mark.parametrize("name", FEATURES)
@pytest.mark.parametrize(("peer", "role"), ENDS)
def test_a_feature_passes_in_every_direction(peer: str, role: Initiator, name: str) -> None:
    """Both ends see the same request and the same response, whoever sends."""
    rows = exchanged(peer, role)
    ends = [f"our {role}", f"its {other(role)}"]
    found = [rows[end, name] for end in _words(ends) if (end, name) in rows]
    assert len(found) == (2 if FEATURES[name].initiator is Initiator.EITHER else 1)
    for row in found:
        assert row.same > 0
        if row.sender.startswith("our") or (peer, name) not in LIMITS:
            assert row.otherwise == {}


def test_all_features_are_there() -> None:
    assert len(FEATURES) == 39
    assert len(sent_by(Initiator.CENTRAL_SYSTEM)) + len(sent_by(Initiator.CHARGE_POINT)) == 40


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
@pytest.mark.parametrize(("peer", "role"), ENDS)
def test_we_answer_a_bad_message(peer: str, role: Initiator, fault: Fault) -> None:
    _its, ours = answers(peer, role)
    assert ours[fault.name] == fault.answer


@pytest.mark.parametrize(("peer", "role"), ENDS)
def test_a_refusal_is_understood(peer: str, role: Initiator) -> None:
    """Each end's own call says the code with which the other one refused it."""
    assert asyncio.run(_refusals(peer, role)) == {
        "we are refused": "SecurityError: not today",
        "we meet a failure": _FAILURES[peer],
        "it is refused": "SecurityError",
        "it meets a failure": "InternalError",
        "it sends what is wrong": "TypeConstraintViolation",
        "it calls what there is not": "NotImplemented",
    }


_FAILURES = {
    "mobilityhouse/ocpp 2.1.0": "InternalError: An unexpected error occurred.",
    "ocpp-rpc 2.2.1": "GenericError: a secret",
}


async def _refusals(peer: str, role: Initiator) -> dict[str, str]:
    responses = {action: goldens(action, "response")["response"] for action in FEATURES}
    said = {}
    async with session(peer, role, responses) as connection:
        for case, vendor in (("we are refused", REFUSE), ("we meet a failure", FAIL)):
            with pytest.raises(CallRefused) as refused:
                await connection.endpoint.call(DataTransferRequest(vendor_id=vendor))
            assert refused.value.by_peer
            assert refused.value.code in {*ErrorCode}
            said[case] = str(refused.value)
        calls: list[tuple[str, str, dict[str, Any]]] = [
            ("it is refused", "DataTransfer", {"vendorId": REFUSE}),
            ("it meets a failure", "DataTransfer", {"vendorId": FAIL}),
            ("it sends what is wrong", "DataTransfer", {"vendorId": 17}),
            ("it calls what there is not", "SetTheClock", {}),
        ]
        for case, action, payload in calls:
            with pytest.raises(RefusedByUs) as error:
                await connection.peer.call(action, payload, anyway=True)
            said[case] = str(error.value)
    return said


def test_the_matrix_is_as_it_was_approved(
    request: pytest.FixtureRequest, record_property: Any
) -> None:
    """A peer that is not there keeps its rows."""
    there = [(peer, role) for peer, role in ENDS if not why_not(peer)]
    rows = [row for end in there for row in _feature_rows(*end)]
    rows += [row for end in there for row in _fault_rows(*end)]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    record_property("interop", f"{len(lines)} rows")
    print("\n".join(_table(rows)))  # noqa: T201  (the log of the tests has the table)
    if request.config.getoption("--accept"):
        assert there == ENDS, "every peer is needed to write the matrix"
        MATRIX.write_text("[\n" + ",\n".join(lines) + "\n]\n", "utf-8")
    approved = json.loads(MATRIX.read_text("utf-8"))
    peers = {peer for peer, _role in there}
    assert rows == [row for row in approved if row["peer"] in peers]


def _feature_rows(peer: str, role: Initiator) -> list[dict[str, Any]]:
    return [_feature_row(row) for row in exchanged(peer, role).values()]


def _feature_row(row: Row) -> dict[str, Any]:
    told: dict[str, Any] = {
        "peer": row.peer,
        "feature": row.feature,
        "sender": row.sender,
        "messages": row.messages,
        "outcome": "all the same" if not row.otherwise else f"{row.same} the same",
    }
    if row.otherwise:
        told["limit"] = LIMITS[row.peer, row.feature]
        told["otherwise"] = row.otherwise
    return told


def _fault_rows(peer: str, role: Initiator) -> list[dict[str, Any]]:
    its, ours = answers(peer, role)
    ends = _words([f"its {other(role)}", f"our {role}"])
    return [
        {
            "peer": peer,
            "fault": fault.name,
            "section": fault.section,
            ends[0]: its[fault.name],
            ends[1]: ours[fault.name],
        }
        for fault in FAULTS
    ]


def _words(ends: list[str]) -> list[str]:
    return [end.replace("_", " ") for end in ends]


def _table(rows: list[dict[str, Any]]) -> list[str]:
    return [" | ".join(str(cell) for cell in row.values()) for row in rows]
