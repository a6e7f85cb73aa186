"""Whatever files, features, profiles and vendors are called, no module takes another's place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.hostile.packages import loaded, message, refusal, rendered, write

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = '[[profiles]]\nname = "Main"\npackage = "main"\n'
FEATURE = (
    '[[features]]\nname = "{}"\nprofile = "Main"\ninitiator = "either"\n'
    'request = "{}.json"\nresponse = "{}Response.json"\n'
)
RULE = {"properties": {"a": {"$ref": "#/definitions/Rule"}}, "required": ["a"]}
"""What makes the module of conditions: one that contains itself."""
COMMON = {"type": "object", "properties": {"a": {"type": "integer"}}}
"""What makes a module of types, if two files define it."""


def catalog(*features: str, package: str = "main") -> str:
    """Put features into a profile."""
    profile = PROFILE.replace('"main"', json.dumps(package))
    return profile + "".join(FEATURE.format(name, name, name) for name in features)


def answered(*features: str) -> dict[str, Any]:
    """Give each feature a request with a closed member, and a response."""
    requests = {f"{name}.json": message(v={"const": name}) for name in features}
    return requests | {f"{name}Response.json": message() for name in features}


def messages(*definitions: str) -> dict[str, Any]:
    """Give two messages that need all that a package may have."""
    own = {
        name: message(d={"$ref": f"#/definitions/{defined}"})
        | {"definitions": {defined: COMMON}}
        for name, defined in (("One.json", definitions[0]), ("Two.json", definitions[1]))
    }
    one = own["One.json"]
    one["definitions"]["Rule"] = RULE
    return own | {"One.json": one | {"not": {"$ref": "#/definitions/Rule"}}}


def modules(files: dict[str, str], folder: str = "") -> set[str]:
    """List the modules of a folder, and the folders in it."""
    inner = [name.removeprefix(folder) for name in files if name.startswith(folder)]
    return {name.partition("/")[0].removesuffix(".py") for name in inner} - {"__init__"}


def test_a_file_called_as_a_module_of_ours(tmp_path: Path) -> None:
    """Each has a module of its own beside ours, and all of them work."""
    ours = modules(rendered(write(tmp_path / "small", messages("Common", "Common")))) - {
        "one",
        "two",
    }
    assert {"conditions", "errors", "runtime", "types"} <= ours
    called = {name.capitalize(): message(v={"const": name}) for name in ours}
    files = messages("Common", "Common") | {
        f"{name}.json": schema for name, schema in called.items()
    }
    with loaded(write(tmp_path / "all", files)) as package:
        for name in called:
            request = package.FEATURES[name].request_type
            assert request.check({"v": name.lower()}) == []
            assert [one.keyword for one in request.check({"v": "x"})] == ["const"]
        assert issubclass(package.errors.ValidationError, ValueError)


@pytest.mark.parametrize(
    "files",
    [
        ("AnswerResponse", "Answer_response"),
        ("Ladestra\u00dfeResponse", "Ladestrasse_response"),
        ("deeper/Ping", "Ping"),
        ("PingRequest", "Ping"),
    ],
)
def test_files_that_a_file_system_may_take_for_one_module(
    files: tuple[str, str], tmp_path: Path
) -> None:
    """The second would be written over the first: both are named instead."""
    folder = write(tmp_path / "s", {f"{name}.json": message() for name in files})
    line = refusal(folder)
    assert all(f"{name}.json" in line for name in files)
    assert line.endswith(" name; rename one of the two")


def test_a_profile_called_as_a_module_of_ours(tmp_path: Path) -> None:
    """Its folder would take the place of what every package has."""
    own = messages("Left", "Right") | {
        "OneResponse.json": message(),
        "TwoResponse.json": message(),
    }
    folder = write(tmp_path / "s", own)
    ours = modules(rendered(folder, catalog("One", "Two"))) - {"main"}
    assert {"central_system", "charge_point", "events", "frames", "stations"} <= ours
    for name in ours | {"csms", "charging_station"}:
        line = refusal(folder, catalog("One", "Two", package=name))
        told = f"every package has a module {name}; give the profile another package"
        assert line == f"catalog.toml#/profiles: {told}"


def test_a_feature_called_as_a_module_of_its_profile(tmp_path: Path) -> None:
    folder = write(tmp_path / "s", answered("One"))
    ours = modules(rendered(folder, catalog("One")), "main/") - {"one"}
    assert "handlers" in ours
    for name in ours | {"types"}:
        feature = name.capitalize()
        line = refusal(write(tmp_path / name, answered(feature)), catalog(feature))
        told = "two features meet in one module name; rename one"
        assert line == f"catalog.toml#/features: {told}"


def test_two_features_that_meet_in_a_module(tmp_path: Path) -> None:
    names = ("GetLog", "Get_log")
    line = refusal(write(tmp_path / "s", answered(*names)), catalog(*names))
    assert line == "catalog.toml#/features: two features meet in one module name; rename one"


def test_two_files_that_are_one_schema(tmp_path: Path) -> None:
    """One class cannot be two messages."""
    line = refusal(write(tmp_path / "s", {"X.json": message(), "Y.json": {"$ref": "X.json"}}))
    assert line == "Y.json#: is one and the same schema as another file: X.json"


LIST_OF_LISTS = {"type": "array", "items": {"type": "array", "items": {"type": "array"}}}
MEETING: dict[str, tuple[str, dict[str, Any], str, str]] = {
    # what the feature is called, what it has, what the catalog says of it, what meets
    "an enum's table": ("SideByValue", {"side": {"enum": ["l"]}}, "", "SIDE_BY_VALUE"),
    "an enum's texts": ("SideTexts", {"side": {"enum": ["l"]}}, "", "SIDE_TEXTS"),
    "a function": (
        "X",
        {"a": LIST_OF_LISTS, "b": LIST_OF_LISTS},
        '[names]\n"X.json#/properties/b" = "a__item"\n',
        "_accept_x_request__a__item__item",
    ),
    "what a type is": (
        "NestType",
        {"nest": {"$ref": "#/definitions/nest"}},
        "",
        "NEST_TYPE",
    ),
}


@pytest.mark.parametrize("case", MEETING)
def test_two_things_of_one_name_in_a_module(case: str, tmp_path: Path) -> None:
    """The later one would hide the other: the run stops and names them."""
    name, properties, names, meets = MEETING[case]
    nest = {"type": "array", "items": {"$ref": "#/definitions/nest"}}
    schema = message(**properties) | {"definitions": {"nest": nest}}
    folder = write(tmp_path / "s", answered(name) | {f"{name}.json": schema})
    line = refusal(folder, catalog(name) + names)
    assert f": two things are named {meets} in " in line
    assert line.endswith("; rename one")


def users(*, shared: bool) -> tuple[dict[str, Any], str]:
    """Let features have the same object, made of an enum; name it in the catalog."""
    part = {"type": "object", "properties": {"kind": {"enum": ["x", "y"]}}}
    files = answered("One", "Two")
    files |= {f"{name}.json": message(part=part) for name in ("One", "Two")}
    places = ", ".join(f'"{name}.json#/properties/part"' for name in ("One", "Two"))
    kinds = places.replace("/part", "/part/properties/kind")
    flag = "shared = true\n" * shared
    entries = f'[[types]]\nname = "Part"\nat = [{places}]\n{flag}'
    return files, entries + f'[[types]]\nname = "Kind"\nat = [{kinds}]\nshared = true\n'


def test_a_type_of_several_features_is_said_to_be_shared(tmp_path: Path) -> None:
    """Else a class would move whenever a feature comes to use it."""
    files, entries = users(shared=False)
    line = refusal(write(tmp_path / "s", files), catalog("One", "Two") + entries)
    told = "is used by several features; add `shared = true`"
    assert line == f"catalog.toml#/types/0: {told}"


def test_a_shared_type_takes_its_parts_along(tmp_path: Path) -> None:
    """Though one feature uses them: the shared module imports from none of those."""
    part = {
        "type": "object",
        "properties": {"in": {"type": "object", "properties": {"e": {"enum": ["x"]}}}},
    }
    folder = write(tmp_path / "s", answered("One") | {"One.json": message(part=part)})
    entry = '[[types]]\nname = "Part"\nat = ["One.json#/properties/part"]\nshared = true\n'
    with loaded(folder, catalog("One") + entry) as package:
        request = package.FEATURES["One"].request_type
        inner = request.from_dict({"part": {"in": {"e": "x"}}}).part
        every = [type(inner), type(inner.in_), type(inner.in_.e)]
        assert {one.__module__ for one in every} == {package.types.__name__}
