"""Hundreds of charge points at once, most of them hostile: each call ends, nothing is left.

`make soak` does the same for minutes, by a real clock.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from tests.endpoints.clock import clocked_loop
from tests.endpoints.soak.soaking import soak

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS = 3
SLACK = 500
"""Blocks by which tables may grow, in rounds of some thousand CALLs."""


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_nothing_is_left_of_hostile_charge_points() -> None:
    seen = soak(500, lambda seen: seen.rounds == ROUNDS, loop=clocked_loop)
    assert seen.made == sum(seen.outcomes.values())
    assert {"answered", "cancelled", "CallTimedOut", "NotConnected"} <= seen.outcomes.keys()
    assert {"in order", "ConnectionResetError", "TimeoutError"} == seen.endings.keys()
    assert seen.served > 1000 * ROUNDS
    assert (seen.leaked, seen.unhandled) == ([], [])
    assert seen.growth < SLACK
