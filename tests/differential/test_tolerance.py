"""Tolerant reading is `from_dict` without rules, and `check` and the table with them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from ocpp16 import ValidationError
from ocpp16.tolerance import Tolerance
from tests.differential import tolerances
from tests.differential.inputs import payloads
from tests.differential.samples import Sampler
from tests.differential.subjects import LATER, later, official

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.differential.subjects import Subject

ALL = pytest.mark.parametrize("subject", official(), ids=lambda one: one.file)


def disagreements(subject: Subject, count: int) -> Iterator[str]:
    """Try payloads of the corpus, and the same with faults of chargers."""
    random = Random(f"{subject.name} tolerant")
    for payload in islice(payloads(subject.schema, random), count):
        for each in (payload, tolerances.spoilt(payload, random)):
            told = tolerances.disagreement(subject, each, random)
            if told:
                yield f"{subject.name}: {told}\n{each!r}"


@ALL
def test_payloads_are_read_as_rules_and_the_table_say(subject: Subject) -> None:
    assert [*islice(disagreements(subject, 100), 1)] == []


@pytest.mark.parametrize("protocol", LATER)
def test_later_protocols_are_read_so_too(protocol: str) -> None:
    for subject in later(protocol):
        assert [*islice(disagreements(subject, 8), 1)] == []


class Sullen:
    """Answers nothing that is asked of it."""

    def __repr__(self) -> str:
        """Refuse."""
        raise ArithmeticError


LOOP: list[Any] = []
LOOP.append(LOOP)
ODD: tuple[Any, ...] = (
    *map(Decimal, ("Infinity", "NaN", "sNaN", "1E+1000000", "1E-1000000", "2")),
    float("nan"), float("inf"), LOOP, Sullen(), b"x", {1: 2}, {None: 1}, (1,), {1},
    datetime(2024, 5, 1), datetime(2024, 5, 1, tzinfo=UTC), date(2024, 5, 1), 10**5000,  # noqa: DTZ001
    "1" * 5000, "1e999999999", "0." + "1" * 5000, "\ud800", {"\ud800": "\udfff"}, [[]], "-",
)  # fmt: skip
EVERY = Tolerance(
    "additionalProperties", "enum", "format", "json", "maxLength", "minItems", "multipleOf",
    "required", "type",
)  # fmt: skip


@ALL
def test_no_exception_escapes(subject: Subject) -> None:
    """Whatever Python holds, at any place of a payload: it is read, or a ValidationError."""
    random = Random(f"{subject.name} odd")
    sampler = Sampler(random, subject.schema, wild=0.0)
    for odd in ODD:
        payload = tolerances.with_other(sampler.payload(), odd, random)
        for tolerance in (Tolerance(), EVERY):
            with suppress(ValidationError):
                subject.message.read(payload, tolerance)
