"""What type checkers say of users' code: nothing of good code, and of bad code what is marked.

A line of ``bad/`` that ends in ``# error: WORDS`` (or ``# note: WORDS``) gives that and
nothing else; a line without the mark gives nothing.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
GOOD = sorted((HERE / "good").glob("*.py"))
BAD = sorted((HERE / "bad").glob("*.py"))

SAID = re.compile(r"(?P<file>[^:]+\.py):(?P<line>\d+): (?P<what>(?:error|note): .*)")
MARK = re.compile(r"  # (?P<what>(?:error|note)): (?P<words>.+)$")


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, dict[int, list[str]]]:
    """Run mypy over all files at once; give what it says, by file and line."""
    folder = tmp_path_factory.mktemp("typing")
    settings = f"[mypy]\nstrict = true\npython_version = 3.11\nmypy_path = {ROOT}/generated\n"
    (folder / "mypy.ini").write_text(settings + "explicit_package_bases = true\n")
    files = [str(file.relative_to(ROOT)) for file in [*GOOD, *BAD]]
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--config-file", folder / "mypy.ini"),
            *("--cache-dir", folder / "cache", "--hide-error-context", "--no-pretty"),
            *("--no-error-summary", "--no-color-output", *files),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    found: dict[Path, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in done.stdout.splitlines():
        match = SAID.fullmatch(line)
        assert match, line
        found[ROOT / match["file"]][int(match["line"])].append(match["what"])
    return found


@cache
def marks(file: Path) -> dict[int, tuple[str, str]]:
    """Read what a file's lines must give."""
    found = {}
    for number, line in enumerate(file.read_text().splitlines(), 1):
        match = MARK.search(line)
        if match:
            found[number] = match["what"], match["words"]
    return found


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.name)
def test_good_code_is_clean(file: Path, said: dict[Path, dict[int, list[str]]]) -> None:
    assert file not in said


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.name)
def test_bad_code_is_found_out(file: Path, said: dict[Path, dict[int, list[str]]]) -> None:
    """Every marked line, and no other; notes that explain an error belong to it."""
    wrong = []
    for number in sorted({*marks(file), *said[file]}):
        what, words = marks(file).get(number, ("", ""))
        told = said[file][number]
        errors = [one for one in told if one.startswith("error")]
        heard = errors or told
        if (
            not what
            or len(heard) != 1
            or not heard[0].startswith(what)
            or words not in heard[0]
        ):
            wrong.append((number, words, told))
    assert not wrong, "\n".join(map(str, wrong))


def test_there_is_enough_to_look_at() -> None:
    assert len(GOOD) >= 2
    assert sum(len(marks(file)) for file in BAD) > 45


def test_pyright_strict(tmp_path: Path) -> None:
    """The good code is clean by the other checker, too."""
    settings = {
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "include": ["*.py"],
        "extraPaths": [str(ROOT / "generated")],
    }
    for file in GOOD:
        shutil.copy(file, tmp_path)
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    done = subprocess.run(
        [sys.executable, "-m", "pyright", "--warnings", "--project", str(tmp_path)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    said = (done.stdout + done.stderr).strip()
    assert said == "0 errors, 0 warnings, 0 informations", f"\n{said}"
