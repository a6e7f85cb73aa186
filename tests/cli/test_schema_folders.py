"""Somebody's own folder of schemas becomes a flat package, one module for each file."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ocppgen import generate, load_project
from tests.cli.commands import (
    CATALOG,
    EMPTY,
    OFFICIAL,
    PING,
    contents,
    invoke,
    one_line,
    run,
    write_schemas,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


def peers_schemas(version: str) -> Path:
    """Find the schemas of a later OCPP in the installed package ``ocpp``."""
    spec = importlib.util.find_spec("ocpp")
    assert spec
    assert spec.origin
    return Path(spec.origin).parent / version / "schemas"


def features(folder: Path, name: str = "ocpp16") -> Any:
    """Import every module of a package, alone; describe its features."""
    code = f"""
import importlib, json, pkgutil, sys
sys.path.insert(0, {str(folder)!r})
package = importlib.import_module({name!r})
for one in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(one.name)
print(json.dumps([[*package.PROFILES], {{
    feature.name: [feature.profile, feature.initiator]
    + [one and one.__name__ for one in (feature.request_type, feature.response_type)]
    for feature in package.FEATURES.values()
}}]))
"""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_names_come_from_the_files(work: Path) -> None:
    named = {"Lonely": EMPTY, "AnswerResponse": EMPTY, "AskRequest": PING, "AskResponse": EMPTY}
    schemas = write_schemas(work / "schemas", **named)
    answer = invoke("generate", "--schemas", schemas)
    assert (answer.code, answer.err) == (0, "")
    profiles, found = features(work / "generated")
    assert profiles == []
    assert found == {
        "Answer": [None, None, None, "AnswerResponse"],
        "Ask": [None, None, "AskRequest", "AskResponse"],
        "Lonely": [None, None, "LonelyRequest", None],
        "Ping": [None, None, "PingRequest", "PingResponse"],
    }
    modules = {*contents(work / "generated" / "ocpp16")}
    assert {"lonely.py", "answer_response.py", "ping.py", "ping_response.py"} <= modules
    assert not {"central_system.py", "charge_point.py", "handlers.py"} & modules


@pytest.mark.parametrize(
    "name", ["ping", "PING", "\uff30ing", "pi-ng", "P\u0131ng", "Errors", "Types", "class"]
)
def test_files_whose_names_are_close(name: str, work: Path) -> None:
    """Names that meet, or that Python or we have taken, are spelled apart; none is lost."""
    schemas = write_schemas(work / "schemas", **{name: EMPTY, "piNg": EMPTY})
    answer = invoke("generate", "--schemas", schemas)
    assert (answer.code, answer.err) == (0, "")
    _, found = features(work / "generated")
    assert len(found) == 3
    classes = [one.casefold() for row in found.values() for one in row[2:] if one]
    assert len({*classes}) == len(classes) == 4
    assert answer.out.count("note: ") >= 2


def test_the_base_folder_alone(work: Path) -> None:
    """The 56 files of OCPP 1.6, by an old-fashioned copy of them."""
    shutil.copytree(OFFICIAL / "base", work / "copy")
    answer = run("generate", "--schemas", "copy", "--package", "base16", cwd=work)
    assert (answer.code, answer.err) == (0, "")
    _, found = features(work / "generated", "base16")
    assert len(found) == 28
    assert found["UpdateFirmware"] == [
        None,
        None,
        "UpdateFirmwareRequest",
        "UpdateFirmwareResponse",
    ]


def test_two_folders(work: Path) -> None:
    both = ("--schemas", OFFICIAL / "base", "--schemas", OFFICIAL / "security")
    assert invoke("generate", *both).code == 0
    assert len(features(work / "generated")[1]) == 39
    (work / "more").mkdir()
    shutil.copy(OFFICIAL / "base" / "Reset.json", work / "more")
    line = one_line(invoke("generate", "--schemas", OFFICIAL / "base", "--schemas", "more"))
    assert "/Reset.json: has the same name as " in line
    assert "more/Reset.json" in line


def test_a_file_alone(work: Path) -> None:
    file = write_schemas(work / "schemas") / "Ping.json"
    assert invoke("generate", "--schemas", file).code == 0
    assert features(work / "generated")[1] == {"Ping": [None, None, "PingRequest", None]}


def test_folders_within_the_folder(work: Path) -> None:
    """Files are found at any depth, and named by their own name."""
    schemas = write_schemas(work / "schemas")
    write_schemas(schemas / "deeper", Pong=PING)
    (schemas / "deeper" / "Ping.json").unlink()
    (schemas / "deeper" / "PingResponse.json").unlink()
    (schemas / "README.md").write_text("No schema.\n")
    assert invoke("generate", "--schemas", schemas).code == 0
    assert {*features(work / "generated")[1]} == {"Ping", "Pong"}


def with_dialect(folder: Path) -> Mapping[str, int]:
    """Count the files of each dialect."""
    counts: dict[str, int] = {}
    for path in folder.glob("*.json"):
        dialect = json.loads(path.read_text("utf-8-sig"))["$schema"]
        counts[dialect] = counts.get(dialect, 0) + 1
    return counts


# The later protocols: version, files, features, and a message with a valid payload.
LATER = [
    ("v201", 128, 64, "Heartbeat", {"currentTime": "2024-05-01T10:00:00Z"}),
    ("v21", 181, 91, "Heartbeat", {"currentTime": "2024-05-01T10:00:00Z"}),
]


@pytest.mark.parametrize(("version", "files", "count", "feature", "payload"), LATER)
def test_later_protocols(
    version: str, files: int, count: int, feature: str, payload: Any, work: Path
) -> None:
    """Their schemas generate as they are; the package imports and reads a message."""
    folder = peers_schemas(version)
    assert sum(with_dialect(folder).values()) == files
    answer = run("generate", "--schemas", folder, "--package", f"ocpp_{version}", cwd=work)
    assert (answer.code, answer.err) == (0, "")
    profiles, found = features(work / "generated", f"ocpp_{version}")
    assert (profiles, len(found)) == ([], count)
    code = f"""
import sys
sys.path.insert(0, {str(work / "generated")!r})
from ocpp_{version} import FEATURES
message = FEATURES[{feature!r}].response_type
assert message.from_dict({payload!r}).to_dict() == {payload!r}
assert [one.keyword for one in message.check({{}})] == ["required"]
"""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""


@pytest.mark.parametrize("version", ["v201", "v21"])
def test_a_sample_of_later_protocols_is_typed(version: str, work: Path) -> None:
    """Firmware, certificates, charging profiles and variables pass mypy at its strictest."""
    words = ("Firmware", "Certificate", "ChargingProfile", "Variable", "TransactionEvent")
    (work / "schemas").mkdir()
    for path in peers_schemas(version).glob("*.json"):
        if any(word in path.stem for word in words):
            shutil.copy(path, work / "schemas")
    assert len([*(work / "schemas").iterdir()]) > 20
    assert invoke("generate", "--schemas", "schemas", "--package", "later").code == 0
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "-p", "later"],
        cwd=work / "generated",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("Success: no issues found"), done.stdout


def test_the_library_says_the_same(work: Path) -> None:
    schemas = write_schemas(work / "schemas")
    assert invoke("generate", "--schemas", schemas, "--out", ".", "--package", "p").code == 0
    files = generate(load_project([schemas], package="p"))
    on_disk = {f"p/{path}": text for path, text in contents(work / "p").items()}
    assert {str(path): text.encode() for path, text in files.items()} == on_disk


def test_a_profile_without_a_summary_is_named_in_a_sentence(work: Path) -> None:
    schemas = write_schemas(work / "schemas")
    (work / "catalog.toml").write_text(CATALOG.format("Ping"))
    assert invoke("generate", "--schemas", schemas, "--catalog", "catalog.toml").code == 0
    text = (work / "generated" / "ocpp16" / "main" / "__init__.py").read_text()
    assert text.splitlines()[2] == '"""Main."""'


def test_files_that_are_types_and_what_is_read_into_a_root_are_told(work: Path) -> None:
    """A file without use is told of, and what the schema does not say."""
    write_schemas(
        work / "schemas",
        Used={"type": "string", "maxLength": 5},
        Unused={"type": "array"},
        Lonely={"enum": ["a"]},
        Untyped={"properties": {"a": {"$ref": "Used.json"}}},
    )
    answer = invoke("generate", "--schemas", "schemas")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[:2] == [
        "note: Untyped.json: `properties` without `type` at the root is read as an object;"
        ' say "type": "object"',
        "note: Unused.json is no object, and no other file refers to it: nothing is made of it",
    ]
    assert "class Lonely" in (work / "generated/ocpp16/types/lonely.py").read_text()


def test_a_catalog_need_not_name_files_that_are_types(work: Path) -> None:
    write_schemas(work / "schemas", Level={"enum": ["low", "high"]})
    (work / "catalog.toml").write_text(CATALOG.format("Ping"))
    arguments = ("--schemas", "schemas", "--catalog", "catalog.toml")
    assert invoke("generate", *arguments).code == 0
    write_schemas(work / "schemas", Ping={"type": "array"})
    told = "schemas/Ping.json#: a message must be an object; take this file out of [[features]]"
    assert one_line(invoke("generate", *arguments)) == told
