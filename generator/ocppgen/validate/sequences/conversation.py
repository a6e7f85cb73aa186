"""One station's lines, in their order: what each is, and which areas take it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.area import Area
from ocppgen.validate.sequences.areas.registration import Registration
from ocppgen.validate.sequences.areas.rpc import Rpc
from ocppgen.validate.sequences.areas.trigger_messages import TriggerMessages
from ocppgen.validate.sequences.clock import ON, Step
from ocppgen.validate.sequences.dates import Dates
from ocppgen.validate.sequences.dispatch import (
    ANSWERED,
    CALLED,
    HEARD,
    SINGLE_CALLS,
    SINGLE_RESULTS,
)
from ocppgen.validate.sequences.fingerprints import fingerprint
from ocppgen.validate.sequences.frames import NOTHING, Answer, Call, NO_RETRY
from ocppgen.validate.sequences.instants import date_time
from ocppgen.validate.sequences.outcome import Reason, Violated
from ocppgen.validate.sequences.readings import meter_values
from ocppgen.validate.sequences.records import CALL, ERROR, RESULT
from ocppgen.validate.sequences.repeats import Repeats
from ocppgen.validate.sequences.station import Station
from ocppgen.validate.sequences.twice import Twice, is_copy, with_another
from ocppgen.validate.sequences.ways import Polarity

if TYPE_CHECKING:
    from ocppgen.validate.sequences.bench import Bench
    from ocppgen.validate.sequences.parameters import Parameters
    from ocppgen.validate.sequences.records import Record
    from ocppgen.validate.sequences.single import Single

_TRANSACTIONAL: Final = frozenset(("StartTransaction", "StopTransaction", "MeterValues"))
_FORGOTTEN: Final = frozenset(
    (
        "DiagnosticsStatusNotification",
        "FirmwareStatusNotification",
        "Heartbeat",
        "LogStatusNotification",
        "MeterValues",
        "SecurityEventNotification",
        "SignedFirmwareStatusNotification",
        "StatusNotification",
    )
)
"""Calls whose content nobody asks for once they have been seen."""

_ANSWERS: Final = (RESULT, ERROR)
_TELL_THE_TIME: Final = ("BootNotification", "Heartbeat")

NOT_IN_ORDER: Final = "its lines are not in the order of their times"


class Conversation:
    """Judges one station, line by line."""

    __slots__ = (
        "_clock",
        "_dates",
        "_polarity",
        "_registration",
        "_repeats",
        "_rpc",
        "_station",
        "_stopped",
        "_twice",
        "faults",
        "first",
        "frames",
        "last",
    )

    def __init__(self, bench: Bench, parameters: Parameters) -> None:
        """Begin with a station that nothing is known of."""
        self._station = Station(bench, parameters, Area.slots)
        self._registration = self._station.of(Registration)
        self._rpc = self._station.of(Rpc)
        self._clock = self._station.clock
        self._polarity = Polarity()
        self._repeats = Repeats()
        self._twice = Twice()
        self._dates = Dates()
        self._stopped = False
        self.frames = self.faults = 0
        self.first = self.last = ""

    @property
    def gaps(self) -> int:
        """Count the gaps."""
        return self._station.clock.gaps

    @property
    def why_not_judged(self) -> str:
        """Say why not all lines were judged; nothing if they were."""
        return NOT_IN_ORDER if self._stopped else ""

    def add(
        self,
        memory: int,
        line: int,
        way: int,
        time: str,
        now: float | None,
        dated: bool,  # noqa: FBT001  # it is called for every line
        zoned: bool,  # noqa: FBT001  # likewise
        kind: str,
        ident: str | None,
        action: str | None,
        payload: object,
        code: str | None,
        faulty: bool,  # noqa: FBT001  # likewise
    ) -> None:
        """Take the next line, with what a `Record` tells of it.

        *memory* is how many message ids may be remembered.
        """
        index = self.frames = self.frames + 1
        if faulty:
            self.faults += 1
        if time:
            self.last = time
            if not self.first:
                self.first = time
        instant = logged = None
        if now is not None:
            dates = self._dates
            if dates.dated is None:
                dates.begin(dated=dated, zoned=zoned)
            dates.zoned = zoned
            if dated is not dates.dated:
                now = None
            else:
                if dated and (zoned or not dates.shifted):
                    logged = now
                if not self._stopped:
                    step = self._clock.step(now)
                    if step is not ON:
                        self._interrupt(step)
                if dates.believed:
                    instant = logged
        self._station.memory = memory
        frame: Call | Answer
        found: Call | None = None
        if kind == CALL:
            frame = Call()
        elif kind in _ANSWERS and not self._stopped:
            to_central = self._polarity.of_words(way)
            content = fingerprint(code, payload)
            found, done = self._answered(ident, to_central, now, content, result=kind == RESULT)
            if done:
                if self._rpc.orphans.waiting:
                    self._rpc.look_back(index)
                return
            frame = Answer()
            frame.result, frame.error_code, frame.blind = kind == RESULT, code, False
            frame.to_central = to_central
        else:
            return
        frame.line, frame.index, frame.time = line, index, time
        frame.now, frame.instant, frame.logged = now, instant, logged
        frame.id, frame.action = ident, action
        frame.payload = payload if type(payload) is dict else NOTHING
        if isinstance(frame, Call):
            self._call(frame, way, payload)
        else:
            self._answer(frame, found)
        if self._rpc.orphans.waiting:
            self._rpc.look_back(index)

    def end(self) -> None:
        """Judge what is left at the end of the capture."""
        self._rpc.end()
        self._station.deadlines.forget(Reason.CLOCK if self._stopped else Reason.ENDS)

    # Times

    def _interrupt(self, step: Step) -> None:
        """Take a gap or a backward jump."""
        station = self._station
        if step is Step.STOP:
            self._stopped = True
        if step is not Step.GAP:
            self._dates.believed = False
        station.gaps += 1
        station.booted = False
        station.triggers.forget()
        station.deadlines.forget(Reason.GAP if step is Step.GAP else Reason.CLOCK)
        for area in station.states():
            area.on_gap()
        self._rpc.interrupt(gap=True)
        if step is not Step.GAP:
            for area in station.states():
                area.on_jump()

    # Frames

    def _call(self, call: Call, way: int, payload: object) -> None:
        action = call.action
        station, registration, rpc = self._station, self._registration, self._rpc
        call.to_central = self._polarity.to_central(action, way)
        if self._stopped:
            rpc.orphans.claim(call)
            return
        if action == "MeterValues":
            call.values, call.key = meter_values(call.payload)
        else:
            call.key = fingerprint(action, payload)
        known = rpc.both[call.to_central].of_id(call.id)
        if known is not None and call.now is not None:
            sent = known.sent
            known.sent = with_another(sent, call.now, call.key)
            if is_copy(sent, call.now, call.key):
                return
        call.gaps = station.gaps
        if call.to_central:
            self._from_station(call)
        call.boots = station.boots
        excused = False
        if registration.waits:
            if call.to_central is False:
                registration.received(call)
            excused = registration.excuses(call)
        answer = rpc.sent(call, known, excused=excused)
        if action in _TRANSACTIONAL:
            timeout = station.parameters.call_timeout
            self._repeats.add(call, timeout, station.memory)
        if action in station.triggers.by_kind:
            station.of(TriggerMessages).sent(call)
        states = station.by_slot
        for area, slot, begun, method in CALLED.get(action, ()):
            state = states[slot]
            if state is None:
                if begun:
                    continue
                state = station.of(area)
            method(state, call)
        if action in SINGLE_CALLS and call.retry is NO_RETRY:
            self._judge(SINGLE_CALLS[action], call)
        if answer is not None:
            self._answered_before(call, answer)
        if action in _FORGOTTEN:
            call.payload, call.values = NOTHING, ()

    def _from_station(self, call: Call) -> None:
        """Take a call of the station: it may be a boot, answers a trigger, decides what is due."""
        station, registration = self._station, self._registration
        if call.action in station.triggers.by_kind:
            call.trigger = station.triggers.claim(call)
        if call.action != "BootNotification":
            if call.now is not None and call.now > station.deadlines.earliest:
                station.deadlines.decide(call.now)
            if registration.waits:
                registration.sent(call)
        elif registration.is_boot(call):
            self._boot(call)
        elif call.now is not None:
            station.deadlines.decide(call.now)

    def _boot(self, call: Call) -> None:
        station = self._station
        station.boot_in_doubt = call.index > 1 and station.begins_late(call)
        station.boots += 1
        call.boots = station.boots
        station.booted = True
        station.deadlines.forget(Reason.BOOT)
        self._rpc.interrupt(gap=False)
        for area in station.states():
            area.on_boot(call)
        station.triggers.forget()

    def _answered(
        self,
        ident: str | None,
        to_central: bool | None,  # noqa: FBT001  # it is called for every answer
        now: float | None,
        content: int,
        *,
        result: bool,
    ) -> tuple[Call | None, bool]:
        """Find the call of an answer where there is no doubt; tell whether that was all."""
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

    def _answer(self, answer: Answer, call: Call | None) -> None:
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
        self._take(call, answer)

    def _answered_before(self, call: Call, answer: Answer) -> None:
        """Take a call whose answer the log has before it; what that says is not used."""
        answer.blind, answer.payload = True, NOTHING
        if call.to_central is not None:
            answer.to_central = not call.to_central
        self._take(call, answer)

    def _take(self, call: Call, answer: Answer) -> None:
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
            self._judge(SINGLE_RESULTS[call.action], answer)

    def _judge(self, singles: list[Single], frame: Call | Answer) -> None:
        """Judge a message by the rules that it decides alone."""
        bench = self._station.bench
        for single in singles:
            wrong = single.test(frame.payload)
            if wrong is None:
                bench.kept[single.rule] += 1
            else:
                bench.conclude(single.rule, frame, Violated(wrong))
