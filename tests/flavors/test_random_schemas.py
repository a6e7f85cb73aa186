"""Both flavors read the same of texts for schemas that are made at random."""

from __future__ import annotations

import json
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from ocppgen import GeneratorError, Project
from ocppgen.memory import load_sources, sources, unload
from ocppgen.model.catalog import Catalog
from ocppgen.naming.flavors import FLAVORS
from ocppgen.pipeline import plan
from ocppgen.schema import documents
from tests.differential import texts
from tests.differential.inputs import payloads
from tests.differential.random_schemas import DIALECTS, random_schema
from tests.flavors.made import outcome

if TYPE_CHECKING:
    from types import ModuleType

_SHARED = ("definitions", "$defs")


def message_schema(random: Random, dialect: str, *, composed: bool) -> dict[str, Any]:
    """Put one schema at every kind of place within a message."""
    inner = random_schema(random, dialect, composed=composed)
    shared = {word: inner.pop(word) for word in _SHARED if word in inner}
    head = {"$schema": inner.pop("$schema")} if "$schema" in inner else {}
    nested = {
        "type": "object",
        "properties": {"x": inner, "y": {"type": "string", "format": "date-time"}},
        "required": random.choice((["x"], ["y"])),
        "additionalProperties": False,
    }
    properties = {
        "one": inner,
        "two": {"type": "array", "items": inner, "maxItems": 3},
        "three": {"type": "array", "items": {"type": "string", "format": "date-time"}},
        "nested": nested,
        "more": {"type": "array", "items": nested},
        "enum": {"type": "string", "enum": ["a", "b"]},
        "number": {"type": "number", "maximum": 2**60, "multipleOf": 0.1},
        "integer": {"type": "integer", "minimum": -(2**40), "maximum": 2**60},
    }
    required = {"required": random.choice((["one"], ["two", "nested"]))}
    return {
        **head,
        "type": "object",
        "properties": properties,
        **(required if random.random() < 0.7 else {}),
        "additionalProperties": random.random() < 0.2,
        **shared,
    }


def made(schema: dict[str, Any]) -> list[ModuleType]:
    """Load the package of a schema in each flavor."""
    document = documents.load("Message.json", json.dumps(schema).encode())
    project = Project((document,), Catalog(), "made")
    package = plan(project)
    return [load_sources(sources(project, package, flavor=flavor)) for flavor in FLAVORS]


def message_of(package: Any) -> Any:
    """Return the one class of a payload."""
    (feature,) = package.FEATURES.values()
    return feature.request_type or feature.response_type


@pytest.mark.parametrize("composed", [False, True])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_they_read_the_same(dialect: str, composed: bool) -> None:
    understood = 0
    for number in range(7):
        random = Random(f"{dialect} {composed} {number}")
        schema = message_schema(random, dialect, composed=composed)
        try:
            packages = made(schema)
        except GeneratorError:
            continue
        understood += 1
        for payload in islice(payloads(schema, random), 30):
            plain = json.dumps(payload).encode("utf-8", "surrogatepass")
            for text in (plain, texts.damaged(payload, random)):
                ours, theirs = (
                    outcome(message_of(one), text, one.ValidationError) for one in packages
                )
                assert theirs == ours, (schema, text)
        for one in packages:
            unload(one)
    assert understood > 3
