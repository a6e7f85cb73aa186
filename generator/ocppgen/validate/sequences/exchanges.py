"""Which answer belongs to which call, on one station.

A call is answered by what has its id and goes the other way. Of several open calls with the id
the latest is answered, and the earlier ones need no answer any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ocppgen.validate.sequences.bounded import Latest

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Answer, Call
    from ocppgen.validate.sequences.outcome import Judged
    from ocppgen.validate.sequences.twice import Logged

MOST_OPEN: Final = 64
"""So many calls of a side are waited for; then the oldest is given up."""

AHEAD_LINES: Final = 20
AHEAD_SECONDS: Final = 1.0
"""How far after its answer a call may stand in the log."""

_MOST_KEYS: Final = 8


class Known:
    """What is known of the calls of one message id."""

    __slots__ = ("_others", "answers", "boots", "calls", "heard", "key", "line", "sent")

    def __init__(self, call: Call) -> None:
        """Begin with one."""
        self.line = call.line
        """The line of the latest."""
        self.boots = call.boots
        """How often the station had booted by then."""
        self.key = call.key
        """The fingerprint of the first one."""
        self._others: tuple[int, ...] = ()
        """Those of others."""
        self.calls = 1
        self.answers = 0
        now = call.now
        self.sent: Logged = () if now is None else (now, call.key)
        """When they were logged."""
        self.heard: Logged = ()
        """When their answers were logged."""

    def add(self, call: Call) -> None:
        """Take another one."""
        self.line, self.boots = call.line, call.boots
        self.calls += 1
        if not self.has(call.key):
            self._others = (*self._others[-_MOST_KEYS + 2 :], call.key)

    def has(self, key: int) -> bool:
        """Tell whether one of them has this fingerprint."""
        return key == self.key or key in self._others


class Side:
    """The calls of one side."""

    __slots__ = ("answered_up_to", "known", "open", "sent")

    def __init__(self) -> None:
        """Know of no call."""
        self.open: list[Call] = []
        self.known: Latest[int, Known] = Latest()
        """By the hash of the message id, which is smaller."""
        self.sent = False
        """It has sent a call since the present part of the conversation began."""
        self.answered_up_to = -1
        """The index of the latest call that was answered since then."""

    def add(self, call: Call, known: Known | None, most: int) -> Call | None:
        """Take a call and remember *most* ids; give the call that is not waited for any more.

        *known* is what is known of its id.
        """
        if known is None:
            known = Known(call)
        else:
            known.add(call)
        self.known.put(hash(call.id), known, most)
        call.known = known
        self.sent = True
        self.open.append(call)
        return self.open.pop(0) if len(self.open) > MOST_OPEN else None

    def find(self, ident: str | None) -> Call | None:
        """Find the latest open call with this id."""
        for call in reversed(self.open):
            if call.id == ident:
                return call
        return None

    def settle(self, call: Call) -> None:
        """Wait for *call* no more, nor for earlier ones with its id."""
        index, ident = call.index, call.id
        if len(self.open) == 1:
            del self.open[0]
        else:
            self.open = [one for one in self.open if one.id != ident or one.index > index]
        self.answered_up_to = max(self.answered_up_to, index)
        call.known.answers += 1

    def of_id(self, ident: str | None) -> Known | None:
        """Give what is known of an id."""
        return self.known.get(hash(ident))

    def count_answer(self, ident: str | None) -> None:
        """Note that an answer with this id has come."""
        known = self.known.get(hash(ident))
        if known is not None:
            known.answers += 1


class Orphan(NamedTuple):
    """An answer without an open call, which may stand just before its call."""

    answer: Answer
    rule: Judged
    """What is broken if no call comes."""
    known: object
    """What the rule goes by."""


class Orphans:
    """Answers whose calls are looked for in the lines that follow."""

    __slots__ = ("waiting",)

    def __init__(self) -> None:
        """Look for no call."""
        self.waiting: list[Orphan] = []

    def add(self, orphan: Orphan) -> None:
        """Look for the call of an answer."""
        self.waiting.append(orphan)

    def claim(self, call: Call) -> Answer | None:
        """Find the answer that stands just before a call."""
        for orphan in self.waiting:
            answer = orphan.answer
            if answer.id == call.id and _may_be(answer, call):
                self.waiting.remove(orphan)
                return answer
        return None

    def expired(self, index: int | None) -> list[Orphan]:
        """Take out those whose lines are over with the line *index*, or all."""
        if index is None:
            gone, self.waiting = self.waiting, []
        else:
            limit = index - AHEAD_LINES
            gone = [one for one in self.waiting if one.answer.index <= limit]
            if gone:
                self.waiting = [one for one in self.waiting if one.answer.index > limit]
        return gone


def _may_be(answer: Answer, call: Call) -> bool:
    if answer.to_central is not None and answer.to_central == call.to_central:
        return False
    late = call.after(answer)
    return late is None or late <= AHEAD_SECONDS
