"""Several packages in one run, each by itself or with one runtime for all."""

from __future__ import annotations

import json
import tomllib
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.commands import contents, invoke, one_line, python, state, write_schemas

if TYPE_CHECKING:
    from pathlib import Path

CATALOG = """
protocol = "{version}"

[[profiles]]
name = "Main"
package = "main"

[[features]]
name = "Ping"
profile = "Main"
initiator = "either"
request = "Ping.json"
response = "PingResponse.json"
"""
TABLES = """
[[package]]
name = "v16"
schemas = ["schemas"]
catalog = "v16.toml"

[[package]]
name = "v21"
schemas = ["schemas"]
catalog = "v21.toml"
"""
SHARED = 'out = "src"\nruntime = "acme.ocpp.runtime"\n' + TABLES
PLACE = "src/acme/ocpp"
PARTS = ("v16", "v21", "runtime")


@pytest.fixture
def settings(schemas: Path, work: Path) -> Path:
    """Write the settings of two packages that share a runtime."""
    assert schemas.is_dir()
    for version in ("1.6", "2.1"):
        name = f"v{version.replace('.', '')}.toml"
        (work / name).write_text(CATALOG.format(version=version))
    file = work / "ocppgen.toml"
    file.write_text(SHARED)
    return file


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make both packages and their runtime once."""
    folder = tmp_path_factory.mktemp("made")
    write_schemas(folder / "schemas")
    for version in ("1.6", "2.1"):
        name = f"v{version.replace('.', '')}.toml"
        (folder / name).write_text(CATALOG.format(version=version))
    (folder / "ocppgen.toml").write_text(SHARED)
    answer = python("-m", "ocppgen", "generate", cwd=folder)
    assert (answer.code, answer.err) == (0, "")
    return folder / "src"


def lines(*counts: str) -> list[str]:
    """Give the lines of a run, one a folder."""
    return [f"in {PLACE}/{part}: {count}" for part, count in zip(PARTS, counts, strict=True)]


def told(out: str) -> list[str]:
    """Leave out how many features and files there are."""
    return ["in " + line.partition(" in ")[2] for line in out.splitlines()]


def test_one_run_writes_all_of_it(settings: Path, work: Path) -> None:
    assert invoke("generate").code == 0
    assert sorted(path.name for path in (work / PLACE).iterdir()) == sorted(PARTS)
    assert not (work / PLACE / "v16" / "runtime").exists()
    assert invoke("check") == (
        0,
        "".join(
            f"{PLACE}/{part} is what the schemas give ({len(contents(work / PLACE / part))}"
            " files)\n"
            for part in PARTS
        ),
        "",
    )
    before = state(work / "src")
    again = invoke("generate")
    assert told(again.out) == lines(*["nothing changed"] * 3)
    assert state(work / "src") == before
    assert settings.is_file()


def test_without_a_runtime_each_is_whole(settings: Path, work: Path) -> None:
    settings.write_text(TABLES)
    assert invoke("generate").code == 0
    assert invoke("check").code == 0
    for name, version in (("v16", "1.6"), ("v21", "2.1")):
        alone = work / "alone.toml"
        (work / "one.toml").write_text(CATALOG.format(version=version))
        alone.write_text(
            f'schemas = ["schemas"]\ncatalog = "one.toml"\npackage = "{name}"\nout = "alone"'
        )
        assert invoke("generate", "--config", alone).code == 0
        assert contents(work / "alone" / name) == contents(work / "generated" / name)


USE = """
import asyncio, importlib, sys
root = sys.argv[1]
def of(name): return importlib.import_module(f"{root}.{name}")
for version, role in (("v16", "central_system"), ("v21", "csms")):
    module = of(f"{version}.{role}")
    stub = getattr(module, {"v16": "CentralSystemStub", "v21": "CSMSStub"}[version])
    end = module.Endpoint(stub(), "CP-1")
    [event] = end.receive('[2,"1","Ping",{"id":7}]')
    assert isinstance(event, of("runtime.events").Send), event
    print(event.text)
    message = of(f"{version}.main").PingRequest(id=7)
    end.call(message, "2")
    [event] = end.receive('[4,"2","OccurenceConstraintViolation","no",{}]')
    try:
        raise event.error
    except of("runtime.errors").CallRefused as refused:
        print(refused.code)
print(sorted(one for one in sys.modules if one.startswith(root + ".v16.") and "v21" in one))
"""


@pytest.mark.parametrize("parent", ["", "vendored.below"])
def test_it_runs_below_any_package(made: Path, work: Path, parent: str) -> None:
    """Imports are relative: the folder of packages and runtime moves as one."""
    copytree(made, work.joinpath("src", *parent.split(".")), dirs_exist_ok=True)
    root = f"{parent}.acme.ocpp" if parent else "acme.ocpp"
    answer = python("-c", USE, root, cwd=work / "src")
    assert answer.code == 0, answer.err
    said = '[4,"1","NotSupported","Ping is not supported",{}]'
    assert answer.out.splitlines() == [*[said, "OccurrenceConstraintViolation"] * 2, "[]"]


def test_what_would_change_is_shown(settings: Path, work: Path, made: Path) -> None:
    new = invoke("generate", "--dry-run")
    assert new.code == 0
    assert f"would write {PLACE}/runtime/errors.py\n" in new.out
    assert not (work / "src").exists()
    copytree(made, work / "src")
    write_schemas(work / "schemas", PingResponse={"type": "object"})
    before = state(work / "src")
    difference = invoke("generate", "--diff").out
    heads = {line for line in difference.splitlines() if line.startswith("+++ ")}
    assert any(f"{PLACE}/v16/main/ping.py" in head for head in heads)
    assert any(f"{PLACE}/v21/main/ping.py" in head for head in heads)
    assert state(work / "src") == before
    check = invoke("check")
    assert check.code == 1
    assert check.out.startswith("--- ")
    assert f"{PLACE}/v16 is out of date; run `ocppgen generate`\n" in check.err
    assert settings.is_file()


def test_what_is_no_longer_used_of_the_runtime_goes(
    settings: Path, work: Path, made: Path
) -> None:
    copytree(made, work / "src")
    assert settings.is_file()
    assert (work / PLACE / "runtime" / "dialects.py").is_file()
    (work / "v21.toml").write_text(CATALOG.format(version="1.6"))
    answer = invoke("generate", "--verbose")
    assert f"removed {PLACE}/runtime/dialects.py\n" in answer.out


def test_vendored_with_a_lock_each(settings: Path, work: Path) -> None:
    answer = invoke("vendor", "our tree")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.endswith("check it with: ocppgen check --out 'our tree'\n")
    place = work / "our tree" / "acme" / "ocpp"
    for part in PARTS:
        lock = tomllib.loads((place / part / "ocppgen.lock").read_text())
        there = contents(place / part).keys() - {"ocppgen.lock"}
        assert lock["files"].keys() == there
    (place / "runtime" / "errors.py").unlink()
    found: list[dict[str, Any]] = json.loads(
        invoke("check", "--out", "our tree", "--format", "json").out
    )
    assert [one["package"] for one in found] == [f"our tree/acme/ocpp/{one}" for one in PARTS]
    assert [[each["kind"] for each in one["findings"]] for one in found] == [
        [],
        [],
        ["missing"],
    ]
    refused = one_line(invoke("generate", "--out", "our tree"))
    assert "is vendored; run `ocppgen vendor 'our tree'`" in refused
    assert settings.is_file()


def test_features_of_each(settings: Path) -> None:
    every = invoke("list").out
    assert every.index("v16\n\nfeature") < every.index("v21\n\nfeature")
    assert invoke("list", "--package", "v21").out.startswith("feature")
    assert json.loads(invoke("list", "--format", "json").out).keys() == {"v16", "v21"}
    page = invoke("show", "Ping").out
    assert page.startswith("v16\n\n")
    assert "\n\nv21\n\n" in page
    alone = invoke("show", "Ping", "--package", "v21", "--format", "json").out
    assert json.loads(alone)["feature"] == "Ping"
    assert "there is no feature" in one_line(invoke("show", "Pong"))
    assert settings.is_file()


def test_a_file_to_start_from_knows_where_the_package_is(settings: Path, work: Path) -> None:
    flags = ("--role", "csms", "--package", "v21")
    assert invoke("scaffold", "mine.py", *flags).code == 0
    text = (work / "mine.py").read_text()
    assert "\nfrom acme.ocpp.v21.main import " in text
    assert "\nfrom acme.ocpp.v21.csms import " in text
    assert settings.is_file()


def test_flags_that_mean_one_package(settings: Path) -> None:
    refused = one_line(invoke("list", "--profiles", "main"))
    assert refused == "--profiles is not for several packages; choose one with --package"
    chosen = invoke("list", "--profiles", "main", "--package", "v21")
    assert chosen.code == 0
    refused = one_line(invoke("list", "--package", "v99"))
    assert refused == ('ocppgen.toml#/package: there is no package "v99"; use v16 or v21')
    refused = one_line(invoke("scaffold", "--role", "csms"))
    assert refused == (
        "ocppgen.toml: there are several packages; choose one with --package: v16 or v21"
    )
    refused = one_line(invoke("generate", "--package", "v21"))
    assert refused.endswith("which are made together; leave it out")
    alone = ("list", "--schemas", "schemas")
    assert invoke(*alone).out.startswith("feature")
    assert "chooses one of several packages" in one_line(invoke(*alone, "--package", "v21"))
    assert settings.is_file()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('runtime = "acme.runtime"', "/runtime: is what several packages share; say which"),
        ('edition = "1.6"\n' + TABLES, "/edition: is not for several packages; move it"),
        ('runtime = "acme..run"\n' + TABLES, "/runtime: must be identifiers with dots between"),
        ('runtime = "v16"\n' + TABLES, '/package/0/name: there is a "v16" already; rename one'),
        (TABLES.replace("v21", "v16"), '/package/1/name: there is a "v16" already; rename one'),
        (TABLES.replace('"v21"', '"a.b"'), "/package/1/name: must be an identifier"),
        ("package = []", "/package: names no package; add one, or leave it out"),
        ("[[package]]\nedition = '1.6'", "/package/0/name: must be given"),
        ("[[package]]\nname = 'a'\nout = 'x'", "/package/0/out: there is no such key"),
        ("[[package]]\nname = 'a'\nedition = 'x'", "/package/0/edition: "),
        (
            "[[package]]\nname = 'a'\nprofiles = ['x']",
            "/package/0/profiles: there is no profile",
        ),
    ],
)
def test_settings_that_are_refused(work: Path, text: str, said: str) -> None:
    (work / "ocppgen.toml").write_text(text)
    (work / "schemas").mkdir()
    assert one_line(invoke("generate")).startswith(f"ocppgen.toml#{said}")
    assert not (work / "generated").exists()


def test_a_package_without_a_catalog_shares_none(settings: Path) -> None:
    settings.write_text(SHARED.replace('catalog = "v21.toml"\n', ""))
    assert one_line(invoke("generate")) == (
        "ocppgen.toml#/runtime: v21 has no catalog, and others have: they share no runtime;"
        " give each one"
    )


def test_files_of_others_stay(settings: Path, work: Path) -> None:
    theirs = work / PLACE / "runtime" / "mine.py"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("x = 1\n")
    assert "was not written by ocppgen" in one_line(invoke("generate"))
    assert contents(work / "src") == {"acme/ocpp/runtime/mine.py": b"x = 1\n"}
    assert settings.is_file()
