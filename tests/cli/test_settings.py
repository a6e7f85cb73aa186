"""Settings come from a file or from flags, and flags win."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import contents, invoke, library, one_line, write_schemas

if TYPE_CHECKING:
    from pathlib import Path

FULL = """
schemas = ["schemas"]
out = "made"
package = "configured"
profiles = []
"""
NESTED = "[tool.ocppgen]\n" + FULL
OTHER = '[project]\nname = "x"\n\n[tool.black]\nline-length = 20\n'


def test_ocppgen_toml(schemas: Path, work: Path) -> None:
    (work / "ocppgen.toml").write_text(FULL)
    answer = invoke("generate")
    assert (answer.code, answer.err) == (0, "")
    assert " files in made/configured: " in answer.out
    assert contents(work / "made" / "configured") == library(schemas)
    assert invoke("check").code == 0


def test_pyproject_toml(schemas: Path, work: Path) -> None:
    (work / "pyproject.toml").write_text(OTHER + NESTED)
    assert invoke("generate").code == 0
    assert contents(work / "made" / "configured") == library(schemas)


def test_ocppgen_toml_goes_before_pyproject_toml(schemas: Path, work: Path) -> None:
    (work / "pyproject.toml").write_text(NESTED.replace("configured", "other"))
    (work / "ocppgen.toml").write_text(FULL)
    assert invoke("generate").code == 0
    assert [path.name for path in (work / "made").iterdir()] == ["configured"]
    assert schemas.is_dir()


def test_an_empty_ocppgen_toml_is_settings_enough(schemas: Path, work: Path) -> None:
    (work / "pyproject.toml").write_text(NESTED)
    (work / "ocppgen.toml").write_text("")
    assert invoke("generate", "--schemas", schemas).code == 0
    assert (work / "generated" / "ocpp16" / "ping.py").is_file()


@pytest.mark.parametrize(
    ("flags", "place"),
    [
        (("--out", "elsewhere"), "elsewhere/configured"),
        (("--package", "flagged"), "made/flagged"),
        (("--out", "elsewhere", "--package", "flagged"), "elsewhere/flagged"),
    ],
)
def test_flags_win(flags: tuple[str, ...], place: str, schemas: Path, work: Path) -> None:
    (work / "ocppgen.toml").write_text(FULL)
    assert invoke("generate", *flags).code == 0
    assert contents(work / place) == library(schemas)
    assert len([*work.glob("*/*/__init__.py")]) == 1


def test_a_flag_replaces_a_list(schemas: Path, work: Path) -> None:
    (work / "ocppgen.toml").write_text(FULL)
    other = write_schemas(work / "other", Pong=schemas.joinpath("Ping.json").read_text())
    assert invoke("generate", "--schemas", other).code == 0
    assert contents(work / "made" / "configured") == library(other)


OF_OTHERS = """
edition = "2.0.1"
catalog = "none.toml"
profiles = ["firmware"]
overlays = ["none.json"]
extends = "ocpp16"
"""


@pytest.mark.parametrize("key", ["edition", "catalog", "profiles", "overlays", "extends"])
def test_schemas_by_a_flag_are_read_without_what_is_said_of_others(
    key: str, schemas: Path, work: Path
) -> None:
    """A catalog, a choice of profiles or a change is of the schemas in the file."""
    kept = [line for line in OF_OTHERS.splitlines() if line.startswith(key)]
    (work / "ocppgen.toml").write_text("\n".join(kept))
    answer = invoke("list", "--schemas", schemas)
    assert (answer.code, answer.err) == (0, "")
    assert answer == invoke("list", "--schemas", schemas, "--config", "/dev/null")


def test_an_edition_by_a_flag_is_read_without_what_is_said_of_others(work: Path) -> None:
    (work / "ocppgen.toml").write_text('profiles = ["firmware"]\ncatalog = "none.toml"\n')
    answer = invoke("list", "--edition", "2.0.1")
    assert (answer.code, answer.err) == (0, "")
    assert "RequestStartTransaction" in answer.out


def test_profiles_in_the_file(work: Path) -> None:
    (work / "ocppgen.toml").write_text('profiles = ["firmware", "Reservation"]\n')
    answer = invoke("list")
    assert "ReserveNow" in answer.out
    assert "Heartbeat" not in answer.out
    assert "Heartbeat" in invoke("list", "--profiles", "core").out


def test_a_choice_of_profiles_is_switched_off(work: Path) -> None:
    (work / "ocppgen.toml").write_text('profiles = ["firmware"]\n')
    assert "Heartbeat" not in invoke("list").out
    assert (
        invoke("list", "--profiles", "all").out == invoke("list", "--config", "/dev/null").out
    )
    told = 'there is no profile "all"'
    assert told in one_line(invoke("list", "--profiles", "all,core"))
    assert "names no profile" in one_line(invoke("list", "--profiles", ""))


def test_an_empty_flag_is_no_flag_left_out(work: Path) -> None:
    (work / "ocppgen.toml").write_text('package = "configured"\n')
    told = '"" is no name for a package; use an identifier'
    assert one_line(invoke("generate", "--package", "")) == told
    assert [path.name for path in work.iterdir()] == ["ocppgen.toml"]


def test_paths_start_from_the_folder_of_the_file(
    schemas: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (work / "settings.toml").write_text(FULL)
    elsewhere = work / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert invoke("generate", "--config", "../settings.toml").code == 0
    assert contents(work / "made" / "configured") == library(schemas)
    assert [*elsewhere.iterdir()] == []


def test_a_pyproject_toml_by_name(schemas: Path, work: Path) -> None:
    (work / "sub").mkdir()
    (work / "sub" / "pyproject.toml").write_text(NESTED.replace('"schemas"', '"../schemas"'))
    assert invoke("generate", "--config", "sub/pyproject.toml").code == 0
    assert contents(work / "sub" / "made" / "configured") == library(schemas)


def test_settings_of_black_are_not_ours(schemas: Path, work: Path) -> None:
    (work / "pyproject.toml").write_text(OTHER)
    assert invoke("generate", "--schemas", schemas).code == 0
    assert contents(work / "generated" / "ocpp16") == library(schemas)


FORMATS = '{"type": "object", "properties": {"a": {"type": "string", "format": "colour"}}}'


def test_formats_that_are_annotations(work: Path) -> None:
    schemas = write_schemas(work / "schemas", Paint=FORMATS)
    line = one_line(invoke("generate", "--schemas", schemas))
    assert "schemas/Paint.json#/properties/a/format: format " in line
    assert "annotation-formats" in line
    (work / "ocppgen.toml").write_text('annotation-formats = ["colour"]\n')
    assert invoke("generate", "--schemas", schemas).code == 0


REFUSED = [
    ("packages = 1", "ocppgen.toml#/packages: there is no such key; did you mean package?"),
    ('"a/b~c" = 1', "ocppgen.toml#/a~1b~0c: there is no such key; use "),
    ("package = 1", "ocppgen.toml#/package: must be a string, not 1"),
    ('schemas = "schemas"', 'ocppgen.toml#/schemas: must be a list of strings, not "schemas"'),
    ("schemas = [1]", "ocppgen.toml#/schemas: must be a list of strings, not [1]"),
    (
        'flavor = "pydantic"',
        'ocppgen.toml#/flavor: must be dataclass or msgspec, not "pydantic"',
    ),
    (
        'schemas = ["none"]',
        "ocppgen.toml#/schemas: none: does not exist; give a folder of *.json schemas",
    ),
    (
        'templates = ["none"]',
        "ocppgen.toml#/templates: none: does not exist; give a folder of templates",
    ),
    (
        'package = "a.b"',
        'ocppgen.toml#/package: "a.b" is no name for a package; use an identifier',
    ),
    (
        'package = "class"',
        'ocppgen.toml#/package: "class" is no name for a package; use an identifier',
    ),
    ('profiles = ["a"]', 'ocppgen.toml#/profiles: there is no profile "a"; there are core, '),
    ("package =", "ocppgen.toml: is not TOML: "),
    ("out = 'a'\nout = 'b'", "ocppgen.toml: is not TOML: "),
    ("\x00", "ocppgen.toml: is not TOML: "),
    ("a = " + "[" * 100_000, "ocppgen.toml: is not TOML: "),
]


@pytest.mark.parametrize(("text", "told"), REFUSED, ids=range(len(REFUSED)))
@pytest.mark.parametrize("command", ["generate", "check", "list"])
def test_refused_settings(text: str, told: str, command: str, work: Path) -> None:
    if "templates" in text and command == "list":
        text = text.replace("templates", "schemas")
        told = told.replace("#/templates", "#/schemas").partition("; give")[0]
    (work / "ocppgen.toml").write_text(text)
    assert one_line(invoke(command)).startswith(told)
    assert [path.name for path in work.iterdir()] == ["ocppgen.toml"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tool = 1", ""),
        ("[tool]\nocppgen = 1", "pyproject.toml#/tool/ocppgen: must be a table"),
        (
            "[tool.ocppgen]\nx = 1",
            "pyproject.toml#/tool/ocppgen/x: there is no such key; use ",
        ),
        ("[tool", "pyproject.toml: is not TOML: "),
    ],
)
def test_refused_project_files(text: str, told: str, schemas: Path, work: Path) -> None:
    (work / "pyproject.toml").write_text(text)
    answer = invoke("generate", "--schemas", schemas)
    if told:
        assert one_line(answer).startswith(told)
    else:
        assert (answer.code, answer.err) == (0, "")


def test_settings_that_are_not_utf_8(work: Path) -> None:
    (work / "ocppgen.toml").write_bytes(b'package = "\xff"')
    line = one_line(invoke("generate"))
    assert line == "ocppgen.toml: is not UTF-8 (byte 11); save it as UTF-8"


@pytest.mark.parametrize("name", ["ocppgen.toml", "pyproject.toml"])
@pytest.mark.parametrize("depth", ["sub", "sub/of/it"])
def test_settings_in_a_folder_above(
    name: str, depth: str, schemas: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Paths start from the file that is found."""
    (work / name).write_text(FULL if name == "ocppgen.toml" else NESTED)
    (work / depth).mkdir(parents=True)
    monkeypatch.chdir(work / depth)
    answer = invoke("generate")
    up = "/".join(".." for _ in depth.split("/"))
    assert (answer.code, answer.err) == (0, "")
    assert f" files in {up}/made/configured: " in answer.out
    assert contents(work / "made" / "configured") == library(schemas)
    assert [*(work / depth).iterdir()] == []
    assert invoke("check").code == 0


def test_the_default_folder_is_beside_the_settings(
    schemas: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (work / "ocppgen.toml").write_text('schemas = ["schemas"]\n')
    (work / "sub").mkdir()
    monkeypatch.chdir(work / "sub")
    assert invoke("generate").code == 0
    assert contents(work / "generated" / "ocpp16") == library(schemas)
    assert invoke("generate", "--out", "here").code == 0
    assert contents(work / "sub" / "here" / "ocpp16") == library(schemas)


def test_the_nearest_settings_are_taken(
    schemas: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of others is passed by; one of ours ends the search, be it empty."""
    (work / "ocppgen.toml").write_text(FULL)
    (work / "sub" / "deeper").mkdir(parents=True)
    (work / "sub" / "pyproject.toml").write_text(OTHER)
    monkeypatch.chdir(work / "sub" / "deeper")
    assert "made/configured: " in invoke("generate").out
    (work / "sub" / "pyproject.toml").write_text("[tool.ocppgen]\npackage = 'nearer'\n")
    assert " in ../generated/nearer: " in invoke("generate", "--schemas", schemas).out
    (work / "sub" / "ocppgen.toml").write_text("")
    assert " in ../generated/ocpp16: " in invoke("generate", "--schemas", schemas).out


@pytest.mark.parametrize("root", [".git/", ".git", ".hg/"])
def test_the_search_ends_at_the_root_of_a_repository(
    root: str, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (work / "ocppgen.toml").write_text("package = 1\n")
    (work / "repo" / "sub").mkdir(parents=True)
    if root.endswith("/"):
        (work / "repo" / root).mkdir()
    else:
        (work / "repo" / root).write_text("gitdir: elsewhere\n")
    monkeypatch.chdir(work / "repo" / "sub")
    assert invoke("list").code == 0
    (work / "repo" / "ocppgen.toml").write_text("package = 2\n")
    told = "../ocppgen.toml#/package: must be a string, not 2"
    assert one_line(invoke("list")) == told


def test_a_config_that_is_not_there(work: Path) -> None:
    line = one_line(invoke("generate", "--config", "none.toml"))
    assert line.startswith("none.toml: cannot be read: No such file")
    assert one_line(invoke("generate", "--config", ".")).startswith(".: cannot be read: Is a ")
    assert [*work.iterdir()] == []
