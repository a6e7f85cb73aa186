"""Sets of characters as sorted ranges of code points, and the sets that ECMA 262 names."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Ranges: TypeAlias = tuple[tuple[int, int], ...]
"""Both ends included; sorted, and neither overlapping nor adjacent."""

LAST = 0x10FFFF


def ranges_of(pairs: Iterable[tuple[int, int]]) -> Ranges:
    """Give the canonical form of any pairs of first and last code points."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(pairs):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(high, merged[-1][1])
        else:
            merged.append((low, high))
    return tuple(merged)


def complement(ranges: Ranges) -> Ranges:
    """Give every character that is not in *ranges*."""
    gaps = []
    start = 0
    for low, high in ranges:
        if start < low:
            gaps.append((start, low - 1))
        start = high + 1
    if start <= LAST:
        gaps.append((start, LAST))
    return tuple(gaps)


@lru_cache(maxsize=256)
def common(left: Ranges, right: Ranges) -> Ranges:
    """Give the characters that are in both sets."""
    return complement(ranges_of((*complement(left), *complement(right))))


ANY: Ranges = ((0, LAST),)

DIGIT: Ranges = ((0x30, 0x39),)

WORD: Ranges = ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A))

NOT_WORD = complement(WORD)

SPACE: Ranges = (
    (0x09, 0x0D),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
)

NOT_LINE_END = complement(((0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029)))
