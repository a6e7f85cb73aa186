"""Bounds for how much a backtracking matcher can try on any text.

A matcher can try every run of the automaton on the text, each on its own. So the number of
runs on the first characters of a text, summed over their number, bounds the steps it takes.
All texts are followed at once, by the counts of runs that end in each state.

Runs into a final state need care. Once one is tried, the search ends before anything but
what goes on from there is tried. So of all such runs on a text one at most is followed by
others, and after each character a single run in a single final state is left to count.
"""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import chain, count
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ocppgen.schema.pattern.nfa import Nfa
    from ocppgen.schema.pattern.work import Work

_MAX_STEPS = 110_000_000
"""How many steps on a text of bounded length are acceptable: seconds at the worst."""

_FEW_STEPS = 1_000_000
"""How many always are: some hundredths of a second."""

_STEPS_OF_A_PAIR = 10
"""How many more are for each pair of characters: a short text must not take seconds."""

_MAX_ATTEMPTS = 600
"""How many steps for one character are acceptable on a text of any length."""

_Counts: TypeAlias = dict[int, int]
"""The number of runs by the state they end in."""


def is_linear(nfa: Nfa, work: Work) -> bool:
    """Say whether the number of runs stays small on every text."""
    search = _Search(nfa, work)
    known = _Largest(work)
    # Those with the most runs first: they lead to a refusal, or make others needless.
    order = count(0, -1)
    to_do = [(0, next(order), {0: 1})]
    while to_do:
        counts = heappop(to_do)[-1]
        if search.attempts(counts) > _MAX_ATTEMPTS:
            return False
        for after in known.added(search.successors(counts)):
            heappush(to_do, (-sum(after.values()), next(order), after))
    return True


def is_short(nfa: Nfa, length: int, work: Work) -> bool:
    """Say whether the steps are few on every text of up to *length* characters."""
    search = _Search(nfa, work)
    most = min(_MAX_STEPS, _FEW_STEPS + _STEPS_OF_A_PAIR * length**2)
    steps = 0
    level = [{0: 1}]
    for _ in range(length + 1):
        steps += max(map(search.attempts, level), default=0)
        if steps > most:
            return False
        level = _Largest(work).added(chain.from_iterable(map(search.successors, level)))
    return True


class _Search:
    """Follows counts of runs from character to character."""

    def __init__(self, nfa: Nfa, work: Work) -> None:
        """Count all that is done as *work*."""
        self._nfa = nfa
        self._work = work
        self._ways = [sum(targets.values()) for targets in nfa.edges]

    def attempts(self, counts: _Counts) -> int:
        """Give the number of steps that are tried at the next character."""
        return sum(runs * self._ways[state] for state, runs in counts.items())

    def successors(self, counts: _Counts) -> Iterator[_Counts]:
        """Give the counts after one more character, for all characters that matter."""
        for entered in self._by_letter(counts):
            others = {
                state: runs for state, runs in entered.items() if state not in self._nfa.final
            }
            if len(others) == len(entered):
                yield others
            for state in entered.keys() - others.keys():
                yield {**others, state: 1}

    def _by_letter(self, counts: _Counts) -> Iterable[_Counts]:
        """Give the states that are entered, for each letter that enters any."""
        entered: _Counts = {}
        for state, runs in counts.items():
            targets = self._nfa.edges[state]
            self._work.spend(len(targets) + 1)
            for target, ways in targets.items():
                entered[target] = entered.get(target, 0) + runs * ways
        by_letter: dict[int, _Counts] = {}
        for state, runs in entered.items():
            for letter in _bits(self._nfa.letters[state]):
                self._work.spend(1)
                by_letter.setdefault(letter, {})[state] = runs
        return by_letter.values()


class _Largest:
    """Counts of runs of which none is below one that was added before.

    More runs can only lead to more runs, so those below others need not be followed.
    """

    def __init__(self, work: Work) -> None:
        """Start with none."""
        self._by_state: dict[int, list[_Counts]] = {}
        self._work = work

    def added(self, found: Iterable[_Counts]) -> list[_Counts]:
        """Add what was found, and give those that are not below others."""
        by_size = sorted(found, key=lambda counts: -sum(counts.values()))
        return [counts for counts in by_size if self._add(counts)]

    def _add(self, counts: _Counts) -> bool:
        """Add *counts*, unless they are below some that are here."""
        rivals = min((self._by_state.get(state, []) for state in counts), key=len, default=[])
        for rival in rivals:
            self._work.spend(len(counts))
            if all(rival.get(state, 0) >= runs for state, runs in counts.items()):
                return False
        for state in counts:
            self._by_state.setdefault(state, []).append(counts)
        return bool(counts)


def _bits(mask: int) -> Iterator[int]:
    """Give the numbers of the bits that are set."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
