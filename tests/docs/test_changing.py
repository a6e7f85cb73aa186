"""The table "I want to change ..." of ARCHITECTURE.md names files that exist, and all of them."""

from __future__ import annotations

import re

import pytest

from tests.docs.tables import ROOT, rows, section

TABLE = {
    row[0]: re.findall(r"`([^`]+)`", row[1])
    for row in rows(section("ARCHITECTURE.md", "I want to change ..."))
}
TOPS = {"docs", "templates", "tests", "schemas"}


def path_of(name: str) -> str:
    """Give a path of the table as it is in the checkout."""
    own = name.partition("/")[0] in TOPS or name.isupper() or name.endswith(".md")
    return name if own else f"generator/ocppgen/{name}"


@pytest.mark.parametrize("what", TABLE)
def test_each_file_exists(what: str) -> None:
    assert len(TABLE[what]) > 1
    for name in TABLE[what]:
        path = ROOT / path_of(name)
        assert path.is_dir() if name.endswith("/") else path.is_file(), name


# What is changed in every file that knows of it, by a word that only those have.
WORDS = [
    ("a keyword", r"min_items|minItems", ("generator", "templates")),
    ("a format", r'"ipv6"', ("generator/ocppgen/schema", "generator/ocppgen/cli", "templates")),
    ("a format", r'"ipv6"', ("tests/oracle", "tests/behaviour")),
    ("an error code of OCPP-J", "FormationViolation", ("generator", "templates")),
    (
        "a setting, or an option of several commands",
        r"annotation.formats",
        ("generator/ocppgen/cli",),
    ),
    ("an edition of the official schemas", r'"2.0.1": "ocpp201"', ("generator",)),
]


OTHERS = ("keys",)
"""Folders that say such a word of something else: the schemas of our own files."""


@pytest.mark.parametrize(("what", "word", "folders"), WORDS)
def test_no_file_is_forgotten(what: str, word: str, folders: tuple[str, ...]) -> None:
    named = {path_of(name) for name in TABLE[what]}
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".jinja")
        and path.parent.name not in OTHERS
        and re.search(word, path.read_text("utf-8"))
    }
    assert found
    assert found - named == set()
