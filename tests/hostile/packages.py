"""Schemas of an attacker: generated, loaded, and told whether any of their text ran."""

from __future__ import annotations

import ast
import builtins
import json
from contextlib import contextmanager
from importlib import import_module
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import pytest

from ocppgen import GeneratorError, generate, load_project
from ocppgen.memory import load_sources, sources, unload

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import ModuleType

DRAFT_07 = "http://json-schema.org/draft-07/schema#"

TRIP = "__import__('builtins').CANARY.append(1)"
"""Code that an attacker would like to be run."""

Files = dict[str, Any]


def message(**properties: Any) -> dict[str, Any]:
    """Make the schema of a closed object."""
    return {
        "$schema": DRAFT_07,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def write(folder: Path, files: Mapping[str, Any]) -> Path:
    """Write schema files: bytes and text as they are, anything else as JSON."""
    for name, content in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, bytes | str) else json.dumps(content)
        place.write_bytes(
            text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        )
    return folder


def generated(folder: Path, catalog: str | None = None) -> dict[str, str]:
    """Generate a package as the command does; give its modules, laid out by black."""
    files = generate(load_project([folder], catalog=_catalog(folder, catalog)))
    return {
        str(PurePosixPath(*path.parts[1:])): text
        for path, text in files.items()
        if path.suffix == ".py"
    }


def rendered(folder: Path, catalog: str | None = None) -> dict[str, str]:
    """Generate the modules of a package as templates leave them, which takes less time."""
    return sources(load_project([folder], catalog=_catalog(folder, catalog)))


@contextmanager
def loaded(folder: Path, catalog: str | None = None) -> Iterator[ModuleType]:
    """Load a package and all that is in it; fail if any text of its schemas ran."""
    tripped: list[int] = []
    builtins.CANARY = tripped  # type: ignore[attr-defined]  # ours
    files = sources(load_project([folder], catalog=_catalog(folder, catalog)))
    package = load_sources(files)
    try:
        for name in files:
            module = name.removesuffix(".py").removesuffix("__init__").strip("/").split("/")
            import_module(".".join([package.__name__, *module]).strip("."))
        yield package
    finally:
        unload(package)
        del builtins.CANARY  # type: ignore[attr-defined]  # ours
    assert tripped == []


def refusal(folder: Path, catalog: str | None = None) -> str:
    """Give the one line with which schemas are refused, their folder left out."""
    with pytest.raises(GeneratorError) as caught:
        generate(load_project([folder], catalog=_catalog(folder, catalog)))
    line = str(caught.value)
    assert line.isprintable()
    return line.replace(f"{folder}/", "").replace(f"{folder.parent}/", "")


def bones(source: str) -> list[str]:
    """List the kinds of nodes of a module: what is left when all text is taken away."""
    return [type(node).__name__ for node in ast.walk(ast.parse(source))]


def _catalog(folder: Path, text: str | None) -> Path | None:
    if text is None:
        return None
    place = folder.parent / "catalog.toml"
    place.write_bytes(text.encode("utf-8", "surrogatepass"))
    return place
