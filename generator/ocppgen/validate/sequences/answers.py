"""The answers of one station: to which calls, and which areas take them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.areas.registration import Registration
from ocppgen.validate.sequences.areas.rpc import Rpc
from ocppgen.validate.sequences.dispatch import ANSWERED, HEARD, SINGLE_RESULTS, judge_alone
from ocppgen.validate.sequences.fingerprints import fingerprint
from ocppgen.validate.sequences.frames import NOTHING
from ocppgen.validate.sequences.instants import date_time
from ocppgen.validate.sequences.records import RESULT
from ocppgen.validate.sequences.twice import Twice, is_copy, with_another

if TYPE_CHECKING:
    from ocppgen.validate.sequences.dates import Dates
    from ocppgen.validate.sequences.frames import Answer, Call
    from ocppgen.validate.sequences.records import Record
    from ocppgen.validate.sequences.station import Station

_TELL_THE_TIME: Final = ("BootNotification", "Heartbeat")


class Answers:
    """Takes the answers of a station."""

    __slots__ = ("_dates", "_registration", "_rpc", "_station", "_twice")

    def __init__(self, station: Station, dates: Dates) -> None:
        """Know of no answer; some tell the time, for *dates*."""
        self._station = station
        self._dates = dates
        self._registration = station.of(Registration)
        self._rpc = station.of(Rpc)
        self._twice = Twice()

    def find(
        self, record: Record, now: float | None, *, to_central: bool | None
    ) -> tuple[Call | None, bool]:
        """Find the call of an answer where there is no doubt; tell whether that was all.

        *now* is for durations; *to_central* tells which way the answer went, if that is known.
        """
        ident, result = record.id, record.kind == RESULT
        content = fingerprint(record.error_code, record.payload)
        call = known = None
        if to_central is not None:
            side = self._rpc.both[not to_central]
            call = side.find(ident)
            known = side.of_id(ident) if call is None else call.known
        if now is not None:
            if known is None:
                if self._twice.is_copy(ident, to_central, now, content):
                    return None, True
            elif not known.heard:
                known.heard = now, content
            else:
                heard = known.heard
                known.heard = with_another(heard, now, content)
                if is_copy(heard, now, content):
                    return None, True
        if call is None:
            return None, False
        self._rpc.settle(call)
        call.answered, call.result = True, result
        if call.told is not None:
            call.told.result = result
        taken = call.action in HEARD or call.too_early or self._registration.waits
        return call, not taken

    def take(self, answer: Answer, call: Call | None) -> None:
        """Take an answer, whose call may be looked for still."""
        if not answer.result:
            answer.payload = NOTHING
        if call is None:
            call, certain = self._rpc.find(answer)
            if call is None:
                return
            if answer.to_central is None and call.to_central is not None:
                answer.to_central = not call.to_central
            if not certain:
                answer.blind, answer.payload = True, NOTHING
        self._give(call, answer)

    def come_before(self, call: Call, answer: Answer) -> None:
        """Take a call whose answer the log has before it; what that says is not used."""
        answer.blind, answer.payload = True, NOTHING
        if call.to_central is not None:
            answer.to_central = not call.to_central
        self._give(call, answer)

    def _give(self, call: Call, answer: Answer) -> None:
        if call.action in _TELL_THE_TIME and answer.logged is not None:
            told = date_time(answer.payload, "currentTime")
            if told is not None:
                self._dates.compare(told, answer.logged, self._station.parameters.skew)
        call.answered = True
        call.result = answer.result
        if call.told is not None:
            call.told.result = answer.result
        call.blind = answer.blind
        answer.action = call.action
        if call.too_early or self._registration.waits:
            self._registration.answers(call, answer)
        states = self._station.by_slot
        for area, slot, begun, method in ANSWERED.get(call.action, ()):
            state = states[slot]
            if state is None:
                if begun:
                    continue
                state = self._station.of(area)
            method(state, call, answer)
        if call.action in SINGLE_RESULTS and answer.result and not answer.blind:
            judge_alone(self._station.bench, SINGLE_RESULTS[call.action], answer)
