"""What is kept between runs is run as code: only what this user alone can have put there."""

from __future__ import annotations

import hashlib
import marshal
import os
import resource
from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import contents, environment, library, python, run
from tests.cli.modes import obey_modes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.commands import Answer

# Whose code runs, leaves this file.
EVIL = marshal.dumps(compile("open('evil', 'w').close()\nblocks = {}", "evil", "exec"))

AS_SOMEBODY_ELSE = """
import os
from ocppgen.cli.main import main
os.geteuid = lambda: 12345
main(["check", "--schemas", "schemas"])
"""


@pytest.fixture
def kept(schemas: Path, work: Path, cache: Path) -> Path:
    """Generate once; give the folder of what is kept."""
    assert run("generate", "--schemas", schemas, cwd=work).code == 0
    folder = cache / "ocppgen"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert {path.suffix for path in folder.iterdir()} == {".json", ".template"}
    return folder


def templates(folder: Path) -> list[Path]:
    """List the compiled templates."""
    found = sorted(folder.glob("*.template"))
    assert len(found) > 10
    return found


def plant(folder: Path, mode: int = 0o600) -> None:
    """Put somebody's code into the place of each template."""
    for path in templates(folder):
        path.write_bytes(hashlib.sha256(EVIL).digest() + EVIL)
        path.chmod(mode)


def check(work: Path, before: Callable[[], None] | None = None) -> Answer:
    """Run a command that reads templates."""
    return run("check", "--schemas", "schemas", cwd=work, before=before)


def fine(work: Path, before: Callable[[], None] | None = None) -> None:
    """Check that all is as if there were no such folder."""
    answer = check(work, before)
    assert (answer.code, answer.err) == (0, "")
    assert not (work / "evil").exists()


def test_what_is_ours_alone_is_used(kept: Path, work: Path) -> None:
    """So the other tests would see the code run, if it ran."""
    plant(kept)
    assert check(work).code == 70
    assert (work / "evil").exists()


@pytest.mark.parametrize("mode", [0o755, 0o777, 0o770, 0o701, 0o1777])
def test_a_folder_that_others_may_enter(mode: int, kept: Path, work: Path) -> None:
    plant(kept)
    kept.chmod(mode)
    fine(work)


@pytest.mark.parametrize("mode", [0o644, 0o666, 0o660])
def test_a_file_that_others_may_read_or_write(mode: int, kept: Path, work: Path) -> None:
    plant(kept, mode)
    fine(work)


def test_a_linked_folder(kept: Path, work: Path) -> None:
    plant(kept)
    kept.rename(work / "elsewhere")
    kept.symlink_to(work / "elsewhere")
    fine(work)


def test_linked_files(kept: Path, work: Path) -> None:
    plant(kept)
    for path in templates(kept):
        path.rename(work / path.name)
        path.symlink_to(work / path.name)
    fine(work)


def test_a_folder_of_somebody_else(kept: Path, work: Path) -> None:
    plant(kept)
    answer = python("-c", AS_SOMEBODY_ELSE, cwd=work)
    assert (answer.code, answer.err) == (0, "")
    assert not (work / "evil").exists()


def test_the_folder_of_a_run_without_one_stays_as_it_was(
    work: Path, schemas: Path, cache: Path
) -> None:
    """Nothing is written into a folder that is not ours alone."""
    folder = cache / "ocppgen"
    folder.mkdir(parents=True, mode=0o755)
    folder.chmod(0o755)
    assert run("generate", "--schemas", schemas, cwd=work).code == 0
    assert [*folder.iterdir()] == []
    assert contents(work / "generated" / "ocpp16") == library(schemas)


@pytest.mark.parametrize("size", [0, 1, 31, 32, 33, 100, -1])
def test_a_file_that_is_cut_short(size: int, kept: Path, work: Path) -> None:
    for path in templates(kept):
        path.write_bytes(path.read_bytes()[:size])
    fine(work)


@pytest.mark.parametrize("code", [b"", b"\0", b"c", marshal.dumps(1), b"\xe3" + b"\xff" * 99])
def test_a_file_that_is_something_else(code: bytes, kept: Path, work: Path) -> None:
    for path in templates(kept):
        path.write_bytes(hashlib.sha256(code).digest() + code)
    fine(work)


def test_things_that_are_no_files(kept: Path, work: Path) -> None:
    for number, path in enumerate(sorted(kept.iterdir())):
        path.unlink()
        if number % 2:
            path.mkdir()
        else:
            os.mkfifo(path, 0o600)
    fine(work)
    answer = run("generate", "--schemas", "schemas", cwd=work)
    assert (answer.code, answer.err) == (0, "")


def test_a_locked_folder(kept: Path, work: Path) -> None:
    for path in kept.iterdir():
        path.unlink()
    kept.chmod(0o500)
    fine(work, obey_modes)
    assert [*kept.iterdir()] == []
    kept.chmod(0)
    fine(work, obey_modes)
    kept.chmod(0o700)


def test_a_full_disk(kept: Path, work: Path) -> None:
    """What cannot be written whole is not there."""
    for path in kept.iterdir():
        path.unlink()
    fine(work, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500)))
    assert [*kept.iterdir()] == []


def test_no_home(schemas: Path, work: Path) -> None:
    env = environment(HOME="/nonexistent/home")
    del env["XDG_CACHE_HOME"]
    answer = run("generate", "--schemas", schemas, cwd=work, env=env)
    assert (answer.code, answer.err) == (0, "")


@pytest.mark.parametrize(
    "note",
    [
        '{"package": "../../evil", "digest": "", "features": 1, "files": 1}',
        '{"package": "a\\u001b[31m", "digest": "", "features": 1, "files": 1}',
        '{"package": "ocpp16", "digest": 1, "features": 1, "files": 1}',
        '{"package": "ocpp16", "digest": "", "features": "\\u001b[31m", "files": 1}',
        '{"package": "ocpp16"}',
        "[]",
        "\xff",
        "",
    ],
)
def test_a_note_is_data(note: str, kept: Path, work: Path) -> None:
    """It is believed only if it is a note."""
    for path in kept.glob("*.json"):
        path.write_bytes(note.encode("latin-1"))
    answer = run("generate", "--schemas", work / "schemas", cwd=work)
    assert (answer.code, answer.err) == (0, "")
    assert " in generated/ocpp16: nothing changed" in answer.out
    assert "\x1b" not in answer.out
