"""What a run remembers of an earlier one saves time, and never hides a change."""

from __future__ import annotations

import json
import shutil
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import pytest

from ocppgen.cli.settings import read_settings
from ocppgen.disk.cache import digest_of
from tests.cli.commands import (
    CATALOG,
    EMPTY,
    PING,
    ROOT,
    contents,
    environment,
    invoke,
    library,
    one_line,
    run,
    state,
    write_schemas,
)
from tests.cli.modes import obey_modes

if TYPE_CHECKING:
    from collections.abc import Callable

CHANGED = {**PING, "properties": {**PING["properties"], "more": {"type": "boolean"}}}  # type: ignore[dict-item]  # it is a dict


def changed(*arguments: object) -> bool:
    """Generate; tell whether anything was written or removed."""
    answer = invoke("generate", *arguments)
    assert (answer.code, answer.err) == (0, "")
    return "nothing changed" not in answer.out


def test_a_second_run_reads_a_note_and_writes_nothing(
    schemas: Path, work: Path, cache: Path
) -> None:
    assert changed("--schemas", schemas)
    before = state(work)
    noted = state(cache)
    assert [name for name in noted if name.endswith(".json")]
    assert not changed("--schemas", schemas)
    assert (state(work), state(cache)) == (before, noted)


def catalogued(work: Path) -> tuple[object, ...]:
    """Give the arguments of a run with a catalog and a note: black has little to do there."""
    schemas = write_schemas(work / "schemas", Unused={"type": "array"})
    (work / "catalog.toml").write_text(CATALOG.format("Ping"))
    return "--schemas", schemas, "--catalog", "catalog.toml"


def test_notes_are_heard_again(work: Path) -> None:
    """What the user may have meant otherwise is said at every run, not at the first alone."""
    told = (
        "note: Unused.json is no object, and no other file refers to it: nothing is made of it"
    )
    for _ in range(2):
        answer = invoke("generate", *catalogued(work))
        assert answer.out.splitlines()[0] == told


@pytest.mark.parametrize("flag", ["--dry-run", "--diff"])
def test_a_run_that_writes_nothing_leaves_no_note(flag: str, work: Path, cache: Path) -> None:
    arguments = catalogued(work)
    (work / "schemas" / "Unused.json").unlink()
    assert invoke("generate", *arguments, flag).code == 0
    assert [path.name for path in cache.rglob("*.json")] == []
    assert not (work / "generated").exists()


FLAGS: list[dict[str, Any]] = [
    {},
    {"package": "other"},
    {"out": "elsewhere"},
    {"flavor": "msgspec"},
    {"annotation_keywords": "unit"},
    {"annotation_formats": "unit"},
    {"profiles": "core"},
    {"catalog": "catalog.toml"},
    {"edition": "2.1"},
]


def test_each_choice_has_a_note_of_its_own(schemas: Path, work: Path) -> None:
    """So has each set of schemas, by its names and by its texts; a choice is known again."""
    catalogued(work)

    def keys() -> list[str | None]:
        every = [read_settings({"schemas": (str(schemas),), **flags}).key() for flags in FLAGS]
        assert len({*every}) == len(FLAGS)
        return every

    before = keys()
    assert None not in before
    assert keys() == before
    (schemas / "Ping.json").rename(schemas / "Ping-.json")  # where it was in their order
    renamed = keys()
    assert not {*renamed} & {*before}
    write_schemas(schemas, **{"Ping-": CHANGED})
    (schemas / "Ping.json").unlink()
    assert not {*keys()} & {*renamed, *before}


def test_what_lies_there_is_known_by_names_and_texts() -> None:
    """A file that was renamed is no file of ours, be it in the same place of the list."""
    files = {PurePosixPath("p/a.py"): "1", PurePosixPath("p/b.py"): "2"}
    others = [
        {PurePosixPath("p/a.py"): "1", PurePosixPath("p/c.py"): "2"},
        {PurePosixPath("p/a.py"): "2", PurePosixPath("p/b.py"): "1"},
        {PurePosixPath("p/a.py"): "1", PurePosixPath("p/b.py"): "3"},
        {PurePosixPath("p/a.py"): "1"},
    ]
    assert digest_of(dict(reversed(files.items()))) == digest_of(files)
    assert digest_of(files) not in [digest_of(one) for one in others]


INPUTS = [
    ("--schemas", "input.json", json.dumps(PING), json.dumps(CHANGED)),
    ("--schemas", "input.schema", json.dumps(PING), json.dumps(CHANGED)),
    ("--schemas", "input", json.dumps(PING), json.dumps(CHANGED)),
    ("--catalog", "input.toml", CATALOG.format("Ping"), CATALOG.format("Pong")),
    ("--catalog", "input.txt", CATALOG.format("Ping"), CATALOG.format("Pong")),
    ("--catalog", "input", CATALOG.format("Ping"), CATALOG.format("Pong")),
]


@pytest.mark.parametrize(("flag", "name", "before", "after"), INPUTS)
def test_a_changed_input_is_seen_whatever_its_name(
    flag: str, name: str, before: str, after: str, schemas: Path, work: Path
) -> None:
    place = work / name
    arguments = ("--schemas", schemas) if flag == "--catalog" else ()
    place.write_text(before)
    assert changed(*arguments, flag, place)
    place.write_text(after)
    assert changed(*arguments, flag, place)


@pytest.mark.parametrize("module", ["version.py", "naming/names.py", "schema/build.py"])
def test_a_changed_generator_is_seen(
    module: str, schemas: Path, work: Path, remembered: Path
) -> None:
    """Whatever room of it: the notes of one are not those of another."""
    copy = work / "checkout" / "generator"
    for name in ("generator", "schemas", "templates"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, work / "checkout" / name, ignore=ignored)
    env = environment(PYTHONPATH=str(copy))
    assert run("generate", "--schemas", schemas, cwd=work, env=env).code == 0
    notes = {*remembered.glob("ocppgen/*.json")}
    assert len(notes) == 1
    assert run("generate", "--schemas", schemas, cwd=work, env=env).code == 0
    assert {*remembered.glob("ocppgen/*.json")} == notes
    path = copy / "ocppgen" / module
    path.write_text(path.read_text() + "\n# changed\n")
    assert run("generate", "--schemas", schemas, cwd=work, env=env).code == 0
    assert len({*remembered.glob("ocppgen/*.json")}) == 2


@pytest.mark.parametrize("name", ["features.py.jinja", "mine.jinja", "mine.txt", "mine"])
def test_a_changed_template_is_seen_whatever_its_name(
    name: str, schemas: Path, work: Path
) -> None:
    """The user's own template, or what it includes."""
    arguments = ("generate", "--schemas", schemas, "--templates", "templates")
    (work / "templates").mkdir()
    include = f'{{{{ header }}}}\n{{% include "{name}" %}}\n'
    (work / "templates" / "features.py.jinja").write_text(include)
    for text in ("x = 1\n", "x = 2\n"):
        mark = "{{ header }}\n" if name == "features.py.jinja" else ""
        (work / "templates" / name).write_text(mark + text)
        answer = run(*arguments, cwd=work)
        assert (answer.code, answer.err) == (0, "")
        assert text in (work / "generated" / "ocpp16" / "features.py").read_text()


def _emptied(package: Path) -> None:
    shutil.rmtree(package)
    package.mkdir()


EDITS: list[tuple[str, Callable[[Path], Any]]] = [
    ("edited", lambda package: (package / "ping.py").write_text("# Generated by ocppgen\n")),
    (
        "cut",
        lambda package: (package / "ping.py").write_bytes(
            (package / "ping.py").read_bytes()[:-1]
        ),
    ),
    ("removed", lambda package: (package / "ping.py").unlink()),
    ("renamed", lambda package: (package / "ping.py").rename(package / "pong.py")),
    ("added", lambda package: (package / "more.py").write_text("# Generated by ocppgen\n")),
    ("emptied", _emptied),
]


@pytest.mark.parametrize("edit", [edit for _, edit in EDITS], ids=[name for name, _ in EDITS])
def test_an_edited_package_is_seen(
    edit: Callable[[Path], Any], schemas: Path, work: Path
) -> None:
    package = work / "generated" / "ocpp16"
    assert changed("--schemas", schemas)
    assert not changed("--schemas", schemas)
    edit(package)
    assert changed("--schemas", schemas)
    assert contents(package) == library(schemas)


def test_another_folder_of_the_same_name(
    schemas: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Relative paths mean what they mean where the command runs."""
    assert changed("--schemas", "schemas")
    other = work / "other"
    write_schemas(other / "schemas", Pong=EMPTY)
    monkeypatch.chdir(other)
    assert changed("--schemas", "schemas")
    assert contents(other / "generated" / "ocpp16") == library(other / "schemas")
    assert not changed("--schemas", "schemas")
    monkeypatch.chdir(work)
    assert not changed("--schemas", schemas.name)


def test_a_foreign_file_is_refused_all_the_same(schemas: Path, work: Path) -> None:
    assert changed("--schemas", schemas)
    (work / "generated" / "ocpp16" / "mine.py").write_text("x = 1\n")
    assert "was not written by ocppgen" in one_line(invoke("generate", "--schemas", schemas))


@pytest.mark.parametrize(
    "spoilt", ["", "[]", "null", "{", "\x00", '{"contents": 1}', "[" * 100_000]
)
def test_a_spoilt_note_is_no_note(spoilt: str, schemas: Path, cache: Path) -> None:
    assert changed("--schemas", schemas)
    notes = [path for path in cache.rglob("*") if path.is_file()]
    assert notes
    for note in notes:
        note.write_text(spoilt)
    assert not changed("--schemas", schemas)


@pytest.mark.parametrize("place", ["/dev/null", "/proc/1/none", "relative"])
def test_a_cache_that_cannot_be(
    place: str, schemas: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", place)
    assert changed("--schemas", schemas)
    assert not changed("--schemas", schemas)


def test_a_schema_that_cannot_be_read(schemas: Path, work: Path) -> None:
    """The note is made from the inputs, which may be locked: that is told in one line."""
    (schemas / "Ping.json").chmod(0)
    answer = run("generate", "--schemas", schemas, cwd=work, before=obey_modes)
    line = one_line(answer)
    told = "cannot be read: Permission denied; correct the path or its permissions"
    assert line == f"{schemas}/Ping.json: {told}"
