"""The official schemas are those that were published, and the catalog names all they hold."""

from __future__ import annotations

import hashlib
import json
import subprocess
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).resolve().parents[2] / "schemas" / "ocpp16"
FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*"))
SUMS = {
    file: digest
    for digest, _, file in (
        line.partition("  ") for line in (FOLDER / "SHA256SUMS").read_text().splitlines()
    )
}
CATALOG: dict[str, Any] = tomllib.loads((FOLDER / "catalog.toml").read_text())

DRAFT_04 = "http://json-schema.org/draft-04/schema#"
DRAFT_06 = "http://json-schema.org/draft-06/schema#"


def schema(file: str) -> Any:
    """Decode a schema file."""
    return json.loads((FOLDER / file).read_bytes())


def anonymous(node: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """List the enums and objects of a schema by their places, but for its root."""
    if isinstance(node, dict):
        if pointer and ("enum" in node or "properties" in node):
            yield pointer, node
        for key, below in node.items():
            if key in {"properties", "definitions"}:
                for name, one in below.items():
                    yield from anonymous(one, f"{pointer}/{key}/{name}")
            elif key == "items":
                yield from anonymous(below, f"{pointer}/items")


def test_there_are_78_files() -> None:
    assert {*FILES} == {*SUMS}
    folders = Counter(file.partition("/")[0] for file in FILES)
    assert folders == {"base": 56, "security": 22}
    assert {path.name for path in FOLDER.iterdir()} == {
        "SHA256SUMS",
        "SOURCES.md",
        "base",
        "catalog.toml",
        "security",
    }


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_the_published_one(file: str) -> None:
    """By its digest, its bytes' peculiarities, its id, and its metaschema."""
    data = (FOLDER / file).read_bytes()
    assert hashlib.sha256(data).hexdigest() == SUMS[file]
    assert data.isascii()
    name, one = Path(file).stem, schema(file)
    if file.startswith("base/"):
        edition = "2025:04" if name == "StopTransaction" else "2019:12"
        assert (b"\r\n" in data) is (edition == "2019:12")
        assert data.endswith(b"}\n" if edition == "2025:04" else b"}\r\n")
        assert one["$schema"] == DRAFT_04
        role = name if name.endswith("Response") else f"{name}Request"
        assert one["id"] == f"urn:OCPP:1.6:{edition}:{role}"
        assert one["title"] == role
        jsonschema.Draft4Validator.check_schema(one)
    else:
        assert b"\r" not in data
        assert not data.endswith(b"\n")
        assert one["$schema"] == DRAFT_06
        role = name.removesuffix("Response") + (".conf" if "Response" in name else ".req")
        assert one["$id"] == f"urn:OCPP:Cp:1.6:2020:3:{role}"
        jsonschema.Draft6Validator.check_schema(one)
    assert one["type"] == "object"
    assert one["additionalProperties"] is False


def test_every_request_has_its_response() -> None:
    for file in FILES:
        other = file.replace("Response.json", ".json")
        if other == file:
            other = file.replace(".json", "Response.json")
        assert other in FILES


def test_git_converts_nothing() -> None:
    """No line end of these files is touched, on any system; and no blank complained of."""
    root = FOLDER.parents[1]
    paths = [f"schemas/ocpp16/{file}" for file in FILES]
    done = subprocess.run(
        ["git", "check-attr", "text", "eol", "whitespace", "--", *paths],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    said = Counter(line.partition(": ")[2] for line in done.stdout.splitlines())
    assert said == {"text: unset": 78, "eol: unspecified": 78, "whitespace: unset": 78}


def test_sources_say_what_a_user_must_know() -> None:
    text = (FOLDER / "SOURCES.md").read_text()
    for words in (
        "Open Charge Alliance",
        "CC BY-ND 4.0",
        "https://creativecommons.org/licenses/by-nd/4.0/legalcode",
        "Attribution-NoDerivatives 4.0 International",
        "0e452c14c21e2995431334ce1513d5ad8246ecb5c8fb90ed4143e2ecdd9e2845",
        "ocpp==2.1.0",
        "sha256sum -c SHA256SUMS",
        "Celcius",
        "urn:OCPP:1.6:2025:04:",
    ):
        assert words in text, words


def test_the_catalog_has_each_feature_once() -> None:
    features = CATALOG["features"]
    assert len(features) == 39
    files = [feature[role] for feature in features for role in ("request", "response")]
    assert sorted(files) == FILES
    for feature in features:
        ending = "Confirmation" if feature["request"].startswith("base/") else "Response"
        name = Path(feature["request"]).stem
        assert feature["name"] == name
        assert feature["request_class"] == f"{name}Request"
        assert feature["response_class"] == f"{name}{ending}"
        assert feature["summary"].endswith(".")
        assert feature["summary"].count(".") == 1


def test_the_catalog_names_every_enum_and_object() -> None:
    """Each anonymous one, and each definition, has one name; places of one name agree."""
    there = {
        f"{file}#{pointer}": node for file in FILES for pointer, node in anonymous(schema(file))
    }
    named = [(place, entry) for entry in CATALOG["types"] for place in entry["at"]]
    assert sorted(place for place, _ in named) == sorted(there)
    assert len(there) == 90
    for entry in CATALOG["types"]:
        shapes = {json.dumps(_plain(there[place]), sort_keys=True) for place in entry["at"]}
        assert len(shapes) == 1, entry["name"]
        assert entry["summary"].endswith(".")


def test_every_member_of_the_firmware_features_has_its_meaning() -> None:
    """And so has what the schemas leave open elsewhere: units, what an absent member means."""
    told = {place for entry in CATALOG["members"] for place in entry["at"]}
    features = {
        "UpdateFirmware",
        "FirmwareStatusNotification",
        "GetDiagnostics",
        "DiagnosticsStatusNotification",
        "SignedUpdateFirmware",
        "SignedFirmwareStatusNotification",
    }
    for feature in CATALOG["features"]:
        if feature["name"] in features:
            for file in (feature["request"], feature["response"]):
                assert told.issuperset(_members(file)), file
    for entry in CATALOG["members"]:
        assert entry["text"].endswith(".")


def _members(file: str) -> set[str]:
    """List the places of all members of a file's objects."""
    root = schema(file)
    found = {f"{file}#/properties/{name}" for name in root.get("properties", {})}
    for definition, node in root.get("definitions", {}).items():
        at = f"{file}#/definitions/{definition}/properties/"
        found |= {at + name for name in node.get("properties", {})}
    return found


def _plain(node: Any) -> Any:
    """Drop what says nothing about values: descriptions, hints of other tools."""
    if isinstance(node, dict):
        harmless = {"description", "javaType", "title", "$ref"}
        closed_text = {"additionalProperties"} if "enum" in node else set()
        return {
            key: _plain(each) for key, each in node.items() if key not in harmless | closed_text
        }
    return [_plain(each) for each in node] if isinstance(node, list) else node


def test_shared_types_are_used_by_several_features() -> None:
    owners = {
        feature[role]: feature["name"]
        for feature in CATALOG["features"]
        for role in ("request", "response")
    }
    for entry in CATALOG["types"]:
        users = {owners[place.partition("#")[0]] for place in entry["at"]}
        assert entry.get("shared", False) or len(users) == 1, entry["name"]


def test_the_catalog_says_no_more_than_the_schemas() -> None:
    """Summaries are our own words, in one line each."""
    texts = [
        entry["summary"] for key in ("profiles", "features", "types") for entry in CATALOG[key]
    ]
    assert len(texts) == 11 + 39 + len(CATALOG["types"])
    described = {
        node["description"]
        for file in FILES
        for _, node in anonymous(schema(file))
        if "description" in node
    }
    assert not described & {*texts}
    assert all(text.isprintable() for text in texts)
