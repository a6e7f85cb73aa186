"""Keywords that we do not support, and keywords with values of a wrong kind, are refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ocppgen import GeneratorError, compile_check
from ocppgen.schema.vocabulary import ASSERTIONS
from tests import oracle
from tests.hostile.packages import TRIP
from tests.hostile.test_values import DRAFTS, PROBES

UNKNOWN = "remove it, or name it in annotation_keywords"
LATER = "declare a later dialect in `$schema`"

UNSUPPORTED: dict[str, tuple[Any, str]] = {
    "$dynamicRef": ("#a", "use $ref"),
    "$dynamicAnchor": ("a", "use $anchor"),
    "$recursiveRef": ("#", "use $ref"),
    "$recursiveAnchor": (True, "use $ref"),
    "$vocabulary": ({}, "use one of the published dialects"),
    "extends": ({}, UNKNOWN),
    "divisibleBy": (1, UNKNOWN),
    "nullable": (True, UNKNOWN),
    "tsType": ("a", UNKNOWN),
    "maxlength": (1, 'did you mean "maxLength"?'),
    "additionalitems": (False, 'did you mean "additionalItems"?'),
    "descrption": ("a", 'did you mean "description"?'),
    "requierd": (["a"], 'did you mean "required"?'),
    "propertys": ({}, 'did you mean "properties"?'),
    "": (1, UNKNOWN),
}


@pytest.mark.parametrize("draft", DRAFTS)
@pytest.mark.parametrize("keyword", UNSUPPORTED)
def test_what_is_not_supported_is_never_ignored(keyword: str, draft: str) -> None:
    """Wherever it stands: in the root, a property, an item, a definition that nobody uses."""
    value, advice = UNSUPPORTED[keyword]
    bad = {keyword: value}
    for schema, pointer in (
        (bad, ""),
        ({"properties": {"a/b": bad}}, "/properties/a~1b"),
        ({"type": "array", "items": {"type": "array", "items": bad}}, "/items/items"),
        ({"additionalProperties": bad}, "/additionalProperties"),
        ({"definitions": {"a": bad}}, "/definitions/a"),
        ({"properties": {"a": {"definitions": {"b": bad}}}}, "/properties/a/definitions/b"),
        ({"properties": {"a": {"$ref": "#/x"}}, "x": bad}, "/x"),
        (
            {"properties": {"a": {"$ref": "#", "definitions": {"b": bad}}}},
            "/properties/a/definitions/b",
        ),
    ):
        with pytest.raises(GeneratorError) as caught:
            compile_check({"$schema": DRAFTS[draft], **schema})
        told = f'schema#{pointer}/{keyword}: keyword "{keyword}" is not supported; {advice}'
        if "x" in schema:
            told = f'schema#/x: keyword "x" is not supported; {UNKNOWN}'
        if "breaks the metaschema" not in str(caught.value):
            assert str(caught.value) == told


LACKING: dict[str, tuple[Any, str, str]] = {
    "const": (1, "draft-06", "use `enum`"),
    "contains": ({}, "draft-06", LATER),
    "propertyNames": ({}, "draft-06", LATER),
    "if": ({}, "draft-07", LATER),
    "then": ({}, "draft-07", LATER),
    "else": ({}, "draft-07", LATER),
    "dependentRequired": ({"a": ["b"]}, "2019-09", "use `dependencies`"),
    "dependentSchemas": ({"a": {}}, "2019-09", "use `dependencies`"),
    "minContains": (1, "2019-09", LATER),
    "maxContains": (1, "2019-09", LATER),
    "unevaluatedProperties": (False, "2019-09", LATER),
    "unevaluatedItems": (False, "2019-09", LATER),
    "prefixItems": ([{}], "2020-12", "use a list of schemas in `items`"),
}
"""Since when a keyword is there, and what is advised before."""


@pytest.mark.parametrize("draft", DRAFTS)
@pytest.mark.parametrize("keyword", LACKING)
def test_what_a_dialect_does_not_have_is_refused(keyword: str, draft: str) -> None:
    """Its validators would ignore the keyword, which nobody means who writes it."""
    value, since, advice = LACKING[keyword]
    schema = {"$schema": DRAFTS[draft], keyword: value}
    if list(DRAFTS).index(draft) >= list(DRAFTS).index(since):
        compile_check(schema)
        return
    with pytest.raises(GeneratorError) as caught:
        compile_check(schema)
    told = f'schema#/{keyword}: keyword "{keyword}" is unknown to {draft}; {advice}'
    assert str(caught.value) == told


@pytest.mark.parametrize("draft", ["2019-09", "2020-12"])
def test_dependencies_have_new_names(draft: str) -> None:
    with pytest.raises(GeneratorError) as caught:
        compile_check({"$schema": DRAFTS[draft], "dependencies": {"a": ["b"]}})
    advice = "use `dependentRequired` or `dependentSchemas`"
    assert str(caught.value).endswith(f'"dependencies" is unknown to {draft}; {advice}')


WRONG: list[Any] = [
    None, True, False, 0, -1, 1.5, "", TRIP, "1", [], [TRIP], [1], [None], {}, {"a": TRIP}, {TRIP: {}},
    {"a": 1}, [[]], ["a", "a"], 1e300, 10**60, -0.0,
]  # fmt: skip


@pytest.mark.parametrize("draft", DRAFTS)
@pytest.mark.parametrize("keyword", sorted(ASSERTIONS))
def test_a_value_of_a_wrong_kind_is_refused_or_means_what_it_says(
    keyword: str, draft: str
) -> None:
    """A number that is a string with code in it is no number."""
    for value in WRONG:
        schema = {"$schema": DRAFTS[draft], keyword: value}
        try:
            check = compile_check(schema)
        except GeneratorError as error:
            assert str(error).isprintable()
            assert len(str(error)) < 400
            continue
        judge = oracle.validator(oracle.load(json.dumps(schema)))
        judge.check_schema(schema)
        for probe in PROBES:
            assert (check(probe) == []) == judge.is_valid(oracle.as_decimals(probe)), schema


SAYING_NOTHING_ALONE = {"additionalItems", "if", "then", "else"}


@pytest.mark.parametrize(
    "keyword", sorted(ASSERTIONS - SAYING_NOTHING_ALONE - {"$ref", "type", "enum", "const"})
)
def test_a_value_that_no_metaschema_saw_is_checked_too(keyword: str) -> None:
    """A reference may lead to what is no schema for the metaschema: to a default."""
    for value in (
        one for one in WRONG if one != ["a", "a"]
    ):  # but for the list that says the same twice
        inner = {"type": ["array", "object", "string", "number"], keyword: value}
        schema = {
            "$schema": DRAFTS["draft-07"],
            "default": inner,
            "properties": {"a": {"$ref": "#/default"}},
        }
        alone = {"$schema": DRAFTS["draft-07"], **inner}
        try:
            compile_check(alone)
        except GeneratorError:
            with pytest.raises(GeneratorError):
                compile_check(schema)
        else:
            compile_check(schema)


DIALECTS: list[tuple[Any, str | None]] = [
    ("http://json-schema.org/draft-03/schema#", '"http://json-schema.org/draft-03/schema#"'),
    ("http://json-schema.org/schema#", '"http://json-schema.org/schema#"'),
    ("ftp://json-schema.org/draft-07/schema#", '"ftp://json-schema.org/draft-07/schema#"'),
    ("http://json-schema.org/draft-07/schema#x", '"http://json-schema.org/draft-07/schema#x"'),
    ("http://json-schema.org/draft-07/schema##", None),
    ("", '""'),
    (TRIP, f'"{TRIP}"'),
    ("\ud800\0", '"\\ud800\\u0000"'),
    (7, "7"),
    (None, "null"),
    ([], "[]"),
    ({"a": 1}, '{"a": 1}'),
]


@pytest.mark.parametrize(("dialect", "shown"), DIALECTS)
def test_other_dialects_are_refused(dialect: Any, shown: str | None) -> None:
    with pytest.raises(GeneratorError) as caught:
        compile_check({"$schema": dialect, "type": "object"})
    if shown is not None:
        told = (
            "is no supported dialect; write http://json-schema.org/X/schema# with X draft-04,"
            " draft-06 or draft-07, or https://json-schema.org/draft/X/schema with X 2019-09"
            " or 2020-12"
        )
        assert str(caught.value) == f"schema#/$schema: {shown} {told}"


@pytest.mark.parametrize("draft", DRAFTS)
def test_a_dialect_may_be_spelled_with_https_and_without_its_fragment(draft: str) -> None:
    plain = DRAFTS[draft].removesuffix("#").partition("://")[2]
    for scheme in ("http", "https"):
        for end in ("", "#"):
            inner = {"$schema": f"{scheme}://{plain}{end}", "type": "integer"}
            check = compile_check({"$schema": f"https://{plain}", "items": inner})
            assert len(check([1.0, "a"])) == (2 if draft == "draft-04" else 1)


def test_what_the_user_names_is_an_annotation() -> None:
    schema = {"tsType": "A", "markdownDescription": "b", "x-order": 1, "type": "integer"}
    check = compile_check(schema, annotation_keywords=["tsType", "markdown*"])
    assert len(check("a")) == 1


def test_a_misspelling_is_no_annotation_unless_it_is_named_letter_by_letter() -> None:
    schema = {"descrption": "a", "unit": "s"}
    with pytest.raises(GeneratorError) as caught:
        compile_check(schema, annotation_keywords=["*"])
    told = (
        'schema#/descrption: keyword "descrption" is not supported; did you mean "description"?'
    )
    assert [str(one) for one in caught.value.refusals] == [told]
    assert compile_check(schema, annotation_keywords=["descrption", "unit"])(1) == []


def test_a_pattern_of_annotations_leaves_the_keywords_of_the_dialects_alone() -> None:
    check = compile_check({"maxLength": 1, "minlen": 5}, annotation_keywords=["m*"])
    assert len(check("ab")) == 1


def test_everything_that_is_refused_is_told_at_once() -> None:
    """Each place once, in the order of the pointers; what follows from it is not told."""
    schema = {
        "colour": 1,
        "descrption": "a",
        "properties": {
            "a": {"format": "colour", "unit": 1},
            "b": {"items": {"pattern": "("}},
            "c": {"$ref": "#/definitions/x"},
        },
        "required": ["z"],
        "additionalProperties": False,
        "definitions": {"unused": {"type": "string", "tsType": 1}},
    }
    with pytest.raises(GeneratorError) as caught:
        compile_check(schema)
    assert [one.pointer for one in caught.value.refusals] == [
        "/colour",
        "/definitions/unused/tsType",
        "/descrption",
        "/properties/a/format",
        "/properties/a/unit",
        "/properties/b/items/pattern",
        "/properties/c/$ref",
        "/required",
    ]
    first = caught.value.refusals[0]
    assert (caught.value.pointer, caught.value.message) == (first.pointer, first.message)


def test_another_dialect_within_a_schema_is_refused() -> None:
    inner = {"$schema": DRAFTS["draft-04"], "type": "integer"}
    with pytest.raises(GeneratorError) as caught:
        compile_check({"$schema": DRAFTS["draft-07"], "items": inner})
    told = "another dialect within a file is not supported; use one for the file"
    assert str(caught.value) == f"schema#/items/$schema: {told}"


def test_an_unknown_format_says_what_its_caller_may_do() -> None:
    """A setting is of no use to who calls the function."""
    with pytest.raises(GeneratorError) as caught:
        compile_check({"type": "string", "format": "colour"})
    told = 'format "colour" is not supported (date-time, date, time, uri, uri-reference, uuid,'
    assert str(caught.value).startswith(f"schema#/format: {told}")
    assert str(caught.value).endswith("; say formats=False to take formats as annotations")
    check = compile_check({"type": "string", "format": "colour"}, formats=False)
    assert check("red") == []
