"""The same input gives the same bytes, whatever the machine it runs on."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import (
    CATALOG,
    GENERATED,
    OFFICIAL,
    contents,
    environment,
    run,
    write_schemas,
)
from tests.golden.shapes import CASES, SHAPES

if TYPE_CHECKING:
    from pathlib import Path

ENVIRONMENTS = {
    "one hash seed": {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati", "LANGUAGE": "de:tr"},
    "another hash seed": {"PYTHONHASHSEED": "4294967295", "TZ": "America/St_Johns"},
    "LC_ALL=C": {"LC_ALL": "C"},
    "LC_ALL=C.UTF-8": {"LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "0"},
    "ASCII": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "optimized, no home": {"PYTHONOPTIMIZE": "2", "HOME": "/nonexistent"},
    "a terminal": {"COLUMNS": "20", "FORCE_COLOR": "1", "TERM": "xterm-256color"},
}


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_any_environment(name: str, work: Path) -> None:
    answer = run("generate", cwd=work, env=environment(**ENVIRONMENTS[name]))
    assert (answer.code, answer.err) == (0, "")
    assert contents(work / "generated" / "ocpp16") == contents(GENERATED)
    assert "\x1b" not in answer.out


RENDER = """
import hashlib, json, sys
from ocppgen import load_project
from ocppgen.pipeline import plan, render_package
told = {}
for shape in sys.argv[1:]:
    project = load_project([shape], package=shape)
    for path, text in render_package(plan(project), project).items():
        told[str(path)] = hashlib.sha256(text.encode()).hexdigest()
print(json.dumps(told))
"""


def test_every_shape(work: Path) -> None:
    """All golden cases, under several hash seeds: nothing comes from the order of a set."""
    flat = [shape for shape in SHAPES if not (CASES / shape / "catalog.toml").exists()]
    for shape in flat:
        shutil.copytree(CASES / shape / "schemas", work / shape)
    told = []
    for seed in range(4):
        done = subprocess.run(
            [sys.executable, "-c", RENDER, *flat],
            cwd=work,
            env=environment(PYTHONHASHSEED=str(seed)),
            capture_output=True,
            text=True,
            check=True,
        )
        told.append(json.loads(done.stdout))
    assert len(told[0]) > 10 * len(flat)
    assert {path for path in told[0] if len({one[path] for one in told}) > 1} == set()


@pytest.mark.parametrize("name", ["LC_ALL=C", "ASCII", "another hash seed"])
def test_names_beyond_ascii(name: str, work: Path) -> None:
    """Members, values and files that no ASCII terminal can show."""
    schemas = write_schemas(work / "schemas")
    for shape in ("names", "hostile_text", "choices"):
        for path in (CASES / shape / "schemas").iterdir():
            shutil.copy(path, schemas)
    (schemas / "Gr\u00fc\u00dfe.json").write_text('{"type": "object", "title": "\u65e5\u672c"}')
    plain = run("generate", "--schemas", schemas, "--out", "plain", cwd=work)
    assert (plain.code, plain.err) == (0, "")
    odd = run("generate", "--schemas", schemas, cwd=work, env=environment(**ENVIRONMENTS[name]))
    assert (odd.code, odd.err) == (0, "")
    assert contents(work / "generated") == contents(work / "plain")
    listed = run("list", "--schemas", schemas, cwd=work, env=environment(**ENVIRONMENTS[name]))
    assert (listed.code, listed.err) == (0, "")


def test_any_place(work: Path) -> None:
    """Schemas and package may lie anywhere, and be named by any path."""
    deep = work / "a b" / "\u00fcmlaut" / "c"
    shutil.copytree(OFFICIAL, deep / "official")
    arguments = ("--schemas", "official", "--catalog", "official/catalog.toml", "--out", "o")
    assert run("generate", *arguments, cwd=deep).code == 0
    absolute = deep / "official"
    same = ("--schemas", absolute, "--catalog", absolute / "catalog.toml", "--out", work / "p")
    assert run("generate", *same, cwd=work.parent).code == 0
    assert contents(deep / "o") == contents(work / "p")
    assert contents(work / "p" / "ocpp16") == contents(GENERATED)


def test_the_order_on_disk_does_not_matter(work: Path) -> None:
    """Nor do the times of the files."""
    names = sorted(path.name for path in (OFFICIAL / "base").iterdir())
    for folder, order in (("one", names), ("two", names[::-1])):
        (work / folder).mkdir()
        for name in order:
            shutil.copyfile(OFFICIAL / "base" / name, work / folder / name)
    more = write_schemas(work / "more")
    assert (
        run("generate", "--schemas", "one", "--schemas", more, "--out", "a", cwd=work).code == 0
    )
    assert (
        run("generate", "--schemas", "two", "--schemas", more, "--out", "b", cwd=work).code == 0
    )
    assert contents(work / "a") == contents(work / "b")


def test_the_catalog_decides_the_order(work: Path) -> None:
    schemas = write_schemas(work / "schemas")
    (work / "catalog.toml").write_text(CATALOG.format("Ping"))
    arguments = ("--schemas", schemas, "--catalog", "catalog.toml")
    assert run("generate", *arguments, "--out", "a", cwd=work).code == 0
    lines = CATALOG.format("Ping").split("\n\n")
    (work / "catalog.toml").write_text("\n\n".join(reversed(lines)))
    assert run("generate", *arguments, "--out", "b", cwd=work).code == 0
    assert contents(work / "a") == contents(work / "b")
