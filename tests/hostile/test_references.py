"""References lead to schemas in the given files, or nowhere: never out of the folder, never far."""

from __future__ import annotations

import builtins
import socket
from typing import TYPE_CHECKING, Any

import pytest

from ocppgen import GeneratorError, compile_check
from tests.hostile.packages import DRAFT_07, loaded, message, refusal, write

if TYPE_CHECKING:
    from pathlib import Path

NOWHERE = (
    "leads nowhere among the given files (nothing is fetched); correct it, or add the file"
)
NO_SCHEMA = "does not lead to a schema; correct it"
LOOP = "the reference leads back to itself with nothing between; break it"

LOST = [
    "http://example.com/schema.json", "https://user:hunter2@example.com/a.json", "ftp://hunter2@/a",
    "https://json-schema.org/draft/2020-12/schema",
    "http://json-schema.org/draft-07/schema#", "ftp://example.com/a", "//example.com/a", "urn:x:y",
    "file:///etc/passwd", "file://localhost/etc/passwd", "file:Y.json", "/etc/passwd", "C:\\a.json",
    "../secret.json", "..%2fsecret.json", "%2e%2e/secret.json", "./../schemas/../secret.json",
    "a/../../secret.json", "..\\secret.json", "secret.json", "link.json", "Y.JSON", "y.json", "Y.json ",
    " Y.json", "Y\n.json", "\tY.json", "Y.json\0", "\0", "Y.json?x", "Y", "data:,{}", "javascript:1",
    "#/definitions/none", "#none", "#/definitions/text/0", "#/definitions//text", "#//definitions",
    "#/definitions/list/enum/0", "#/%zz", "#/%ff", "#/definitions/%74ext/", "http://[", "http://a:b/",
    "#/definitions/te~2xt", "#/definitions/text~", "\ud800", "#\ud800", "Y.json#/definitions/none",
    "Z.json", "https://schemas.invalid/none.json", "https://schemas.invalid/../secret.json",
    "#/properties/n/maximum/x", "#/properties/n/maximum/0", "x" * 5000,
]  # fmt: skip


@pytest.fixture
def schemas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with secrets beside it, and no network and no other files to be had."""
    write(tmp_path, {"secret.json": {"type": "string"}, "Z.json": {"type": "string"}})
    folder = write(tmp_path / "schemas", {"Y.json": message(a={"type": "string"})})
    (folder / "link.json").symlink_to(tmp_path / "secret.json")
    (folder / "folder").symlink_to(tmp_path)

    def refuse(*_: object, **__: object) -> Any:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    opened = builtins.open

    def guarded(file: Any, *args: Any, **kwargs: Any) -> Any:
        assert "secret" not in str(file)
        assert "passwd" not in str(file)
        return opened(file, *args, **kwargs)

    monkeypatch.setattr(builtins, "open", guarded)
    return folder


@pytest.mark.parametrize("ref", LOST, ids=lambda ref: repr(ref)[:40])
def test_what_leads_nowhere_is_refused(ref: str, schemas: Path) -> None:
    definitions = {"text": {"type": "string"}, "list": {"enum": ["a", "b"]}}
    schema = message(n={"type": "number", "maximum": 3}, r={"$ref": ref})
    write(schemas, {"X.json": schema | {"definitions": definitions}})
    line = refusal(schemas)
    assert line.startswith("X.json#/properties/r/$ref: ")
    assert line.endswith((NOWHERE, NO_SCHEMA))
    assert len(line) < 260
    assert "hunter2" not in line


CASES: list[tuple[dict[str, Any], str]] = [
    ({"properties": {"a": {"$ref": "#/properties/a"}}}, f"#/properties/a/$ref: {LOOP}"),
    ({"$ref": "#"}, f"#/$ref: {LOOP}"),
    (
        {"items": {"$ref": "#/definitions/a"},
         "definitions": {"a": {"$ref": "#/definitions/b"}, "b": {"$ref": "#/definitions/a"}}},
        f"#/definitions/b/$ref: {LOOP}",
    ),
    ({"items": {"$ref": "#/required"}, "required": ["a"]}, f'#/items/$ref: "#/required" {NO_SCHEMA}'),
    (
        {"items": {"$ref": "#/examples/-1"}, "examples": [{"type": "string"}]},
        f'#/items/$ref: "#/examples/-1" {NO_SCHEMA}',
    ),
    (
        {"items": {"$ref": "#/examples/+0"}, "examples": [{"type": "string"}]},
        f'#/items/$ref: "#/examples/+0" {NO_SCHEMA}',
    ),
    (
        {"items": {"$ref": "#/default"}, "default": {"properties": [1]}},
        "#/default/properties: must be an object, not [1]",
    ),
    (
        {"items": {"$ref": "#/default"}, "default": {"type": "array", "uniqueItems": "yes"}},
        '#/default/uniqueItems: must be true or false, not "yes"',
    ),
    (
        {"items": {"$ref": "#/default"}, "default": {"type": "object", "required": "a"}},
        '#/default/required: must be a list of strings, not "a"',
    ),
    (
        {"items": {"$ref": "#/default"}, "default": {"$schema": 5}},
        "#/default/$schema: another dialect within a file is not supported; use one for the file",
    ),
    ({"$id": "http://[", "items": {"$ref": "#"}}, '#/$id: "http://[" is no address; correct the id'),
    ({"$id": "a\nb", "items": {"$ref": "#"}}, '#/$id: "a\\nb" is no address; correct the id'),
    (
        {"items": {"$id": "http://[", "items": {"$ref": "#"}}},
        '#/items/$id: "http://[" is no address; correct the id',
    ),
    (
        {"properties": {"a": {"$id": "http://x/a"}, "b": {"$id": "http://x/a"}, "c": {"$ref": "#"}}},
        '#/properties/a: the id "http://x/a" is that of schema#/properties/b too; change one',
    ),
    (
        {"properties": {"a": {"$anchor": "q"}, "b": {"$anchor": "q"}, "c": {"$ref": "#q"}},
         "$schema": "https://json-schema.org/draft/2020-12/schema"},
        '#/properties/a: the id "#q" is that of schema#/properties/b too; change one',
    ),
    (
        {"items": {"$ref": "#/definitions/a"}, "definitions": {"a": True},
         "$schema": "http://json-schema.org/draft-04/schema#"},
        "#/definitions/a: true breaks the metaschema of draft-04 (keyword 'type'); correct the schema",
    ),
    (
        {"items": {"$ref": "#/default"}, "default": True,
         "$schema": "http://json-schema.org/draft-04/schema#"},
        '#/items/$ref: "#/default" leads to true, which is no schema; correct it',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "told"), CASES, ids=lambda one: str(one)[:60])
def test_what_is_no_reference_is_refused(schema: dict[str, Any], told: str) -> None:
    with pytest.raises(GeneratorError) as caught:
        compile_check({"$schema": DRAFT_07, **schema})
    assert str(caught.value) == f"schema{told}"


def test_files_refer_to_each_other(schemas: Path) -> None:
    """By their names, by their ids, by definitions, in folders, from another dialect."""
    write(
        schemas,
        {
            "Y.json": message(a={"type": "string"}) | {"$id": "urn:example:y"},
            "folder with space/V.json": {
                "$schema": "http://json-schema.org/draft-04/schema#",
                "type": "object",
                "properties": {
                    "n": {"type": "integer"},
                    "x": {"$ref": "../X.json#/definitions/e"},
                },
            },
            "X.json": message(
                name={"$ref": "Y.json"},
                urn={"$ref": "urn:example:y"},
                deep={"$ref": "folder%20with%20space/V.json#/properties/n"},
                whole={"$ref": "folder%20with%20space/V.json"},
            )
            | {"definitions": {"e": {"enum": ["on", "off"]}}},
        },
    )
    with loaded(schemas) as package:
        check = package.FEATURES["X"].request_type.check
        valid = {"name": {"a": "x"}, "urn": {"a": "x"}, "deep": 1, "whole": {"n": 1, "x": "on"}}
        assert check(valid) == []
        told = check(
            {"name": {"a": 1}, "urn": {"b": 1}, "deep": 1.0, "whole": {"n": 1.0, "x": "-"}}
        )
        assert sorted(one.pointer for one in told) == [
            "/deep", "/name/a", "/urn/b", "/whole/n", "/whole/x",
        ]  # fmt: skip


BASE = "https://schemas.example/v1/"
TEXT_OF_TWO = {"type": "string", "maxLength": 2}

BY_ID: dict[str, tuple[dict[str, Any], str]] = {
    "a relative address, from the absolute id of the file": (
        {"a/X.json": {"$id": f"{BASE}x.json"}, "b/Y.json": {"$id": f"{BASE}y.json"}},
        "y.json",
    ),
    "an absolute address": (
        {"a/X.json": {}, "b/Y.json": {"$id": f"{BASE}y.json"}},
        f"{BASE}y.json",
    ),
    "a path of the host": (
        {"a/X.json": {"$id": f"{BASE}deep/x.json"}, "b/Y.json": {"$id": f"{BASE}y.json"}},
        "/v1/y.json",
    ),
    "a way up": (
        {"a/X.json": {"$id": f"{BASE}deep/x.json"}, "b/Y.json": {"$id": f"{BASE}y.json"}},
        "../y.json",
    ),
    "relative ids, from the place of each file": (
        {"a/X.json": {"$id": "other.json"}, "b/Y.json": {"$id": "why.json"}},
        "../b/why.json",
    ),
    "the file itself, whose id is relative": (
        {"a/X.json": {}, "b/Y.json": {"$id": "why.json"}},
        "../b/Y.json",
    ),
    "a name": (
        {"a/X.json": {"$id": "urn:example:x"}, "b/Y.json": {"$id": "urn:example:y"}},
        "urn:example:y",
    ),
    "an anchor in a file by its id": (
        {"a/X.json": {"$id": f"{BASE}x.json"}, "b/Y.json": {"$id": f"{BASE}y.json"}},
        "y.json#two",
    ),
    "a definition in a file by its id": (
        {"a/X.json": {"$id": f"{BASE}x.json"}, "b/Y.json": {"$id": f"{BASE}y.json"}},
        "y.json#/definitions/two",
    ),
    "an id within a file": (
        {"a/X.json": {"$id": f"{BASE}x.json"}, "b/Y.json": {"$id": f"{BASE}y.json"}},
        "within.json",
    ),
}


@pytest.mark.parametrize("case", BY_ID)
@pytest.mark.parametrize("keyword", ["$id", "id"])
def test_files_are_known_by_their_ids(case: str, keyword: str, schemas: Path) -> None:
    """In the files' folders or elsewhere: what counts is the address that the id makes."""
    files, ref = BY_ID[case]
    dialect = "http://json-schema.org/draft-04/schema#" if keyword == "id" else DRAFT_07
    ids = {name: {keyword: one["$id"]} if one else {} for name, one in files.items()}
    two = {"definitions": {
        "two": {**TEXT_OF_TWO, keyword: "#two"},
        "within": {**TEXT_OF_TWO, keyword: "within.json"},
    }}  # fmt: skip
    write(
        schemas,
        {
            "a/X.json": message(a={"$ref": ref}) | ids["a/X.json"] | {"$schema": dialect},
            "b/Y.json": {"$schema": dialect, **TEXT_OF_TWO, **two} | ids["b/Y.json"],
        },
    )
    with loaded(schemas) as package:
        request = package.FEATURES["X"].request_type
        assert request.check({"a": "ab"}) == []
        (violation,) = request.check({"a": "abc"})
        assert (violation.pointer, violation.keyword) == ("/a", "maxLength")


LOST_BY_ID: list[tuple[dict[str, Any], str, str]] = [
    (
        {"a/X.json": f"{BASE}x.json", "a/Y.json": None},
        "Y.json",
        f'a/X.json#/properties/a/$ref: "Y.json" is {BASE}Y.json, by the id of the file, and'
        ' a/Y.json has another address; give it that as its "$id"',
    ),
    (
        {"a/X.json": f"{BASE}x.json", "b/Y.json": f"{BASE}y.json"},
        "../b/Y.json",
        'a/X.json#/properties/a/$ref: "../b/Y.json" is https://schemas.example/b/Y.json, by the id'
        ' of the file, and b/Y.json has another address; give it that as its "$id"',
    ),
    (
        {"a/X.json": f"{BASE}x.json", "b/Y.json": f"{BASE}y.json"},
        "z.json",
        f'a/X.json#/properties/a/$ref: "z.json" {NOWHERE}',
    ),
    (
        {"a/X.json": f"{BASE}x.json", "b/Y.json": f"{BASE}x.json"},
        "x.json",
        f'b/Y.json#: the id "{BASE}x.json" is that of a/X.json too; change one',
    ),
]


@pytest.mark.parametrize(("files", "ref", "told"), LOST_BY_ID, ids=range(len(LOST_BY_ID)))
def test_what_an_id_leads_astray(
    files: dict[str, Any], ref: str, told: str, schemas: Path
) -> None:
    (schemas / "Y.json").unlink()
    for name, one in files.items():
        schema = message(a={"$ref": ref}) if name == "a/X.json" else message()
        write(schemas, {name: schema | ({"$id": one} if one else {})})
    assert refusal(schemas) == told


def test_structures_that_contain_themselves(schemas: Path) -> None:
    node = {
        "type": "object",
        "properties": {
            "value": {"type": "integer"},
            "left": {"$ref": "#/definitions/node"},
            "many": {"type": "array", "items": {"$ref": "#/definitions/node"}},
            "named": {"type": "object", "additionalProperties": {"$ref": "#/definitions/node"}},
            "nothing": {"type": ["array", "null"], "items": {"$ref": "#/definitions/lists"}},
        },
        "required": ["value"],
        "additionalProperties": False,
    }
    lists = {"type": ["array", "string"], "items": {"$ref": "#/definitions/lists"}}
    schema = message(tree={"$ref": "#/definitions/node"}, me={"$ref": "#"})
    write(schemas, {"X.json": schema | {"definitions": {"node": node, "lists": lists}}})
    with loaded(schemas) as package:
        request = package.FEATURES["X"].request_type
        leaf = {"value": 1}
        tree = {
            **leaf,
            "left": leaf,
            "many": [leaf, leaf],
            "named": {"a": leaf},
            "nothing": [["x"], []],
        }
        assert request.check({"tree": tree, "me": {"me": {"tree": tree}}}) == []
        assert request.from_dict({"tree": tree}).to_dict() == {"tree": tree}
        told = request.check({"tree": {**tree, "named": {"a": {}}, "nothing": [[1]]}})
        assert [one.pointer for one in told] == ["/tree/named/a", "/tree/nothing/0/0"]
