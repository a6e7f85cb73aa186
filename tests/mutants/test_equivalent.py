"""The list of changes that no test can notice is true to the files that it names."""

from __future__ import annotations

import pytest

from tests.mutants.areas import AREAS, ROOT, judges_of, modules_of
from tests.mutants.equivalents import LISTED, is_listed
from tests.mutants.spans import annotation_spans

DIFF = """\
--- mutation diff ---
--- a/{0}
+++ b/{0}
@@ -1 +1 @@
     before
-    {1}
+    {2}
     after
"""


@pytest.mark.parametrize("name", LISTED)
def test_each_has_a_line_and_a_reason(name: str) -> None:
    """A line that is gone takes its entry along."""
    lines = {line.strip() for line in (ROOT / name).read_text("utf-8").splitlines()}
    for one in LISTED[name]:
        assert one.keys() == {"line", "becomes", "reason"}
        assert one["line"] in lines
        assert one["becomes"] != one["line"]
        assert one["reason"].endswith(".")
        assert is_listed(name, DIFF.format(name, one["line"], one["becomes"]))
        assert not is_listed(name, DIFF.format(name, one["line"], "pass  # otherwise"))


def test_each_area_has_modules_and_tests() -> None:
    """A module or folder that is renamed takes its row along."""
    for prefix, tests in AREAS:
        assert [*ROOT.glob(f"{prefix}*")], prefix
        assert all((ROOT / one).exists() for one in tests), tests


def test_a_template_is_changed_in_what_it_makes() -> None:
    for path in ROOT.glob("templates/**/*.jinja"):
        for module in modules_of(str(path.relative_to(ROOT))):
            assert (ROOT / module).is_file(), path
    frames = "generated/ocpp16/runtime/frames.py"
    assert modules_of("templates/runtime/frames.py.jinja") == modules_of(frames) == (frames,)
    assert judges_of(frames) == ("tests/endpoints", "tests/frames")
    assert modules_of("README.md") == ()


def test_annotations_are_left_alone() -> None:
    source = (
        "X: int | str = 1 | 2\n\n\nasync def f(a: int | None, *b: str) -> int | None: ...\n"
    )
    lines = source.splitlines()
    found = annotation_spans(source)
    assert [lines[start[0] - 1][start[1] : end[1]] for start, end in found] == [
        "int | str",
        "int | None",
        "int | None",
        "str",
    ]
