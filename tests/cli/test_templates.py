"""Users replace single templates; what is wrong with one is told by file and line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import ROOT, contents, invoke, library, one_line, run, state

if TYPE_CHECKING:
    from pathlib import Path

ARGUMENTS = ("generate", "--schemas", "schemas", "--templates", "templates")


@pytest.fixture
def templates(schemas: Path, work: Path) -> Path:
    """Work with small schemas and an empty folder of templates."""
    assert schemas.is_dir()
    folder = work / "templates"
    folder.mkdir()
    return folder


def original(name: str) -> str:
    """Read one of our templates."""
    return (ROOT / "templates" / name).read_text()


def put(folder: Path, name: str, text: str | bytes) -> None:
    """Write a template."""
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text if isinstance(text, bytes) else text.encode())


def made(work: Path, *arguments: object) -> dict[str, bytes]:
    """Generate, and read what was made."""
    answer = invoke(*ARGUMENTS, *arguments)
    assert (answer.code, answer.err) == (0, "")
    return contents(work / "generated" / "ocpp16")


def refused(work: Path, *arguments: object) -> str:
    """Check that a run is refused in one line, and that it wrote nothing."""
    before = state(work)
    line = one_line(invoke(*(arguments or ARGUMENTS)))
    assert state(work) == before
    return line


def test_one_template_is_replaced(templates: Path, schemas: Path, work: Path) -> None:
    """The rest is ours, byte for byte."""
    text = original("features.py.jinja")
    put(
        templates,
        "features.py.jinja",
        text.replace("{{ header }}", "{{ header }}\n# Acme, {{ package.name }}."),
    )
    files, ours = made(work), library(schemas)
    assert files.keys() == ours.keys()
    assert {path for path in files if files[path] != ours[path]} == {"features.py"}
    assert b"\n# Acme, ocpp16.\n" in files["features.py"]


MACROS = [
    (
        "emit.jinja",
        "[m.text_of(type, item)]",
        "[m.text_of(type, item) ~ ' + \"acme.\"']",
        {"ping.py"},
    ),
    (
        "exports.jinja",
        "__all__ = [",
        "# acme.\n__all__ = [",
        {"__init__.py", "errors.py", "schema.py"},
    ),
    ("structure.jinja", "return self if", "# acme.\nreturn self if", {"ping.py"}),
]


@pytest.mark.parametrize(("name", "before", "after", "paths"), MACROS)
def test_a_macro_file_is_replaced_everywhere(
    name: str, before: str, after: str, paths: set[str], templates: Path, work: Path
) -> None:
    """What our templates import comes from the user's folder, too, however deep."""
    text = original(name)
    assert before in text
    put(templates, name, text.replace(before, after))
    files = made(work)
    assert {path for path in files if b"acme." in files[path]} == paths


def test_a_file_of_the_users_own_is_loaded(templates: Path, work: Path) -> None:
    """By a template that takes the place of ours, or by one that such a one loads."""
    text = original("features.py.jinja") + '\n{% include "acme/head.txt" %}\n'
    put(templates, "features.py.jinja", text)
    put(templates, "acme/head.txt", '# head\n{% include "acme/tail" %}\n')
    put(templates, "acme/tail", "# tail\n")
    features = made(work)["features.py"]
    assert b"\n# head\n" in features
    assert b"\n# tail\n" in features


def test_a_name_that_only_the_run_knows(templates: Path, work: Path) -> None:
    text = original("features.py.jinja") + '\n{% include "acme." ~ package.name %}\n'
    put(templates, "features.py.jinja", text)
    put(templates, "acme.ocpp16", "# mine\n")
    assert b"\n# mine\n" in made(work)["features.py"]


def test_the_first_folder_wins(templates: Path, work: Path) -> None:
    for folder, word in ((templates, "first"), (work / "second", "second")):
        text = original("features.py.jinja").replace("{{ header }}", "{{ header }}\n# " + word)
        put(folder, "features.py.jinja", text)
    text = made(work, "--templates", "second")["features.py"].decode()
    assert "# first\n" in text
    assert "# second\n" not in text


def test_untidy_code_is_formatted(templates: Path, work: Path) -> None:
    text = original("features.py.jinja") + "\nX = {  'a' :1,\n  'b':2 }\n"
    put(templates, "features.py.jinja", text)
    assert made(work)["features.py"].endswith(b'X = {"a": 1, "b": 2}\n')
    assert "nothing changed" in invoke(*ARGUMENTS).out
    assert invoke("check", *ARGUMENTS[1:]).code == 0


def test_line_ends_and_byte_order_marks(templates: Path, work: Path, schemas: Path) -> None:
    text = original("features.py.jinja").replace("\n", "\r\n")
    put(templates, "features.py.jinja", b"\xef\xbb\xbf" + text.encode())
    assert made(work) == library(schemas)


def test_a_changed_template_is_seen_within_one_process(templates: Path, work: Path) -> None:
    for word in ("first", "second"):
        put(templates, "features.py.jinja", original("features.py.jinja") + f"\n# {word}\n")
        assert made(work)["features.py"].endswith(f"# {word}\n".encode())


FEATURES = "features.py.jinja"
HEAD = "{{ header }}\n"
ADVICE = "; correct the template"
# A template, what stands in it, and the line that is wrong with it.
BROKEN: list[tuple[str, str | bytes, str]] = [
    (FEATURES, HEAD + "{{ nothing }}\n", "line 2: 'nothing' is undefined"),
    (
        FEATURES,
        HEAD + "\n{% for %}\n",
        "line 3: Expected an expression, got 'end of statement block'",
    ),
    (
        FEATURES,
        HEAD + "{% if 1 %}\n",
        "line 2: Unexpected end of template. Jinja was looking for...",
    ),
    (FEATURES, HEAD + "{% include 'no.jinja' %}\n", 'line 2: there is no template "no.jinja"'),
    (FEATURES, HEAD + "{% include '../x' %}\n", 'line 2: there is no template "../x"'),
    (
        FEATURES,
        HEAD + "{{ package.nothing }}\n",
        "line 2: 'ocppgen.naming.package.Package object' has no attribute 'nothing'",
    ),
    (FEATURES, HEAD + "{{ 'a' | nothing }}\n", "line 2: No filter named 'nothing'"),
    (FEATURES, HEAD + "{{ header() }}\n", "line 2: TypeError: 'str' object is not callable"),
    (FEATURES, HEAD + "\n{{ 1 / 0 }}\n", "line 3: ZeroDivisionError: division by zero"),
    (FEATURES, HEAD + "{{ quoted }}\n", "line 2: 'quoted' is undefined"),
    (
        FEATURES,
        HEAD + "x = = 1\n",
        "line 2: makes line 3 of ocpp16/features.py no Python (invalid syntax)",
    ),
    (
        FEATURES,
        HEAD
        + "{% for one in package.features %}\n{{ one.name }} is {{ one.module }}!\n{% endfor %}",
        "line 3: makes line 3 of ocpp16/features.py no Python (invalid syntax)",
    ),
    (
        FEATURES,
        HEAD + "\x00\n",
        "makes line 1 of ocpp16/features.py no Python (source code string cannot contain null bytes)",
    ),
    ("accept.jinja", "{% macro text(", "line 1: unexpected end of template, expected 'name'"),
    (
        "accept.jinja",
        "\n{% macro value(type) %}{% endmacro %}",
        'line 2: the macro "value" must take type, item, target, label and m',
    ),
    (
        "accept.jinja",
        "{% macro value(type, item, target, label, m, more) %}{% endmacro %}",
        'line 1: the macro "value" must take type, item, target, label and m',
    ),
    (
        "accept.jinja",
        "{% macro value(type, item, target, label, m) %}\n{{ nothing }}{% endmacro %}",
        "line 2: 'nothing' is undefined",
    ),
    (
        "accept.jinja",
        "{% macro value(type, item, target, label, m) %}\nx = = 1\n{% endmacro %}",
        "line 2: makes line ... of ocpp16/ping.py no Python (invalid syntax)",
    ),
    (
        "body.jinja",
        "{% import 'body.jinja' as body %}",
        "line 1: RecursionError: maximum recursion depth exceeded...",
    ),
    (
        "runtime/numbers.py.jinja",
        HEAD + "def f(:\n",
        "line 2: makes line 3 of ocpp16/runtime/numbers.py no Python (invalid syntax)",
    ),
]


@pytest.mark.parametrize(("name", "text", "told"), BROKEN, ids=range(len(BROKEN)))
def test_a_broken_template(
    name: str, text: str | bytes, told: str, templates: Path, work: Path
) -> None:
    """One line names the template, its line and the fault; nothing is written."""
    put(templates, name, text)
    line = refused(work)
    assert told.count("...") <= 1
    head, _, tail = f"templates/{name}: {told}{ADVICE}".partition("...")
    assert line.startswith(head)
    assert line.endswith(tail)
    assert "..." in told or line == head


def test_a_package_that_was_there_stays(templates: Path, work: Path) -> None:
    assert made(work)
    put(templates, FEATURES, HEAD + "x = = 1\n")
    assert "no Python" in refused(work)
    assert "no Python" in refused(work, "check", *ARGUMENTS[1:])


@pytest.mark.parametrize("text", ["", "x = 1\n", "\n# mine\n{{ header }}\n"])
def test_a_file_without_our_mark_is_not_written(text: str, templates: Path, work: Path) -> None:
    """No later run could tell it from a file of the user's."""
    put(templates, FEATURES, text)
    told = "what it makes must begin with {{ header }}; add it"
    assert refused(work) == f"templates/features.py.jinja: {told}"


def test_several_templates_may_be_to_blame(templates: Path, work: Path) -> None:
    """The line that is no Python stands in none of them as it is."""
    put(templates, FEATURES, HEAD + "{{ 'x = = 1' }}\n")
    put(templates, "runtime/numbers.py.jinja", original("runtime/numbers.py.jinja"))
    assert refused(work) == (
        "templates/features.py.jinja or templates/runtime/numbers.py.jinja:"
        " makes line 3 of ocpp16/features.py no Python (invalid syntax); correct the template"
    )


def test_a_macro_is_lacking(templates: Path, work: Path) -> None:
    put(templates, "accept.jinja", "{# nothing #}")
    told = 'lacks the macro "value" of the original; add it'
    assert refused(work) == f"templates/accept.jinja: {told}"


def test_a_macro_may_take_more(templates: Path, work: Path, schemas: Path) -> None:
    taken = "(type, item, target, label, m"
    text = original("accept.jinja").replace(f"{taken})", f"{taken}, more=none)", 1)
    put(templates, "accept.jinja", text + "{% macro mine() %}{% endmacro %}")
    assert made(work) == library(schemas)


STRAYS = [
    ("acept.jinja", "rename it to accept.jinja, or remove it"),
    ("errors.py.jinja", "rename it to runtime/errors.py.jinja, or remove it"),
    ("runtime/features.py.jinja", "rename it to features.py.jinja, or remove it"),
    ("features.py.j2", "rename it to features.py.jinja, or remove it"),
    ("features.py", "rename it to features.py.jinja, or remove it"),
    (
        "zzz",
        f"remove it, or give it the name of one in {ROOT / 'templates'}",
    ),
]


@pytest.mark.parametrize(("name", "advice"), STRAYS)
def test_a_file_that_takes_the_place_of_nothing(
    name: str, advice: str, templates: Path, work: Path
) -> None:
    put(templates, name, "x\n")
    told = f"takes the place of no template; {advice}"
    assert refused(work) == f"templates/{name}: {told}"


def test_strays_that_only_load_each_other(templates: Path, work: Path) -> None:
    put(templates, "a.jinja", '{% include "b.jinja" %}')
    put(templates, "b.jinja", '{% include "a.jinja" %}')
    assert "takes the place of no template" in refused(work)


def test_hidden_files_are_nobodys_business(templates: Path, work: Path, schemas: Path) -> None:
    put(templates, ".gitignore", "*")
    put(templates, ".git/HEAD.jinja", "{% broken")
    (templates / ".link").symlink_to("/")
    assert made(work) == library(schemas)


def test_a_link_out_of_the_folder(templates: Path, work: Path) -> None:
    put(work, "elsewhere.jinja", original(FEATURES))
    for target in ("../elsewhere.jinja", "nowhere", FEATURES):
        (templates / FEATURES).symlink_to(target)
        told = "is a link out of the folder; put a copy there"
        assert refused(work) == f"templates/features.py.jinja: {told}"
        (templates / FEATURES).unlink()
    (templates / "runtime").symlink_to(ROOT / "templates" / "runtime")
    assert refused(work) == "templates/runtime: is a link out of the folder; put a copy there"


def test_links_within_the_folder_and_to_it(templates: Path, work: Path, schemas: Path) -> None:
    put(work / "kept", FEATURES, original(FEATURES) + "\n# mine\n")
    put(work / "kept", "package.py.jinja", original("package.py.jinja"))
    (work / "kept" / "module.py.jinja").write_text(original("module.py.jinja"))
    (work / "kept" / "accept.jinja").symlink_to("runtime/../.accept")
    put(work / "kept", "runtime/errors.py.jinja", original("runtime/errors.py.jinja"))
    put(work / "kept", ".accept", original("accept.jinja"))
    templates.rmdir()
    templates.symlink_to("kept")
    files, ours = made(work), library(schemas)
    assert {path for path in files if files[path] != ours[path]} == {"features.py"}


def test_what_is_no_file(templates: Path, work: Path) -> None:
    """A folder, or a pipe, which would never end."""
    told = "is no file, where a template has to be; remove it"
    (templates / FEATURES).mkdir()
    assert refused(work) == f"templates/features.py.jinja: {told}"
    (templates / FEATURES).rmdir()
    os.mkfifo(templates / FEATURES)
    assert refused(work) == f"templates/features.py.jinja: {told}"


def test_what_is_no_utf_8(templates: Path, work: Path) -> None:
    put(templates, FEATURES, b"{{ header }}\n# \xff\n")
    told = "is not UTF-8 (byte 15); save it as UTF-8"
    assert refused(work) == f"templates/features.py.jinja: {told}"


def test_no_folder(work: Path, schemas: Path) -> None:
    line = refused(work, "generate", "--schemas", schemas, "--templates", "none")
    assert line == "none: does not exist; give a folder of templates"
    put(work, "file", "")
    line = refused(work, "generate", "--schemas", schemas, "--templates", "file")
    assert line == "file: is no folder; give a folder of templates"


def test_the_file_of_scaffold(templates: Path, work: Path) -> None:
    arguments = ("scaffold", "--role", "charge-point", "--templates", "templates", "mine.py")
    put(templates, "scaffold.py.jinja", "x = = {{ role.name }}\n")
    assert refused(work, *arguments) == (
        "templates/scaffold.py.jinja: line 1: makes line 1 of mine.py no Python"
        " (invalid syntax); correct the template"
    )
    put(templates, "scaffold.py.jinja", "x = '{{ role.name }}'\n")
    assert invoke(*arguments).code == 0
    assert (work / "mine.py").read_text() == 'x = "ChargePoint"\n'


def test_a_process_of_its_own(templates: Path, work: Path) -> None:
    """No line of Python's stands beside ours, and black is not asked in vain."""
    put(templates, FEATURES, HEAD + "{{ nothing }}\n")
    told = "line 2: 'nothing' is undefined; correct the template"
    assert one_line(run(*ARGUMENTS, cwd=work)) == f"templates/features.py.jinja: {told}"


def test_a_schemas_text_is_never_a_template(templates: Path, work: Path) -> None:
    (work / "schemas" / "Pong.json").write_text(
        '{"type": "object", "properties": {"{{ 6 * 7 }}": {"description": "{{ 6 * 7 }} {% x %}"}}}'
    )
    put(templates, FEATURES, original(FEATURES) + "\n# mine\n")
    answer = invoke(*ARGUMENTS)
    assert (answer.code, answer.err) == (0, "")
    text = (work / "generated" / "ocpp16" / "pong.py").read_text()
    assert "{{ 6 * 7 }}" in text
    assert "42" not in text
