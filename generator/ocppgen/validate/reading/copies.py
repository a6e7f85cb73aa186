"""Find lines that tell again what other lines tell, with less."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocppgen.validate.reading.sample import Item

_PURE = 0.8
_FEW = 3


def copies_in(items: Sequence[Item]) -> frozenset[str]:
    """Find the groups of lines that tell again what the others tell."""
    by_group: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(items):
        by_group[one.context.group].append(number)
    if len(by_group) < 2:  # noqa: PLR2004
        return frozenset()
    copies = set()
    for group, numbers in by_group.items():
        known = items[numbers[0]].context.copy
        if not known and items[numbers[0]].context.layout:
            continue
        twins = sum(_has_twin(items, number, group) for number in numbers)
        readable = sum(items[number].place.frame is not None for number in numbers)
        if known:
            if len(numbers) < len(items) and twins >= readable / 2:
                copies.add(group)
        elif twins >= max(_FEW, _PURE * readable) and _poorer(items, group):
            copies.add(group)
    return frozenset(copies)


def _has_twin(items: Sequence[Item], number: int, group: str) -> bool:
    frame = items[number].place.frame
    for other in range(max(0, number - 3), min(len(items), number + 4)):
        one = items[other]
        if one.context.group != group and one.place.frame == frame and frame is not None:
            return True
    return False


def _poorer(items: Sequence[Item], group: str) -> bool:
    """Tell whether the lines of a group say less of the station than the others."""
    mine = max(len(one.context.names) for one in items if one.context.group == group)
    rest = [
        len(one.context.names) + 2 * bool(one.context.layout)
        for one in items
        if one.context.group != group
    ]
    return bool(rest) and (mine <= max(rest))
