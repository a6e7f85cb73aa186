"""The automaton whose runs are what a backtracking matcher can try.

Each character of the pattern is a state, entered on the characters of its set (a Glushkov
automaton). State 0 is the start of the text, and further states stand for the text before a
match that starts later. State 1 is never entered: edges to it count what is tried in vain,
such as an assertion.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocppgen.schema.pattern.ast import Alt, Chars, Edge, End, Look, Node, Repeat, Seq, Start
from ocppgen.schema.pattern.chars import ANY, NOT_WORD, WORD, Ranges, common
from ocppgen.schema.pattern.error import PatternError
from ocppgen.schema.pattern.fragment import (
    AT_EDGE,
    AT_END,
    AT_START,
    NOT_AT_EDGE,
    UNKNOWN,
    Fragment,
    Ways,
    added,
    extended,
    joined,
)
from ocppgen.schema.pattern.letters import letters_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_POSITIONS = 2_000

_MAX_CONNECTIONS = 100_000

_VAIN = 1

_ATTEMPT: Ways = {(_VAIN, 0): 1}

_TOO_LARGE = "it is too large with its quantifiers written out: lower them"


@dataclass(frozen=True, slots=True)
class Nfa:
    """States by number, with the letters that enter each as the bits of a mask."""

    edges: list[dict[int, int]]
    """The successors of each state, with the number of ways to each."""

    letters: list[int]

    final: frozenset[int]
    """The states in which a match is complete, whatever follows."""

    searching: bool
    """Whether a match may start behind the start of the text."""


def automata(node: Node) -> Iterator[Nfa]:
    """Give the automaton of a whole pattern, and those of its lookaheads.

    As `pattern_parse` lets them stand where the text starts only, each is tried once there.
    """
    if _size(node) > _MAX_POSITIONS:
        raise PatternError(_TOO_LARGE)
    yield _build(node, search=True)
    for look in _looks(node):
        yield _build(look.body, search=False)


def _build(node: Node, *, search: bool) -> Nfa:
    """Give the automaton of *node*, tried everywhere or only at the start of the text."""
    return _Builder(split=_has_edge(node)).whole(node, search=search)


def _looks(node: Node) -> Iterator[Look]:
    """Give the lookaheads."""
    match node:
        case Look():
            yield node
        case Alt(items) | Seq(items):
            for item in items:
                yield from _looks(item)
        case _:
            return


def _size(node: Node) -> int:
    """Count the leaves of *node* with its quantifiers written out."""
    match node:
        case Alt(items) | Seq(items):
            return sum(map(_size, items)) or 1
        case Repeat(body, low, high):
            return _size(body) * (low + 1 if high is None else high)
        case Look(body):
            return _size(body) + 1
        case _:
            return 1


def _has_edge(node: Node) -> bool:
    """Say whether it matters which characters are those of words."""
    match node:
        case Alt(items) | Seq(items):
            return any(map(_has_edge, items))
        case Repeat(body) | Look(body):
            return _has_edge(body)
        case _:
            return isinstance(node, Edge)


class _Builder:
    """Collects states and edges."""

    def __init__(self, *, split: bool) -> None:
        """Start without any; to *split* is to keep word and other characters apart."""
        self._parts = (WORD, NOT_WORD) if split else (ANY,)
        self._sets: list[Ranges] = [(), ()]
        self._edges: list[dict[int, int]] = [{}, {}]
        self._is_word = [False, False]
        self._connections = 0

    def whole(self, node: Node, *, search: bool) -> Nfa:
        """Give the automaton of the whole pattern."""
        body = self._fragment(node)
        final = {position for position, needs in body.last if not needs}
        if any(not needs & ~AT_START for needs in body.empty):
            final.add(0)
        found = self._then(body, Fragment(_ATTEMPT))
        at_start: Ways = {}
        anywhere: Ways = {}
        for (position, needs), ways in found.first.items():
            key = position, needs & ~AT_START
            at_start[key] = at_start.get(key, 0) + ways
            if not needs & AT_START:
                anywhere[key] = ways
        start = {(0, 0): 1}
        self._connect(start, at_start)
        searching = search and any(self._sets[position] for position, _ in anywhere)
        if search and 0 not in final:
            before = self._leaf(ANY).first
            self._connect(start, before)
            self._connect(before, before)
            self._connect(before, anywhere)
        return Nfa(self._edges, letters_of(self._sets), frozenset(final), searching)

    def _fragment(self, node: Node) -> Fragment:
        """Add the states of *node* and the edges between them."""
        match node:
            case Chars(ranges):
                return self._leaf(ranges)
            case Seq(items):
                return self._sequence(items)
            case Alt(options):
                return self._alternatives(options)
            case Repeat(body, low, high):
                return self._repeat(body, low, high)
            case Start():
                return Fragment(_ATTEMPT, empty={AT_START: 1})
            case End():
                return Fragment(_ATTEMPT, empty={AT_END: 1})
            case Edge(negated):
                return Fragment(_ATTEMPT, empty={NOT_AT_EDGE if negated else AT_EDGE: 1})
            case Look():
                return Fragment(_ATTEMPT, empty={UNKNOWN: 1})

    def _leaf(self, ranges: Ranges) -> Fragment:
        """Add the state of one character, or two to keep word and other characters apart."""
        ways: Ways = {}
        for part in self._parts:
            here = common(ranges, part)
            if here:
                ways[self._state(here, is_word=part is WORD), 0] = 1
        if not ways:
            return Fragment(_ATTEMPT)
        return Fragment(ways, dict(ways))

    def _state(self, ranges: Ranges, *, is_word: bool) -> int:
        """Add a state."""
        self._sets.append(ranges)
        self._edges.append({})
        self._is_word.append(is_word)
        return len(self._sets) - 1

    def _sequence(self, items: tuple[Node, ...]) -> Fragment:
        """Add nodes one after the other."""
        whole = Fragment(empty={0: 1})
        for item in items:
            whole = self._then(whole, self._fragment(item))
        return whole

    def _then(self, left: Fragment, right: Fragment) -> Fragment:
        """Put one fragment behind another."""
        self._connect(left.last, right.first)
        return Fragment(
            added(left.first, extended(right.first, left.empty)),
            added(right.last, extended(left.last, right.empty)),
            joined(left.empty, right.empty),
        )

    def _alternatives(self, options: tuple[Node, ...]) -> Fragment:
        """Add nodes of which one is taken."""
        whole = Fragment()
        for option in options:
            found = self._fragment(option)
            whole.first = added(whole.first, found.first)
            whole.last |= found.last
            whole.empty = added(whole.empty, found.empty)
        return whole

    def _repeat(self, body: Node, low: int, high: int | None) -> Fragment:
        """Add copies of *body*: those it needs, then those it may have, each in the last."""
        tail = Fragment(empty={0: 1})
        if high is None:
            tail = self._fragment(body)
            self._connect(tail.last, tail.first)
            if low and not tail.empty:
                low -= 1
            else:
                # `re` ends a repetition at the first body that reads nothing.
                tail.empty = added({0: 1}, tail.empty)
                tail.last = extended(tail.last, tail.empty)
        for _ in range((high or low) - low):
            tail = self._then(self._fragment(body), tail)
            tail.empty = added({0: 1}, tail.empty)
        for _ in range(low):
            tail = self._then(self._fragment(body), tail)
        return tail

    def _connect(self, left: Ways, right: Ways) -> None:
        """Add the edges from where one fragment ends to where another begins."""
        self._connections += len(left) * len(right)
        if self._connections > _MAX_CONNECTIONS:
            raise PatternError(_TOO_LARGE)
        for (source, needs), ways in left.items():
            edges = self._edges[source]
            for (target, more), factor in right.items():
                reached = target if self._can_hold(needs | more, source, target) else _VAIN
                edges[reached] = edges.get(reached, 0) + ways * factor

    def _can_hold(self, needs: int, source: int, target: int) -> bool:
        """Say whether *needs* can hold between two characters."""
        if self._is_word[source] == self._is_word[target]:
            return not needs & (AT_START | AT_END | AT_EDGE)
        return not needs & (AT_START | AT_END | NOT_AT_EDGE)
