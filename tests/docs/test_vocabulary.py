"""What docs/json-schema.md says is what the generator does."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from ocppgen import GeneratorError, compile_check
from tests.docs.tables import section
from tests.docs.vocabulary import every_keyword, refused, table

SECTION = "What of JSON Schema is understood"
REFUSED: list[Any] = [
    {"format": "regex"},
    {"pattern": "(?<=a)b"},
    {"pattern": r"(a)\1"},
    {"pattern": "(a+)+$"},
    {"pattern": "a(?=b)"},
    {"pattern": r"\p{Script=Greek}"},
    {"pattern": "a+b"},
    {"enum": ["a"], "const": "a", "type": "integer"},
    {"if": {}, "$schema": "http://json-schema.org/draft-06/schema#"},
    {"anyOf": [{"$ref": "#"}]},
    {"$dynamicRef": "#a"},
    {"enum": ["a"], "type": "integer"},
    {"required": ["a"], "additionalProperties": False},
    {"items": {"$schema": "http://json-schema.org/draft-04/schema#"}},
    {"minimum": Decimal("0.1000000000000000055511151231257827")},
    {"$ref": "https://example.com/other.json"},
    {"$ref": "file:///other.json"},
    {"$ref": "#"},
    {"vendor": 1},
    {"maxLength": "5"},
    {"$schema": "http://json-schema.org/draft-03/schema#"},
]
UNDERSTOOD: list[Any] = [
    True,
    {"items": [{}], "$schema": "http://json-schema.org/draft-07/schema#"},
    {"enum": [{}]},
    {"const": []},
    {"enum": ["a"], "pattern": "a"},
    {"const": 1, "minimum": 0},
    {"maxLength": 10**30},
    {"$ref": "#/$defs/a", "maxLength": 5, "$defs": {"a": {"type": "string"}}},
    {"x-vendor": 1},
    {"type": ["string", "null"]},
    {"enum": [1, "a", None, True]},
    {"pattern": r"^\p{L}{3}$"},
    {"pattern": "^(?!a)b"},
    {"pattern": "a+b", "maxLength": 50},
    {"enum": ["a", "ab"], "maxLength": 1},
    {
        "$ref": "#/$defs/a",
        "$defs": {"a": {"type": "object", "properties": {"a": {"$ref": "#"}}}},
    },
    {"additionalProperties": {"type": "integer"}},
]


def test_the_tables_are_the_vocabulary() -> None:
    """When this fails, put what `table` and `refused` give into the page."""
    text = section("docs/json-schema.md", SECTION)
    assert table() in text
    assert refused() in text


def test_every_keyword_of_every_dialect_is_in_a_table() -> None:
    words = set(re.findall(r"`([^`]+)`", table() + refused()))
    assert set(every_keyword()) <= words


@pytest.mark.parametrize("schema", REFUSED)
def test_what_is_refused(schema: Any) -> None:
    with pytest.raises(GeneratorError):
        compile_check(schema)


@pytest.mark.parametrize("schema", UNDERSTOOD)
def test_what_is_understood(schema: Any) -> None:
    compile_check(schema)
