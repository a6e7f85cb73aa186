"""`export` copies the official schemas, byte for byte, to where nothing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ocppgen.disk.resources import EDITIONS
from tests.cli.commands import GENERATED, ROOT, contents, invoke, one_line, run, state
from tests.cli.modes import obey_modes

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("edition", "name"), EDITIONS.items())
@pytest.mark.parametrize("there", [True, False])
def test_a_copy(edition: str, name: str, there: bool, work: Path) -> None:
    goal = work / "some where" / "schemas"
    if there:
        goal.mkdir(parents=True)
    answer = invoke("export", "--edition", edition, "some where/schemas")
    assert (answer.code, answer.err) == (0, "")
    copy = contents(goal)
    assert copy == contents(ROOT / "schemas" / name)
    assert answer.out.startswith(f"{len(copy)} files in some where/schemas: ")
    assert [path.name for path in goal.parent.iterdir()] == ["schemas"]


def test_what_is_copied_generates_the_same(work: Path) -> None:
    assert invoke("export", "schemas").out.endswith(
        "next: ocppgen generate --schemas schemas --catalog schemas/catalog.toml\n"
    )
    flags = ("--schemas", "schemas", "--catalog", "schemas/catalog.toml")
    assert invoke("generate", *flags).code == 0
    assert contents(work / "generated" / "ocpp16") == contents(GENERATED)


@pytest.mark.parametrize(
    ("there", "told"),
    [
        ("file", "is no folder; name another"),
        ("full", "is not empty; name another folder"),
        ("link", "is no folder; name another"),
        ("under a file", "cannot be written: File exists"),
    ],
)
def test_nothing_is_overwritten(there: str, told: str, work: Path) -> None:
    goal = work / "goal"
    match there:
        case "file":
            goal.write_text("x")
        case "full":
            goal.mkdir()
            (goal / "mine").write_text("x")
        case "link":
            (work / "elsewhere").mkdir()
            goal.symlink_to("elsewhere")
        case _:
            (work / "goal").write_text("x")
            goal = work / "goal" / "deeper"
    before = state(work)
    assert one_line(invoke("export", goal)) == f"{goal}: {told}"
    assert state(work) == before


def test_a_locked_folder(work: Path) -> None:
    (work / "locked").mkdir()
    (work / "locked").chmod(0o555)
    answer = run("export", "locked/goal", cwd=work, before=obey_modes)
    assert one_line(answer) == "locked/goal: cannot be written: Permission denied"
    assert [*(work / "locked").iterdir()] == []
