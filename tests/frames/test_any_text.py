"""Any text at all: a frame or a `FrameError`, and an endpoint that never raises."""

from __future__ import annotations

import json
import logging
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocpp16 import FEATURES
from tests.endpoints.ends import ROLES, endpoint, payload, request
from tests.frames.holding import check
from tests.frames.rows import OURS, TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocpp16 import Initiator

TEXTS = st.text(st.characters(codec=None, exclude_categories=()))
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | TEXTS
    | st.sampled_from([OURS, *FEATURES]),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(TEXTS, inner, max_size=6),
    max_leaves=20,
)
FRAMES = st.tuples(
    st.sampled_from([2, 3, 4]) | JSON,
    st.just(OURS) | st.text(max_size=40) | JSON,
    st.sampled_from([*FEATURES]) | JSON,
    st.builds(lambda action: payload(action, "request"), st.sampled_from([*FEATURES])) | JSON,
    JSON,
)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def _thorough(examples: int) -> settings:
    return settings(max_examples=examples, derandomize=True, database=None, deadline=None)


@_thorough(400)
@given(FRAMES, st.integers(0, 5))
def test_frames_of_any_elements(elements: tuple[Any, ...], length: int) -> None:
    check(json.dumps(elements[:length]))


@_thorough(200)
@given(JSON)
def test_any_json(value: Any) -> None:
    check(json.dumps(value, ensure_ascii=False))


@_thorough(200)
@given(TEXTS | st.text('[]{}",:234null\\ 0.eE-', max_size=60))
def test_any_text(text: str) -> None:
    check(text)


@_thorough(200)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    check(data)


@_thorough(400)
@given(st.data())
def test_broken_frames(data: st.DataObject) -> None:
    """A frame of the table, with pieces cut out, doubled or put in."""
    row = data.draw(st.sampled_from([row for row in TABLE if not callable(row.text)]))
    text = row.given(ROLES[0])
    whole = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    whole = whole[:2000]
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(whole)))
        end = data.draw(st.integers(start, min(len(whole), start + 20)))
        middle = data.draw(st.sampled_from([b"", whole[start:end] * 2]) | st.binary(max_size=5))
        whole = whole[:start] + middle + whole[end:]
    check(whole)
    check(whole.decode("utf-8", "surrogateescape"))


def _both_ways(role: Initiator, text: Any) -> set[str]:
    """Say what becomes of a text; white space at its end is what only the slow path takes."""
    said = set()
    for one in (text, text + (" " if isinstance(text, str) else b" "), text):
        end = endpoint(role)
        end.call(request("DataTransfer"), OURS)
        said.add(re.sub(r"\d+", "N", repr(end.receive(one))))
    return said


@pytest.mark.parametrize("role", ROLES)
def test_the_short_way_is_as_strict(role: Initiator) -> None:
    for row in TABLE:
        assert len(_both_ways(role, row.given(role))) == 1, row.name


PIECES = ['"vendorId":"v"', '"vendorId":"v,,w"', '"data":"d"', '"messageId":","', '"x":[1,2]']
PIECES += ['"data":{"a":1,"a":2}', '"vendorId":"{"', '"y":1e400', '"y":NaN', "", '"data":null']


@_thorough(300)
@given(
    st.lists(st.sampled_from(PIECES), max_size=4), st.sampled_from(["1", ",", "{", "x" * 36])
)
def test_the_short_way_sees_what_is_named_twice(pieces: list[str], message_id: str) -> None:
    text = f'[2,"{message_id}","DataTransfer",{{{",".join(pieces)}}}]'
    for role in ROLES:
        (said,) = _both_ways(role, text)
        names = [piece.partition(":")[0] for piece in pieces]
        if len(set(names)) < len(names):
            assert "FormationViolation" in said


@pytest.mark.parametrize("action", [*FEATURES])
def test_the_short_way_with_each_message(action: str) -> None:
    text = json.dumps([2, "1", action, payload(action, "request")])
    for role in ROLES:
        assert len(_both_ways(role, text)) == 1
