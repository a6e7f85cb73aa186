"""Which methods of which areas take a frame, by its action."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ocppgen.validate.sequences.areas import AREAS
from ocppgen.validate.sequences.outcome import Violated
from ocppgen.validate.sequences.records import CALL, RESULT
from ocppgen.validate.sequences.single import SINGLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocppgen.validate.sequences.area import Area
    from ocppgen.validate.sequences.bench import Bench
    from ocppgen.validate.sequences.frames import Answer, Call
    from ocppgen.validate.sequences.single import Single


class Handler(NamedTuple):
    """One method of an area."""

    area: type[Area]
    slot: int
    """Where a station keeps the state of the area."""
    begun: bool
    """It has nothing to do for an area that has not begun."""
    method: Callable[..., None]


CALLED: Final[dict[str | None, list[Handler]]] = {}
"""Who takes a call."""
ANSWERED: Final[dict[str | None, list[Handler]]] = {}
"""Who takes the answer to a call."""

for _area in AREAS:
    for _table, _names in ((CALLED, _area.called), (ANSWERED, _area.answered)):
        for _action, _methods in _names.items():
            for _name in _methods:
                _method = getattr(_area, _name)
                _handler = Handler(_area, _area.slot, hasattr(_method, "begun"), _method)
                _table.setdefault(_action, []).append(_handler)

SINGLE_CALLS: Final = SINGLES[CALL]
SINGLE_RESULTS: Final = SINGLES[RESULT]
"""The rules that a message decides alone."""

HEARD: Final = frozenset((*ANSWERED, *SINGLE_RESULTS))
"""Calls whose answers somebody takes."""


def judge_alone(bench: Bench, singles: list[Single], frame: Call | Answer) -> None:
    """Judge a message by the rules that it decides alone."""
    for single in singles:
        wrong = single.test(frame.payload)
        if wrong is None:
            bench.kept[single.rule] += 1
        else:
            bench.conclude(single.rule, frame, Violated(wrong))
