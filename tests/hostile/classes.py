"""Every generated class, of messages and of the objects in them, with a payload that is valid."""

from __future__ import annotations

import json
import pkgutil
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ocpp16
from ocpp16 import Structure

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXAMPLES = Path(__file__).resolve().parents[1] / "golden" / "messages"

Way = tuple[Any, ...]
"""How to come to a place in a payload: names of members and indexes of items."""


@cache
def examples() -> dict[Any, Any]:
    """Give the fullest of the golden payloads of each class."""
    found: dict[Any, Any] = {}
    for feature in ocpp16.FEATURES.values():
        for kind, message in (
            ("request", feature.request_type),
            ("response", feature.response_type),
        ):
            for file in sorted(_EXAMPLES.glob(f"{feature.name}.{kind}*.json")):
                for one in _structures(message.from_json(file.read_bytes())):
                    known = found.get(type(one), {})
                    payload = one.to_dict()
                    if len(json.dumps(payload)) >= len(json.dumps(known)):
                        found[type(one)] = payload
    return found


def every_class() -> set[Any]:
    """Find the classes of all modules, but their bases: one without an example is missed."""
    modules = [
        import_module(one.name) for one in pkgutil.walk_packages(ocpp16.__path__, "ocpp16.")
    ]
    return {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Structure)
        and value.__module__ != Structure.__module__
    }


def places(payload: Any, way: Way = ()) -> Iterator[Way]:
    """Go through the ways to all that is in a payload, and to the payload itself."""
    yield way
    if isinstance(payload, dict):
        for name, each in payload.items():
            yield from places(each, (*way, name))
    elif isinstance(payload, list):
        for index, each in enumerate(payload):
            yield from places(each, (*way, index))


def put(payload: Any, way: Way, value: Any) -> Any:
    """Copy a payload, with another value at a place; at a name that is new, it is added."""
    if not way:
        return value
    step, *rest = way
    if isinstance(payload, dict):
        return payload | {step: put(payload.get(step), tuple(rest), value)}
    return [
        put(each, tuple(rest), value) if at == step else each for at, each in enumerate(payload)
    ]


def _structures(value: Any) -> Iterator[Any]:
    """Go through an instance and all instances within it."""
    if isinstance(value, Structure):
        yield value
        for member in value.members.values():
            yield from _structures(getattr(value, member.name))
    elif isinstance(value, list):
        for each in value:
            yield from _structures(each)
