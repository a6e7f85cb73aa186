"""`list` and `show` tell what there is, to people and to programs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from ocpp16 import FEATURES
from tests.cli.commands import EMPTY, invoke, run, write_schemas

if TYPE_CHECKING:
    from pathlib import Path


def test_the_table_of_features(work: Path) -> None:
    answer = run("list", cwd=work)
    assert (answer.code, answer.err) == (0, "")
    head, *rows = answer.out.splitlines()
    assert head.split() == ["feature", "profile", "sent", "by", "request", "response"]
    assert [row.split()[0] for row in rows] == [*FEATURES]
    (firmware,) = [row for row in rows if row.startswith("UpdateFirmware ")]
    assert " FirmwareManagement " in firmware
    assert " central system " in firmware
    assert (
        "base/UpdateFirmware.json (location, retries?, retrieveDate, retryInterval?)"
        in firmware
    )
    assert firmware.endswith("base/UpdateFirmwareResponse.json (empty)")
    assert "BootNotification.json (chargePointVendor, chargePointModel, 7 more)  " in answer.out
    assert max(map(len, rows)) < 280
    assert len({row.index("base/") for row in rows if "base/" in row}) == 1


def test_programs_are_told_the_units_that_no_schema_has() -> None:
    told = json.loads(invoke("show", "SignedUpdateFirmware", "--format", "json").out)
    interval, certificate = told["request"]["fields"][1], told["request"]["classes"][0]
    assert interval["wire"] == "retryInterval"
    assert interval["text"].startswith("Seconds ")
    assert (certificate["class"], "PEM" in certificate["text"]) == ("Firmware", True)


def test_the_table_for_programs(work: Path) -> None:
    assert work.is_dir()
    answer = invoke("list", "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    rows: list[dict[str, Any]] = json.loads(answer.out)
    assert [row["feature"] for row in rows] == [*FEATURES]
    for row in rows:
        feature = FEATURES[row["feature"]]
        assert (row["profile"], row["initiator"]) == (feature.profile, feature.initiator)
        assert row["summary"]
        for role in ("request", "response"):
            message: Any = feature.request_type if role == "request" else feature.response_type
            told = row[role]
            assert told["class"] == message.__name__
            assert f"ocpp16.{told['module']}" == message.__module__
            names = {field["name"]: field["wire"] for field in told["fields"]}
            assert names == {one.name: wire for wire, one in message.members.items()}
            required = {field["wire"] for field in told["fields"] if field["required"]}
            missing = {one.message for one in message.check({})}
            assert missing == {f'missing required member "{name}"' for name in required}
            assert message.check(told["example"]) == []
            assert {*told["example"]} == {*message.members}


def test_one_feature(work: Path) -> None:
    answer = run("show", "SignedUpdateFirmware", cwd=work)
    assert (answer.code, answer.err) == (0, "")
    for line in (
        "SignedUpdateFirmware: Ask the charge point to fetch firmware",
        "profile SecureFirmwareUpdate, sent by central system",
        "SignedUpdateFirmwareRequest   (securefirmware.signed_update_firmware, from security/",
        "  signingCertificate  signing_certificate  a string of at most 5500 characters  required",
        "AcceptedCanceled",
        '"retrieveDateTime": "',
    ):
        assert line in answer.out or line.strip() in " ".join(answer.out.split()), line
    assert all(line == line.rstrip() for line in answer.out.splitlines())
    assert answer.out.replace("\n", "").isprintable()


@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_can_be_shown(feature: str, work: Path) -> None:
    assert work.is_dir()
    page = invoke("show", feature)
    assert (page.code, page.err) == (0, "")
    assert page.out.startswith(f"{feature}: ")
    answer = invoke("show", feature, "--format", "json")
    told = json.loads(answer.out)
    assert told == next(
        row
        for row in json.loads(invoke("list", "--format", "json").out)
        if row["feature"] == feature
    )


FACTS = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "properties": {
        "code": {
            "type": "string",
            "pattern": "^[A-Z]{2}[0-9]+$",
            "minLength": 5,
            "maxLength": 6,
        },
        "step": {"type": "number", "multipleOf": 0.5, "minimum": 0.2, "maximum": 9},
        "kind": {"type": "string", "enum": ["x", "y"]},
        "some": {
            "type": "array",
            "items": {"type": "string", "maxLength": 3},
            "minItems": 3,
            "uniqueItems": True,
        },
        "part": {
            "type": "object",
            "properties": {"one": {"const": 1}},
            "required": ["one"],
            "additionalProperties": False,
        },
    },
    "required": ["code"],
}


def test_the_facts_for_programs(work: Path) -> None:
    """In JSON Schema's own words, from what the class has in `members`."""
    write_schemas(work / "schemas", Odd=FACTS)
    told = json.loads(invoke("show", "Odd", "--schemas", "schemas", "--format", "json").out)
    request = told["request"]
    fields = {field.pop("wire"): field for field in request["fields"]}
    assert [name for name, field in fields.items() if field.pop("required")] == ["code"]
    for name, schema in FACTS["properties"].items():  # type: ignore[attr-defined]  # a dict
        field = fields[name]
        assert field.pop("name") == name
        if name == "step":
            assert (field["multipleOf"], field["minimum"]) == ("0.5", "0.2")
        elif name == "part":
            assert field == {"type": "object", "class": "Part"}
        else:
            named = {"class": "Kind"} if name == "kind" else {}
            assert field == schema | named
    (part,) = request["classes"]
    assert (part["class"], part["schema"]) == ("Part", "Odd.json#/properties/part")
    assert part["fields"][0]["const"] == 1
    assert (part["additional"], request["additional"]) == (None, {})
    assert request["schema"] == "Odd.json"


PATTERNS = [
    "^[A-Z]{2}[0-9]+$", "^a+$", "b{7}", "^(abc|def)ghi$", r"^\\d{3}-\\d{4}$", r"\\.pem$",
    "^[^a-z]+$", "^[\u00e0-\u00ff]+$", r"^\\s\\S\\w\\W$", "^(?!a)[a-c]{3}$", "^x?y?z$", "^$",
    "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("lengths", [{}, {"maxLength": 60}])
def test_an_example_obeys_its_class(pattern: str, lengths: dict[str, int], work: Path) -> None:
    pattern = pattern.replace("\\\\", "\\")
    schema = EMPTY | {"properties": {"a": {"type": "string", "pattern": pattern, **lengths}}}
    write_schemas(work / "schemas", Odd=schema)
    told = json.loads(invoke("show", "Odd", "--schemas", "schemas", "--format", "json").out)
    assert re.search(pattern, told["request"]["example"]["a"])


def test_an_example_obeys_bounds_too(work: Path) -> None:
    write_schemas(work / "schemas", Odd=FACTS)
    told = json.loads(invoke("show", "Odd", "--schemas", "schemas", "--format", "json").out)
    example = told["request"]["example"]
    assert re.fullmatch("[A-Z]{2}[0-9]{3,4}", example["code"])
    assert example["step"] in {0.5, 1}
    assert len({*example["some"]}) == 3
    assert (
        json.dumps(example, indent=2).splitlines()[1].strip()
        in invoke("show", "Odd", "--schemas", "schemas").out
    )


def test_no_example_is_better_than_a_wrong_one(work: Path) -> None:
    never = {"type": "string", "pattern": "^a$", "minLength": 5}
    write_schemas(work / "schemas", Odd=EMPTY | {"properties": {"a": never}})
    arguments = ("show", "Odd", "--schemas", "schemas")
    told = json.loads(invoke(*arguments, "--format", "json").out)
    assert told["request"]["example"] is None
    assert "example" not in invoke(*arguments).out


def test_a_folder_of_ones_own(work: Path) -> None:
    note = {"type": "string", "description": "\x1b[31m\u202e red \n"}
    schema = {"type": "object", "properties": {"a\nb": note, "c": {"enum": ["\x07"]}}}
    schemas = write_schemas(work / "schemas", Odd=schema)
    for arguments in (
        ("list",),
        ("show", "Odd"),
        ("show", "Ping"),
        ("list", "--format", "json"),
    ):
        answer = invoke(*arguments, "--schemas", schemas)
        assert (answer.code, answer.err) == (0, "")
        assert answer.out.replace("\n", "").isprintable()
    assert "Ping     -        -" in invoke("list", "--schemas", schemas).out


def test_help_names_every_command(work: Path) -> None:
    answer = run("--help", cwd=work)
    assert (answer.code, answer.err) == (0, "")
    for command in ("generate", "check", "list", "show", "scaffold", "validate"):
        assert f"\n  {command} " in answer.out
        page = invoke(command, "--help")
        assert page.code == 0
        assert "--schemas" in page.out


ASKED: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {
        "gate": {"type": "integer", "not": {"multipleOf": 7}},
        "mode": {"type": "string"},
        "list": {"type": "array", "items": {"type": "integer"}, "contains": {"const": 1}},
        "key": {
            "oneOf": [{"type": "string", "maxLength": 3}, {"type": "string", "pattern": "^x"}]
        },
        "rows": {"type": "array", "items": {"type": "integer", "not": {"const": 0}}},
    },
    "required": ["gate"],
    "if": {"properties": {"mode": {"const": "x"}}, "required": ["mode"]},
    "then": {"required": ["list"]},
    "dependentRequired": {"key": ["mode"]},
    "propertyNames": {"maxLength": 10},
}
WHOLE = [
    {
        "if": {"properties": {"mode": {"const": "x"}}, "required": ["mode"]},
        "then": {"required": ["list"]},
    },
    {"propertyNames": {"maxLength": 10}},
    {"dependentRequired": {"key": ["mode"]}},
]


def test_conditions_are_told_in_the_schemas_words(work: Path) -> None:
    write_schemas(work / "schemas", Gate=ASKED)
    told = json.loads(
        invoke("show", "Gate", "--schemas", work / "schemas", "--format", "json").out
    )
    fields = {one["wire"]: one for one in told["request"]["fields"]}
    assert fields["gate"]["allOf"] == [{"not": {"multipleOf": 7}}]
    assert fields["list"]["allOf"] == [{"contains": {"const": 1}, "minContains": 1}]
    assert fields["rows"]["items"]["allOf"] == [{"not": {"const": 0}}]
    assert [one["type"] for one in fields["key"]["oneOf"]] == ["string", "string"]
    assert told["request"]["allOf"] == WHOLE
    page = invoke("show", "Gate", "--schemas", work / "schemas").out
    assert '/gate must also meet {"not": {"multipleOf": 7}}' in page
    assert '/rows/* must also meet {"not": {"const": 0}}' in page
    assert "a string of at most 3 characters or a string, with a pattern, of only one" in page
    for one in WHOLE:
        assert f"  must also meet {json.dumps(one)}\n" in page


def test_a_condition_that_refers_to_itself_is_told_by_its_place(work: Path) -> None:
    tree = {"not": {"$ref": "#/$defs/Tree"}}
    schema = {
        "$schema": ASKED["$schema"],
        "type": "object",
        "$defs": {"Tree": {"properties": {"a": {"$ref": "#/$defs/Tree"}}, "required": ["a"]}},
        **tree,
    }
    write_schemas(work / "schemas", Gate=schema)
    page = invoke("show", "Gate", "--schemas", work / "schemas")
    assert page.code == 0
    assert '"$ref": "Gate.json#/$defs/Tree"' in page.out


def test_diff_tells_which_conditions_differ(work: Path) -> None:
    write_schemas(work / "old", Gate=ASKED)
    write_schemas(work / "new", Gate=ASKED | {"propertyNames": {"maxLength": 11}})
    told = invoke("diff", work / "old", work / "new").out
    assert told == (
        'Gate.req: must also meet {"propertyNames": {"maxLength": 11}};'
        ' need no longer meet {"propertyNames": {"maxLength": 10}}\n'
    )
