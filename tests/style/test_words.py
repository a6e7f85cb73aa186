"""The project speaks of itself only: no file tells on whose machine or with what it was made."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# In halves, so that this file does not say them either.
MACHINES = [("/wo", "rk/"), ("/ro", "ot/"), ("/ho", "me/"), ("/Us", "ers/"), ("C:\\Us", "ers")]
MAKERS = [
    ("chat", "gpt"),
    ("open", "ai"),
    ("anth", "ropic"),
    ("cla", "ude"),
    ("co", "pilot"),
    ("gem", "ini"),
    ("as an ", "ai"),
    ("language ", "model"),
    ("sub-", "agent"),
    ("this ", "session"),
    ("scratch", "pad"),
]


def _files() -> list[Path]:
    """List what is, or is about to be, under version control, but for what others published."""
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = [name for name in done.stdout.split("\0") if name]
    published = ("schemas/ocpp16/base/", "schemas/ocpp16/security/")
    paths = [ROOT / name for name in names if not name.startswith(published)]
    return [path for path in paths if path.is_file()]


def _said(words: list[tuple[str, str]], line: str) -> bool:
    """Tell whether a line says one of the words, in any case."""
    whole = "|".join(re.escape(first + second) for first, second in words)
    return re.search(rf"(?<![a-z0-9.*:])(?:{whole})", line, re.IGNORECASE) is not None


def _found(words: list[tuple[str, str]]) -> list[str]:
    found = []
    for path in _files():
        lines = path.read_bytes().decode("utf-8", "replace").splitlines()
        for number, line in enumerate(lines, 1):
            if _said(words, line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    return found


def test_there_are_files_to_look_at() -> None:
    assert len(_files()) > 400


def test_no_file_names_a_machine() -> None:
    assert _found(MACHINES) == []


def test_no_file_names_its_maker() -> None:
    assert _found(MAKERS) == []


@pytest.mark.parametrize("word", [*MACHINES, *MAKERS], ids=lambda word: word[0])
def test_the_words_would_be_found(word: tuple[str, str]) -> None:
    words = MACHINES if word in MACHINES else MAKERS
    for line in (
        f"see {word[0]}{word[1]}x",
        f"{word[0]}{word[1]}",
        f'"{"".join(word).upper()}"',
    ):
        assert _said(words, line)
    assert not _said(words, "https://example.org/work/home/x, ftp://user@host/root/a")
