"""The keywords by which frames and payloads are judged, as rules of a report."""

from __future__ import annotations

PREFIX = "schema:"

_SAID = {
    "additionalProperties": "A payload has only the members that its schema names.",
    "required": "A payload has every member that its schema requires.",
    "type": "A value has the JSON type that the schema gives it.",
    "enum": "A value is one of those that the schema lists.",
    "const": "A value is the one that the schema names.",
    "format": "A text has the format that the schema names, a date-time or a URI for example.",
    "pattern": "A text matches the pattern of the schema.",
    "maxLength": "A text has at most as many characters as the schema allows.",
    "minLength": "A text has at least as many characters as the schema asks for.",
    "maximum": "A number is at most the schema's maximum.",
    "minimum": "A number is at least the schema's minimum.",
    "exclusiveMaximum": "A number is less than the schema's limit.",
    "exclusiveMinimum": "A number is more than the schema's limit.",
    "multipleOf": "A number is a multiple of the schema's step.",
    "maxItems": "A list has at most as many items as the schema allows.",
    "minItems": "A list has at least as many items as the schema asks for.",
    "uniqueItems": "The items of a list differ from each other.",
    "maxProperties": "An object has at most as many members as the schema allows.",
    "minProperties": "An object has at least as many members as the schema asks for.",
    "false": "The schema allows no value here.",
    "json": "A frame is JSON (RFC 8259) in UTF-8, and names no member twice.",
    "frame": "A frame has the elements that OCPP-J gives its message type.",
    "action": "A CALL names an action that the schemas know.",
    "unmatched": "An answer belongs to a CALL of the capture.",
    "ambiguous": "It is clear which CALL an answer belongs to.",
    "ignored": "A frame has a message type that OCPP-J knows: 2, 3 or 4.",
}
_OF_FRAMES = frozenset({"json", "frame", "action", "unmatched", "ambiguous", "ignored"})


def rule_id(keyword: str) -> str:
    """Give the id that a keyword has among the rules."""
    return PREFIX + keyword


def statement(rule: str) -> str:
    """Say what a keyword asks of a message."""
    keyword = rule.removeprefix(PREFIX)
    return _SAID.get(keyword, f"A payload keeps the keyword {keyword} of its schema.")


def source(rule: str) -> str:
    """Say where that is written."""
    if rule.removeprefix(PREFIX) in _OF_FRAMES:
        return "OCPP-J 1.6, section 4"
    return "the published JSON schemas"
