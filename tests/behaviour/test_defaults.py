"""With the setting ``defaults`` an absent member reads as its default, and the verdict stays."""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from ocppgen import load_project
from ocppgen.memory import load_package, unload
from ocppgen.pipeline import plan
from tests.golden.shapes import CASES, project
from tests.oracle import as_decimals, validator

if TYPE_CHECKING:
    from collections.abc import Iterator

LAMP: dict[str, Any] = {
    "level": 3,
    "name": 'a "lamp"',
    "id": 1,
    "paint": "Warm",
    "paints": ["Warm", "Cold"],
    "notes": [],
    "since": "2024-01-01T00:00:00Z",
    "spot": {"x": 2, "y": 0.5},
    "spots": {"a": {"x": 1, "y": 0.5}},
    "maybe": None,
    "mixed": 7,
    "any": {"a": [1, 2.5, None]},
    "kind": "lamp",
}
"""What an object reads as that has nothing but its id."""


@pytest.fixture(scope="module")
def package() -> Iterator[Any]:
    """Load the golden case."""
    loaded = load_package(project("defaults"))
    yield loaded
    unload(loaded)


def classes(package: Any, name: str) -> Any:
    """Give the class of a message."""
    return package.FEATURES[name].request_type


def test_an_absent_member_reads_as_its_default(package: Any) -> None:
    lamp = classes(package, "Lamp")
    tolerance = import_module(f"{package.__name__}.tolerance").Tolerance
    for read in (
        lamp.from_dict({"id": 1}),
        lamp.from_json('{"id": 1}'),
        lamp.read({"id": 1}, tolerance()).message,
        lamp.read({"id": 1, "note": 2}, tolerance("Lamp.req additionalProperties")).message,
        lamp(id=1),
    ):
        assert read.to_dict() == LAMP
        assert json.loads(read.to_json()) == LAMP
        assert read.validate() == []
        assert read == lamp.from_dict(LAMP)
        assert read.since.tzinfo is not None
        assert type(read.spot).__name__ == "Spot"
        assert read.wrong is None


def test_what_can_be_changed_is_of_one_object(package: Any) -> None:
    lamp = classes(package, "Lamp")
    made: list[Any] = [lamp(id=1), lamp.from_dict({"id": 1})]
    for first in made:
        first.notes.append("n")
        first.spot.x = 9
        first.any["b"] = 1
    assert lamp(id=1).to_dict() == lamp.from_dict({"id": 1}).to_dict() == LAMP


def test_the_verdict_is_the_same(package: Any) -> None:
    """As that of the package without the setting, on every subset of the members."""
    plain = load_package(load_project([CASES / "defaults" / "schemas"], package="plain"))
    schema = json.loads((CASES / "defaults" / "schemas" / "Lamp.json").read_text())
    oracle = validator(as_decimals(schema))
    for left in [*LAMP, "none"]:
        for spoilt in [*LAMP, "none"]:
            payload: dict[str, Any] = {key: LAMP[key] for key in LAMP if key != left}
            if spoilt in payload:
                payload[spoilt] = {"no": "such"}
            told = [str(one) for one in classes(package, "Lamp").check(payload)]
            assert told == [str(one) for one in classes(plain, "Lamp").check(payload)]
            assert (told == []) == oracle.is_valid(as_decimals(payload))
    unload(plain)


def test_where_presence_matters_nothing_is_added(package: Any) -> None:
    """What was read can be written: conditions of an object still hold."""
    tree = classes(package, "Tree")
    payloads: list[Any] = [{"watched": {}}, {"watched": {"b": 1}}, {"child": {"watched": {}}}]
    for payload in payloads:
        read = tree.from_dict(payload)
        assert read.to_dict() == filled(payload)
        assert tree.check(read.to_dict()) == []


def filled(payload: Any) -> Any:
    """Add what the tree has for absent members."""
    child = {"child": filled(payload["child"])} if "child" in payload else {}
    return {"size": 0} | payload | child


def test_members_and_the_exported_schema_tell_defaults(package: Any) -> None:
    lamp = classes(package, "Lamp")
    told = {name: one.default for name, one in lamp.members.items() if one.has_default}
    assert told == {name: one for name, one in LAMP.items() if name != "id"}
    exported = lamp.json_schema()["properties"]
    assert {name: one["default"] for name, one in exported.items() if "default" in one} == told


def test_notes_say_what_is_not_filled_in() -> None:
    notes = plan(project("defaults")).notes
    assert notes == (
        "Lamp.json#/properties/wrong/default breaks its own schema: must be at most 5, not 6",
        "Tree.json#/properties/watched: no default is filled in, since a verdict may depend on"
        " which members are there",
        "Tree.json#/properties/child/default is not filled in: it may contain itself",
    )
