"""Whether two payloads say the same: equal JSON, with date-times compared as moments."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def same_message(one: Any, other: Any) -> bool:
    """Compare two decoded payloads."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(
            same_message(one[name], other[name]) for name in one
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same_message, one, other))
    if isinstance(one, str) and isinstance(other, str):
        return one == other or _same_moment(one, other)
    return type(one) is not bool and type(other) is not bool and bool(one == other)


def _same_moment(one: str, other: str) -> bool:
    try:
        return datetime.fromisoformat(one.upper()) == datetime.fromisoformat(other.upper())
    except (ValueError, TypeError):
        return False
