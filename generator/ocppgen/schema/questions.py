"""What kind of schema its keywords make: questions that several rooms ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.schema.constants import is_of
from ocppgen.schema.vocabulary import ASSERTIONS, OF_TYPE

if TYPE_CHECKING:
    from ocppgen.schema.keywords import Keywords

_BESIDE_A_SET = frozenset({"minLength", "maxLength"})
"""What may stand beside ``enum`` or ``const`` and only takes values away."""

_OF_BASE = frozenset().union(*OF_TYPE.values())


def asserts(words: Keywords) -> bool:
    """Tell whether the own keywords say anything, but for ``$ref`` and ``allOf``."""
    return bool((ASSERTIONS - {"$ref", "allOf"}) & words.schema.keys())


def has_base(words: Keywords) -> bool:
    """Tell whether more is said of the type than its name."""
    return bool(_OF_BASE & words.schema.keys())


def is_composed(words: Keywords) -> bool:
    """Tell whether the keywords have to be put together to make a type."""
    said = words.schema.keys()
    if not words.dialect.ref_stands_alone and "$ref" in said and not words.ref_alone():
        return True
    if said & {"allOf", "anyOf", "oneOf", "not", "patternProperties", "propertyNames"}:
        return True
    if said & {"prefixItems", "contains", "dependencies", "dependentRequired"}:
        return True
    if said & {"unevaluatedItems", "unevaluatedProperties"}:
        return True
    if "dependentSchemas" in said or isinstance(words.schema.get("items"), list):
        return True
    if "if" in said and said & {"then", "else"}:
        return True
    return words.is_closed() and _is_more_than_closed(words)


def _is_more_than_closed(words: Keywords) -> bool:
    """Tell whether keywords beside the listed values speak of any of them."""
    if "enum" in words.schema and "const" in words.schema:
        return True
    listed = words.constants("enum" if "enum" in words.schema else "const")
    named = words.types()
    for kind, keys in OF_TYPE.items():
        beside = (set(keys) - _BESIDE_A_SET) & words.schema.keys()
        asked = named is None or bool({kind, "integer"} & {*named})
        if beside and asked and any(is_of(value, kind) for value in listed):
            return True
    return False


def has_parts(words: Keywords) -> bool:
    """Tell whether the schema says of what items or members are."""
    inner = (words.schema.get("items"), words.schema.get("additionalProperties"))
    return any(isinstance(one, dict) for one in inner) or is_composed(words)


def is_object(words: Keywords) -> bool:
    """Tell whether objects have members that are known by name, or no others."""
    closed = words.schema.get("additionalProperties") is False
    named = words.properties() or words.names("required")
    return bool(named) or (closed and "patternProperties" not in words.schema)


def keys_have_one_pattern(words: Keywords) -> bool:
    """Tell whether the names of all members match one pattern."""
    closed = words.schema.get("additionalProperties") is False
    return closed and len(words.schema_map("patternProperties")) == 1
