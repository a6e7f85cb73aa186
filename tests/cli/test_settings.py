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
    ("packages = 1", "ocppgen.toml#/packages: there is no such setting; use "),
    ('"a/b~c" = 1', "ocppgen.toml#/a~1b~0c: there is no such setting; use "),
    ("package = 1", "ocppgen.toml#/package: must be a string, not 1"),
    ('schemas = "schemas"', 'ocppgen.toml#/schemas: must be a list of strings, not "schemas"'),
    ("schemas = [1]", "ocppgen.toml#/schemas: must be a list of strings, not [1]"),
    (
        'flavor = "pydantic"',
        'ocppgen.toml#/flavor: there is no flavor "pydantic"; use dataclass',
    ),
    ('schemas = ["none"]', "none: does not exist; give a folder of *.json schemas"),
    ('package = "a.b"', '"a.b" is no name for a package; use an identifier'),
    ('package = "class"', '"class" is no name for a package; use an identifier'),
    ("package =", "ocppgen.toml: is not TOML: "),
    ("out = 'a'\nout = 'b'", "ocppgen.toml: is not TOML: "),
    ("\x00", "ocppgen.toml: is not TOML: "),
    ("a = " + "[" * 100_000, "ocppgen.toml: is not TOML: "),
]


@pytest.mark.parametrize(("text", "told"), REFUSED, ids=range(len(REFUSED)))
@pytest.mark.parametrize("command", ["generate", "check", "list"])
def test_refused_settings(text: str, told: str, command: str, work: Path) -> None:
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
            "pyproject.toml#/tool/ocppgen/x: there is no such setting; use ",
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
    assert one_line(invoke("generate")).startswith("ocppgen.toml: is not TOML: ")


def test_a_config_that_is_not_there(work: Path) -> None:
    line = one_line(invoke("generate", "--config", "none.toml"))
    assert line.startswith("none.toml: cannot be read: No such file")
    assert one_line(invoke("generate", "--config", ".")).startswith(".: cannot be read: Is a ")
    assert [*work.iterdir()] == []
