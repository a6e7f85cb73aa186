"""Members of a payload, if they are there and of the right type.

A frame that breaks its schema takes part where it can: what is not as it should be is not there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def text(payload: Mapping[str, Any], name: str) -> str | None:
    """Give a string."""
    value = payload.get(name)
    return value if isinstance(value, str) else None


def integer(payload: Mapping[str, Any], name: str) -> int | None:
    """Give an integer, which JSON may write as ``1.0``."""
    value = payload.get(name)
    if type(value) is int:
        return value
    return int(value) if isinstance(value, float) and value.is_integer() else None


def mapping(payload: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Give an object; an empty one if there is none."""
    value = payload.get(name)
    return value if isinstance(value, dict) else {}


def mappings(payload: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Give the objects of a list."""
    value = payload.get(name)
    if not isinstance(value, list):
        return []
    return [one for one in value if isinstance(one, dict)]


def id_tag(payload: Mapping[str, Any], name: str = "idTag") -> str | None:
    """Give an identifier, which compares without case."""
    value = text(payload, name)
    return value.casefold() if value is not None else None
