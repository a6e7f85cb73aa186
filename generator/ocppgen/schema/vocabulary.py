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

CONDITIONS_OF_TYPE: Final = {
    "array": (
        "prefixItems",
        "additionalItems",
        "contains",
        "minContains",
        "maxContains",
        "unevaluatedItems",
    ),
    "object": (
        "patternProperties",
        "propertyNames",
        "dependentRequired",
        "dependentSchemas",
        "dependencies",
        "unevaluatedProperties",
    ),
}
"""The assertions that change no type, by the JSON type that they speak of."""

APPLICATORS: Final = ("allOf", "anyOf", "oneOf", "not", "if", "then", "else")
"""What puts schemas together, for values of any type."""

CONDITIONS: Final = frozenset(APPLICATORS).union(*CONDITIONS_OF_TYPE.values())

ASSERTIONS: Final = frozenset({"type", "enum", "const", "$ref"}).union(
    CONDITIONS, *OF_TYPE.values()
)
"""Every keyword that a verdict may hang on."""

_ANNOTATIONS = frozenset({
    "title", "description", "default", "examples", "$comment", "readOnly", "writeOnly",
    "deprecated", "contentMediaType", "contentEncoding", "contentSchema", "$schema",
    "definitions", "$defs", "id", "$id", "$anchor",
    # Said by the OCPP schemas, and no keywords of any dialect.
    "javaType", "comment",
    # Said by OpenAPI and by what exports models: it only tells where to look first.
    "discriminator",
})  # fmt: skip

_ADVICE = {
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
    lacks: tuple[str, ...] = ()
    """Keywords of other dialects that this one does not have."""
    numeric_exclusives: bool = True
    """``exclusiveMinimum`` is a number, not a switch of ``minimum``."""
    ref_stands_alone: bool = True
    """What stands beside ``$ref`` is ignored."""
    definitions: tuple[str, ...] = ("definitions",)

    @property
    def spelled_uri(self) -> str:
        """The URI as its metaschema spells it: the older ones with an empty fragment."""
        return self.uri + ("#" if self.uri.startswith("http:") else "")


_SINCE_DRAFT_06 = ("const", "contains", "propertyNames")
_SINCE_DRAFT_07 = ("if", "then", "else")
_SINCE_2019_09 = (
    "dependentRequired",
    "dependentSchemas",
    "minContains",
    "maxContains",
    "unevaluatedItems",
    "unevaluatedProperties",
)
_SINCE_2020_12 = ("prefixItems",)

DIALECTS: Final = (
    Dialect(
        "draft-04",
        "http://json-schema.org/draft-04/schema",
        id_keyword="id",
        integral_floats=False,
        booleans=False,
        lacks=(*_SINCE_DRAFT_06, *_SINCE_DRAFT_07, *_SINCE_2019_09, *_SINCE_2020_12),
        numeric_exclusives=False,
    ),
    Dialect(
        "draft-06",
        "http://json-schema.org/draft-06/schema",
        lacks=(*_SINCE_DRAFT_07, *_SINCE_2019_09, *_SINCE_2020_12),
    ),
    Dialect(
        "draft-07",
        "http://json-schema.org/draft-07/schema",
        lacks=(*_SINCE_2019_09, *_SINCE_2020_12),
    ),
    Dialect(
        "2019-09",
        "https://json-schema.org/draft/2019-09/schema",
        lacks=(*_SINCE_2020_12, "dependencies"),
        ref_stands_alone=False,
        definitions=("$defs", "definitions"),
    ),
    Dialect(
        "2020-12",
        "https://json-schema.org/draft/2020-12/schema",
        lacks=("dependencies",),
        ref_stands_alone=False,
        definitions=("$defs", "definitions"),
    ),
)

LATEST: Final = DIALECTS[-1]


_INSTEAD = {
    "const": "use `enum`",
    "prefixItems": "use a list of schemas in `items`",
    "dependencies": "use `dependentRequired` or `dependentSchemas`",
    "dependentRequired": "use `dependencies`",
    "dependentSchemas": "use `dependencies`",
}

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


def is_annotation(keyword: str) -> bool:
    """Tell whether *keyword* asserts nothing wherever it stands."""
    return keyword in _ANNOTATIONS


def lacking(keyword: str, dialect: Dialect) -> str:
    """Say that a dialect does not have a keyword, and what to do."""
    advice = _INSTEAD.get(keyword, "declare a later dialect in `$schema`")
    return f"keyword {shown(keyword)} is unknown to {dialect.name}; {advice}"


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
