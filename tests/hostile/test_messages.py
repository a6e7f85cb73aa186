"""Every class answers to anything that may be sent to it: with itself, or a `ValidationError`."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from ocpp16 import ValidationError
from tests.behaviour.test_check import VALUES, answered, nested
from tests.hostile.classes import every_class, examples, places, put

EACH = pytest.mark.parametrize("message", examples(), ids=lambda one: one.__qualname__)

ODD: list[Any] = [
    *VALUES,
    nested(2_000, lists=True),
    nested(2_000, lists=False),
    "2024-02-30T10:00:00Z",
    "ftp://user:hunter2@host/ x",
]

SECRET = "ftp://user:hunter2@files.example/"  # noqa: S105  (it must not be told)
SECRETS: list[Any] = [
    f"{SECRET} x",
    SECRET * 40,
    [SECRET],
    {SECRET: SECRET},
    f"see {SECRET} x",
    f"\n{SECRET}",
]

# In the place of a value, what is no JSON at all, or none that is taken.
NO_JSON = [
    "NaN", "-Infinity", "01", "+1", ".5", "1.", "tru", "'a'", '"', '"\n"', '"\\x"', "[1,]", "{,}", "1 2",
    '{"a":1,"a":2}', '{"a":[{"b":1,"\\u0062":2}]}', "/**/1", "\xa01", "9" * 5_000, "[" * 50_000, "@",
]  # fmt: skip


def test_every_class_is_known() -> None:
    """So that no class is left out below."""
    assert set(examples()) == every_class()
    assert len(examples()) > 78
    for message, payload in examples().items():
        assert message.check(payload) == []


@EACH
def test_anything_in_the_place_of_anything(message: Any) -> None:
    """At each place of a valid payload, and beside it; what is given is never changed."""
    payload = examples()[message]
    before = copy.deepcopy(payload)
    for way in places(payload):
        for value in ODD:
            answered(message, put(payload, way, value))
        if way and isinstance(way[-1], str):
            answered(message, put(payload, (*way[:-1], "no such member"), None))
            for name in (way[-1] + " ", way[-1].upper(), "\0", "", "\ud800", "x" * 10_000):
                answered(message, put(payload, (*way[:-1], name), 1))
    assert payload == before
    assert list(payload) == list(before)


@EACH
def test_the_argument_is_never_changed(message: Any) -> None:
    payload = examples()[message]
    for way in places(payload):
        for value in ({"b": 1, "a": [1, {"c": None}]}, [[1.0], "x"], 5, None):
            given = put(payload, way, value)
            before, spelled = copy.deepcopy(given), repr(given)
            message.check(given)
            try:
                read = message.from_dict(given)
            except ValidationError:
                pass
            else:
                read.to_dict().clear()
            assert given == before
            assert repr(given) == spelled


@EACH
def test_no_secret_is_told(message: Any) -> None:
    """And a violation stays a short line, whatever it is about."""
    payload = examples()[message]
    told = 0
    for way in places(payload):
        for value in SECRETS:
            given = [put(payload, way, value)]
            if way and isinstance(way[-1], str):
                given.append(put(payload, (*way[:-1], f"{value}"), 1))
            for violation in [one for each in given for one in message.check(each)]:
                told += 1
                line = str(ValidationError([violation]))
                assert "hunter2" not in violation.message
                assert "hunter2" not in line
                assert len(violation.message) < 700
                assert len(line) < 1_500
                assert line.isprintable()
    assert told > 0


@EACH
def test_what_is_no_json_is_refused_wherever_it_stands(message: Any) -> None:
    payload = examples()[message]
    for way in places(payload):
        whole = json.dumps(put(payload, way, "HERE"))
        for broken in NO_JSON:
            text = whole.replace('"HERE"', broken)
            for given in (text, text.encode("latin-1")):
                with pytest.raises(ValidationError) as caught:
                    message.from_json(given)
                assert [one.keyword for one in caught.value.violations] == ["json"], text[:200]
                assert len(caught.value.violations[0].message) < 200


@EACH
def test_bytes_of_any_kind(message: Any) -> None:
    """A valid text with any byte in the place of another, or cut at any place."""
    text = json.dumps(examples()[message]).encode()[:400]
    for at in range(len(text)):
        for given in (
            text[:at],
            text[:at] + b"\xff" + text[at + 1 :],
            text[:at] + b"\x00" + text[at:],
            text[:at] + b'"' + text[at:],
        ):
            try:
                read = message.from_json(given)
            except ValidationError as error:
                assert error.violations
            else:
                assert message.from_json(read.to_json()) == read
