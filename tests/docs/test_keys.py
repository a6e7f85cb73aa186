"""The reader of a TOML file, its reference page and its JSON Schema know the same keys."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from ocppgen import GeneratorError, compile_check
from ocppgen.cli import settings_file
from ocppgen.cli.key_pages import readers_of
from ocppgen.cli.settings_keys import SECTIONS
from ocppgen.cli.settings_keys import SETTINGS as SETTINGS_TABLE
from ocppgen.keys.page import is_table
from ocppgen.model import catalog as catalogs
from ocppgen.schema import overlays
from tests.cli.commands import invoke
from tests.cli.test_help import command
from tests.docs.readme import EVERYTHING, blocks
from tests.docs.tables import ROOT, rows
from tests.hostile.test_catalog import SETTINGS, SPOILT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

FILES = ("catalog", "extension", "settings", "overlays")
PAGES = {
    name: (ROOT / "docs" / f"{name}.md").read_text("utf-8") for name in ("catalog", "settings")
}
TABLES = {
    name: text.partition("<!-- keys:begin -->\n")[2].partition("<!-- keys:end -->")[0]
    for name, text in PAGES.items()
}


@pytest.fixture(scope="module")
def schemas() -> dict[str, Any]:
    """Print the schema of each file."""
    return {name: json.loads(invoke("schema", name).out) for name in FILES}


def reads(name: str, text: str, folder: Path) -> bool:
    """Whether the reader of a file takes it."""
    path = folder / "ocppgen.toml"
    path.write_text(text, "utf-8")
    readers: Mapping[str, Callable[[], object]] = {
        "catalog": lambda: catalogs.loads(text.encode(), "catalog.toml"),
        "settings": lambda: settings_file.read(path),
        "overlays": lambda: overlays.loads(text.encode(), "overlays.toml"),
    }
    try:
        readers[name]()
    except GeneratorError:
        return False
    return True


def tables_of(schema: Any) -> Any:
    """Of a key that may have a plain value or tables, give the tables."""
    return next((one for one in schema.get("anyOf", ()) if "items" in one), schema)


def keys_of(schema: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """List the paths of all keys that a schema names."""
    for name, named in schema.get("properties", {}).items():
        one = tables_of(named)
        yield (*at, name)
        yield from keys_of(one.get("items", one), (*at, name))


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_what_the_command_writes(name: str) -> None:
    """After a change: ``ocppgen schema NAME --format markdown`` writes it."""
    assert TABLES[name] == invoke("schema", name, "--format", "markdown").out


@pytest.mark.parametrize("name", PAGES)
def test_the_page_has_every_key_of_the_schema(name: str, schemas: dict[str, Any]) -> None:
    """Each in a row, or as the heading of a table; and the examples show it."""
    named = {re.sub(r"`", "", row[0]) for row in rows(TABLES[name])}
    named |= {*re.findall(r"^### `\[+([^]]+)\]+`$", TABLES[name], re.MULTILINE)}
    leaves = {path[-1] for path in keys_of(schemas[name])}
    heads = {".".join(path) for path in keys_of(schemas[name])}
    assert len(leaves) > 15
    assert leaves - named <= {"validate", "sequences"}
    assert named <= leaves | heads
    shown = "".join(block.text for block in blocks(TABLES[name]))
    for key in leaves:
        assert re.search(rf"^(?:{key} =|\[+(?:\w+\.)?{key}[].])", shown, re.MULTILINE) or (
            f"{key} = " in TABLES[name]
        )


def example(name: str) -> str:
    """Put the examples of a page together, tables last."""
    texts = [block.text for block in blocks(TABLES[name])]
    if any("\n[[package]]" in f"\n{text}" for text in texts):  # in the place of one package
        texts = [re.sub(r"^package = .*\n", "", text, flags=re.MULTILINE) for text in texts]
    return "".join(sorted(texts, key=lambda text: text.startswith("[")))


@pytest.mark.parametrize("name", PAGES)
def test_the_examples_of_the_page_are_read(
    name: str, schemas: dict[str, Any], tmp_path: Path
) -> None:
    text = example(name)
    assert reads(name, text, tmp_path)
    jsonschema.Draft7Validator(schemas[name]).validate(tomllib.loads(text))
    assert {path[0] for path in keys_of(schemas[name])} == {*tomllib.loads(text)}


def test_the_examples_of_a_catalog_say_all_that_a_catalog_has() -> None:
    """So that no key is read and forgotten."""
    catalog = catalogs.loads(example("catalog").encode(), "catalog.toml")
    nothing = catalogs.Catalog()
    same = [one for one in catalog.__slots__ if getattr(catalog, one) == getattr(nothing, one)]
    assert same == ["protocol", "own"]


def filled(schema: Any) -> dict[str, Any]:
    """Fill in what a table requires."""
    values = {"at": ["X.json#/a"], "op": "remove", "path": "/a", "package": "a"}
    values |= {"initiator": "either", "request": "X.json", "response": "Y.json"}
    required = [*schema.get("required", ()), *schema.get("else", {}).get("required", ())]
    return {key: values.get(key, "A") for key in required}


def with_value(schema: Any, path: tuple[str, ...], value: object) -> dict[str, Any]:
    """Make the smallest file with a value at a path of keys."""
    if len(path) == 1:
        return {path[0]: value}
    inner = tables_of(schema["properties"][path[0]])
    if inner["type"] == "array":
        return {path[0]: [filled(inner["items"]) | with_value(inner["items"], path[1:], value)]}
    return {path[0]: with_value(inner, path[1:], value)}


def toml(value: object) -> str:
    """Write a value inline."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value)


ODD: tuple[object, ...] = (
    "",
    "A",
    "a b",
    "a",
    "/x",
    "a#b",
    1,
    0.5,
    -1,
    True,
    [],
    ["A"],
    [1],
    {},
)


@pytest.mark.parametrize("name", ["catalog", "settings", "overlays"])
def test_reader_and_schema_take_the_same_values(
    name: str, schemas: dict[str, Any], tmp_path: Path
) -> None:
    """Of each key, and of one that there is not, on every level; our own checker agrees."""
    schema = schemas[name]
    validator = jsonschema.Draft7Validator(schema)
    check = compile_check(schema)
    unknown = {(*path[:-1], "nothing") for path in keys_of(schema)}
    seen = set()
    for path in [*keys_of(schema), *sorted(unknown)]:
        for value in ODD:
            table = with_value(schema, path, value)
            if path[0] == "features":  # whose profiles no schema looks for
                profile = (
                    value if path[-1] == "profile" and value and value == str(value) else "A"
                )
                table["profiles"] = [{"name": "A", "package": "a"}]
                if profile != "A":
                    continue
            text = "\n".join(f"{json.dumps(key)} = {toml(one)}" for key, one in table.items())
            verdict = validator.is_valid(table)
            assert reads(name, text, tmp_path) == verdict, text
            assert (check(table) == []) == verdict, text
            seen.add((path in unknown, verdict))
    assert seen == {(True, False), (False, True), (False, False)}


BEYOND = [
    "named twice",
    "features/0/profile: there is no profile",  # what one table says of another
    "must be a JSON value",  # TOML has dates, and numbers that are none
]
"""What a reader refuses and no JSON Schema can."""


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [*(("catalog", *one) for one in SPOILT), *(("settings", *one) for one in SETTINGS)],
    ids=range(len(SPOILT) + len(SETTINGS)),
)
def test_the_schema_refuses_what_the_reader_refuses(
    name: str, text: str, told: str, schemas: dict[str, Any], tmp_path: Path
) -> None:
    if "is not TOML" in told or "is not UTF-8" in told:
        return
    verdict = jsonschema.Draft7Validator(schemas[name]).is_valid(tomllib.loads(text))
    beyond = any(words in told for words in BEYOND) or text.endswith(("= inf", "= nan"))
    assert verdict == (reads(name, text, tmp_path) or beyond)


SHIPPED = [
    *sorted(ROOT.glob("schemas/*/catalog.toml")),
    *sorted(ROOT.glob("tests/golden/cases/*/catalog.toml")),
]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_catalogs_that_there_are(path: Path, schemas: dict[str, Any]) -> None:
    table = tomllib.loads(path.read_text("utf-8"))
    for name in ("catalog", "extension"):
        jsonschema.Draft7Validator(schemas[name]).validate(table)


def test_an_extension_says_what_it_changes_only(schemas: dict[str, Any]) -> None:
    table = {"features": [{"name": "Reset", "summary": "Start anew."}]}
    assert jsonschema.Draft7Validator(schemas["extension"]).is_valid(table)
    assert not jsonschema.Draft7Validator(schemas["catalog"]).is_valid(table)
    del table["features"][0]["name"]
    assert not jsonschema.Draft7Validator(schemas["extension"]).is_valid(table)


def test_the_files_that_pages_show(schemas: dict[str, Any]) -> None:
    """Settings and catalogs of the README and of docs/."""
    shown = [
        one for one in blocks(EVERYTHING) if one.name.endswith(("ocppgen.toml", "log.toml"))
    ]
    assert len(shown) > 3
    for block in shown:
        name = "settings" if block.name.endswith("ocppgen.toml") else "catalog"
        name = "extension" if block.name.startswith("vendor/") else name
        jsonschema.Draft7Validator(schemas[name]).validate(tomllib.loads(block.text))


def test_the_settings_that_init_writes(
    schemas: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert invoke("init", "--profiles", "core").code == 0
    table = tomllib.loads((tmp_path / "ocppgen.toml").read_text("utf-8"))
    jsonschema.Draft7Validator(schemas["settings"]).validate(table)


def test_every_setting_says_who_reads_it() -> None:
    """Those of one section are read by the same commands, and those with a flag by its commands."""
    for keys in SECTIONS.values():
        plain = [key for key in keys if not is_table(key)]
        assert len({tuple(readers_of(key)) for key in plain}) <= 1
        assert all(readers_of(key) for key in keys)
    parameters = {str(one.name).replace("_", "-") for one in command("init").params}
    flags = (parameters - {"pyproject"}) | {"runtime"}  # which goes with tables only
    assert {key.name for key in SETTINGS_TABLE.keys if not is_table(key)} == flags
