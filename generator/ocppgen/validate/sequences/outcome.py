"""The three answers of a rule."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Frame


class Violated(NamedTuple):
    """The rule is broken."""

    message: str
    related: tuple[int, ...] = ()
    """Lines that the finding rests on."""
    at: Frame | None = None
    """Where it is told, if that is not the frame that decided it."""


class Satisfied(Enum):
    """The rule is kept."""

    SATISFIED = "satisfied"


class Reason(StrEnum):
    """Why a rule cannot be decided."""

    BEGINS_LATE = "begins late"
    ENDS = "capture ends"
    GAP = "gap"
    BOOT = "boot"
    CLOCK = "clock"
    NO_TIME = "no time"
    NO_DATE = "no date"
    NO_DIRECTION = "no direction"
    SETTING = "unknown setting"
    NO_ANSWER = "no answer"
    UNREADABLE = "unreadable"
    CROSSING = "crossing messages"
    SUPERSEDED = "superseded"
    LATE = "delivered late"
    EARLIER = "earlier messages"
    """It depends on what was said before the capture, or was not kept."""


SATISFIED: Final = Satisfied.SATISFIED

Outcome: TypeAlias = "Violated | Satisfied | Reason | None"
"""None where the rule does not apply at all."""

Judged: TypeAlias = Callable[..., bool]
"""A rule of an area: judges a frame, and tells whether it is broken. See ``area.rule``."""


def ident_of(rule: Judged) -> str:
    """Give the id of a rule."""
    return str(rule.ident)  # type: ignore[attr-defined]  # set by ``area.rule``
