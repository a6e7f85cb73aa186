"""The golden cases: a folder per shape of schema, and the project that each one is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from ocppgen import generate, load_project
from ocppgen.disk import resources

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen import Project

CASES = Path(__file__).resolve().parent / "cases"

SHAPES = sorted(path.name for path in CASES.iterdir() if (path / "schemas").is_dir())

# What a package has whatever its schemas say; `tests/style` looks at these files once.
SAME_FOR_ALL = {
    f"runtime/{path.name.removesuffix('.jinja')}"
    for path in (resources.templates() / "runtime").glob("*.py.jinja")
} | {
    "LICENSE",
    "errors.py",
    "events.py",
    "frames.py",
    "py.typed",
    "schema.py",
    "tolerance.py",
}


@dataclass(frozen=True, slots=True)
class Payloads:
    """Values for one schema file: valid ones, and others each with its first fault."""

    shape: str
    file: str
    valid: list[Any]
    invalid: list[tuple[Any, str, str]]


@cache
def project(shape: str) -> Project:
    """Read the schemas of a case, and its catalog if it has one."""
    catalog = CASES / shape / "catalog.toml"
    return load_project(
        [CASES / shape / "schemas"],
        catalog=catalog if catalog.is_file() else None,
        package=f"golden_{shape}",
        defaults=shape == "defaults",
    )


@cache
def whole_package(shape: str) -> Mapping[PurePosixPath, str]:
    """Generate a case, every file of it."""
    return generate(project(shape))


def write_files(files: Mapping[PurePosixPath, str], folder: Path) -> None:
    """Write generated files into *folder*."""
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())


def write_package(shape: str, folder: Path) -> None:
    """Write a case's whole package into *folder*."""
    write_files(whole_package(shape), folder)


def own_modules(shape: str) -> dict[str, str]:
    """Give the files that are made from the schemas, by their path within the package."""
    files = {
        str(path.relative_to(f"golden_{shape}")): text
        for path, text in whole_package(shape).items()
    }
    return {path: files[path] for path in sorted(files.keys() - SAME_FOR_ALL)}


def golden_modules(shape: str) -> dict[str, str]:
    """Give the files that were accepted last."""
    folder = CASES / shape / "expected"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def payloads() -> list[Payloads]:
    """List the payloads of every case, by schema file."""
    found = []
    for shape in SHAPES:
        table = json.loads((CASES / shape / "payloads.json").read_bytes())
        for file, values in table.items():
            invalid = [
                (value, pointer, keyword) for value, pointer, keyword in values["invalid"]
            ]
            found.append(Payloads(shape, file, values["valid"], invalid))
    return found
