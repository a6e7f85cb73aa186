"""OCPP-J: calls, answers and message ids, whatever they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.area import Area, rule
from ocppgen.validate.sequences.exchanges import Orphan, Orphans, Side
from ocppgen.validate.sequences.outcome import Reason, Violated

if TYPE_CHECKING:
    from ocppgen.validate.sequences.exchanges import Known
    from ocppgen.validate.sequences.frames import Answer, Call
    from ocppgen.validate.sequences.outcome import Outcome

_OF_EACH_CALL: Final = (
    "J-4.1.1-one-call-at-a-time",
    "J-4.1.4-id-used-twice",
    "J-4.1.4-id-used-after-reboot",
)
"""These are counted for all calls at once: what is not told otherwise is kept."""

_OVERTAKEN: Final = 16
"""So many open calls are looked at when another one leaves."""


class Rpc(Area):
    """The calls of both sides, and which of them are open."""

    __slots__ = ("_answered", "_calls", "_interrupted", "both", "orphans")

    both: dict[bool | None, Side]
    """By whether the calls go to the central system."""
    orphans: Orphans
    """Answers that may stand just before their calls."""
    _calls: int
    _answered: int
    """How many calls there were, and how many of them were answered."""
    _interrupted: bool
    """There was a gap or a backward jump."""

    def begin(self) -> None:
        """Know of no call."""
        self.both = {True: Side(), False: Side(), None: Side()}
        self.orphans = Orphans()
        self._interrupted = False
        self._calls = self._answered = 0

    # Calls

    def sent(self, call: Call, known: Known | None, *, excused: bool) -> Answer | None:
        """Take a call; give the answer that the log has just before it, if there is one.

        *known* is what is known of its message id.
        """
        side = self.both[call.to_central]
        again = known is not None and known.has(call.key)
        if known is not None and not again:
            self.id_used_twice(call, known)
            self.id_used_after_reboot(call, known)
        if side.open:
            self._overtake(side, call, again=again)
        self._calls += 1
        call.excused = excused
        gone = side.add(call, known, self.station.memory)
        if gone is not None:
            self._give_up(gone, Reason.EARLIER)
        answer = self.orphans.claim(call) if self.orphans.waiting else None
        if answer is not None:
            side.settle(call)
        return answer

    @rule("J-4.1.4-id-used-twice")
    def id_used_twice(self, call: Call, known: Known) -> Outcome:
        """An id belongs to one call."""
        if known.boots != call.boots:
            return None
        return Violated("has the message id of an earlier, different call", (known.line,))

    @rule("J-4.1.4-id-used-after-reboot")
    def id_used_after_reboot(self, call: Call, known: Known) -> Outcome:
        """Ids do not come back after a boot."""
        if known.boots == call.boots:
            return None
        message = "has the message id of a different call before the station's last boot"
        return Violated(message, (known.line,))

    def _overtake(self, side: Side, call: Call, *, again: bool) -> None:
        """Note which open calls this one does not wait for, and which it repeats."""
        timeout = self.station.parameters.call_timeout
        for one in side.open[-_OVERTAKEN:]:
            if one.key == call.key:
                one.excused = True
            if again or one.id == call.id:
                continue
            age = call.after(one)
            if age is None:
                self.station.bench.conclude("J-4.1.1-one-call-at-a-time", call, Reason.NO_TIME)
                return
            if age < timeout:
                one.overtaken = [*(one.overtaken or ()), call]
        for one in side.open[:-_OVERTAKEN]:
            if one.key == call.key:
                one.excused = True

    @rule("J-4.1.1-one-call-at-a-time")
    def one_call_at_a_time(self, _: Call, earlier: Call) -> Outcome:
        """One waits for the answer before the next call."""
        message = f"leaves before the {earlier.action} of line {earlier.line} was answered"
        return Violated(message, (earlier.line,))

    # Answers

    def find(self, answer: Answer) -> tuple[Call | None, bool]:
        """Look for the open call of an answer on every side, and tell whether it is certain."""
        ident = answer.id
        ways = (None,) if answer.to_central is None else (not answer.to_central, None)
        found = [call for way in ways if (call := self.both[way].find(ident)) is not None]
        if answer.to_central is None:
            found += [call for way in (True, False) if (call := self.both[way].find(ident))]
            if len(found) > 1:
                for call in found:
                    self.settle(call)
                return max(found, key=lambda call: call.index), False
        if not found:
            self._without_call(answer, ident)
            return None, False
        self.settle(found[0])
        return found[0], True

    def settle(self, call: Call) -> None:
        """Wait for *call* no more: it was answered."""
        self.both[call.to_central].settle(call)
        self._answered += 1
        if call.overtaken is None:
            return
        for later in call.overtaken:
            if not later.was_overtaking:
                later.was_overtaking = True
                self.one_call_at_a_time(later, call)
        call.overtaken = None

    def _without_call(self, answer: Answer, ident: str | None) -> None:
        """Say what an answer without an open call breaks, unless its call comes next."""
        if answer.to_central is None:
            known = any(side.of_id(ident) for side in self.both.values())
            sent = self.both[True].sent and self.both[False].sent
            own = None
            if known:
                rule_id = "J-4.2.3-answer-to-own-call"
                self.station.bench.conclude(rule_id, answer, Reason.NO_DIRECTION)
                return
        else:
            theirs = self.both[not answer.to_central]
            own = self.both[answer.to_central].of_id(ident)
            known_call = theirs.of_id(ident) or self.both[None].of_id(ident)
            if known_call is not None and known_call.answers < known_call.calls:
                theirs.count_answer(ident)
                return
            sent = theirs.sent
            if known_call is not None and own is None:
                self.orphans.add(Orphan(answer, self.answered_twice, known_call))
                return
        if own is not None:
            self.orphans.add(Orphan(answer, self.answer_to_own_call, own))
        else:
            self.orphans.add(Orphan(answer, self.answer_without_call, sent))

    def look_back(self, index: int | None) -> None:
        """Judge answers whose calls did not come within the lines up to *index*, or at all."""
        for orphan in self.orphans.expired(index):
            orphan.rule(orphan.answer, orphan.known)

    @rule("J-4.1.4-answer-without-call")
    def answer_without_call(self, answer: Answer, sent: bool) -> Outcome:
        """An answer has the id of a call."""
        if self.station.begins_late(answer):
            return Reason.BEGINS_LATE
        if not sent:
            return Reason.GAP if self._interrupted else Reason.BEGINS_LATE
        return Violated("answers a call that the capture does not have; are lines missing?")

    @rule("J-4.1.4-answered-twice")
    def answered_twice(self, answer: Answer, known: Known) -> Outcome:
        """A call has one answer."""
        if self.station.begins_late(answer):
            return Reason.BEGINS_LATE
        return Violated("answers a call that was answered before", (known.line,))

    @rule("J-4.2.3-answer-to-own-call")
    def answer_to_own_call(self, _: Answer, known: Known) -> Outcome:
        """Nobody answers their own call."""
        return Violated("has the id of a call that went the same way", (known.line,))

    # What is never answered

    def interrupt(self, *, gap: bool) -> None:
        """Note a boot, a gap or a backward jump: what happens later proves nothing."""
        until = self.station.clock.before
        for side in self.both.values():
            for call in side.open:
                call.excused = call.excused or not self._is_ignored(side, call, until)
                if gap:
                    self._forget_overtaken(call, Reason.GAP)
            side.answered_up_to = -1
            if gap:
                side.sent = False
                self._interrupted = True

    def _is_ignored(self, side: Side, call: Call, until: float | None) -> bool:
        """Tell whether the conversation went on without an answer to this call."""
        if call.ignored or until is None or call.now is None:
            return call.ignored
        waited = until - call.now > self.station.parameters.prompt
        call.ignored = waited and side.answered_up_to > call.index
        return call.ignored

    def end(self) -> None:
        """Judge what is open at the end of the capture, and count what was kept."""
        self.look_back(None)
        kept = {"J-4.1.1-call-unanswered": self._answered}
        kept |= dict.fromkeys(_OF_EACH_CALL, self._calls)
        for ident, number in kept.items():
            self.station.bench.keep(ident, max(number - self.station.bench.by_rule[ident], 0))
        for side in self.both.values():
            for call in side.open:
                self._is_ignored(side, call, self.station.clock.latest)
                self._give_up(call, Reason.ENDS)

    def _give_up(self, call: Call, reason: Reason) -> None:
        self._forget_overtaken(call, Reason.NO_ANSWER)
        self.call_unanswered(call, reason)

    def _forget_overtaken(self, call: Call, reason: Reason) -> None:
        for later in call.overtaken or ():
            if not later.was_overtaking:
                self.station.bench.conclude("J-4.1.1-one-call-at-a-time", later, reason)
        call.overtaken = None

    @rule("J-4.1.1-call-unanswered")
    def call_unanswered(self, call: Call, reason: Reason) -> Outcome:
        """Every call is answered; *reason* says why nobody waits for the answer any more."""
        if call.excused or call.to_central is None or not call.ignored:
            return reason
        if reason is not Reason.ENDS:
            return reason
        return Violated(
            f"{call.action or 'the call'} was never answered, though later calls were"
        )
