"""An example of every message of OCPP 2.0.1 and 2.1 survives: decoded, encoded, compared."""

from __future__ import annotations

import json
from importlib import import_module

import pytest

from tests.interop.later import PACKAGES, examples


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
            assert message.check(payload) == []
            read = message.from_dict(payload)
            assert read.to_dict() == payload
            assert message.from_json(json.dumps(payload).encode()) == read
            assert json.loads(read.to_json()) == payload
            assert read.validate() == []
