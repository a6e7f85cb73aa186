"""Why an automaton has too many runs: the tests for ambiguity of Weber and Seidl.

They follow a few runs on the same text at once, as tuples of the states that they are in.
Final states are left out where the first run into one ends the search (see `pattern_cost`).
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from ocppgen.schema.pattern.components import looping_components

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ocppgen.schema.pattern.nfa import Nfa
    from ocppgen.schema.pattern.work import Work

_States: TypeAlias = tuple[int, ...]

_Graph: TypeAlias = "Sequence[Iterable[int]]"


class Ambiguity:
    """The loops of an automaton, and what runs can do in them."""

    def __init__(self, nfa: Nfa, work: Work) -> None:
        """Find the loops."""
        self._nfa = nfa
        self._work = work
        self._open = [
            [target for target in targets if target not in nfa.final] for targets in nfa.edges
        ]
        self._inner = _within_loops(self._open)
        self._outer = _within_loops([list(targets) for targets in nfa.edges])

    def is_exponential(self) -> bool:
        """Say whether two runs can part in a state and both come back to it.

        Then each time around multiplies the runs by two.
        """
        inner, edges = self._inner, self._nfa.edges
        if any(edges[state][target] > 1 for state, to in enumerate(inner) for target in to):
            return True
        seen = {(state, state) for state, targets in enumerate(inner) if targets}
        to_do: list[_States] = list(seen)
        for pair in to_do:
            for after in self._steps(pair, (inner, inner)):
                left, right = after
                if left == right and pair[0] != pair[1]:
                    return True
                if left < right and after not in seen:
                    seen.add((left, right))
                    to_do.append(after)
        return False

    def is_polynomial(self) -> bool:
        """Say whether on one text a run can stay in a loop, go to another, or stay there.

        Then each time around adds a run to the second loop.
        """
        firsts = [state for state, targets in enumerate(self._outer) if targets]
        seconds = [state for state, targets in enumerate(self._inner) if targets]
        return any(
            first != second and self._goes_round(first, second)
            for first, second in product(firsts, seconds)
        )

    def _goes_round(self, first: int, second: int) -> bool:
        """Say whether a text leads from *first* to itself and *second*, and from that to itself."""
        graphs = (self._outer, self._nfa.edges, self._inner)
        seen: set[_States] = set()
        to_do: list[_States] = [(first, first, second)]
        for triple in to_do:
            for after in self._steps(triple, graphs):
                stays, goes, _ = after
                if after == (first, second, second):
                    return True
                if after not in seen and (goes == stays or goes not in self._nfa.final):
                    seen.add(after)
                    to_do.append(after)
        return False

    def _steps(self, states: _States, graphs: Sequence[_Graph]) -> Iterator[_States]:
        """Give the states that one more character leads to, each run in its own graph."""
        for after in product(
            *(graph[state] for graph, state in zip(graphs, states, strict=True))
        ):
            self._work.spend(4)
            letters = -1
            for state in after:
                letters &= self._nfa.letters[state]
            if letters:
                yield after


def _within_loops(edges: _Graph) -> list[list[int]]:
    """Give the edges that are part of loops."""
    component = looping_components(edges)
    return [
        [target for target in targets if component[target] == component[source] is not None]
        for source, targets in enumerate(edges)
    ]
