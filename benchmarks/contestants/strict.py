"""What libraries that convert by annotations leave open, as functions of one value."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from benchmarks.contestants.uris import URI_IN_PYTHON

if TYPE_CHECKING:
    from collections.abc import Callable

_match_uri = re.compile(URI_IN_PYTHON).match


def text(value: Any) -> str:
    """Take a string only."""
    if type(value) is not str:
        raise TypeError
    return value


def text_up_to(length: int) -> Callable[[Any], str]:
    """Make the function that takes a string of at most so many characters."""

    def bounded(value: Any) -> str:
        if type(value) is not str or len(value) > length:
            raise ValueError
        return value

    return bounded


def uri(value: Any) -> str:
    """Take a string with the scheme and the characters of a URI."""
    if type(value) is not str or _match_uri(value) is None:
        raise ValueError
    return value


def integer(value: Any) -> int:
    """Take an integer, and no boolean."""
    if type(value) is not int:
        raise TypeError
    return value


def tenths(value: Any) -> float:
    """Take a multiple of 0.1."""
    if type(value) is int:
        return value
    if type(value) is not float or round(value * 10) / 10 != value:
        raise ValueError
    return value


def moment(value: Any) -> datetime:
    """Take text that names a moment with its time zone."""
    found = datetime.fromisoformat(value.upper())
    if found.tzinfo is None:
        raise ValueError
    return found
