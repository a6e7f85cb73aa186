"""Numbers that stand for messages: the same action and payload, the same number.

The order of a payload's own members does not matter, that of members further inside does.
"""

from __future__ import annotations

import marshal
from typing import Any

_FORMAT = 2
"""Of what `marshal` writes; later ones depend on which objects are the same."""


def fingerprint(action: str | None, payload: Any) -> int:
    """Stand for action and payload, within this process."""
    if type(payload) is dict and not payload:
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
