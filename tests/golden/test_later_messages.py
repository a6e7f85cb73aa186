"""Messages of OCPP 2.0.1 and 2.1 survive: decoded, encoded, compared.

``later/<package>/<block>.json`` has a request and its response for each feature, as stations and
a CSMS would send them. Those of 2.0.1 are messages of 2.1, too, but for features that ``ocpp21``
has again. Beside them there is an example of every message that is made from its schema.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.interop.later import PACKAGES, examples

FOLDER = Path(__file__).resolve().parent / "later"
SAME = {"2.0.1": ("ocpp201",), "2.1": ("ocpp201", "ocpp21")}


@cache
def written(edition: str) -> dict[str, dict[str, Any]]:
    """Read what a person wrote, by feature: the request and the response."""
    found: dict[str, dict[str, Any]] = {}
    for package in SAME[edition]:
        there: dict[str, dict[str, Any]] = {}
        for path in sorted((FOLDER / package).glob("*.json")):
            more = json.loads(path.read_text("utf-8"))
            assert not there.keys() & more.keys()
            there |= more
        found |= there
    return found


def survives(message: Any, payload: dict[str, Any]) -> None:
    """Read a payload in every way, and write it."""
    assert message.check(payload) == []
    read = message.from_dict(payload)
    assert read.to_dict() == payload
    assert message.from_json(json.dumps(payload).encode()) == read
    assert json.loads(read.to_json()) == payload
    assert read.validate() == []


@pytest.mark.parametrize("edition", PACKAGES)
def test_what_a_person_wrote_comes_back(edition: str) -> None:
    features = import_module(PACKAGES[edition]).FEATURES
    assert written(edition).keys() == {*features}
    for name, payloads in written(edition).items():
        feature = features[name]
        survives(feature.request_type, payloads["request"])
        assert ("response" in payloads) is (feature.response_type is not None)
        if feature.response_type is not None:
            survives(feature.response_type, payloads["response"])


@pytest.mark.parametrize("edition", PACKAGES)
def test_what_a_message_lacks_is_missed(edition: str) -> None:
    """So that no example passes because nothing is looked at."""
    features = import_module(PACKAGES[edition]).FEATURES
    missed = 0
    for name, payloads in written(edition).items():
        message = features[name].request_type
        for member in message.members.values():
            if member.required:
                wire = member.wire_name
                left = {key: one for key, one in payloads["request"].items() if key != wire}
                assert [one.limit for one in message.check(left)] == [wire]
                missed += 1
    assert missed > len(features)


@pytest.mark.parametrize("edition", PACKAGES)
def test_an_example_of_every_message_comes_back(edition: str) -> None:
    features = import_module(PACKAGES[edition]).FEATURES
    assert {*features} == {*examples(edition)}
    for name, payloads in examples(edition).items():
        types = (features[name].request_type, features[name].response_type)
        for message, payload in zip(types, payloads, strict=True):
            if message is None or payload is None:
                assert message is payload is None
                continue
            survives(message, payload)
