"""Whether what is sent is what was received: the same JSON value, the same instants."""

from __future__ import annotations

from string import digits
from typing import Any

from tests.oracle import formats
from tests.oracle.keywords import key


def _parts(text: str) -> tuple[str, str, str]:
    """Take a valid date-time apart: the clock to the microsecond, and the offset."""
    clock, rest = text[:19].upper(), text[19:].upper()
    fraction = ""
    if rest.startswith("."):
        kept = rest[1:].lstrip(digits)
        fraction, rest = rest[1 : len(rest) - len(kept)], kept
    utc = rest in {"Z", "+00:00", "-00:00"}
    return clock, fraction[:6].ljust(6, "0"), "Z" if utc else rest


def canonical(text: str) -> str:
    """Spell a valid date-time as it is sent: ``Z`` for UTC; no fraction, or 3 or 6 digits."""
    clock, fraction, offset = _parts(text)
    short = fraction[:3] if fraction.endswith("000") else fraction
    return clock + (f".{short}" if fraction.strip("0") else "") + offset


def is_same(schema: Any, received: Any, sent: Any) -> bool:
    """Compare a valid payload with what is sent for it, guided by its schema.

    Where schemas are put together, what a string is hangs on the value: there, date-times
    are compared as moments, whatever they are.
    """
    if key(_sent(schema, schema, received)) == key(sent):
        return True
    return _is_composed(schema) and key(_moments(received)) == key(_moments(sent))


def _is_composed(schema: Any) -> bool:
    parts = schema.values() if isinstance(schema, dict) else schema
    if isinstance(schema, dict) and schema.keys() & _APPLICATORS:
        return True
    return isinstance(schema, dict | list) and any(map(_is_composed, parts))


_APPLICATORS = {
    "allOf", "anyOf", "oneOf", "if", "patternProperties", "prefixItems", "dependentSchemas",
    "dependencies", "additionalItems", "$ref",
}  # fmt: skip


def _moments(value: Any) -> Any:
    """Copy a value, every date-time in it spelled canonically."""
    if isinstance(value, str):
        return canonical(value) if formats.is_date_time(value) else value
    if isinstance(value, list):
        return [_moments(each) for each in value]
    if isinstance(value, dict):
        return {name: _moments(each) for name, each in value.items()}
    return value


def _sent(root: Any, schema: Any, value: Any) -> Any:
    """Copy a payload, its date-times as they are sent."""
    if not isinstance(schema, dict):
        return value
    if "$ref" in schema and str(schema["$ref"]).startswith("#/"):
        target = root
        for step in schema["$ref"].removeprefix("#").split("/")[1:]:
            target = target[step]
        return _sent(root, target, value)
    if isinstance(value, str) and schema.get("format") == "date-time":
        return canonical(value)
    if isinstance(value, list):
        return [_sent(root, schema.get("items"), each) for each in value]
    if isinstance(value, dict):
        others = schema.get("additionalProperties")
        named = schema.get("properties", {})
        return {
            name: _sent(root, named.get(name, others), each) for name, each in value.items()
        }
    return value
