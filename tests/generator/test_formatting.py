"""What black lays out, and what it is spared."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from ocppgen import generate, load_project
from ocppgen.rendering import formatting
from ocppgen.rendering.formatting import MOST_LINES, NoPythonError, formatted

PLACE = PurePosixPath("p/a.py")
UNTIDY = "x = {  'a':1 }\n"
TIDY = 'x = {"a": 1}\n'
WIDE = f"x = [{', '.join(['1'] * 40)}]\n"


def made(text: str, *, own: bool, name: PurePosixPath = PLACE) -> str:
    """Lay one file out: of our own templates, or of a user's."""
    return formatted({name: text}, stable=lambda _: own)[name]


def test_what_a_users_template_makes_is_laid_out() -> None:
    """Our own templates are laid out already, but for lines that a long name makes too wide."""
    assert made(UNTIDY, own=False) == TIDY
    assert made(UNTIDY, own=True) == UNTIDY
    assert "[\n    1,\n" in made(WIDE, own=True)
    assert made(f"# {WIDE}", own=True) == f"# {WIDE}"


def test_what_is_no_python_is_left_alone() -> None:
    assert made(UNTIDY, own=False, name=PurePosixPath("p/LICENSE")) == UNTIDY


def test_what_stands_on_disk_as_it_was_rendered_is_left_alone() -> None:
    found = formatted({PLACE: UNTIDY}, lambda _: UNTIDY, stable=lambda _: False)
    assert found == {PLACE: UNTIDY}


def test_a_file_of_many_lines_is_spared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Black would take minutes over it."""
    monkeypatch.setattr(formatting, "black", lambda _: "laid out")
    assert made("x=1\n" * MOST_LINES, own=False) == "laid out"
    assert made("x=1\n" * (MOST_LINES + 1), own=False) == "x=1\n" * (MOST_LINES + 1)


def test_what_is_no_python_is_told_with_its_line() -> None:
    with pytest.raises(NoPythonError) as caught:
        made("x = 1\nx = (\n", own=False)
    assert (caught.value.path, caught.value.line, caught.value.text) == (PLACE, 2, "x = (")
    assert caught.value.reason == "'(' was never closed"


@pytest.mark.parametrize("fault", [RecursionError, SyntaxError])
def test_what_only_black_cannot_read_is_told_as_well(
    fault: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands too deep for it, or has a NUL on a later Python, is no fault of ours."""

    def give_up(*_: object, **__: object) -> str:
        raise fault

    monkeypatch.setattr("black.format_str", give_up)
    with pytest.raises(NoPythonError) as caught:
        made(UNTIDY, own=False)
    assert (caught.value.path, caught.value.line) == (PLACE, 1)
    assert caught.value.reason == "black cannot read it"


def test_each_file_that_is_laid_out_is_told() -> None:
    told: list[tuple[int, int]] = []
    files = {PurePosixPath(f"p/{name}.py"): UNTIDY for name in "abc"}
    files[PurePosixPath("p/py.typed")] = ""
    found = formatted(files, progress=lambda *done: told.append(done), stable=lambda _: False)
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert [found[path] for path in files] == [TIDY, TIDY, TIDY, ""]


@pytest.mark.parametrize("own", [False, True])
def test_the_runtime_is_spared_unless_a_user_has_templates(
    own: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No name of a schema stands in it, whatever the schemas are."""
    given: set[str] = set()

    def noted(text: str) -> str:
        given.add(text)
        return text

    monkeypatch.setattr(formatting, "black", noted)
    (tmp_path / "Ping.json").write_text('{"type": "object"}')
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "features.py.jinja").write_text("{{ header }}\nx = 1\n")
    files = generate(load_project([tmp_path], templates=[folder] if own else []))
    assert files[PurePosixPath("ocpp16/ping.py")] in given
    narrow = {
        text
        for path, text in files.items()
        if path.parent.name == "runtime" and max(map(len, text.split("\n"))) <= 88
    }
    assert len(narrow) > 9
    assert narrow & given == (narrow if own else set())
