"""One station's lines, in their order: what each is, and which areas take it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.area import Area
from ocppgen.validate.sequences.areas import AREAS
from ocppgen.validate.sequences.areas.registration import Registration
from ocppgen.validate.sequences.areas.rpc import Rpc
from ocppgen.validate.sequences.clock import Step
from ocppgen.validate.sequences.fingerprints import fingerprint, fingerprint_of_values
from ocppgen.validate.sequences.frames import NOTHING, Answer, Call, Retry
from ocppgen.validate.sequences.instants import date_time
from ocppgen.validate.sequences.outcome import Reason, Violated
from ocppgen.validate.sequences.readings import entries
from ocppgen.validate.sequences.records import CALL, ERROR, RESULT
from ocppgen.validate.sequences.repeats import Repeats
from ocppgen.validate.sequences.single import SINGLES
from ocppgen.validate.sequences.station import Station
from ocppgen.validate.sequences.twice import Twice
from ocppgen.validate.sequences.ways import Polarity

if TYPE_CHECKING:
    from collections.abc import Callable

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

_KINDS: Final = (CALL, RESULT, ERROR)
_SINGLE_CALLS: Final = SINGLES[CALL]
_SINGLE_RESULTS: Final = SINGLES[RESULT]
_TELL_THE_TIME: Final = ("BootNotification", "Heartbeat")
_ZONE: Final = 840.0
"""The zones of the world are at least a quarter of an hour apart; a minute for the clocks."""

NOT_IN_ORDER: Final = "its lines are not in the order of their times"

_CALLED: Final[dict[str | None, list[tuple[type[Area], int, Callable[..., None]]]]] = {}
_ANSWERED: Final[dict[str | None, list[tuple[type[Area], int, Callable[..., None]]]]] = {}
"""By action, the methods that take a frame, each with its area and its slot."""
for _area in AREAS:
    for _table, _names in ((_CALLED, _area.called), (_ANSWERED, _area.answered)):
        for _action, _methods in _names.items():
            _table.setdefault(_action, []).extend(
                (_area, _area.slot, getattr(_area, _name)) for _name in _methods
            )


class Conversation:
    """Judges one station, line by line."""

    __slots__ = (
        "_believed",
        "_clock",
        "_dated",
        "_polarity",
        "_registration",
        "_repeats",
        "_rpc",
        "_shifted",
        "_station",
        "_stopped",
        "_twice",
        "_zoned",
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
        self._dated: bool | None = None
        self._shifted = self._believed = False
        self._zoned = True
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

    def add(self, record: Record, memory: int) -> None:
        """Take the next line; *memory* is how many message ids may be remembered."""
        line, _, way, time, now, dated, zoned, kind, ident, action, payload, code, faulty = (
            record
        )
        index = self.frames = self.frames + 1
        if faulty:
            self.faults += 1
        if time:
            self.last = time
            if not self.first:
                self.first = time
        instant = logged = None
        if now is not None:
            if self._dated is None:
                self._dated, self._believed = dated, zoned
            self._zoned = zoned
            if dated is not self._dated:
                now = None
            else:
                if dated and (zoned or not self._shifted):
                    logged = now
                if not self._stopped:
                    step = self._clock.step(now)
                    if step is not Step.ON:
                        self._interrupt(step)
                if self._believed:
                    instant = logged
        if kind not in _KINDS:
            return
        frame: Call | Answer = Call() if kind == CALL else Answer()
        frame.line, frame.index, frame.time = line, index, time
        frame.now, frame.instant, frame.logged = now, instant, logged
        frame.id, frame.action = ident, action
        frame.payload = payload if type(payload) is dict else NOTHING
        self._station.memory = memory
        if isinstance(frame, Call):
            self._call(frame, way, payload)
        else:
            frame.result, frame.error_code, frame.blind = kind == RESULT, code, False
            self._answer(frame, way, payload)
        if self._rpc.orphans.waiting:
            self._rpc.look_back(index)

    def end(self) -> None:
        """Judge what is left at the end of the capture."""
        self._rpc.end()
        self._station.deadlines.forget(Reason.CLOCK if self._stopped else Reason.ENDS)

    # Times

    def _compare_clocks(self, answer: Answer) -> None:
        """Find out whether the log has the clock of the central system.

        Times without a zone may be those of another zone than UTC, and what was set back may be
        wrong: neither is compared with the dates of payloads before this has shown that it may.
        """
        told = date_time(answer.payload, "currentTime")
        if told is None or answer.logged is None:
            return
        differs = abs(told - answer.logged)
        if differs <= self._station.parameters.skew:
            self._believed = True
        elif differs > _ZONE and not self._zoned:
            self._shifted, self._believed = True, False

    def _interrupt(self, step: Step) -> None:
        """Take a gap or a backward jump."""
        station = self._station
        if step is Step.STOP:
            self._stopped = True
        if step is not Step.GAP:
            self._believed = False
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
        call.to_central = self._polarity.to_central(action, way)
        if action == "MeterValues":
            call.values = entries(call.payload)
            call.key = fingerprint_of_values(call.payload)
        else:
            call.key = fingerprint(action, payload)
        station, registration = self._station, self._registration
        if self._twice.is_copy(call, call.key, station.memory):
            return
        call.gaps = station.gaps
        if self._stopped:
            call.boots = station.boots
            self._rpc.orphans.claim(call)
            return
        if call.to_central:
            self._from_station(call)
        call.boots = station.boots
        excused = False
        if registration.waits:
            if call.to_central is False:
                registration.received(call)
            excused = registration.excuses(call)
        answer = self._rpc.sent(call, excused=excused)
        if action in _TRANSACTIONAL:
            timeout = station.parameters.call_timeout
            self._repeats.add(call, timeout, station.memory)
        states = station.by_slot
        for area, slot, method in _CALLED.get(action, ()):
            method(states[slot] or station.of(area), call)
        if action in _SINGLE_CALLS and call.retry is Retry.NO:
            self._judge(_SINGLE_CALLS[action], call)
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

    def _answer(self, answer: Answer, way: int, payload: object) -> None:
        answer.to_central = self._polarity.of_words(way)
        content = fingerprint(answer.error_code, payload)
        if self._twice.is_copy(answer, content, self._station.memory):
            return
        if not answer.result:
            answer.payload = NOTHING
        if self._stopped:
            return
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
        if call.action in _TELL_THE_TIME:
            self._compare_clocks(answer)
        call.answered = True
        call.result = answer.result
        if call.told is not None:
            call.told.result = answer.result
        call.blind = answer.blind
        answer.action = call.action
        if call.too_early or self._registration.waits:
            self._registration.answers(call, answer)
        states = self._station.by_slot
        for area, slot, method in _ANSWERED.get(call.action, ()):
            method(states[slot] or self._station.of(area), call, answer)
        if call.action in _SINGLE_RESULTS and answer.result and not answer.blind:
            self._judge(_SINGLE_RESULTS[call.action], answer)

    def _judge(self, singles: list[Single], frame: Call | Answer) -> None:
        """Judge a message by the rules that it decides alone."""
        bench = self._station.bench
        for single in singles:
            wrong = single.test(frame.payload)
            if wrong is None:
                bench.kept[single.rule] += 1
            else:
                bench.conclude(single.rule, frame, Violated(wrong))
