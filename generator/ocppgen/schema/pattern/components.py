"""The strongly connected components of a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def looping_components(successors: Sequence[Iterable[int]]) -> list[int | None]:
    """Give every node a number for its component, or `None` where no path leads back to it.

    Two searches (Kosaraju): nodes in the order in which the first is done with them; then
    the second, against the edges and from the last to the first, finds one component at a time.
    """
    predecessors: list[list[int]] = [[] for _ in successors]
    for node, targets in enumerate(successors):
        for target in targets:
            predecessors[target].append(node)
    order = list(_postorder(successors))
    found: list[int | None] = [None] * len(successors)
    seen: set[int] = set()
    for root in reversed(order):
        members = _reached(root, predecessors, seen)
        if len(members) > 1 or root in successors[root]:
            for member in members:
                found[member] = root
    return found


def _postorder(successors: Sequence[Iterable[int]]) -> Iterator[int]:
    """Give each node once all that was reached through it is done."""
    seen: set[int] = set()
    for root in range(len(successors)):
        path = [(root, iter(successors[root]))] if root not in seen else []
        seen.add(root)
        while path:
            node, rest = path[-1]
            target = next((target for target in rest if target not in seen), None)
            if target is None:
                path.pop()
                yield node
            else:
                seen.add(target)
                path.append((target, iter(successors[target])))


def _reached(root: int, edges: Sequence[Iterable[int]], seen: set[int]) -> list[int]:
    """Give the nodes that *root* leads to and that were not *seen*, and note them there."""
    if root in seen:
        return []
    seen.add(root)
    members = [root]
    for node in members:
        for target in edges[node]:
            if target not in seen:
                seen.add(target)
                members.append(target)
    return members
