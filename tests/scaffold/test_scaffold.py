"""`ocppgen scaffold` writes a file that type checkers, linters and Python itself take as it is."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import black
import pytest
from black.mode import Mode, TargetVersion

from ocppgen import GeneratorError
from ocppgen.disk import staging
from tests.cli.commands import CATALOG, EMPTY, ROOT, invoke, one_line, run, state, write_schemas

if TYPE_CHECKING:
    from collections.abc import Iterator

ROLES = ("central-system", "charge-point")
PARTS = ("", "firmware,securefirmware", "localauth")
CASES = [
    (role, profiles, coroutines)
    for role in ROLES
    for profiles in PARTS
    for coroutines in (False, True)
]
FRAMES = b"""[2,"1","Heartbeat",{}]
[2,"2","UpdateFirmware",{"location":"http://x/y","retrieveDate":"2024-01-01T00:00:00Z"}]
no frame

[2,"3","FirmwareStatusNotification",{"status":"Installed"}]
[2,"4","ClearCache",{"x":"\xc3\xa9"}]
[2,"5","Nonsense",{}]"""


def name_of(role: str, profiles: str, *, coroutines: bool) -> str:
    """Name the file of a case."""
    words = [role.replace("-", "_"), profiles.partition(",")[0], "async" if coroutines else ""]
    return "_".join(word for word in words if word) + ".py"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Write the file of every case into one folder."""
    folder = tmp_path_factory.mktemp("scaffold")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        for role, profiles, coroutines in CASES:
            chosen = ["--profiles", profiles] if profiles else []
            mode = ["--async"] if coroutines else []
            file = folder / name_of(role, profiles, coroutines=coroutines)
            assert invoke("scaffold", "--role", role, *chosen, *mode, file).code == 0
        yield folder


def python(*arguments: object, cwd: Path, text: bytes = b"", path: Path | None = None) -> str:
    """Run Python with the generated package at hand; give all that it prints to be read on."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(
        [sys.executable, *(str(one) for one in arguments)],
        cwd=cwd,
        env=kept | {"PYTHONPATH": str(path or ROOT / "generated"), "LC_ALL": "C"},
        input=text,
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.stdout.decode()


@pytest.mark.parametrize(("role", "profiles", "coroutines"), CASES)
def test_it_runs_as_it_is(folder: Path, role: str, profiles: str, *, coroutines: bool) -> None:
    """Frames in, answers out: empty responses, and refusals of what is to be filled in."""
    file = name_of(role, profiles, coroutines=coroutines)
    lines = python(file, cwd=folder, text=FRAMES).splitlines()
    told = {frame[1]: frame[2] for frame in map(json.loads, lines)}
    firmware = profiles != "localauth"
    central = role == "central-system"
    refused = "NotSupported"
    assert told == {
        "1": refused,
        "2": {} if firmware and not central else refused,
        "3": {} if firmware and central else refused,
        "4": refused if central else "FormationViolation",
        "5": "NotImplemented",
    }


def test_mypy_strict(folder: Path) -> None:
    settings = f"[mypy]\nstrict = true\npython_version = 3.11\nmypy_path = {ROOT}/generated\n"
    (folder / "mypy.ini").write_text(settings)
    files = sorted(folder.glob("*.py"))
    said = python("-m", "mypy", *files, cwd=folder)
    assert said == f"Success: no issues found in {len(CASES)} source files\n"


def test_a_method_that_is_taken_away_is_missed(folder: Path, tmp_path: Path) -> None:
    """Without a choice of profiles the type checker insists on every method."""
    text = (folder / "central_system.py").read_text()
    (tmp_path / "mine.py").write_text(text.replace("def on_heartbeat(", "def on_heart_beat("))
    path = f"mypy_path = {ROOT}/generated"
    (tmp_path / "mypy.ini").write_text(f"[mypy]\nstrict = true\n{path}\n")
    with pytest.raises(AssertionError, match='has incompatible type "CentralSystem"'):
        python("-m", "mypy", "mine.py", cwd=tmp_path)


def test_ruff_and_black(folder: Path) -> None:
    """The project's own rules; that the file stands in no package is the user's business."""
    config = ["--config", ROOT / "pyproject.toml", "--ignore", "INP001"]
    files = sorted(folder.glob("*.py"))
    said = python("-m", "ruff", "check", "--no-cache", *config, *files, cwd=folder)
    assert said == "All checks passed!\n"
    mode = Mode(target_versions={TargetVersion.PY311}, line_length=88)
    for file in files:
        text = file.read_text()
        assert black.format_str(text, mode=mode) == text, file.name


def test_a_vendored_package(tmp_path: Path) -> None:
    """Its import name has parents; settings may name the package itself."""
    vendor = tmp_path / "acme" / "vendor"
    made = ["--profiles", "firmware", "--package", "charge"]
    assert run("generate", *made, "--out", vendor, cwd=tmp_path).code == 0
    chosen = ["--profiles", "firmware", "--package", "acme.vendor.charge"]
    answer = run("scaffold", "--role", "charge-point", *chosen, cwd=tmp_path)
    said = answer.out.splitlines()
    assert said[0] == "charge_point_handler.py: a charge point with 2 methods to fill in"
    assert said[1].startswith("Where acme.vendor.charge can be imported, `python charge_point_")
    text = (tmp_path / "charge_point_handler.py").read_text()
    assert "from acme.vendor.charge.firmware import (\n" in text
    assert "ocpp16" not in text
    lines = python("charge_point_handler.py", cwd=tmp_path, text=FRAMES, path=tmp_path)
    assert '[3,"2",{}]' in lines.splitlines()


@pytest.mark.parametrize("name", ["acme.", ".acme", "a..b", "a.class.b", "a-b.c", "a b", ".."])
def test_a_name_that_is_none(name: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    line = one_line(invoke("scaffold", "--role", "charge-point", "--package", name, file))
    assert "is no name for a package" in line
    assert not file.exists()


def _file(place: Path) -> None:
    place.write_text("mine")


def _lost_link(place: Path) -> None:
    place.symlink_to("nowhere")


@pytest.mark.parametrize("make", [_file, Path.mkdir, _lost_link])
def test_nothing_is_overwritten(make: object, tmp_path: Path) -> None:
    place = tmp_path / "mine.py"
    assert callable(make)
    make(place)
    before = state(tmp_path)
    line = one_line(invoke("scaffold", "--role", "charge-point", place))
    assert line == f"{place}: exists; move it away, or name another file"
    assert state(tmp_path) == before


def test_who_comes_later_does_not_win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that appears between the question and the answer stays as it is."""
    place = tmp_path / "mine.py"
    _file(place)
    monkeypatch.setattr(os.path, "lexists", lambda _: False)
    with pytest.raises(GeneratorError, match="exists"):
        staging.create(place, "ours")
    assert (place.read_text(), [*tmp_path.iterdir()]) == ("mine", [place])


def test_a_disk_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    place = tmp_path / "mine.py"
    staging.create(place, "ours")
    assert (place.read_text(), [*tmp_path.iterdir()]) == ("ours", [place])
    assert stat.S_IMODE(place.stat().st_mode) & 0o400


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    place = tmp_path / "none" / "mine.py"
    line = one_line(invoke("scaffold", "--role", "charge-point", place))
    assert line == f"{place}: cannot be written: No such file or directory"


def test_without_a_catalog_nobody_receives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_schemas(tmp_path / "schemas")
    asked = ("scaffold", "--schemas", "schemas", "--role")
    for role in ROLES:
        line = one_line(invoke(*asked, role))
        assert line.startswith("there is no catalog, so nothing says who receives what; ")
    assert [one.name for one in tmp_path.iterdir()] == ["schemas"]


def test_a_catalog_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What either may send, both receive."""
    monkeypatch.chdir(tmp_path)
    write_schemas(tmp_path / "schemas")
    (tmp_path / "catalog.toml").write_text(CATALOG.format("Ping"))
    chosen = ("--schemas", "schemas", "--catalog", "catalog.toml", "--package", "acme")
    assert invoke("generate", *chosen, "--out", ".").code == 0
    for role in ROLES:
        file = name_of(role, "", coroutines=False)
        answer = invoke("scaffold", *chosen, "--role", role, file)
        assert (answer.code, answer.err) == (0, "")
        assert "with 1 method to fill in" in answer.out
        said = python(file, cwd=tmp_path, text=b'[2,"1","Ping",{"id":7}]', path=tmp_path)
        assert said == '[3,"1",{}]\n'


def test_names_that_meet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A class whose name the file needs, or another has, gets its profile's name besides."""
    monkeypatch.chdir(tmp_path)
    write_schemas(tmp_path / "schemas", Send=EMPTY, SendResponse=EMPTY)
    text = CATALOG.format("Ping")
    second = text.replace('"Main"', '"Other"').replace('"main"', '"other"')
    second = second.replace('"Ping', '"Send')
    classes = 'request_class = "{}"\nresponse_class = "Endpoint"\n'
    both = text + classes.format("Sent") + second + classes.format("Sent")
    (tmp_path / "catalog.toml").write_text(both)
    chosen = ("--schemas", "schemas", "--catalog", "catalog.toml", "--package", "acme")
    assert invoke("generate", *chosen, "--out", ".").code == 0
    answer = invoke("scaffold", *chosen, "--role", "charge-point", "mine.py")
    assert (answer.code, answer.err) == (0, "")
    frames = b'[2,"1","Ping",{"id":7}]\n[2,"2","Send",{}]'
    assert python("mine.py", cwd=tmp_path, text=frames, path=tmp_path).count("[3,") == 2
    assert "import Endpoint as main_Endpoint" in (tmp_path / "mine.py").read_text()


@pytest.mark.parametrize("wrong", [[], ["--role", "proxy"]])
def test_a_role_must_be_named(wrong: list[str], tmp_path: Path) -> None:
    line = one_line(invoke("scaffold", *wrong, tmp_path / "mine.py"))
    assert "--role" in line
