"""The schema of a class in JSON Schema's own words, read from its ``members``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYWORDS: Final = {
    "format": "format",
    "pattern": "pattern",
    "min_length": "minLength",
    "max_length": "maxLength",
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusive_minimum": "exclusiveMinimum",
    "exclusive_maximum": "exclusiveMaximum",
    "multiple_of": "multipleOf",
    "min_items": "minItems",
    "max_items": "maxItems",
    "unique_items": "uniqueItems",
    "min_properties": "minProperties",
    "max_properties": "maxProperties",
}
"""The attributes of a type that are keywords."""


def facts(one: Any) -> dict[str, Any]:
    """Describe a type of ``members``; classes are named, not described."""
    kind = type(one).__name__
    if kind == "Shared":
        return {"class": one.name}
    found: dict[str, Any] = {"type": one.json_type} if one.json_type else {}
    match kind:
        case "Enumeration":
            found |= {"class": one.enum.__name__, "enum": [*one.values]}
        case "Constants":
            found["enum"] = [*one.values]
        case "Constant":
            found["const"] = one.values[0]
        case "Object":
            found["class"] = one.structure.__name__
        case "Array":
            found["items"] = facts(one.item)
        case "Map":
            found["additionalProperties"] = facts(one.values)
        case "Union":
            found["anyOf"] = [facts(option) for option in one.options]
        case "AnyOf" | "OneOf":
            found = {one.keyword: [facts(option) for option in one.types]}
        case "WithConditions":
            found |= facts(one.type)
        case "Nothing":
            found["not"] = {}
    for attribute, keyword in KEYWORDS.items():
        value = getattr(one, attribute, None)
        if value is not None and value is not False:
            found[keyword] = value
    return found


def parts(one: Any) -> Iterator[tuple[str, Any]]:
    """List the types that a type is made of, each with the step of a pointer that leads to it."""
    match type(one).__name__:
        case "Array":
            yield "*", one.item
        case "Map":
            yield "*", one.values
        case "Union":
            yield from (("", option) for option in one.options)
        case "AnyOf" | "OneOf":
            yield from (("", option) for option in one.types)
        case "Shared" | "WithConditions":
            yield "", one.type


def classes(message: Any) -> list[Any]:
    """List a class and the structures within it, each once, in the order of their members."""
    found: list[Any] = []
    waiting = [message]
    while waiting:
        one = waiting.pop(0)
        if one not in found:
            found.append(one)
            types = [member.type for member in one.members.values()]
            types += [one.members.additional] if one.members.additional else []
            waiting += [each for type_ in types for each in _structures(type_)]
    return found


def _structures(one: Any) -> Iterator[Any]:
    seen: set[str] = set()
    waiting = [one]
    while waiting:
        each = waiting.pop(0)
        if type(each).__name__ == "Object":
            yield each.structure
        elif type(each).__name__ != "Shared" or each.name not in seen:
            seen |= {each.name} if type(each).__name__ == "Shared" else set()
            waiting += [part for _, part in parts(each)]


def members(one: Any) -> list[dict[str, Any]]:
    """Describe the members of a class."""
    return [
        {
            "name": member.name,
            "wire": member.wire_name,
            "required": member.required,
            **facts(member.type),
        }
        for member in one.members.values()
    ]
