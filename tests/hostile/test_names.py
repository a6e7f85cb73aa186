"""Names that Python, the generated code or a file system would read as something else."""

from __future__ import annotations

import ast
import builtins
import json
import keyword
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from ocpp16.core import HeartbeatRequest
from ocppgen import load_project
from ocppgen.memory import sources
from ocppgen.naming.flavors import FLAVORS
from tests.hostile.packages import loaded, message, refusal, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OWN = {name for name in dir(HeartbeatRequest) if not name.startswith("_")}
"""What every class has that is made of a schema."""

NAMES: dict[str, list[str]] = {
    "keywords": [*keyword.kwlist, *keyword.softkwlist],
    "builtins": [name for name in dir(builtins) if not name.startswith("_") and name != "CANARY"],
    "dunders": [*dir(object), "__init__", "__slots__", "__dict__", "__all__", "__x", "_", "__"],
    "methods": sorted(OWN),
    "locals": ["self", "cls", "wire", "item", "items", "each", "name", "found", "message", "members",
               "at", "where", "value", "text", "texts", "extra", "UNSET", "Bailout", "new", "quote",
               "member", "other_members", "String", "field", "dataclass", "count", "wire_names"],
    "digits": ["1", "1a", "007", "\u0661", "\u00b2", "1_000"],
    "empty": ["", " ", "-", "_", "\0", "\n", "\u200b", "\u3000"],
    "normalised": ["\ufb01", "fi", "\u212b", "\u00c5", "A\u030a", "\u00aa", "a", "\uff41", "\u2160", "I"],
    "case": ["ab", "AB", "Ab", "aB", "a_b", "a-b", "a b", "a.b", "A_B", "a__b", "_ab", "ab_"],
    "folded": ["\u00df", "ss", "\u1e9e", "SS", "\u0131", "i", "\u0130", "I", "\u017f", "s", "\u212a", "k"],
    "spelled": ["a-b", "a_x2d_b", "a_x2d__b", "x2d", "x_2d", "a_x5f_x782d_b", "-", "x2d_", "X2D"],
    "pointers": ["~", "/", "~0", "~1", "~01", "/properties/a", "#", "$ref", "properties", "items"],
    "wide": ["\u540d\u524d", "\u0438\u043c\u044f", "\U0001d4b6", "\u0e31", "\u0300", "\u00b7a", "a\u00b7"],
}  # fmt: skip
"""Wire names that stand together in one scope."""

EACH = pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)


@EACH
def test_properties(names: list[str], tmp_path: Path) -> None:
    """Each is a field of its own, which an identifier names, and goes back as it came."""
    names = list(dict.fromkeys(names))
    schema = message(**{name: {"type": "integer"} for name in names})
    with loaded(write(tmp_path / "schemas", {"X.json": schema})) as package:
        request = package.FEATURES["X"].request_type
        payload = {name: index for index, name in enumerate(names)}
        instance = request.from_dict(payload)
        fields = {one.name: name for name, one in request.members.items()}
        _check_names(list(fields))
        assert sorted(fields.values()) == sorted(names)
        assert not set(fields) & (OWN | set(keyword.kwlist))
        for field, name in fields.items():
            assert getattr(instance, field) == payload[name]
        assert json.loads(instance.to_json()) == payload
        assert request(**dict.fromkeys(fields, 1)).to_dict() == dict.fromkeys(names, 1)
        for name in names:
            assert [one.keyword for one in request.check({name: "x"})] == ["type"]


DATE = {"type": "string", "format": "date-time", "default": "2024-05-01T10:00:00Z"}
KINDS: dict[str, Any] = {
    "date": DATE,
    "flag": {"type": "boolean"},
    "number": {"type": "number"},
    "count": {"type": "integer"},
    "map": {"type": "object", "additionalProperties": {"type": "string"}},
    "list": {"type": "array", "items": {"enum": ["x"]}},
    "any": {},
    "inner": {"type": "object", "properties": {"a": DATE}, "additionalProperties": False},
}
"""A member of each kind of type."""
CATALOG = """
[[profiles]]
name = "Main"
package = "main"

[[features]]
name = "DataTransfer"
profile = "Main"
initiator = "either"
request = "Carrier.json"
response = "CarrierResponse.json"

[[payloads]]
vendor = "com.acme"
message = "Lamp"
request = "Lamp.json"
response = "LampResponse.json"
"""
TEXT = {"type": "string"}
STATUS = {"enum": ["Accepted", "Rejected", "UnknownMessageId", "UnknownVendorId"]}
CARRIERS = {
    "Carrier.json": message(vendorId=TEXT, messageId=TEXT, data=TEXT),
    "CarrierResponse.json": message(status=STATUS, data=TEXT),
}


def read_by_classes(source: str) -> Iterator[tuple[set[str], set[str]]]:
    """List for each class what its body and its annotations read, and what its fields are called.

    What stands in its methods does not see the fields.
    """
    for one in ast.walk(ast.parse(source)):
        if isinstance(one, ast.ClassDef):
            read, fields = set(), set()
            for line in one.body:
                parts: list[ast.AST] = [line]
                if isinstance(line, ast.FunctionDef):
                    parts = [line.args, *line.decorator_list, *filter(None, [line.returns])]
                elif isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
                    fields.add(line.target.id)
                every = [each for part in parts for each in ast.walk(part)]
                loaded_names = [each for each in every if isinstance(each, ast.Name)]
                read |= {each.id for each in loaded_names if isinstance(each.ctx, ast.Load)}
            yield read, fields


@pytest.mark.parametrize("flavor", FLAVORS)
def test_a_field_hides_nothing_that_its_class_reads(flavor: str, tmp_path: Path) -> None:
    """Neither from Python nor from a type checker: `date: date | None` would mean the field."""
    (tmp_path / "catalog.toml").write_text(CATALOG)

    def classes(properties: dict[str, Any]) -> list[tuple[set[str], set[str]]]:
        more = message(**properties) | {"additionalProperties": {"type": "integer"}}
        files = {"Lamp.json": more, "LampResponse.json": message(**properties), **CARRIERS}
        folder = write(tmp_path / "schemas", files)
        project = load_project(
            [folder], catalog=tmp_path / "catalog.toml", flavor=flavor, defaults=True
        )
        modules = sources(project)
        return [
            one
            for name in modules
            if "acme/lamp" in name
            for one in read_by_classes(modules[name])
        ]

    read = {name for names, _ in classes(KINDS) for name in names}
    assert {"str", "list", "member", "classmethod", "read_date_time"} <= read
    spoilt = classes(dict.fromkeys(sorted(read), DATE) | KINDS)
    assert read <= {name for names, _ in spoilt for name in names}
    assert max(len(fields) for _, fields in spoilt) > len(read)
    for names, fields in spoilt:
        assert not fields & names


@EACH
def test_classes(names: list[str], tmp_path: Path) -> None:
    """Objects and enums are classes of their own, however the properties that hold them meet."""
    names = list(dict.fromkeys(names))
    properties = {
        name: {"type": "object", "properties": {"v": {"enum": [name, f"{index}"]}}}
        for index, name in enumerate(names)
    }
    with loaded(write(tmp_path / "schemas", {"X.json": message(**properties)})) as package:
        request = package.FEATURES["X"].request_type
        payload = {name: {"v": f"{index}"} for index, name in enumerate(names)}
        instance = request.from_dict(payload)
        fields = [one.name for one in request.members.values()]
        types = {type(getattr(instance, field)) for field in fields}
        assert len(types) == len(names)
        enums = {type(getattr(instance, field).v) for field in fields}
        assert len(enums) == len(names)
        _check_names([one.__name__ for one in (*types, *enums)])
        assert json.loads(instance.to_json()) == payload
        for index, name in enumerate(names):
            assert request.check({name: {"v": name}}) == []
            assert request.check({name: {"v": f"{index + 1}."}}) != []


@EACH
def test_enum_members(names: list[str], tmp_path: Path) -> None:
    names = list(dict.fromkeys(names))
    schema = message(a={"type": "string", "enum": names})
    with loaded(write(tmp_path / "schemas", {"X.json": schema})) as package:
        request = package.FEATURES["X"].request_type
        members = [request.from_dict({"a": name}).a for name in names]
        assert [member.value for member in members] == names
        assert len(set(members)) == len(names)
        _check_names([member.name for member in members])
        for name in names:
            assert json.loads(request.from_dict({"a": name}).to_json()) == {"a": name}
        assert request.check({"a": "no such value"}) != []


@EACH
def test_files(names: list[str], tmp_path: Path) -> None:
    """Each file gives a feature of its own, or the two that meet are named."""
    usable = [name for name in dict.fromkeys(names) if name and not {"/", "\0"} & set(name)]
    for index, name in enumerate(usable):
        folder = write(tmp_path / f"s{index}", {f"{name}.json": message(a={"const": name})})
        with loaded(folder) as package:
            assert list(package.FEATURES) == [name]
            assert package.FEATURES[name].request_type.check({"a": name}) == []
    folder = write(
        tmp_path / "all", {f"{name}.json": message(a={"const": name}) for name in usable}
    )
    try:
        with loaded(folder) as package:
            for name in usable:
                assert package.FEATURES[name].request_type.check({"a": name}) == []
    except Exception as error:  # noqa: BLE001  (whatever it is, it must be the one below)
        assert type(error).__name__ == "GeneratorError"
        assert "; rename one of the two" in refusal(folder)


def test_a_shared_type_and_a_message_of_one_name(tmp_path: Path) -> None:
    """A definition that two files share does not take the class of a message."""
    shared = {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}
    other = {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object",
             "properties": {"b": {"$ref": "X.json#/definitions/XRequest"}}}  # fmt: skip
    schema = message(b={"$ref": "#/definitions/XRequest"}) | {
        "definitions": {"XRequest": shared}
    }
    with loaded(write(tmp_path / "schemas", {"X.json": schema, "Y.json": other})) as package:
        request = package.FEATURES["X"].request_type
        assert request.check({"b": {"a": 1}}) == []
        assert [one.pointer for one in request.check({"b": {}})] == ["/b"]


@pytest.mark.parametrize(
    "name",
    ["ErrorCode", "ValidationError", "FEATURES", "Violation", "Bailout", "String", "Object"],
)
def test_a_shared_type_named_as_something_of_ours(name: str, tmp_path: Path) -> None:
    shared = {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}
    schema = message(b={"$ref": f"#/definitions/{name}"}) | {"definitions": {name: shared}}
    other = message(b={"$ref": f"X.json#/definitions/{name}"})
    with loaded(write(tmp_path / "schemas", {"X.json": schema, "Y.json": other})) as package:
        request = package.FEATURES["X"].request_type
        with pytest.raises(package.ValidationError):
            request.from_dict({"b": {}})
        assert request.check({"b": {"a": 1}}) == []
        assert package.FEATURES["Y"].request_type.check({"b": {"a": "x"}}) != []


def test_definitions_that_differ_in_case(tmp_path: Path) -> None:
    definitions: dict[str, Any] = {
        "Status": {"type": "object", "properties": {"a": {"type": "integer"}}},
        "status": {"type": "object", "properties": {"a": {"type": "string"}}},
        "STATUS": {"type": "array", "items": {"$ref": "#/definitions/STATUS"}},
    }
    schema = message(**{name: {"$ref": f"#/definitions/{name}"} for name in definitions})
    folder = write(tmp_path / "schemas", {"X.json": schema | {"definitions": definitions}})
    with loaded(folder) as package:
        check = package.FEATURES["X"].request_type.check
        assert check({"Status": {"a": 1}, "status": {"a": "1"}, "STATUS": [[], [[]]]}) == []
        assert check({"Status": {"a": "1"}}) != []
        assert check({"status": {"a": 1}}) != []
        assert check({"STATUS": [{}]}) != []


def _check_names(names: list[str]) -> None:
    """Every name is an identifier that Python reads as it stands, and no two of them meet."""
    for name in names:
        assert name.isidentifier()
        assert not keyword.iskeyword(name)
        assert not name.startswith("_")
        assert unicodedata.normalize("NFKC", name) == name
    folded = {unicodedata.normalize("NFKC", name).casefold() for name in names}
    assert len(folded) == len(names)
