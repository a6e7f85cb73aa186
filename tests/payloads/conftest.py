"""The packages of the tests: payloads of two vendors beside the messages of an edition."""

from __future__ import annotations

import importlib
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from ocppgen import generate, load_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DRAFT = "http://json-schema.org/draft-06/schema#"
PRICE = {
    "$schema": DRAFT,
    "type": "object",
    "properties": {
        "price": {"type": "number", "minimum": 0, "multipleOf": 0.01},
        "tiers": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"from": {"type": "integer"}, "price": {"type": "number"}},
                "required": ["from"],
                "additionalProperties": False,
            },
        },
        "parts": {"$ref": "#/definitions/Part"},
    },
    "definitions": {
        "Part": {"type": "object", "properties": {"part": {"$ref": "#/definitions/Part"}}}
    },
    "required": ["price"],
    "additionalProperties": False,
}
SHOWN = {
    "$schema": DRAFT,
    "type": "object",
    "properties": {"since": {"type": "string", "format": "date-time"}},
    "required": ["since"],
    "additionalProperties": False,
}
EMPTY = {"$schema": DRAFT, "type": "object", "properties": {}, "additionalProperties": False}
COUNT = {
    "$schema": DRAFT,
    "type": "object",
    "properties": {"starts": {"type": "integer"}},
    "required": ["starts"],
    "additionalProperties": False,
}
SCHEMAS = {
    "SetPrice": PRICE,
    "SetPriceResponse": SHOWN,
    "Hello": EMPTY,
    "Counters": COUNT,
}
CATALOG = """
[[payloads]]
vendor = "com.acme"
message = "SetPrice"
initiator = "{server}"
request = "SetPrice.json"
response = "SetPriceResponse.json"
summary = "Show a price on the display."

[[payloads]]
vendor = "org.example.other"
message = "hello"
request = "Hello.json"

[[payloads]]
vendor = "com.acme"
message = "7"
name = "Counters"
response = "Counters.json"
"""


def write_project(folder: Path, server: str = "central_system") -> Path:
    """Write schemas and catalog of the payloads; give their folder."""
    vendor = folder / "vendor"
    vendor.mkdir()
    for name, schema in SCHEMAS.items():
        (vendor / f"{name}.json").write_text(json.dumps(schema))
    (vendor / "catalog.toml").write_text(CATALOG.format(server=server))
    return vendor


def _package(folder: Path, base: str, server: str) -> Any:
    vendor = write_project(folder, server)
    name = f"payloads_{base}"
    project = load_project(
        [vendor], extends=base, catalog=vendor / "catalog.toml", package=name
    )
    for path, text in generate(project).items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    sys.path.insert(0, str(folder))
    return importlib.import_module(name)


def _forget(name: str, folder: Path) -> None:
    sys.path.remove(str(folder))
    for module in [one for one in sys.modules if one.partition(".")[0] == name]:
        del sys.modules[module]


@pytest.fixture(scope="session")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Load the package of OCPP 1.6, whose payloads are JSON text."""
    folder = tmp_path_factory.mktemp("text")
    yield _package(folder, "ocpp16", "central_system")
    _forget("payloads_ocpp16", folder)


@pytest.fixture(scope="session")
def later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Load that of OCPP 2.0.1, which carries any JSON value."""
    folder = tmp_path_factory.mktemp("values")
    yield _package(folder, "ocpp201", "csms")
    _forget("payloads_ocpp201", folder)


def module(package: Any, name: str) -> Any:
    """Import a module of a package."""
    return importlib.import_module(f"{package.__name__}.{name}")
