"""The generated code and the oracle agree, on inputs that are the same in each run.

``make fuzz`` goes on with others for as long as it is told.
"""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocppgen import GeneratorError
from tests.differential import cases, instances, texts, verdicts
from tests.differential.checkers import Pair
from tests.differential.inputs import payloads
from tests.differential.random_schemas import DIALECTS, random_schema
from tests.differential.samples import Sampler
from tests.differential.subjects import LATER, later, official

if TYPE_CHECKING:
    from tests.differential.subjects import Subject

REGRESSIONS = Path(__file__).with_name("regressions.jsonl").read_text("utf-8").splitlines()

ALL = pytest.mark.parametrize("subject", official(), ids=lambda one: one.file)


@ALL
def test_payloads_are_judged_as_the_oracle_does(subject: Subject) -> None:
    for payload in islice(payloads(subject.schema, Random(subject.name)), 150):
        told = verdicts.disagreement(subject, payload)
        assert not told, cases.of_payload(subject, payload)


@ALL
def test_texts_are_read_or_refused(subject: Subject) -> None:
    random = Random(subject.name)
    for payload in islice(payloads(subject.schema, random), 40):
        text = texts.damaged(payload, random)
        told = texts.disagreement(subject, text)
        assert not told, cases.of_text(subject, text)


@ALL
def test_instances_changed_by_hand_are_sent_only_if_valid(subject: Subject) -> None:
    random = Random(subject.name)
    for _ in range(40):
        seed = f"{random.getrandbits(64):x}"
        told = instances.disagreement(subject, Random(seed))
        assert not told, cases.of_instance(subject, seed)


@ALL
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(random=st.randoms(use_true_random=False))
def test_the_smallest_disagreement_would_be_found(subject: Subject, random: Random) -> None:
    """Hypothesis draws the payloads, so that it can shrink what it finds."""
    payload = Sampler(random, subject.schema, wild=0.1).payload()
    told = verdicts.disagreement(subject, payload)
    assert not told, cases.of_payload(subject, payload)


@pytest.mark.parametrize("protocol", LATER)
def test_later_protocols_are_judged_as_the_oracle_does(protocol: str) -> None:
    """Every message of OCPP 2.0.1 and 2.1, in the packages as they are committed."""
    subjects = later(protocol)
    assert len(subjects) == {"2.0.1": 128, "2.1": 181}[protocol]
    for subject in subjects:
        random = Random(subject.name)
        for payload in islice(payloads(subject.schema, random), 25):
            told = verdicts.disagreement(subject, payload)
            assert not told, cases.of_payload(subject, payload)
        seed = f"{random.getrandbits(64):x}"
        assert not instances.disagreement(subject, Random(seed)), cases.of_instance(
            subject, seed
        )


@pytest.mark.parametrize("dialect", DIALECTS)
def test_made_up_schemas_are_read_right_or_refused(dialect: str) -> None:
    understood = 0
    for number in range(60):
        random = Random(f"{dialect} {number}")
        schema = random_schema(random, dialect)
        try:
            pair = Pair(schema)
        except GeneratorError:
            continue
        understood += 1
        for payload in islice(payloads(schema, random), 40):
            assert not pair.disagreement(payload), cases.of_schema(schema, payload)
    assert understood > 30


@pytest.mark.parametrize("dialect", DIALECTS)
def test_made_up_schemas_that_are_put_together_are_read_right_or_refused(dialect: str) -> None:
    understood = 0
    for number in range(50):
        random = Random(f"{dialect} {number} together")
        schema = random_schema(random, dialect, composed=True)
        try:
            pair = Pair(schema)
        except GeneratorError:
            continue
        understood += 1
        for payload in islice(payloads(schema, random), 30):
            assert not pair.disagreement(payload), cases.of_schema(schema, payload)
    assert understood > 25


@pytest.mark.parametrize("line", REGRESSIONS, ids=lambda line: f"{len(line)}-{line[:60]}")
def test_what_was_wrong_once_is_right(line: str) -> None:
    assert cases.replayed(line) == ""


def test_a_disagreement_is_told() -> None:
    """Each comparison sees a class that belongs to another schema."""
    subjects = {subject.file: subject for subject in official()}
    reset, boot = subjects["base/Reset.json"], subjects["base/BootNotification.json"]
    mixed = type(reset)("1.6", "mixed", reset.schema, boot.message, reset.judge)
    assert verdicts.disagreement(mixed, {"type": "Hard"}).startswith("verdicts differ")
    assert texts.disagreement(mixed, b'{"type": "Hard"}') == "expected True, got [False, False]"
    line = cases.of_payload(reset, {"type": "Hard"})
    assert json.loads(line) == {"subject": "1.6 base/Reset.json", "payload": {"type": "Hard"}}
    assert cases.replayed(line) == ""
