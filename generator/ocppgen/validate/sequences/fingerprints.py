"""Numbers that stand for messages: equal JSON, in whatever order of members, has equal ones."""

from __future__ import annotations

from typing import Any


def fingerprint(action: str | None, payload: Any) -> int:
    """Stand for action and payload, within this process."""
    try:
        return hash((action, _of(payload)))
    except RecursionError:
        return hash(action)


def _of(value: Any) -> int:
    kind = type(value)
    if kind is dict:
        try:
            return hash(frozenset(value.items()))
        except TypeError:  # a member is an object or a list
            members = [(name, _inner(member)) for name, member in value.items()]
            return hash(frozenset(members))
    if kind is list:
        return hash(tuple([_inner(item) for item in value]))
    return hash(value)


def _inner(value: Any) -> Any:
    return _of(value) if type(value) in (dict, list) else value
