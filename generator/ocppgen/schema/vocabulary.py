"""Which words a schema may say: a table per dialect.

A keyword is understood (``build.py`` turns it into the model), an annotation (harmless
wherever it stands), or it is refused. Nothing is ever ignored because it is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ocppgen.text import listed, shown

FORMATS: Final = (
    "date-time",
    "date",
    "time",
    "uri",
    "uri-reference",
    "uuid",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
)
"""The formats that are asserted."""

TYPES: Final = ("null", "boolean", "integer", "number", "string", "array", "object")
"""The words that ``type`` may say."""

OF_TYPE: Final = {
    "string": ("minLength", "maxLength", "pattern", "format"),
    "number": (
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
    ),
    "array": ("items", "minItems", "maxItems", "uniqueItems"),
    "object": (
        "properties",
        "required",
        "additionalProperties",
        "minProperties",
        "maxProperties",
    ),
}
"""The assertions that speak of one JSON type only, by that type."""

ASSERTIONS: Final = frozenset(
    {"type", "enum", "const", "$ref"}.union(*(words for words in OF_TYPE.values()))
)

_ANNOTATIONS = frozenset({
    "title", "description", "default", "examples", "$comment", "readOnly", "writeOnly",
    "deprecated", "contentMediaType", "contentEncoding", "contentSchema", "$schema",
    "definitions", "$defs", "id", "$id", "$anchor",
    # Said by the OCPP schemas, and no keywords of any dialect.
    "javaType", "comment",
})  # fmt: skip

_ADVICE = {
    "allOf": "write the merged members out, or use one $ref",
    "anyOf": "list the types with `type`, or split the schema",
    "oneOf": "list the types with `type`, or split the schema",
    "not": "say what is allowed instead",
    "if": "split the schema into one per case",
    "then": "split the schema into one per case",
    "else": "split the schema into one per case",
    "patternProperties": "name the members in `properties`",
    "propertyNames": "name the members in `properties`",
    "prefixItems": "use an object with named members",
    "contains": "constrain every item with `items`",
    "minContains": "constrain every item with `items`",
    "maxContains": "constrain every item with `items`",
    "dependencies": "make the members required, or split the schema",
    "dependentRequired": "make the members required, or split the schema",
    "dependentSchemas": "make the members required, or split the schema",
    "unevaluatedProperties": "use `additionalProperties`",
    "unevaluatedItems": "use `items`",
    "additionalItems": "use one schema in `items`",
    "$dynamicRef": "use $ref",
    "$dynamicAnchor": "use $anchor",
    "$recursiveRef": "use $ref",
    "$recursiveAnchor": "use $ref",
    "$vocabulary": "use one of the published dialects",
}


@dataclass(frozen=True, slots=True)
class Dialect:
    """One draft of JSON Schema: how it differs from the others."""

    name: str
    uri: str
    id_keyword: str = "$id"
    integral_floats: bool = True
    """``1.0`` is an integer."""
    booleans: bool = True
    """``true`` and ``false`` are schemas."""
    const: bool = True
    numeric_exclusives: bool = True
    """``exclusiveMinimum`` is a number, not a switch of ``minimum``."""
    ref_stands_alone: bool = True
    """What stands beside ``$ref`` is ignored."""
    definitions: tuple[str, ...] = ("definitions",)


DIALECTS: Final = (
    Dialect(
        "draft-04",
        "http://json-schema.org/draft-04/schema",
        id_keyword="id",
        integral_floats=False,
        booleans=False,
        const=False,
        numeric_exclusives=False,
    ),
    Dialect("draft-06", "http://json-schema.org/draft-06/schema"),
    Dialect("draft-07", "http://json-schema.org/draft-07/schema"),
    Dialect(
        "2019-09",
        "https://json-schema.org/draft/2019-09/schema",
        ref_stands_alone=False,
        definitions=("$defs", "definitions"),
    ),
    Dialect(
        "2020-12",
        "https://json-schema.org/draft/2020-12/schema",
        ref_stands_alone=False,
        definitions=("$defs", "definitions"),
    ),
)

LATEST: Final = DIALECTS[-1]


def dialect_of(uri: str) -> Dialect | None:
    """Find the dialect that a ``$schema`` declares, with or without its empty fragment."""
    return next((one for one in DIALECTS if one.uri == uri.removesuffix("#")), None)


def dialect_named(name: str) -> Dialect | None:
    """Find a dialect by its name (``draft-04``) or its URI."""
    return next((one for one in DIALECTS if one.name == name), dialect_of(name))


def is_annotation(keyword: str, schema: dict[str, object]) -> bool:
    """Tell whether *keyword* asserts nothing where it stands."""
    if keyword == "additionalItems":  # only a list of schemas in `items` gives it a meaning
        return not isinstance(schema.get("items"), list)
    return keyword in _ANNOTATIONS


def refusal(keyword: str) -> str:
    """Say why *keyword* is refused and what to do."""
    advice = _ADVICE.get(keyword, "remove it, or correct its spelling")
    return f"keyword {shown(keyword)} is not supported; {advice}"


def supported_dialects() -> str:
    """List the dialects for a message."""
    return listed((one.name for one in DIALECTS), "or")
