"""ARCHITECTURE.md has every room of the house, and none besides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.docs.tables import ROOT, rows, section

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = "ARCHITECTURE.md"
ROOMS = section(PAGE, "The rooms, in the order of a run", nested=True)
READING = section(PAGE, "How captures are read")
PACKAGE = section(PAGE, "The generated package")
REPORTS = section(PAGE, "Forms of output, and the report")
TESTS = section(PAGE, "The tests")
PROFILE = "firmware"
WHOLE = ("validate/",)
"""Wings that have one row: they have tables of their own."""


def named(text: str) -> list[str]:
    """Give what stands in the first column of a section's tables."""
    return [name for row in rows(text) for name in re.findall(r"`([^`]+)`", row[0])]


def content(folder: Path) -> Iterator[str]:
    """List the modules of a folder, and its folders of modules."""
    for path in folder.iterdir():
        if path.is_dir() and [*path.glob("*.py")]:
            yield f"{path.name}/"
        elif path.suffix == ".py" and path.name != "__init__.py":
            yield path.name


def of_the_generator() -> set[str]:
    """List what the first tables have to have: each module of each wing."""
    house = ROOT / "generator" / "ocppgen"
    found = {"templates/"}
    for name in content(house):
        if name.endswith("/") and name not in WHOLE:
            found |= {name + inner for inner in content(house / name)}
        else:
            found.add(name)
    return found


def of_the_reports() -> set[str]:
    """List what the table of the report has to have."""
    return {*content(ROOT / "generator" / "ocppgen" / "validate" / "reports"), "page/"}


def of_the_reading() -> set[str]:
    """List what the table of reading captures has to have."""
    return set(content(ROOT / "generator" / "ocppgen" / "validate" / "reading"))


def of_the_package() -> set[str]:
    """List what the second table has to have, with one profile for all and no features."""
    package = ROOT / "generated" / "ocpp16"
    found = {name for name in content(package) if not name.endswith("/")}
    found |= {f"runtime/{name}" for name in content(package / "runtime")}
    inner = {*content(package / PROFILE)}
    features = {path for path in inner if is_feature(path)}
    return (
        found | {f"<profile>/{name}" for name in inner - features} | {"<profile>/<feature>.py"}
    )


def is_feature(name: str) -> bool:
    """Tell whether a module of the profile is that of a feature."""
    text = (ROOT / "generated" / "ocpp16" / PROFILE / name).read_text("utf-8")
    return ": Final = feature(" in text


def of_the_tests() -> set[str]:
    """List the folders of tests."""
    return {f"tests/{path.name}" for path in (ROOT / "tests").iterdir() if [*path.glob("*.py")]}


@pytest.mark.parametrize(
    ("table", "there"),
    [
        (ROOMS, of_the_generator()),
        (REPORTS, of_the_reports()),
        (READING, of_the_reading()),
        (PACKAGE, of_the_package()),
        (TESTS, of_the_tests()),
    ],
    ids=["generator", "reports", "reading", "package", "tests"],
)
def test_each_is_named_once(table: str, there: set[str]) -> None:
    assert len(there) > 15
    assert sorted(named(table)) == sorted(there)


def test_each_says_what_it_is_for() -> None:
    for text in (ROOMS, REPORTS, READING, PACKAGE, TESTS):
        assert all(all(row) for row in rows(text))
