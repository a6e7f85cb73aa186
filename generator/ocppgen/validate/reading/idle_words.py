"""Words that stand beside names and are no part of them, in whatever language."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocppgen.validate.reading.sample import Item
    from ocppgen.validate.records import Direction

_PURE = 0.8
_FEW = 3


def idle_words(items: Sequence[Item]) -> frozenset[str]:
    """Find words that stand beside names and are none: they go with one direction alone.

    A word in small letters that stands in every line is none, either.
    """
    ways: dict[str, Counter[Direction]] = defaultdict(Counter)
    beside: dict[str, set[str]] = defaultdict(set)
    total: Counter[Direction] = Counter()
    number = 0
    for one in items:
        if one.context.layout:
            continue
        number += 1
        if one.expected:
            total[one.expected] += 1
        for start, end in set(one.context.names.values()):
            name = one.text[start:end]
            if " " not in name:
                continue
            words = name.split(" ")
            for word in set(words):
                ways[word][one.expected] += 1
                beside[word].add(" ".join(other for other in words if other != word))
    idle = set()
    for word, counts in ways.items():
        if len(beside[word]) < 2:  # noqa: PLR2004
            continue
        known = [way for way in counts if way]
        everywhere = sum(counts.values()) >= _PURE * number
        if (word.islower() and everywhere) or (
            len(known) == 1
            and counts[known[0]] >= max(_FEW, _PURE * total[known[0]])
            and len(total) > 1
        ):
            idle.add(word)
    return frozenset(idle)
