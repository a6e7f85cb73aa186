"""The packages of OCPP 2.0.1 and 2.1 are what the schemas give, and type checkers are content.

They are looked at whole here, and only here: it takes long.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ocppgen import load_project
from ocppgen.pipeline import plan
from tests.cli.commands import invoke

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {"2.0.1": "ocpp201", "2.1": "ocpp21"}
MOST_LINES = 5_000


@pytest.mark.parametrize("edition", PACKAGES)
def test_the_committed_package_is_what_the_schemas_give(edition: str) -> None:
    done = invoke("check", "--edition", edition, "--out", ROOT / "generated")
    assert done.code == 0, done.out[:2000]


@pytest.mark.parametrize("package", PACKAGES.values())
@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_type_checkers_are_content(package: str, checker: str, tmp_path: Path) -> None:
    place = ROOT / "generated" / package
    config = tmp_path / "pyrightconfig.json"
    config.write_text(
        f'{{"include": ["{place}"], "typeCheckingMode": "strict", "pythonVersion": "3.11"}}'
    )
    arguments = {
        "mypy": ["--strict", "--python-version", "3.11", "--no-error-summary", str(place)],
        "pyright": ["--project", str(config), "--warnings"],
    }[checker]
    done = subprocess.run(
        [sys.executable, "-m", checker, *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("package", PACKAGES.values())
def test_black_is_content_and_files_are_of_a_size(package: str) -> None:
    place = ROOT / "generated" / package
    arguments = ["-m", "black", "--quiet", "--check", "--line-length", "88", str(place)]
    assert subprocess.run([sys.executable, *arguments], check=False).returncode == 0
    lines = {path.name: path.read_text().count("\n") for path in place.rglob("*.py")}
    assert max(lines.values()) < MOST_LINES


@pytest.mark.parametrize("edition", PACKAGES)
def test_homes_do_not_hang_on_profiles(edition: str) -> None:
    """Each block by itself has every class where the whole package has it."""
    whole = plan(load_project(edition=edition))
    homes = {str(place): home for place, home in whole.homes.items()}
    for profile in whole.profiles:
        part = plan(load_project(edition=edition, profiles=[profile.entry.name]))
        assert {str(place): homes[str(place)] for place in part.homes} == {
            str(place): home for place, home in part.homes.items()
        }
