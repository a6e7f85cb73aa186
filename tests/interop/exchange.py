"""Every message between us and a peer, and what became of each feature."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from ocpp16 import FEATURES, Initiator
from ocpp16.errors import CallFailed
from tests.interop.ours import goldens, other, sent_by, session
from tests.interop.peers import Payload, RefusedByUs

if TYPE_CHECKING:
    from ocpp16 import Feature
    from tests.interop.ours import Session

ROLES = (Initiator.CENTRAL_SYSTEM, Initiator.CHARGE_POINT)


@dataclass(frozen=True, slots=True)
class Row:
    """What became of the messages of a feature that one end sent to the other."""

    peer: str
    feature: str
    sender: str
    """``our central system``, ``its charge point``"""
    messages: int
    same: int
    """So many came through unchanged, as did their responses."""
    otherwise: dict[str, str]
    """What became of the others, by the names of the golden messages."""


@cache
def exchanged(peer: str, role: Initiator) -> dict[tuple[str, str], Row]:
    """Connect us in *role* with a peer; send what may be sent, by sender and feature."""
    return asyncio.run(asyncio.wait_for(_exchange(peer, role), 60))


async def _exchange(peer: str, role: Initiator) -> dict[tuple[str, str], Row]:
    rows: dict[tuple[str, str], Row] = {}
    responses = {action: goldens(action, "response")["response"] for action in FEATURES}
    async with session(peer, role, responses) as connection:
        for who, features in (("our", sent_by(role)), ("its", sent_by(other(role)))):
            sender = f"{who} {role if who == 'our' else other(role)}".replace("_", " ")
            for feature in features:
                row = await _send_all(connection, feature, peer, sender)
                rows[sender, feature.name] = row
    return rows


async def _send_all(
    connection: Session, feature: Feature[Any, Any], peer: str, sender: str
) -> Row:
    requests = [*goldens(feature.name, "request").items()]
    responses = [*goldens(feature.name, "response").items()]
    otherwise = {}
    count = max(len(requests), len(responses))
    for index in range(count):
        name, request = requests[index % len(requests)]
        answer, response = responses[index % len(responses)]
        send = _we_call if sender.startswith("our") else _it_calls
        try:
            became = await send(connection, feature, request, response)
        except (CallFailed, RefusedByUs, TypeError) as error:
            became = f"{type(error).__name__}: {error}"
        if became:
            otherwise[f"{name}, {answer}"] = became
    return Row(peer, feature.name, sender, count, count - len(otherwise), otherwise)


async def _we_call(
    connection: Session, feature: Feature[Any, Any], request: Payload, response: Payload
) -> str:
    await connection.peer.answer(feature.name, response)
    message = feature.request_type.from_dict(request)
    answer = await connection.endpoint.call(message, timeout=5)
    assert isinstance(answer, feature.response_type)
    await connection.peer.catch_up()
    return _difference(feature, connection.peer.served, request, answer.to_dict(), response)


async def _it_calls(
    connection: Session, feature: Feature[Any, Any], request: Payload, response: Payload
) -> str:
    connection.handler.responses[feature.name] = response
    answer = await connection.peer.call(feature.name, request)
    return _difference(feature, connection.handler.served, request, answer, response)


def _difference(
    feature: Feature[Any, Any],
    served: list[tuple[str, Payload]],
    request: Payload,
    answer: Payload,
    response: Payload,
) -> str:
    if served[-1] != (feature.name, request):
        return f"the request came as {served[-1][1]}"
    if answer != response:
        return f"the response came as {answer}"
    return ""
