"""What the values of settings say, and whether two say the same."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Final

_MOST_DIGITS: Final = 9


def number_in(value: str) -> int | None:
    """Read a number that a setting may have."""
    digits = value.strip()
    plain = digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS
    return int(digits) if plain else None


def named(keys: list[str]) -> str:
    """Name keys: the first, and how many more."""
    more = f" and {len(keys) - 1} more" if len(keys) > 1 else ""
    return f"{keys[0][:50]}{more}"


def alike(one: str, other: str) -> bool:
    """Compare values: as lists without order, without case, as numbers where both are."""
    left, right = (
        sorted(word.strip().casefold() for word in value.split(",")) for value in (one, other)
    )
    if left == right:
        return True
    try:
        numbers = Decimal(one.strip()), Decimal(other.strip())
    except InvalidOperation:
        return False
    return numbers[0] == numbers[1]
