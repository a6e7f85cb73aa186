"""Definitions that files repeat are one class, in the module that all its users share."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ocppgen import GeneratorError, load_project
from ocppgen.pipeline import plan

if TYPE_CHECKING:
    from pathlib import Path

    from ocppgen.naming.package import Package

FEATURES = {"A": "One", "B": "One", "C": "Two"}
CATALOG = 'protocol = "2.0.1"\nshare = "definitions"\n' + "".join(
    f'[[profiles]]\nname = "{name}"\npackage = "{name.lower()}"\n' for name in ("One", "Two")
)


def message(**definitions: Any) -> dict[str, Any]:
    """Make a message with a member of each definition."""
    return {
        "$schema": "http://json-schema.org/draft-06/schema#",
        "definitions": definitions,
        "type": "object",
        "additionalProperties": False,
        "properties": {name: {"$ref": f"#/definitions/{name}"} for name in definitions},
    }


def text(most: int, says: str = "") -> dict[str, Any]:
    """Make an object with one member, of at most so many characters."""
    return {
        "description": says,
        "type": "object",
        "additionalProperties": False,
        "properties": {"text": {"type": "string", "maxLength": most}},
    }


def outer(name: str) -> dict[str, Any]:
    """Make an object with a member of another definition."""
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {"inner": {"$ref": f"#/definitions/{name}"}},
    }


def package(
    folder: Path, files: dict[str, Any], *, catalogued: bool = True, profiles: str = ""
) -> Package:
    """Plan the package of some messages; those of the catalog have a response each."""
    schemas = folder / "schemas"
    schemas.mkdir(exist_ok=True)
    for name, schema in files.items():
        (schemas / f"{name}.json").write_text(json.dumps(schema))
    if not catalogued:
        return plan(load_project([schemas]))
    catalog = CATALOG
    for name, profile in FEATURES.items():
        (schemas / f"{name}Response.json").write_text(json.dumps(message()))
        catalog += (
            f'[[features]]\nname = "{name}"\nprofile = "{profile}"\ninitiator = "csms"\n'
            f'request = "{name}Request.json"\nresponse = "{name}Response.json"\n'
        )
    (folder / "catalog.toml").write_text(catalog)
    chosen = profiles.split()
    return plan(load_project([schemas], catalog=folder / "catalog.toml", profiles=chosen))


def homes(one: Package) -> dict[str, str]:
    """List the module of each class of an object that is no message."""
    return {
        named.name: ".".join(module.path)
        for module in one.every
        for named in module.structures
        if not named.name.endswith(("Request", "Response"))
    }


WHOLE = {
    "ARequest": message(Mine=text(1), Block=text(2), Root=text(3)),
    "BRequest": message(Block=text(2), Root=text(3)),
    "CRequest": message(Root=text(3)),
}


def test_a_class_is_where_all_its_users_are(tmp_path: Path) -> None:
    assert homes(package(tmp_path, WHOLE)) == {
        "Mine": "one.a",
        "Block": "one.types",
        "Root": "types.root",
    }


@pytest.mark.parametrize(
    ("profiles", "there"), [("One", {"Mine", "Block", "Root"}), ("Two", {"Root"})]
)
def test_homes_do_not_hang_on_the_chosen_profiles(
    tmp_path: Path, profiles: str, there: set[str]
) -> None:
    whole = homes(package(tmp_path, WHOLE))
    some = homes(package(tmp_path, WHOLE, profiles=profiles))
    assert some == {name: whole[name] for name in there}


def test_what_has_the_same_users_is_in_one_module(tmp_path: Path) -> None:
    """It is named for what the others are part of, so a module imports what it uses."""
    both = message(Part=text(1), Whole=outer("Part"), Light=text(2))
    files = {"ARequest": both, "BRequest": message(Light=text(2)), "CRequest": both}
    assert homes(package(tmp_path, files)) == {
        "Part": "types.whole",
        "Whole": "types.whole",
        "Light": "types.light",
    }


def test_what_it_says_to_people_may_differ(tmp_path: Path) -> None:
    """What they agree on is said of the class, and else nothing."""
    files = {
        f"{name}Request": message(Root=text(3, f"As {name} says."), Same=text(2, "The same."))
        for name in FEATURES
    }
    one = package(tmp_path, files)
    (module,) = one.types
    assert [each.summary for each in module.structures] == ["", "The same."]
    assert [str(place) for place in module.structures[0].places] == [
        f"{name}Request.json#/definitions/Root" for name in FEATURES
    ]


def test_shapes_that_differ_are_refused_with_both_places(tmp_path: Path) -> None:
    files = WHOLE | {"CRequest": message(Root=text(4))}
    with pytest.raises(GeneratorError) as caught:
        package(tmp_path, files)
    assert caught.value.pointer == "/share"
    assert "ARequest.json#/definitions/Root and CRequest.json#/definitions/Root" in str(
        caught.value
    )


def test_without_a_catalog_those_that_differ_stay_apart(tmp_path: Path) -> None:
    """So does what is made of them, although its own words agree."""
    files = {
        "ARequest": message(Same=text(1), Part=text(2), Whole=outer("Part")),
        "BRequest": message(Same=text(1), Part=text(3), Whole=outer("Part")),
    }
    one = package(tmp_path, files, catalogued=False)
    assert [
        (".".join(module.path), [each.name for each in module.structures])
        for module in one.every
    ] == [
        ("a", ["Part", "Whole", "ARequest"]),
        ("b", ["Part", "Whole", "BRequest"]),
        ("types.same", ["Same"]),
    ]
