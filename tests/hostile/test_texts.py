"""Text from a schema never becomes code, whatever it is and wherever it stands."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from ocppgen import GeneratorError, compile_check
from ocppgen.python.quoting import prose, quoted
from ocppgen.text import printable
from tests.hostile.packages import (
    DRAFT_07,
    bones,
    generated,
    loaded,
    message,
    refusal,
    rendered,
    write,
)
from tests.hostile.texts import TEXTS

EACH = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)


def hostile(text: str) -> dict[str, Any]:
    """Make a schema that says a text wherever it may."""
    said = {"title": text, "description": text, "$comment": text, "default": text}
    literal = (
        "^[" + "".join(f"\\u{ord(char):04x}" for char in text[:40] if ord(char) < 0x10000) + "]"
    )
    inner = {
        "type": "object",
        "properties": {
            text: {"type": "string", **said},
            "choice": {"type": "string", "enum": [text, "other"], **said},
            "constant": {"const": text, **said},
            "several": {"enum": [text, 1, None], **said},
            "pattern": {
                "type": "string",
                "pattern": literal if len(literal) > 3 else "a",
                **said,
            },
            "list": {"type": "array", "items": {"$ref": "#/definitions/d"}, **said},
        },
        "required": [text],
        "additionalProperties": False,
        **said,
    }
    return message(
        inner=inner,
        **{f"{text}.": {"type": ["object", "null"], "properties": {"a": inner}, **said}},
    ) | {
        "$id": "https://example.com/x",
        "examples": [text, {text: [text]}],
        "definitions": {
            "d": {"type": "object", "properties": {text: inner}, **said},
            text: inner,
        },
        **said,
    }


@EACH
def test_a_text_in_every_place_is_but_text(text: str, tmp_path: Path) -> None:
    """The package loads, no text ran, and only names and strings differ from a tame one."""
    tame = _tame("X.json", json.dumps(hostile("abc")))
    folder = write(tmp_path / "hostile", {"X.json": hostile(text)})
    files = generated(folder)
    assert files.keys() == tame.keys()
    for name, source in files.items():
        assert all(char.isprintable() or char == "\n" for char in source), name
        assert bones(source) == bones(tame[name]), name
    with loaded(folder) as package:
        request = package.FEATURES["X"].request_type
        inner = {text: text, "choice": text, "constant": text, "several": text}
        payload = {"inner": inner, f"{text}.": {"a": inner}}
        assert request.check(payload) == []
        assert json.loads(request.from_dict(payload).to_json()) == payload
        assert request.check({"inner": {text: 1}})[0].pointer.startswith("/inner/")


@EACH
def test_a_text_as_the_name_of_a_file_is_but_text(text: str, tmp_path: Path) -> None:
    """As far as it can be one; the name of a feature is the name of its file."""
    name = text.replace("/", "-").replace("\0", "-")[:80]
    try:
        folder = write(tmp_path / "schemas", {f"{name}.json": message(a={"type": "string"})})
    except UnicodeEncodeError:
        name = name.encode("utf-8", "replace").decode()
        folder = write(tmp_path / "schemas", {f"{name}.json": message(a={"type": "string"})})
    tame = _tame("X.json", json.dumps(message(a={"type": "string"})))
    if not name:
        assert refusal(folder) == ".json: has no name before the ending; rename it"
        return
    files = rendered(folder)
    for source in files.values():
        assert all(char.isprintable() or char == "\n" for char in source)
    # Imports are sorted by the names of modules, and so by that of the file.
    made, wanted = ([sorted(bones(one)) for one in every.values()] for every in (files, tame))
    assert sorted(made) == sorted(wanted)
    with loaded(folder) as package:
        assert list(package.FEATURES) == [name]
        assert package.FEATURES[name].request_type.check({"a": "b"}) == []
        assert all(
            part.isidentifier() for path in files for part in Path(path).with_suffix("").parts
        )


@EACH
def test_a_text_in_the_catalog_is_but_text(text: str, tmp_path: Path) -> None:
    folder = write(
        tmp_path / "schemas", {"X.json": message(a={"enum": ["b"]}), "Y.json": message()}
    )
    catalog = CATALOG.replace("@", _toml(text))
    schemas = [json.dumps(message(a={"enum": ["b"]})), json.dumps(message())]
    tame = _tame("X.json", schemas[0], "Y.json", schemas[1], CATALOG.replace("@", "abc"))
    files = rendered(folder, catalog)
    assert files.keys() == tame.keys()
    for name, source in files.items():
        assert all(char.isprintable() or char == "\n" for char in source), name
        assert bones(source) == bones(tame[name]), name
    with loaded(folder, catalog) as package:
        assert package.SCHEMA_SET.edition == text.encode("utf-8", "replace").decode()


CATALOG = """
package = "hostile"
protocol = "1.6"
edition = "@"

[[profiles]]
name = "Main"
package = "main"
summary = "@"

[[features]]
name = "X"
profile = "Main"
initiator = "either"
request = "X.json"
response = "Y.json"
summary = "@"

[[types]]
name = "B"
at = ["X.json#/properties/a"]
summary = "@"
"""


@cache
def _tame(*files: str) -> dict[str, str]:
    """Generate what is to be compared with: names and texts of files, perhaps a catalog."""
    with TemporaryDirectory() as root:
        pairs = dict(zip(files[::2], files[1::2], strict=False))
        folder = write(Path(root, "schemas"), pairs)
        return rendered(folder, files[-1] if len(files) % 2 else None)


def _toml(text: str) -> str:
    """Spell a text within a basic string of TOML, which knows no surrogates."""
    text = text.encode("utf-8", "replace").decode()
    return "".join(f"\\U{ord(char):08x}" for char in text)


@EACH
@pytest.mark.parametrize("keyword", ["format", "$schema", "type", "$ref", "unknown", ""])
def test_a_text_that_is_refused_is_quoted_in_one_line(keyword: str, text: str) -> None:
    """As the value of a keyword that does not take any text, or as the keyword itself."""
    schema = {"$schema": DRAFT_07, keyword: text} if keyword else {"$schema": DRAFT_07, text: 1}
    if schema == {"$schema": DRAFT_07, "$ref": ""}:
        schema = {"$ref": "#"}
    with pytest.raises(GeneratorError) as caught:
        compile_check(schema)
    line = str(caught.value)
    assert line.isprintable()
    assert len(line) < 300 + len(printable(text)) * (not keyword)


@EACH
@pytest.mark.parametrize(
    "keyword", ["$id", "$anchor", "javaType", "comment", "contentEncoding"]
)
def test_a_text_that_says_nothing_of_a_value_runs_nowhere(
    keyword: str, text: str, tmp_path: Path
) -> None:
    """It is harmless in the package, or refused in one line: an id may be no address."""
    schema = message(a={"type": "string", keyword: text}, b={"$ref": "#/definitions/c"})
    schema |= {keyword: text, "definitions": {"c": {"type": "string"}}}
    folder = write(tmp_path / "schemas", {"X.json": schema})
    try:
        with loaded(folder) as package:
            assert package.FEATURES["X"].request_type.check({"a": "b", "b": "c"}) == []
    except GeneratorError as error:
        line = str(error)
        assert keyword == "$id"
        assert line.isprintable()
        assert len(line.removeprefix(f"{folder}/")) < 300


@EACH
def test_the_filters_give_one_literal(text: str) -> None:
    """Whatever the text, its literal is the text, and its docstring closes where it should."""
    namespace: dict[str, Any] = {}
    exec(f'value = {quoted(text)}\ndef f():\n    """{prose(text)}."""', namespace)  # noqa: S102
    assert namespace["value"] == text
    assert namespace["f"].__doc__ == printable(" ".join(text.split())) + "."
    assert quoted(text).isascii()
    assert quoted(text).isprintable()
