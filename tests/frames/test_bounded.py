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
from tests.endpoints.ends import ROLES, endpoint, only, payload, received

if TYPE_CHECKING:
    from collections.abc import Iterator

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


@pytest.mark.parametrize(
    "member", [f'"{NAME}":1', f'"{NAME}@{NAME}":1', f'"x":[{{"{NAME}":1}}]']
)
def test_a_long_name_is_kept_twice_at_most(member: str) -> None:
    """Once as it was read, once in the pointer of the violation."""
    text = f'[2,"7","Heartbeat",{{{member}}}]'
    end = endpoint(ROLES[0])
    end.receive(text)
    assert _memory(lambda: end.receive(text)) < MOST_MEMORY * _memory(lambda: _read(text))


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
