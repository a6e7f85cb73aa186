"""What a run works on: which files, by which names, and how they are told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ocppgen import GeneratorError, compile_check, load_project
from ocppgen.pipeline import plan
from tests.hostile.packages import message, write

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = '{\n "type": "object",\n "properties": {"a": {"type": "integer"}}\n}\n'
OTHER = SCHEMA.replace("integer", "string")
SAME: dict[str, dict[str, str]] = {
    "as it is": {"X.json": SCHEMA},
    "another's line ends": {"X.json": SCHEMA.replace("\n", "\r\n")},
    "a byte order mark": {"X.json": "\ufeff" + SCHEMA},
}
ANOTHER: dict[str, dict[str, str]] = {
    "another text": {"X.json": OTHER},
    "another layout": {"X.json": SCHEMA.replace(" ", "  ")},
    "another name": {"Y.json": SCHEMA},
    "another folder": {"deeper/X.json": SCHEMA},
    "another file beside it": {"X.json": SCHEMA, "Y.json": SCHEMA},
}


def digest(folder: Path, files: dict[str, str]) -> str:
    """Give what tells a set of schemas apart from others, as ``SCHEMA_SET.digest`` does."""
    return load_project([write(folder, files)]).digest


@pytest.mark.parametrize("case", [*SAME, *ANOTHER])
def test_the_digest_tells_sets_of_schemas_apart(case: str, tmp_path: Path) -> None:
    """By names and texts, whatever a checkout or an editor does to line ends."""
    files = SAME.get(case) or ANOTHER[case]
    same = digest(tmp_path / "one", {"X.json": SCHEMA}) == digest(tmp_path / "two", files)
    assert same == (case in SAME)


PROFILES = """
[[profiles]]
name = "{0}"
package = "{1}"

[[features]]
name = "{0}"
profile = "{0}"
initiator = "either"
request = "{0}.json"
response = "{0}Response.json"

[[members]]
at = ["{0}.json#/properties/a"]
text = "What {0} counts."
"""
NAMES = """
[names]
"One.json#/properties/a" = "first"
"Two.json#/properties/a" = "second"
"""


@pytest.fixture
def schemas(tmp_path: Path) -> Path:
    """Give two features of two profiles, with a catalog that names members of both."""
    files = {f"{name}.json": message(a={"type": "integer"}) for name in ("One", "Two")}
    answers = {f"{name}Response.json": message() for name in ("One", "Two")}
    profiles = "".join(PROFILES.format(name, name.lower()) for name in ("One", "Two"))
    (tmp_path / "catalog.toml").write_text(profiles + NAMES)
    return write(tmp_path / "schemas", files | answers)


@pytest.mark.parametrize("chosen", [["one"], ["Two"], []])
def test_a_catalog_may_name_what_is_left_out(
    chosen: list[str], schemas: Path, tmp_path: Path
) -> None:
    """A choice of profiles needs no catalog of its own."""
    project = load_project([schemas], catalog=tmp_path / "catalog.toml", profiles=chosen)
    package = plan(project)
    found = {
        (field.name, field.description)
        for module in package.modules
        for one in module.structures
        for field in one.fields
    }
    every = {("first", "What One counts."), ("second", "What Two counts.")}
    wanted = {one for one in every if not chosen or chosen[0].title() in one[1]}
    assert found == wanted


@pytest.mark.parametrize("wrong", ["Two.json#/properties/b", "None.json#/properties/a"])
@pytest.mark.parametrize("table", ["names", "members"])
def test_a_catalog_names_nothing_that_is_not_there(
    table: str, wrong: str, schemas: Path, tmp_path: Path
) -> None:
    """A name that is misspelt would be lost without a word."""
    place = tmp_path / "catalog.toml"
    members, mark, names = place.read_text().partition("[names]")
    if table == "names":
        names = names.replace("Two.json#/properties/a", wrong)
    else:
        members = members.replace("Two.json#/properties/a", wrong)
    place.write_text(members + mark + names)
    with pytest.raises(GeneratorError) as caught:
        plan(load_project([schemas], catalog=place))
    assert str(caught.value).startswith(f"{place}#/{table}")
    assert wrong.partition("#")[0] in caught.value.message


def test_classes_stand_in_the_order_of_the_definitions(tmp_path: Path) -> None:
    """As the schema's reader meets them; the message, which is made of them, comes last."""
    names = ("Part", "Whole", "Extra")
    objects = {
        name: {"type": "object", "properties": {"a": {"type": "integer"}}} for name in names
    }
    members = {name.lower(): {"$ref": f"#/definitions/{name}"} for name in reversed(names)}
    schema = message(**members) | {"definitions": objects}
    (module,) = plan(load_project([write(tmp_path, {"X.json": schema})])).modules
    assert [one.name for one in module.structures] == [*names, "XRequest"]


@pytest.mark.parametrize(("other", "kept"), [(5, "5"), (6, "")])
def test_a_type_has_the_defaults_that_all_its_places_agree_on(
    other: int, kept: str, tmp_path: Path
) -> None:
    """A class says of an absent member what each of its schemas says, or nothing."""
    thing = {"type": "object", "properties": {"t": {"type": "integer", "default": 5}}}
    also = {"type": "object", "properties": {"t": {"type": "integer", "default": other}}}
    folder = write(tmp_path / "schemas", {"X.json": message(a=thing, b=also)})
    places = [f"X.json#/properties/{name}" for name in "ab"]
    catalog = tmp_path / "catalog.toml"
    catalog.write_text(f'[[types]]\nname = "Thing"\nat = {places}\n')
    (module,) = plan(load_project([folder], catalog=catalog)).modules
    (one,) = [each for each in module.structures if each.name == "Thing"]
    assert [field.default for field in one.fields] == [kept]


BOUNDS = [
    ({"minimum": 5, "exclusiveMinimum": True}, [4, 5], [6], "exclusiveMinimum"),
    ({"maximum": 5, "exclusiveMaximum": True}, [6, 5], [4], "exclusiveMaximum"),
    ({"minimum": 5, "exclusiveMinimum": False}, [4], [5], "minimum"),
    ({"maximum": 5, "exclusiveMaximum": False}, [6], [5], "maximum"),
]


@pytest.mark.parametrize(("bounds", "wrong", "right", "keyword"), BOUNDS)
def test_a_bound_of_draft_04_is_told_once(
    bounds: dict[str, object], wrong: list[int], right: list[int], keyword: str
) -> None:
    """There, a switch makes the bound exclusive: it is one bound, and one violation."""
    draft = "http://json-schema.org/draft-04/schema#"
    check = compile_check({"$schema": draft, "type": "integer", **bounds})
    assert [[one.keyword for one in check(value)] for value in wrong] == [[keyword]] * len(
        wrong
    )
    assert [check(value) for value in right] == [[]] * len(right)


@pytest.mark.parametrize("keyword", ["$ref", "$schema"])
def test_no_refusal_tells_the_credentials_of_an_address(keyword: str) -> None:
    """Errors go into logs of build servers."""
    address = "https://user:pass@word@schemas.example/x.json"
    with pytest.raises(GeneratorError) as caught:
        compile_check({keyword: address})
    assert "schemas.example" in str(caught.value)
    assert "user" not in str(caught.value)
    assert "word" not in str(caught.value).replace("keyword", "")


def test_a_value_in_an_error_is_cut_short() -> None:
    """Whatever was read as a schema, the line that refuses it can be read."""
    for length, whole in ((58, True), (59, False), (10_000, False)):
        with pytest.raises(GeneratorError) as caught:
            compile_check({"type": "string", "format": "f" * length})
        shown = caught.value.message.partition(" is not supported")[0].removeprefix("format ")
        assert shown == (f'"{"f" * length}"' if whole else f'"{"f" * 56}...')


def test_what_only_the_metaschema_refuses_is_refused(tmp_path: Path) -> None:
    """A title that is no string hints at a file that is no schema."""
    folder = write(tmp_path, {"X.json": message(a={"title": 1})})
    with pytest.raises(GeneratorError) as caught:
        load_project([folder])
    told = "1 breaks the metaschema of draft-07 (keyword 'type'); correct the schema"
    assert str(caught.value) == f"{folder}/X.json#/properties/a/title: {told}"
