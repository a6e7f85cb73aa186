"""The schema of a class in JSON Schema's own words, read from its ``members``."""

from __future__ import annotations

from importlib import import_module
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

_TYPES: Final = ("AnyOf", "OneOf", "WithConditions")
"""Those of the conditions that a member may have as its type."""


def facts(one: Any) -> dict[str, Any]:
    """Describe a type of ``members``, or a condition; classes are named, not described."""
    kind = type(one).__name__
    if kind == "Shared":
        return {"class": one.name}
    if kind not in _TYPES and type(one).__module__.endswith(".conditions"):
        return _condition(one)
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
            found |= _union(one)
        case "AnyOf" | "OneOf":
            found = {one.keyword: [facts(option) for option in one.types]}
        case "WithConditions":
            found |= facts(one.type)
            found["allOf"] = [*found.get("allOf", ()), *map(facts, one.conditions)]
        case "Nothing":
            found["not"] = {}
    for attribute, keyword in KEYWORDS.items():
        value = getattr(one, attribute, None)
        if value is not None and value is not False:
            found[keyword] = value
    return found


def _condition(one: Any) -> dict[str, Any]:
    if type(one).__name__ == "SchemaAt":
        return {"$ref": one.name}
    words = import_module(type(one).__module__.removesuffix("s") + "_words")
    said = words.condition_schema(one, facts)
    return said if isinstance(said, dict) else {}


def _union(one: Any) -> dict[str, Any]:
    """Describe values of several types; of a schema without ``type`` its keywords only."""
    options = [facts(option) for option in one.options]
    if not one.rest or any("class" in option for option in options):
        return {"anyOf": options}
    return {word: value for each in options for word, value in each.items() if word != "type"}


def conditions(class_: Any) -> list[dict[str, Any]]:
    """Describe what an object of a class as a whole has to meet besides."""
    return [facts(one) for one in getattr(class_.members, "conditions", ())]


def of_type(one: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Describe what a type asks besides, each with the steps of a pointer to where it asks."""
    waiting = [("", one)]
    while waiting:
        at, each = waiting.pop(0)
        if type(each).__name__ == "WithConditions":
            yield from ((at, facts(condition)) for condition in each.conditions)
        if type(each).__name__ != "Shared":
            waiting += [(f"{at}/{step}" if step else at, part) for step, part in parts(each)]


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
