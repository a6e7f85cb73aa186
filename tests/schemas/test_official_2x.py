"""The schemas of OCPP 2.0.1 and 2.1 are those that were published; the catalogs name all."""

from __future__ import annotations

import hashlib
import json
import subprocess
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jsonschema
import pytest

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
DRAFT_06 = "http://json-schema.org/draft-06/schema#"


@dataclass(frozen=True)
class Edition:
    """A published set, and what is known of it from others."""

    folder: str
    count: int
    urn: str
    digest: str
    """Of the list of digests, sorted by digest, as other copies of the set state it."""
    indent: int
    blocks: str
    alone: frozenset[str] = field(default_factory=frozenset)
    """Messages without a response."""

    @property
    def path(self) -> Path:
        """The folder of the set."""
        return SCHEMAS / self.folder

    @property
    def files(self) -> list[str]:
        """The schema files."""
        return sorted(path.name for path in self.path.glob("*.json"))

    @property
    def catalog(self) -> dict[str, Any]:
        """The catalog, as data."""
        return tomllib.loads((self.path / "catalog.toml").read_text())


EDITIONS = [
    Edition(
        "ocpp201",
        128,
        "urn:OCPP:Cp:2:2020:3:",
        "629b20e435babe7338ea16795625a330cace4538e97b0ca4f2d85fde1d723f67",
        2,
        "ABCDEFGHIJKLMNOP",
    ),
    Edition(
        "ocpp21",
        181,
        "urn:OCPP:Cp:2:2025:1:",
        "213e47614976f7a5419abe69b922d0420a5ed820a3042096dcbe09b66df44202",
        4,
        "ABCDEFGHIJKLMNOPQRS",
        frozenset({"NotifyPeriodicEventStream"}),
    ),
]
EVERY = pytest.mark.parametrize("edition", EDITIONS, ids=lambda one: one.folder)


@EVERY
def test_all_files_are_the_published_ones(edition: Edition) -> None:
    assert len(edition.files) == edition.count
    others = {path.name for path in edition.path.iterdir()} - {*edition.files}
    assert others == {"SHA256SUMS", "SOURCES.md", "catalog.toml"}
    sums = (edition.path / "SHA256SUMS").read_text()
    made = {
        file: hashlib.sha256((edition.path / file).read_bytes()).hexdigest()
        for file in edition.files
    }
    assert sums == "".join(f"{digest}  {file}\n" for file, digest in sorted(made.items()))
    listing = "".join(sorted(f"{digest}  {file}\n" for file, digest in made.items()))
    assert hashlib.sha256(listing.encode()).hexdigest() == edition.digest


@EVERY
def test_each_file_says_what_it_is(edition: Edition) -> None:
    """Its bytes' peculiarities, its id, its dialect; and its metaschema takes it."""
    for file in edition.files:
        data = (edition.path / file).read_bytes()
        assert b"\r" not in data
        assert b"\t" not in data
        assert not data.endswith(b"\n")
        assert data.splitlines()[1].startswith(b" " * edition.indent + b'"$schema"')
        schema = json.loads(data)
        assert schema["$schema"] == DRAFT_06
        assert schema["$id"] == edition.urn + file.removesuffix(".json")
        jsonschema.Draft6Validator.check_schema(schema)
        assert schema["type"] == "object"
        assert schema["additionalProperties"] is False


@EVERY
def test_git_converts_nothing(edition: Edition) -> None:
    paths = [f"schemas/{edition.folder}/{file}" for file in edition.files]
    done = subprocess.run(
        ["git", "check-attr", "text", "eol", "whitespace", "--", *paths],
        cwd=SCHEMAS.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    said = Counter(line.partition(": ")[2] for line in done.stdout.splitlines())
    count = edition.count
    assert said == {"text: unset": count, "eol: unspecified": count, "whitespace: unset": count}


@EVERY
def test_sources_say_what_a_user_must_know(edition: Edition) -> None:
    text = (edition.path / "SOURCES.md").read_text()
    for words in (
        "Open Charge Alliance",
        "CC BY-ND 4.0",
        "https://creativecommons.org/licenses/by-nd/4.0/legalcode",
        "0e452c14c21e2995431334ce1513d5ad8246ecb5c8fb90ed4143e2ecdd9e2845",
        "ocpp==2.1.0",
        "sha256sum -c SHA256SUMS",
        edition.urn,
        edition.digest,
        f"Each of the {edition.count} lines",
    ):
        assert words in text, words


@EVERY
def test_the_catalog_has_each_feature_once(edition: Edition) -> None:
    features = edition.catalog["features"]
    files = [one[role] for one in features for role in ("request", "response") if role in one]
    assert sorted(files) == edition.files
    for one in features:
        name = one["name"]
        if name in edition.alone:
            assert one["frame"] == "send"
            assert one["request"] == f"{name}.json"
            assert one["request_class"] == name
        else:
            assert "frame" not in one
            assert (one["request"], one["response"]) == (
                f"{name}Request.json",
                f"{name}Response.json",
            )
        assert one["initiator"] in {"csms", "charging_station", "either"}
    names = {one["name"] for one in features}
    assert {one["name"] for one in features if one["initiator"] == "either"} == {"DataTransfer"}
    assert len(names) == len(features)
    assert edition.alone <= names


@EVERY
def test_the_catalog_has_every_block(edition: Edition) -> None:
    catalog = edition.catalog
    letters = [one["summary"].split()[2].rstrip(":") for one in catalog["profiles"]]
    assert "".join(letters) == edition.blocks
    assert {one["name"] for one in catalog["profiles"]} == {
        one["profile"] for one in catalog["features"]
    }


@EVERY
def test_summaries_are_our_own_words(edition: Edition) -> None:
    texts = [one["summary"] for key in ("profiles", "features") for one in edition.catalog[key]]
    said = " ".join(
        " ".join(json.dumps(json.loads((edition.path / file).read_bytes())).split())
        for file in edition.files
    )
    for text in texts:
        assert text.isprintable()
        assert text.endswith(".")
        assert text.count(".") == 1
        assert text.removesuffix(".") not in said


def test_the_catalogs_agree_on_what_both_versions_have() -> None:
    """A feature of both has one block and one sender."""
    one, other = (
        {
            each["name"]: (each["profile"], each["initiator"])
            for each in edition.catalog["features"]
        }
        for edition in EDITIONS
    )
    assert {name: other[name] for name in one} == one


def test_shapes_of_definitions_of_one_name_agree() -> None:
    """So that each is one class; what they say to people may differ."""
    for edition in EDITIONS:
        shapes: dict[str, str] = {}
        for file in edition.files:
            schema = json.loads((edition.path / file).read_bytes())
            for name, node in schema.get("definitions", {}).items():
                shape = json.dumps(_shape(node), sort_keys=True)
                assert shapes.setdefault(name, shape) == shape, (file, name)


def _shape(node: Any) -> Any:
    """Drop what says nothing about values; a member may well be named so."""
    words = {"description", "javaType", "default"}
    if isinstance(node, dict):
        return {
            key: _shape(each)
            for key, each in node.items()
            if key not in words or not isinstance(each, str | int | float)
        }
    return [_shape(each) for each in node] if isinstance(node, list) else node
