"""Both flavors read the same of the messages of later protocols, and every class is there."""

from __future__ import annotations

import json
from functools import cache
from importlib import import_module
from itertools import islice
from random import Random
from typing import Any

import msgspec
import pytest

from ocppgen import load_project
from ocppgen.memory import load_sources, sources
from ocppgen.naming.flavors import MSGSPEC
from tests.differential import texts
from tests.differential.inputs import payloads
from tests.differential.subjects import LATER, Subject, later
from tests.flavors.made import outcome

SOME = 25
"""So many messages are looked at, another choice for each protocol."""


@cache
def flavors(protocol: str) -> tuple[Any, Any]:
    """Load a package in both flavors: ours is the one on disk."""
    made = sources(load_project(edition=protocol), flavor=MSGSPEC)
    return import_module(LATER[protocol]), load_sources(made)


def pair(subject: Subject) -> tuple[Any, Any]:
    """Give the class of a message in both flavors."""
    ours, theirs = flavors(subject.protocol)
    name = subject.message.feature_name
    kinds = ("request_type", "response_type")
    (kind,) = (one for one in kinds if getattr(ours.FEATURES[name], one) is subject.message)
    return subject.message, getattr(theirs.FEATURES[name], kind)


@pytest.mark.parametrize("protocol", LATER)
def test_they_read_the_same(protocol: str) -> None:
    errors = [package.ValidationError for package in flavors(protocol)]
    random = Random(protocol)
    for subject in random.sample(later(protocol), SOME):
        for payload in islice(payloads(subject.schema, random), 6):
            for text in (json.dumps(payload), texts.damaged(payload, random)):
                ours, theirs = (
                    outcome(one, text, error)
                    for one, error in zip(pair(subject), errors, strict=True)
                )
                assert theirs == ours, (subject.name, text)


@pytest.mark.parametrize("protocol", LATER)
def test_msgspec_reads_what_it_is_told(protocol: str) -> None:
    """A class whose schema is the types of its members is a struct that msgspec decodes."""
    structs = import_module(f"{flavors(protocol)[1].__name__}.runtime.structs")
    told = 0
    for subject in Random(protocol).sample(later(protocol), SOME):
        made = pair(subject)[1]
        if structs.is_told(made):
            msgspec.json.Decoder(made)
            told += 1
    assert told == SOME
