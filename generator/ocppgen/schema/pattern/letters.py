"""A small alphabet in place of all characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.schema.pattern.error import PatternError

if TYPE_CHECKING:
    from ocppgen.schema.pattern.chars import Ranges

_MAX_LETTERS = 1_000


def letters_of(sets: list[Ranges]) -> list[int]:
    """Give each set as the mask of its letters.

    A letter stands for the characters that the same sets contain. Only those of which no
    other is in all the same sets and more are kept: on no other text can more be tried.
    """
    distinct = list(dict.fromkeys(sets))
    kept = _largest(_memberships(distinct))
    masks = {
        ranges: sum(1 << bit for bit, members in enumerate(kept) if members >> index & 1)
        for index, ranges in enumerate(distinct)
    }
    return [masks[ranges] for ranges in sets]


def _memberships(sets: list[Ranges]) -> set[int]:
    """Give for every character that is in any set the mask of the sets it is in."""
    changes: dict[int, int] = {}
    for index, ranges in enumerate(sets):
        for low, high in ranges:
            changes[low] = changes.get(low, 0) ^ 1 << index
            changes[high + 1] = changes.get(high + 1, 0) ^ 1 << index
    found = set()
    members = 0
    for code in sorted(changes):
        members ^= changes[code]
        found.add(members)
    return found - {0}


def _largest(masks: set[int]) -> list[int]:
    """Give the masks that are part of no other."""
    kept: list[int] = []
    for mask in sorted(masks, key=lambda mask: (-mask.bit_count(), mask)):
        if all(mask & ~other for other in kept):
            kept.append(mask)
        if len(kept) > _MAX_LETTERS:
            raise PatternError("it tells too many characters apart: use ranges")
    return kept
