"""What cannot be used is refused in one line that says where and what to do.

``FILE#/pointer: what is wrong; what to do``, exit code 2, nothing written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import CATALOG, EMPTY, PING, invoke, one_line, run, state, write_schemas

if TYPE_CHECKING:
    from pathlib import Path

DRAFT_04 = "http://json-schema.org/draft-04/schema#"


def object_with(**schema: object) -> dict[str, object]:
    """Make a message with one property."""
    return EMPTY | {"properties": {"a": schema}}


# What stands in Bad.json, and how the answer begins.
SCHEMAS: list[tuple[object, str]] = [
    ("", "schemas/Bad.json: is not JSON: "),
    ("{", "schemas/Bad.json: is not JSON: "),
    ("{} {}", "schemas/Bad.json: is not JSON: "),
    ('{"type": NaN}', "schemas/Bad.json: has NaN, which is no JSON"),
    (
        '{"type": "object", "type": "object"}',
        'schemas/Bad.json: has the member "type" twice in one object; ',
    ),
    ("[]", "schemas/Bad.json#: a schema is an object, not []"),
    ("null", "schemas/Bad.json#: a schema is an object, not null"),
    ('"object"', 'schemas/Bad.json#: a schema is an object, not "object"'),
    ('{"$schema": "http://json-schema.org/draft-03/schema#"}', "schemas/Bad.json#/$schema: "),
    ('{"$schema": 4}', "schemas/Bad.json#/$schema: 4 is no supported dialect; write http:"),
    ({"type": "strin"}, 'schemas/Bad.json#/type: "strin" '),
    (
        object_with(**{"$dynamicRef": "#a"}),
        'schemas/Bad.json#/properties/a/$dynamicRef: keyword "$dynamicRef" is not supported; ',
    ),
    (
        object_with(requierd=[]),
        'schemas/Bad.json#/properties/a/requierd: keyword "requierd" is not ',
    ),
    (object_with(type="string", pattern="("), "schemas/Bad.json#/properties/a/pattern: "),
    (object_with(type="string", maxLength=-1), "schemas/Bad.json#/properties/a/maxLength: "),
    (object_with(type="string", format="colour"), "schemas/Bad.json#/properties/a/format: "),
    (object_with(**{"$ref": "#/definitions/b"}), "schemas/Bad.json#/properties/a/$ref: "),
    (object_with(**{"$ref": "http://example.org/a"}), "schemas/Bad.json#/properties/a/$ref: "),
    (object_with(**{"$ref": "file:///etc/passwd"}), "schemas/Bad.json#/properties/a/$ref: "),
    (object_with(**{"$ref": "../secret.json"}), "schemas/Bad.json#/properties/a/$ref: "),
    (object_with(**{"$ref": "#/properties/a"}), "schemas/Bad.json#/properties/a/$ref: "),
    (object_with(type="number", multipleOf=0), "schemas/Bad.json#/properties/a/multipleOf: "),
    (EMPTY | {"required": ["b"]}, 'schemas/Bad.json#/required: requires "b", which '),
    (
        EMPTY | {"properties": {"a/b~c\n\u202e": {"unit": 1}}},
        'schemas/Bad.json#/properties/a~1b~0c\\x0a\\u202e/unit: keyword "unit" ',
    ),
]


@pytest.mark.parametrize(("schema", "told"), SCHEMAS, ids=range(len(SCHEMAS)))
def test_a_bad_schema(schema: object, told: str, work: Path) -> None:
    write_schemas(work / "schemas", Bad=schema)
    (work / "secret.json").write_text('{"type": "string"}')
    before = state(work)
    for command in ("generate", "check", "list"):
        assert one_line(invoke(command, "--schemas", "schemas")).startswith(told)
    assert state(work) == before


def test_every_file_is_told_at_once(work: Path) -> None:
    """Sorted; what refers to a file that cannot be read is not blamed for it."""
    many: dict[str, object] = {f"p{number:02}": {"unit": 1} for number in range(60)}
    write_schemas(
        work / "schemas",
        Bad="{",
        Also=object_with(**{"$ref": "Bad.json"}, unit=1),
        Broken={"type": "strin", "descrption": "x"},
        Many=EMPTY | {"properties": many},
    )
    before = state(work)
    answer = invoke("generate", "--schemas", "schemas")
    lines = answer.err.splitlines()
    assert (answer.code, answer.out, len(lines)) == (2, "", 51)
    assert [line.partition(": ")[0] for line in lines[:5]] == [
        "schemas/Also.json#/properties/a/unit",
        "schemas/Bad.json",
        "schemas/Broken.json#/descrption",
        "schemas/Broken.json#/type",
        "schemas/Many.json#/properties/p00/unit",
    ]
    assert lines[-1] == "and 14 more refusals"
    assert state(work) == before


def test_annotations_by_flags(work: Path) -> None:
    write_schemas(
        work / "schemas", Own=object_with(tsType="A", markdownText="b", format="colour")
    )
    flags = ("--annotation-keywords", "tsType, markdown*", "--annotation-formats", "colour")
    assert len(invoke("generate", "--schemas", "schemas").err.splitlines()) == 3
    assert invoke("generate", "--schemas", "schemas", *flags).code == 0
    assert invoke("check", "--schemas", "schemas", *flags).code == 0
    line = one_line(invoke("generate", "--schemas", "schemas", "--annotation-keywords", "not"))
    assert line.startswith('annotation-keywords has "not", which is a keyword of JSON Schema ')


def test_a_package_that_was_there_stays_as_it_was(schemas: Path, work: Path) -> None:
    assert invoke("generate", "--schemas", schemas).code == 0
    before = state(work / "generated")
    write_schemas(schemas, Bad="{")
    one_line(invoke("generate", "--schemas", schemas))
    assert state(work / "generated") == before


CATALOGS: list[tuple[str, str]] = [
    ("[[", "catalog.toml: is not TOML: "),
    ("x = 1", "catalog.toml#/x: there is no such key; use package, "),
    ("package = 'A-B'", "catalog.toml#/package: must be a lower-case identifier, "),
    ("features = 1", "catalog.toml#/features: must be tables, [[features]]"),
    ("{response}", "catalog.toml#/features/0/response: must be given"),
    ("{initiator}", "catalog.toml#/features/0/initiator: must be central_system, "),
    ("{profile}", 'catalog.toml#/features/0/profile: there is no profile "None"; '),
    ("{request}", 'catalog.toml#/features/0/request: there is no schema file "None.json"; '),
    (
        '{good}\n[[types]]\nname = "Note"\nat = ["None.json#/properties/note"]',
        'catalog.toml#/types/0/at: there is no schema file "None.json"; ',
    ),
    (
        '{good}\n[[types]]\nname = "Note"\nat = ["Ping.json#/properties/none"]',
        "catalog.toml#/types/0/at",
    ),
    (
        '{good}\n[[types]]\nname = "Note"\nat = ["Ping.json#/properties/note"]',
        "catalog.toml#/types/0/at",
    ),
    ('{good}\n[names]\n"Ping.json#/properties/none" = "nothing"', "catalog.toml#/names"),
    ('{good}\n[names]\n"Ping.json#/properties/note" = "class"', "catalog.toml#/names/"),
    ("[[profiles]]\nname = 'A'\npackage = 'a'", "catalog.toml#/profiles: profiles without "),
]


@pytest.mark.parametrize(("text", "told"), CATALOGS, ids=range(len(CATALOGS)))
def test_a_bad_catalog(text: str, told: str, schemas: Path, work: Path) -> None:
    good = CATALOG.format("Ping")
    known = {
        "good": good,
        "response": good.replace('response = "PingResponse.json"\n', ""),
        "initiator": good.replace("either", "anybody"),
        "profile": good.replace('profile = "Main"', 'profile = "None"'),
        "request": good.replace("Ping.json", "None.json"),
    }
    (work / "catalog.toml").write_text(text.format(**known) if "{" in text else text)
    before = state(work)
    arguments = ("--schemas", schemas, "--catalog", "catalog.toml")
    assert one_line(invoke("generate", *arguments)).startswith(told)
    assert state(work) == before


def test_a_file_that_the_catalog_does_not_name(work: Path) -> None:
    write_schemas(work / "schemas", Other=PING)
    (work / "catalog.toml").write_text(CATALOG.format("Ping"))
    line = one_line(invoke("generate", "--schemas", "schemas", "--catalog", "catalog.toml"))
    assert (
        line
        == "schemas/Other.json: is in no feature of catalog.toml; add it there, or remove it"
    )


def test_files_that_meet_in_a_name(work: Path) -> None:
    """The line names both."""
    write_schemas(work / "schemas", PingRequest=PING)
    line = one_line(invoke("generate", "--schemas", "schemas"))
    assert line.startswith("schemas/PingRequest.json: meets ")
    assert "Ping.json in one " in line
    assert not (work / "generated").exists()


ARGUMENTS: list[tuple[tuple[str, ...], str]] = [
    (("generat",), "No such command"),
    (("generate", "--nothing"), "No such option"),
    (("generate", "extra"), "unexpected extra argument"),
    (("generate", "--out"), "requires an argument"),
    (("generate", "--flavor", "pydantic"), "pydantic"),
    (("generate", "--package", "a b"), '"a b" is no name for a package; use an identifier'),
    (("generate", "--package", "../up"), '"../up" is no name for a package; use an identifier'),
    (("generate", "--package", "class"), '"class" is no name for a package; use an identifier'),
    (
        ("generate", "--schemas", "none"),
        "none: does not exist; give a folder of *.json schemas",
    ),
    (("generate", "--schemas", "."), ".: holds no *.json file"),
    (("generate", "--catalog", "none.toml"), "none.toml: cannot be read: No such file"),
    (("generate", "--templates", "none"), "none: does not exist; give a folder of templates"),
    (("show",), "Missing argument"),
    (("show", "Nothing"), 'there is no feature "Nothing"; see `ocppgen list`'),
    (
        ("show", "updatefirmware"),
        'there is no feature "updatefirmware"; did you mean UpdateFirmware?',
    ),
    (("list", "--format", "yaml"), "yaml"),
    (("check", "\n\x1b[31m"), "unexpected extra argument"),
]


@pytest.mark.parametrize(("arguments", "told"), ARGUMENTS, ids=range(len(ARGUMENTS)))
def test_wrong_arguments(arguments: tuple[str, ...], told: str, work: Path) -> None:
    """One line as well, and no usage block; in a real process too."""
    for answer in (run(*arguments, cwd=work), invoke(*arguments)):
        line = one_line(answer)
        assert told in line
        assert not line.startswith(("Usage", "Error"))
    assert [*work.iterdir()] == []


def test_a_file_name_that_is_no_utf_8(work: Path) -> None:
    """It may stand on disk; the answer is printable whatever it is."""
    schemas = write_schemas(work / "schemas")
    (work / "schemas" / "b\udcff\x1bd.json").write_text("{")
    answer = run("generate", "--schemas", schemas, cwd=work)
    line = one_line(answer)
    assert ": is not JSON: " in line
    assert not (work / "generated").exists()
