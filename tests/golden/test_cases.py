"""Each shape of schema is spelled as a reviewer last approved, byte for byte.

The diff of a failing case is the review: correct the generator, or accept what it gives now
with ``make golden`` and commit the difference. Whether the code is right is not asked here.
"""

from __future__ import annotations

import difflib
import shutil

import pytest

from tests.golden.shapes import CASES, SHAPES, golden_modules, own_modules


def _lines(text: str | None) -> list[str]:
    return [] if text is None else [line + "\n" for line in text.split("\n")]


def _differences(golden: dict[str, str], given: dict[str, str]) -> str:
    """Give a unified diff over all files, empty if they are the same."""
    return "".join(
        line
        for path in sorted(golden.keys() | given.keys())
        if golden.get(path) != given.get(path)
        for line in difflib.unified_diff(
            _lines(golden.get(path)),
            _lines(given.get(path)),
            f"{path} (golden)" if path in golden else "/dev/null (not in the golden)",
            f"{path} (given now)" if path in given else "/dev/null (not given any more)",
        )
    )


def _accept(shape: str) -> None:
    folder = CASES / shape / "expected"
    if folder.exists():
        shutil.rmtree(folder)
    for path, text in own_modules(shape).items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())


@pytest.mark.parametrize("shape", SHAPES)
def test_a_case_gives_its_golden(shape: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--accept"):
        _accept(shape)
    differences = _differences(golden_modules(shape), own_modules(shape))
    assert differences == "", f"\n{differences}\nto accept this, say: make golden"


@pytest.mark.parametrize(
    ("golden", "given", "line"),
    [
        ({"a.py": "x = 1\n"}, {"a.py": "x = 2\n"}, "+x = 2\n"),
        ({"a.py": "x = 1"}, {"a.py": "x = 1\n"}, "+\n"),
        ({"a.py": "x = 1\n"}, {"a.py": "x = 1\r\n"}, "+x = 1\r\n"),
        ({}, {"a.py": "x = 1\n"}, "--- /dev/null (not in the golden)\n"),
        ({"a.py": "x = 1\n"}, {}, "+++ /dev/null (not given any more)\n"),
    ],
)
def test_every_difference_is_seen(
    golden: dict[str, str], given: dict[str, str], line: str
) -> None:
    assert line in _differences(golden, given)
    assert _differences(given, given) == ""
