"""Real messages survive: each example is decoded, encoded and compared.

``messages/<Feature>.<request|response>.json`` is the main example of a message and has every
optional member; ``messages/<Feature>.<request|response>.<slug>.json`` are further ones.
"""

from __future__ import annotations

import copy
import json
import pickle
import re
from collections import Counter
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ocpp16 import FEATURES
from ocpp16.runtime.walk import find_violations
from ocppgen import load_project
from ocppgen.model import ir
from ocppgen.schema.build import build

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).resolve().parent / "messages"
FILES = sorted(path.name for path in FOLDER.iterdir())
NAME = re.compile(r"([A-Z][A-Za-z]*)\.(request|response)(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)?\.json")


def _message(file: str) -> Any:
    """Find the class that a file's name speaks of."""
    name = NAME.fullmatch(file)
    assert name, f"{file}: name it <Feature>.<request|response>[.<slug>].json"
    feature = FEATURES[name[1]]
    return feature.request_type if name[2] == "request" else feature.response_type


def _payload(file: str) -> Any:
    return json.loads((FOLDER / file).read_bytes())


@cache
def _model() -> ir.Model:
    return build(load_project().documents)


@cache
def _schema(file: str) -> str:
    """Find the schema file of an example."""
    feature, role, *_ = file.split(".")
    name = feature + ("" if role == "request" else "Response") + ".json"
    (found,) = [root for root in _model().roots if root.endswith(f"/{name}")]
    return found


def _canonical(text: str) -> str:
    """Spell a date-time as the package promises, by other means than its own."""
    moment = datetime.fromisoformat(text.upper())
    micros = f"{moment.microsecond:06}"
    fraction = "" if moment.microsecond == 0 else "." + micros.removesuffix("000")
    offset = f"{moment:%z}"
    zone = "Z" if offset == "+0000" else f"{offset[:3]}:{offset[3:]}"
    return f"{moment:%Y-%m-%dT%H:%M:%S}{fraction}{zone}"


def _expected(payload: Any, one: ir.Type) -> Any:
    """Copy a payload in the order of its schema, with its date-times spelled canonically."""
    match one:
        case ir.Text(format="date-time"):
            return _canonical(payload)
        case ir.List(item=item):
            return [_expected(each, item) for each in payload]
        case ir.Reference(place=place):
            fields = [one for one in _model().structures[place].fields if one.wire in payload]
            return {field.wire: _expected(payload[field.wire], field.type) for field in fields}
    return payload


def _optionals(one: ir.Type, at: str = "") -> Iterator[str]:
    """List the paths of all optional members, at any depth."""
    match one:
        case ir.List(item=item):
            yield from _optionals(item, at)
        case ir.Reference(place=place):
            for field in _model().structures[place].fields:
                path = f"{at}/{field.wire}"
                if not field.required:
                    yield path
                yield from _optionals(field.type, path)


def _paths(payload: Any, at: str = "") -> Iterator[str]:
    """List the paths of all members that a payload has."""
    if isinstance(payload, dict):
        for wire, each in payload.items():
            yield f"{at}/{wire}"
            yield from _paths(each, f"{at}/{wire}")
    if isinstance(payload, list):
        for each in payload:
            yield from _paths(each, at)


def _frozen(value: Any) -> Any:
    """Make a stand-in of a JSON value that nobody can change, types and order included."""
    if isinstance(value, dict):
        return ("{", *((name, _frozen(each)) for name, each in value.items()))
    if isinstance(value, list):
        return ("[", *(_frozen(each) for each in value))
    return (type(value), value)


def test_there_are_examples() -> None:
    assert len(FILES) == 241


@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_has_both(feature: str) -> None:
    assert f"{feature}.request.json" in FILES
    assert f"{feature}.response.json" in FILES


@pytest.mark.parametrize("file", FILES)
def test_an_example_comes_back(file: str) -> None:
    """From bytes to the message to text: the same JSON, date-times spelled canonically."""
    message = _message(file)
    payload = _payload(file)
    read = message.from_json((FOLDER / file).read_bytes())
    expected = _expected(payload, ir.Reference(ir.Place(_schema(file))))
    assert _frozen(read.to_dict()) == _frozen(expected)
    assert _frozen(json.loads(read.to_json())) == _frozen(read.to_dict())
    assert json.dumps(read.to_dict(), separators=(",", ":")) == read.to_json()
    assert message.from_json(read.to_json()) == read


@pytest.mark.parametrize("file", FILES)
def test_both_ways_agree(file: str) -> None:
    """The fast path gives what the public methods give, and the slow path finds nothing."""
    message, payload = _message(file), _payload(file)
    read = message.from_dict(payload)
    assert message._accept(payload) == read  # noqa: SLF001  (that it needs no slow path)
    assert find_violations(message, payload) == []
    assert read._emit() == read.to_json()  # noqa: SLF001  (likewise)
    assert message.check(payload) == []
    assert read.validate() == []


@pytest.mark.parametrize("file", FILES)
def test_nothing_is_shared_or_changed(file: str) -> None:
    """A payload is read without a mark on it, and a message keeps no part of it."""
    message, payload = _message(file), _payload(file)
    before = _frozen(payload)
    read = message.from_dict(payload)
    written = read.to_dict()
    assert _frozen(payload) == before
    pickled = pickle.dumps(read)
    copies = [copy.deepcopy(read), copy.copy(read), pickle.loads(pickled)]  # noqa: S301
    for emptied in (payload, written):
        _empty(emptied)
    assert all(one == read and type(one) is message for one in copies)
    assert read == message.from_dict(_payload(file))


def _empty(value: Any) -> None:
    """Take everything out of a JSON value, inside first."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            _empty(each)
        value.clear()


@pytest.mark.parametrize("file", [file for file in FILES if file.count(".") == 2])
def test_the_main_example_has_every_optional_member(file: str) -> None:
    there = Counter(_paths(_payload(file)))
    missing = [
        path for path in _optionals(ir.Reference(ir.Place(_schema(file)))) if not there[path]
    ]
    assert missing == []


@pytest.mark.parametrize("file", FILES)
def test_an_equal_message_is_told_from_another(file: str) -> None:
    """Equality sees every member: with one of them changed, messages differ."""
    message, payload = _message(file), _payload(file)
    read = message.from_dict(payload)
    for member in message.members.values():
        other = copy.copy(read)
        setattr(other, member.name, object())
        assert other != read
    assert read != payload
