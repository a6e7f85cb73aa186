"""Which words a schema may say: a table per dialect.

A keyword is understood (``build.py`` turns it into the model), an annotation (harmless
wherever it stands), or it is refused. Nothing is ever ignored because it is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from ocppgen.text import listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

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

    @property
    def spelled_uri(self) -> str:
        """The URI as its metaschema spells it: the older ones with an empty fragment."""
        return self.uri + ("#" if self.uri.startswith("http:") else "")


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


KEYWORDS: Final = ASSERTIONS | _ANNOTATIONS | _ADVICE.keys()
"""Every keyword that a dialect has, or that the OCPP schemas add."""

_LIKENESS = 0.84
"""From here on a word is taken for a misspelling: ``propertys``, ``requierd``."""


@dataclass(frozen=True, slots=True)
class Annotations:
    """What the user takes for annotations: formats and keywords that assert nothing."""

    formats: frozenset[str] = frozenset()
    """Names of formats; ``*`` is every one."""
    keywords: tuple[str, ...] = ()
    """Keywords that no dialect has; ``*`` and ``?`` stand for what they do in file names."""
    format_advice: str = "name it in `annotation-formats` to take it as an annotation"
    keyword_advice: str = "remove it, or name it in `annotation-keywords`"

    def has_format(self, name: str) -> bool:
        """Whether a format is not to be asserted."""
        return "*" in self.formats or name in self.formats

    def has_keyword(self, keyword: str) -> bool:
        """Whether a keyword that no dialect has is an annotation all the same."""
        if keyword.startswith("x-") or keyword in self.keywords:
            return True
        return misspelt(keyword) is None and any(
            fnmatchcase(keyword, pattern) for pattern in self.keywords
        )

    def refusal(self, keyword: str) -> str:
        """Say why *keyword* is refused and what to do."""
        meant = None if keyword in KEYWORDS else misspelt(keyword)
        advice = _ADVICE.get(keyword, self.keyword_advice)
        if meant is not None:
            advice = f"did you mean {shown(meant)}?"
        return f"keyword {shown(keyword)} is not supported; {advice}"


def asserting(keywords: Iterable[str]) -> str | None:
    """Find one of *keywords* that the dialects give a meaning, so that it is no annotation."""
    return next((one for one in keywords if one in KEYWORDS - _ANNOTATIONS), None)


def misspelt(keyword: str) -> str | None:
    """Find the keyword that an unknown word was probably meant to be."""
    known = {one.lower(): one for one in sorted(KEYWORDS)}
    found = get_close_matches(keyword.lower(), known, 1, _LIKENESS)
    return known[found[0]] if found else None


def dialect_of(uri: str) -> Dialect | None:
    """Find the dialect that a ``$schema`` declares: as http or https, with ``#`` or without."""
    plain = uri.removesuffix("#").partition("://")
    if plain[0] not in ("http", "https"):
        return None
    return next((one for one in DIALECTS if one.uri.partition("://")[2] == plain[2]), None)


def dialect_named(name: str) -> Dialect | None:
    """Find a dialect by its name (``draft-04``) or its URI."""
    return next((one for one in DIALECTS if one.name == name), dialect_of(name))


def is_annotation(keyword: str, schema: dict[str, object]) -> bool:
    """Tell whether *keyword* asserts nothing where it stands."""
    if keyword == "additionalItems":  # only a list of schemas in `items` gives it a meaning
        return not isinstance(schema.get("items"), list)
    return keyword in _ANNOTATIONS


def supported_dialects() -> str:
    """List the dialects for a message."""
    return listed((one.name for one in DIALECTS), "or")


def supported_uris() -> str:
    """List what ``$schema`` may say, for a message."""
    old, new = DIALECTS[:3], DIALECTS[3:]
    return (
        f"http://json-schema.org/X/schema# with X {listed((one.name for one in old), 'or')},"
        f" or https://json-schema.org/draft/X/schema with X"
        f" {listed((one.name for one in new), 'or')}"
    )
