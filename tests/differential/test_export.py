"""The JSON Schema that a class gives means what the schema means that it was made from."""

from __future__ import annotations

import json
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from tests import oracle
from tests.differential.inputs import payloads
from tests.differential.subjects import LATER, later, official

if TYPE_CHECKING:
    from tests.differential.subjects import Subject

DRAFT_04 = "http://json-schema.org/draft-04/schema#"


def has_whole_floats(value: Any) -> bool:
    """Whether a payload has a number such as 1.0: no integer in draft-04, one in 2020-12."""
    if isinstance(value, dict | list):
        parts = value.values() if isinstance(value, dict) else value
        return any(map(has_whole_floats, parts))
    return isinstance(value, float) and value.is_integer()


def disagreements(subject: Subject, number: int) -> list[Any]:
    """List payloads on which the judges of the source and of the export differ."""
    exported = subject.message.json_schema()
    assert json.loads(json.dumps(exported)) == exported
    judge = oracle.validator(oracle.as_decimals(exported))
    is_old = subject.schema.get("$schema") == DRAFT_04
    found = []
    for payload in islice(payloads(subject.schema, Random(subject.name)), number):
        if is_old and has_whole_floats(payload):
            continue
        decimals = oracle.as_decimals(payload)
        if judge.is_valid(decimals) != subject.judge.is_valid(decimals):
            found.append(payload)
    return found


@pytest.mark.parametrize("subject", official(), ids=lambda one: one.file)
def test_the_export_judges_as_the_source_does(subject: Subject) -> None:
    assert disagreements(subject, 60) == []


@pytest.mark.parametrize("protocol", LATER)
def test_so_do_those_of_later_protocols(protocol: str) -> None:
    for subject in later(protocol):
        assert disagreements(subject, 4) == []


def test_a_difference_would_be_found() -> None:
    subjects = {subject.file: subject for subject in official()}
    boot = subjects["base/BootNotification.json"]
    mixed = type(boot)(
        "1.6", "mixed", boot.schema, subjects["base/Reset.json"].message, boot.judge
    )
    assert disagreements(mixed, 60)
