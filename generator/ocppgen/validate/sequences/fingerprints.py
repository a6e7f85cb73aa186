"""Numbers that stand for messages: the same action and payload, the same number.

The order of a payload's own members does not matter, that of members further inside does.
"""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_FORMAT = 2
"""Of what `marshal` writes; later ones depend on which objects are the same."""


def fingerprint(action: str | None, payload: Any) -> int:
    """Stand for action and payload, within this process."""
    if payload == {}:
        return hash(action)
    try:
        return hash((action, frozenset(payload.items())))
    except (TypeError, AttributeError):  # a member is an object or a list, or there are none
        return hash((action, _written(payload)))


def _written(payload: Any) -> bytes:
    ordered = sorted(payload.items()) if isinstance(payload, dict) else payload
    try:
        return marshal.dumps(ordered, _FORMAT)
    except ValueError:  # there is no payload
        return b""


def fingerprint_of_values(payload: Mapping[str, Any]) -> int:
    """Stand for MeterValues, the most frequent of the large messages, quickly."""
    try:
        values = [payload.get("connectorId"), payload.get("transactionId")]
        for one in payload["meterValue"]:
            values.append(one.get("timestamp"))
            for sample in one["sampledValue"]:
                values += sample.values()
        return hash(tuple(values))
    except (TypeError, AttributeError, KeyError):  # a member is not there, or of another type
        return fingerprint("MeterValues", payload)
