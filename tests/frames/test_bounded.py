"""A frame of a million bytes costs what its answer is worth, and is answered as any other."""

from __future__ import annotations

import json
import random
import sys
import tracemalloc
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from ocpp16 import FEATURES
from ocpp16.frames import refusal
from ocpp16.runtime.walk import find_violations
from ocpp16.tolerance import FIELD
from tests.endpoints.ends import ROLES, endpoint, only, payload, received

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocpp16.tolerance import Tolerance

SIZE = 1_000_000
MOST_CALLS = 1.1
MOST_MEMORY = 2.5

METERS = '[2,"7","MeterValues",{"connectorId":1,"meterValue":['
SAMPLES = METERS + '{"timestamp":"2024-05-01T12:00:00Z","sampledValue":['


def _filled(item: str, start: str = METERS, end: str = "]}]") -> str:
    """Fill a list with an item, up to the size."""
    count = (SIZE - len(start) - len(end)) // (len(item) + 1)
    return start + ",".join([item] * count) + end


METER = '{"timestamp":"2024-05-01T12:00:00Z","sampledValue":[{"value":"1"}]}'
FRAMES = {
    "objects": _filled("{}"),
    "numbers": _filled("1"),
    "lists": _filled("[]"),
    "nulls": _filled("null"),
    "samples": _filled("{}", SAMPLES, "]}]}]"),
    "values of another type": _filled('{"value":1}', SAMPLES, "]}]}]"),
    "values out of their set": _filled('{"value":"1","unit":"x"}', SAMPLES, "]}]}]"),
    "dates that are none": _filled('{"timestamp":"x","sampledValue":[]}'),
    "unknown members": _filled("{}", '[2,"7","Heartbeat",{"x":['),
    "no JSON": _filled("{}", end="}"),
}


ONE_FAULT = {
    "a fault at the end": _filled(METER, end=",{}]}]"),
    "date-times that are unusual": _filled(METER.replace("00Z", "00.12+05:45"), end=",{}]}]"),
}
"""Each item is valid, so that all are read, then walked: each object, each date-time."""
MOST_CALLS_EACH = 6


@pytest.mark.parametrize("text", ONE_FAULT.values(), ids=ONE_FAULT)
def test_a_fault_at_the_end_is_found_in_two_passes(text: str) -> None:
    end = endpoint(ROLES[0])
    end.receive(text)
    items = text.count(",") + 1
    assert _calls(lambda: end.receive(text)) < 1000 + MOST_CALLS_EACH * items
    assert _memory(lambda: end.receive(text)) < MOST_MEMORY * _memory(lambda: _read(text))


@pytest.mark.parametrize("text", FRAMES.values(), ids=FRAMES)
def test_a_frame_costs_little_more_than_to_read_it(text: str) -> None:
    """Most of its items are passed over: there is a call of a function for each at most."""
    end = endpoint(ROLES[0])
    end.receive(text)
    items = text.count(",") + 1
    assert _calls(lambda: end.receive(text)) < 1000 + MOST_CALLS * items
    assert _memory(lambda: end.receive(text)) < MOST_MEMORY * _memory(lambda: _read(text))


NAME = "n" * (SIZE // 2)
LONG_NAMES = [f'"{NAME}":1', f'"{NAME}@{NAME}":1', f'"{NAME.replace("n", "~")}":1']


@pytest.mark.parametrize("tolerance", [None, FIELD])
@pytest.mark.parametrize("member", LONG_NAMES)
def test_little_of_a_long_name_is_kept(member: str, tolerance: Tolerance | None) -> None:
    """The pointer of the violation has only what an answer says of it."""
    text = f'[2,"7","Heartbeat",{{{member}}}]'
    end = endpoint(ROLES[0], tolerance=tolerance)
    end.receive(text)
    assert _memory(lambda: end.receive(text)) < MOST_MEMORY * _memory(lambda: _read(text))


@pytest.mark.parametrize("length", [100, 300, 600, 900])
@pytest.mark.parametrize("place", [None, 0, 99, 250, 270, 590])
def test_as_much_is_said_of_a_long_name_as_of_a_whole_one(
    length: int, place: int | None
) -> None:
    name = "~n" * (length // 2)
    if place is not None:
        name = name[:place] + "@" + name[place + 1 :]
    spoilt = {name: 1}
    violations = FEATURES["Heartbeat"].request_type.check(spoilt)
    answer = only(endpoint(ROLES[0]).receive(json.dumps([2, "7", "Heartbeat", spoilt]))).text
    assert answer == refusal("7", violations).to_json()


LATER = '{"timestamp":"2024-05-01T12:00:00Z","sampledValue":[{"value":"1","unit":"W"}]}'


@pytest.mark.parametrize("end", [",{}]}]", '],"x":1}]'], ids=["an item", "a member"])
@pytest.mark.parametrize("tolerance", [None, FIELD], ids=["strict", "tolerant"])
def test_what_was_read_before_a_fault_is_not_walked(
    end: str, tolerance: Tolerance | None
) -> None:
    """It is read, and read once more where the message is made of it all the same."""
    text = _filled(LATER, end=end)
    one = endpoint(ROLES[0], tolerance=tolerance)
    one.receive(text)
    count = text.count("timestamp")
    assert _calls(lambda: one.receive(text)) < 1000 + count * (13.1 if tolerance else 8.1)


def _read(text: str) -> None:
    with suppress(ValueError):
        json.loads(text)


def _calls(work: Any) -> int:
    """Count the calls of functions in Python."""
    called = 0

    def profile(_: object, event: str, __: object) -> None:
        nonlocal called
        called += event == "call"

    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(None)
    return called


def _memory(work: Any) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _spoilt(chance: random.Random, value: Any) -> Any:
    """Change a payload in many places."""
    odd: Any = chance.choice([None, 7, 1e15, "", "x" * 600, [], {}, {"x": 1}, True])
    if chance.random() < 0.15:
        return odd
    if isinstance(value, dict):
        changed = {
            name: _spoilt(chance, each) for name, each in value.items() if chance.random() < 0.9
        }
        return changed | ({"odd": odd} if chance.random() < 0.2 else {})
    if isinstance(value, list):
        return [_spoilt(chance, each) for each in value for _ in range(chance.randrange(6))]
    return value


def _payloads(action: str, count: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(action)
    for _ in range(count):
        spoilt = _spoilt(chance, payload(action, "request"))
        if isinstance(spoilt, dict):
            yield spoilt


@pytest.mark.parametrize("role", ROLES)
def test_an_answer_is_that_to_all_violations(role: Any) -> None:
    """What is passed over would not have been in it."""
    end, tried = endpoint(role), 0
    for feature in received(role):
        for spoilt in _payloads(feature.name, 150):
            violations = FEATURES[feature.name].request_type.check(spoilt)
            if violations:
                answer = only(end.receive(json.dumps([2, "7", feature.name, spoilt]))).text
                assert answer == refusal("7", violations).to_json()
                tried += 1
    assert tried > 1000


@pytest.mark.parametrize("role", ROLES)
def test_a_fault_in_a_long_array_is_found_as_in_a_short_one(role: Any) -> None:
    """What the fast path found valid is passed over: that changes no list of violations."""
    tried = 0
    for feature in received(role):
        message = FEATURES[feature.name].request_type
        chance = random.Random(feature.name)
        for _ in range(20):
            long = _long(chance, payload(feature.name, "request"))
            found = message.check(long)
            assert found == find_violations(message, long)
            tried += len(found) > 0
    assert tried > 50


def _long(chance: random.Random, value: Any) -> Any:
    """Make the arrays of a payload long, and change it in a few places."""
    if chance.random() < 0.01:
        return chance.choice([None, 7, "", {}, []])
    if isinstance(value, dict):
        changed = {name: _long(chance, each) for name, each in value.items()}
        return changed | ({"odd": [1] * 40} if chance.random() < 0.03 else {})
    if isinstance(value, list):
        return [_long(chance, each) for each in value for _ in range(chance.choice([1, 40]))]
    return value
