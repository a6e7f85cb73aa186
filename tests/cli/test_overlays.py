"""Overlays change single schemas, tell what they changed, and say when they no longer fit."""

from __future__ import annotations

import importlib.util
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.commands import OFFICIAL, PING, invoke, one_line, state, write_schemas

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

FIVE_LINES = """\
[[overlay]]
file = "base/BootNotification.json"
op = "replace"
path = "/properties/chargePointSerialNumber/maxLength"
value = 50
reason = "some serial numbers have 34 letters"
"""
BOOT = {"chargePointVendor": "V", "chargePointModel": "M", "chargePointSerialNumber": "x" * 34}


def loaded(folder: Path, name: str = "ocpp16") -> ModuleType:
    """Import a generated package under a name of its own."""
    spec = importlib.util.spec_from_file_location(
        f"{name}_{id(folder)}", folder / name / "__init__.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def boot(package: ModuleType) -> Any:
    """Give the class of the changed message."""
    return package.FEATURES["BootNotification"].request_type


def toml(value: object) -> str:
    """Write a value: JSON's way, but for tables."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(one)}" for key, one in value.items()) + "}"
    return json.dumps(value)


def overlay(**keys: object) -> str:
    """Write one operation on the small schema, with a reason unless it is given."""
    given = {"file": "Ping.json", "reason": "why"} | {
        key.rstrip("_"): value for key, value in keys.items()
    }
    lines = [f"{key} = {toml(value)}" for key, value in given.items() if value is not None]
    return "[[overlay]]\n" + "\n".join(lines) + "\n"


def test_a_longer_serial_number(work: Path) -> None:
    (work / "ocppgen.toml").write_text(FIVE_LINES)
    answer = invoke("generate", "--profiles", "core")
    assert (answer.code, answer.err) == (0, "")
    package = loaded(work / "generated")
    assert boot(package).check(BOOT) == []
    (violation,) = boot(package).check(BOOT | {"chargePointSerialNumber": "x" * 51})
    assert (violation.pointer, violation.keyword) == ("/chargePointSerialNumber", "maxLength")
    assert package.SCHEMA_SET.changes == (
        "base/BootNotification.json#/properties/chargePointSerialNumber/maxLength: 50, published"
        " as 25 (some serial numbers have 34 letters)",
    )
    assert package.SCHEMA_SET.edition.endswith(", with 1 change")
    assert invoke("check", "--profiles", "core").code == 0
    capture = work / "log"
    capture.write_text(json.dumps([2, "1", "BootNotification", BOOT]) + "\n")
    assert invoke("validate", "log").code == 0
    (work / "ocppgen.toml").unlink()
    assert invoke("validate", "log").code == 1


def test_the_digest_tells_changed_schemas_apart(work: Path) -> None:
    digests = set()
    for text in (
        "",
        FIVE_LINES,
        FIVE_LINES.replace("50", "51"),
        FIVE_LINES.replace("34", "35"),
    ):
        (work / "ocppgen.toml").write_text(text)
        assert invoke("generate", "--profiles", "core").code == 0
        features = (work / "generated" / "ocpp16" / "features.py").read_text()
        digests.add(features.partition('digest="')[2][:64])
    assert len(digests) == 3  # a reason changes nothing


def test_published_files_stay_as_they_are(schemas: Path, work: Path) -> None:
    before = state(schemas)
    (work / "ocppgen.toml").write_text(
        overlay(op="replace", path="/properties/note/maxLength", value=6)
    )
    assert invoke("generate", "--schemas", schemas, "--overlays", "ocppgen.toml").code == 0
    assert state(schemas) == before


def test_overlays_of_files(schemas: Path, work: Path) -> None:
    """They go before those of the settings; paths start from the file."""
    (work / "sub").mkdir()
    (work / "sub" / "more.toml").write_text(
        overlay(op="add", path="/properties/more", value={"type": "boolean"})
    )
    settings = f'schemas = ["{schemas}"]\noverlays = ["sub/more.toml"]\n'
    text = overlay(op="add", path="/properties/more/default", value=True)
    (work / "ocppgen.toml").write_text(settings + text)
    assert invoke("generate").code == 0
    package = loaded(work / "generated")
    assert [change.partition(": ")[0] for change in package.SCHEMA_SET.changes] == [
        "Ping.json#/properties/more",
        "Ping.json#/properties/more/default",
    ]
    assert package.SCHEMA_SET.edition == "with 2 changes"
    ping = package.FEATURES["Ping"].request_type
    assert ping.check({"id": 1, "more": True}) == []


EVERY = [
    (overlay(op="add", path="/properties/a~1b", value={"type": "string"}), "a/b", "added"),
    (overlay(op="remove", path="/properties/note"), "note", "removed, published as "),
    (
        overlay(op="move", from_="/properties/note", path="/properties/text"),
        "text",
        "moved from /properties/note",
    ),
    (overlay(op="copy", from_="/properties/note", path="/properties/two"), "two", "added"),
    (
        overlay(op="test", path="/properties/note/maxLength", value=5)
        + overlay(op="replace", path="/properties/note/maxLength", value=9),
        "note",
        "9, published as 5 (why)",
    ),
    (overlay(op="add", path="/required/-", value="note"), "note", '"note"'),
    (overlay(op="add", path="/properties/note/multipleOf", value=0.1), "note", "0.1, added"),
]


@pytest.mark.parametrize(("text", "member", "told"), EVERY, ids=range(len(EVERY)))
def test_every_operation(text: str, member: str, told: str, schemas: Path, work: Path) -> None:
    assert member
    (work / "changes.toml").write_text(text)
    answer = invoke("generate", "--schemas", schemas, "--overlays", "changes.toml")
    assert (answer.code, answer.err) == (0, "")
    (change,) = loaded(work / "generated").SCHEMA_SET.changes
    assert told in change


NOTE = "/properties/note/maxLength"
REFUSED = [
    (
        overlay(op="replace", path=NOTE, value=5),
        "path: changes nothing: 5 stands there already; ",
    ),
    (
        overlay(op="replace", path="/properties/nope/maxLength", value=5),
        'path: does not fit Ping.json: /properties has "id" and "note"; correct it',
    ),
    (
        overlay(op="replace", path="/properties/note/minLength", value=5),
        'path: does not fit Ping.json: /properties/note has "type" and "maxLength"; ',
    ),
    (
        overlay(op="replace", path="/properties/note/type/x", value=5),
        'path: does not fit Ping.json: at /properties/note/type stands "string"; correct it',
    ),
    (overlay(op="remove", path="/required/1"), "path: does not fit Ping.json: at /required "),
    (overlay(op="add", path="/required/x", value="id"), "path: does not fit Ping.json: "),
    (
        overlay(op="test", path=NOTE, value=6),
        "value: must be 6, but 5 stands there now; review the overlay",
    ),
    (
        overlay(op="test", path="/x", value=6),
        "value: must be 6, but nothing stands there now; review the overlay",
    ),
    (
        overlay(op="move", from_="/properties/x", path="/properties/y"),
        'from: does not fit Ping.json: /properties has "id" and "note"; correct it',
    ),
    (overlay(op="move", from_="/properties", path="/properties/y"), "path: does not fit "),
    (
        overlay(op="remove", path="x"),
        'path: must be a JSON pointer, which begins with "/", not "x"',
    ),
    (overlay(op="change", path="/x"), "op: must be add, copy, move, remove, replace or test, "),
    (overlay(op="remove", path=1), "path: must be a string"),
    (overlay(op="remove"), "path: must be given"),
    (overlay(op="remove", path="/x", file=None), "file: must be given"),
    (overlay(op="remove", path="/x", reason=None), "reason: must be given"),
    (overlay(op="remove", path="/x", reason=" "), "reason: must say why the schema is changed"),
    (overlay(op="remove", path="/x", value=1), "value: the operation remove takes no value"),
    (overlay(op="add", path="/x"), "value: the operation add needs value"),
    (overlay(op="copy", path="/x"), "from: the operation copy needs from"),
    (overlay(op="remove", path="/x", why=1), "why: there is no such key; use file, op, path, "),
    (overlay(op="remove", path="/x", file="Pong.json"), "file: there is no schema file "),
    (overlay(op="add", path=NOTE) + "value = nan\n", "value: must be a JSON value, not NaN"),
    (
        overlay(op="add", path=NOTE) + "value = 1979-05-27\n",
        'value: must be a JSON value, not "1979-05-27"',
    ),
]


@pytest.mark.parametrize(("text", "told"), REFUSED, ids=range(len(REFUSED)))
def test_what_does_not_fit(text: str, told: str, schemas: Path, work: Path) -> None:
    """And the same in settings, by their own pointer."""
    for name in ("changes.toml", "ocppgen.toml"):
        flags: tuple[object, ...] = ("--schemas", schemas, "--overlays", "changes.toml")
        (work / name).write_text(text)
        if name == "ocppgen.toml":
            (work / name).write_text('schemas = ["schemas"]\n' + text)
            flags = ()
        before = state(work)
        for command in ("generate", "check", "list"):
            assert one_line(invoke(command, *flags)).startswith(f"{name}#/overlay/0/{told}")
        assert state(work) == before


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("fifty", "schemas/Ping.json#/properties/note/maxLength: "),
        (-1, "schemas/Ping.json#/properties/note/maxLength: "),
    ],
)
def test_what_makes_no_schema(value: object, told: str, schemas: Path, work: Path) -> None:
    """It is held against the metaschema as it is changed."""
    (work / "c.toml").write_text(overlay(op="replace", path=NOTE, value=value))
    line = one_line(invoke("generate", "--schemas", schemas, "--overlays", "c.toml"))
    assert line.startswith(told) or told.removeprefix("schemas/") in line


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x = 1", "c.toml#/x: there is no such key; use overlay"),
        ("overlay = 1", "c.toml#/overlay: must be tables, [[overlay]]"),
        ("overlay = [1]", "c.toml#/overlay: must be tables, [[overlay]]"),
        ("[[", "c.toml: is not TOML: "),
    ],
)
def test_no_file_of_overlays(text: str, told: str, schemas: Path, work: Path) -> None:
    (work / "c.toml").write_text(text)
    flags = ("--schemas", schemas, "--overlays", "c.toml")
    assert one_line(invoke("generate", *flags)).startswith(told)
    (work / "c.toml").unlink()
    assert one_line(invoke("generate", *flags)).startswith("c.toml: cannot be read: ")


def test_a_changed_overlay_is_seen(schemas: Path, work: Path) -> None:
    flags = ("--schemas", schemas, "--overlays", "c.toml")
    for value in (6, 7, 6):
        (work / "c.toml").write_text(overlay(op="replace", path=NOTE, value=value))
        assert "nothing changed" not in invoke("generate", *flags).out
        assert "nothing changed" in invoke("generate", *flags).out


# What extends the official set: a folder of schemas, and a small catalog.
SMALL = """
[[profiles]]
name = "Vendor"
package = "vendor"

[[features]]
name = "Ping"
profile = "Vendor"
initiator = "charge_point"
request = "Ping.json"
response = "PingResponse.json"

[[features]]
name = "Heartbeat"
summary = "Say that you live."
"""


@pytest.fixture
def extending(work: Path) -> Path:
    """Work in a project that extends the official set."""
    write_schemas(work / "mine")
    (work / "mine.toml").write_text(SMALL)
    settings = 'extends = "ocpp16"\nschemas = ["mine"]\ncatalog = "mine.toml"\n'
    (work / "ocppgen.toml").write_text(settings + FIVE_LINES)
    return work


def test_a_set_is_extended(extending: Path) -> None:
    answer = invoke("generate")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("40 features, ")
    package = loaded(extending / "generated")
    assert package.FEATURES["Ping"].profile == "Vendor"
    assert boot(package).check(BOOT) == []
    edition = package.SCHEMA_SET.edition
    assert edition.endswith(", security extension of 2020-03, extended, with 1 change")
    assert (extending / "generated" / "ocpp16" / "vendor" / "ping.py").is_file()
    heartbeat = extending / "generated" / "ocpp16" / "core" / "heartbeat.py"
    assert "Say that you live" in heartbeat.read_text()
    assert "vendor" in invoke("list").out.casefold()


def test_a_folder_is_extended(extending: Path) -> None:
    """A path leads to one; its catalog is used, and so are its own errors."""
    assert invoke("export", "base16").code == 0
    settings = (extending / "ocppgen.toml").read_text()
    (extending / "ocppgen.toml").write_text(settings.replace('"ocpp16"', '"base16"'))
    assert invoke("generate").out.startswith("40 features, ")
    (extending / "base16" / "base" / "Reset.json").write_text("{")
    assert one_line(invoke("generate")).startswith("base16/base/Reset.json: is not JSON: ")


def test_nothing_of_ones_own_is_needed(work: Path) -> None:
    (work / "ocppgen.toml").write_text('extends = "ocpp16"\n')
    assert invoke("check", "--out", OFFICIAL.parent.parent / "generated").code == 0


CATALOGS = [
    ("[[features]]\nname = 'Ping'\n", "mine.toml#/features/0/profile: must be given"),
    (
        SMALL.replace('"Vendor"\ninitiator', '"Other"\ninitiator'),
        "mine.toml#/features/0/profile: ",
    ),
    (SMALL + "x = 1\n", "mine.toml#/features/1/x: there is no such key; "),
    (
        SMALL.replace('request = "Ping.json"', 'request = "Pong.json"'),
        'mine.toml#/features/0/request: there is no schema file "Pong.json"; correct it',
    ),
    ("[names]\n'Ping.json' = 'a'\n" + SMALL, "mine.toml#/names/Ping.json: must be "),
    ("[[types]]\nname = 'a'\nat = ['x#']\n", "mine.toml#/types/0/name: must be an identifier "),
    ("features = 1\n", "mine.toml#/features: must be tables, [[features]]"),
    ("package = 'A'\n", "mine.toml#/package: must be a lower-case identifier"),
    ("[[", "mine.toml: is not TOML: "),
]


@pytest.mark.parametrize(("text", "told"), CATALOGS, ids=range(len(CATALOGS)))
def test_errors_point_into_the_small_catalog(text: str, told: str, extending: Path) -> None:
    (extending / "mine.toml").write_text(text)
    assert one_line(invoke("list")).startswith(told)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('extends = "none"', "ocppgen.toml#/extends: none: does not exist; extend ocpp16, "),
        ('extends = "mine"', "ocppgen.toml#/extends: mine: has no catalog.toml; give "),
        ("extends = 1", "ocppgen.toml#/extends: must be a string, not 1"),
        (
            'extends = "ocpp16"\nedition = "1.6"',
            "ocppgen.toml#/edition: a project extends one ",
        ),
    ],
)
def test_what_cannot_be_extended(settings: str, told: str, extending: Path) -> None:
    (extending / "ocppgen.toml").write_text(settings + "\n")
    assert one_line(invoke("list")).startswith(told)


def test_a_file_of_one_name_is_refused(extending: Path) -> None:
    """What changes a published file is an overlay."""
    (extending / "mine" / "base").mkdir()
    (extending / "mine" / "base" / "Reset.json").write_text(json.dumps(PING))
    assert "has the same name as " in one_line(invoke("list"))


def test_other_schemas_are_not_extended(extending: Path) -> None:
    """What the settings say of theirs is not meant for those of a flag."""
    write_schemas(extending / "other")
    answer = invoke("list", "--schemas", "other")
    assert len(answer.out.splitlines()) == 2
    assert "BootNotification" in invoke("list", "--edition", "2.0.1").out
