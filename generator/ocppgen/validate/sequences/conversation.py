"""One station's lines, in their order: when each was logged, and who takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from ocppgen.validate.sequences.answers import Answers
from ocppgen.validate.sequences.area import Area
from ocppgen.validate.sequences.areas.rpc import Rpc
from ocppgen.validate.sequences.calls import Calls
from ocppgen.validate.sequences.clock import ON, Step
from ocppgen.validate.sequences.dates import Dates
from ocppgen.validate.sequences.frames import NOTHING, Answer, Call
from ocppgen.validate.sequences.outcome import Reason
from ocppgen.validate.sequences.records import CALL, ERROR, RESULT
from ocppgen.validate.sequences.station import Station
from ocppgen.validate.sequences.ways import Polarity

if TYPE_CHECKING:
    from ocppgen.validate.sequences.bench import Bench
    from ocppgen.validate.sequences.parameters import Parameters
    from ocppgen.validate.sequences.records import Record

_Times: TypeAlias = "tuple[float | None, float | None, float | None]"
"""What a frame has as ``now``, ``instant`` and ``logged``."""

_NO_TIME: Final[_Times] = (None, None, None)
_ANSWERS: Final = (RESULT, ERROR)

NOT_IN_ORDER: Final = "its lines are not in the order of their times"


class Conversation:
    """Judges one station, line by line."""

    __slots__ = (
        "_answers",
        "_calls",
        "_clock",
        "_dates",
        "_polarity",
        "_rpc",
        "_station",
        "_stopped",
        "faults",
        "first",
        "frames",
        "last",
    )

    def __init__(self, bench: Bench, parameters: Parameters) -> None:
        """Begin with a station that nothing is known of."""
        self._station = Station(bench, parameters, Area.slots)
        self._rpc = self._station.of(Rpc)
        self._clock = self._station.clock
        self._polarity = Polarity()
        self._dates = Dates()
        self._answers = Answers(self._station, self._dates)
        self._calls = Calls(self._station, self._answers)
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
        _, _, way, time, now, dated, zoned, kind, _, action, payload, code, faulty = record
        self.frames += 1
        if faulty:
            self.faults += 1
        if time:
            self.last = time
            if not self.first:
                self.first = time
        times = _NO_TIME if now is None else self._times(now, dated=dated, zoned=zoned)
        self._station.memory = memory
        if kind == CALL:
            call = Call()
            self._place(call, record, times)
            call.to_central = self._polarity.to_central(action, way)
            if self._stopped:
                self._rpc.orphans.claim(call)
            else:
                self._calls.take(call, payload)
        elif kind not in _ANSWERS:
            return
        elif not self._stopped:
            to_central = self._polarity.of_words(way)
            found, done = self._answers.find(record, times[0], to_central=to_central)
            if not done:
                answer = Answer()
                self._place(answer, record, times)
                answer.to_central, answer.blind = to_central, False
                answer.result, answer.error_code = kind == RESULT, code
                self._answers.take(answer, found)
        if self._rpc.orphans.waiting:
            self._rpc.look_back(self.frames)

    def end(self) -> None:
        """Judge what is left at the end of the capture."""
        self._rpc.end()
        self._station.deadlines.forget(Reason.CLOCK if self._stopped else Reason.ENDS)

    def _place(self, frame: Call | Answer, record: Record, times: _Times) -> None:
        """Say of a frame where it stands, and what it holds."""
        payload = record.payload
        frame.line, frame.index, frame.time = record.line, self.frames, record.time
        frame.now, frame.instant, frame.logged = times
        frame.id, frame.action = record.id, record.action
        frame.payload = payload if type(payload) is dict else NOTHING

    def _times(self, now: float, *, dated: bool, zoned: bool) -> _Times:
        """Take the time of a line: say what it is good for."""
        dates = self._dates
        if dates.dated is None:
            dates.begin(dated=dated, zoned=zoned)
        dates.zoned = zoned
        if dated is not dates.dated:
            return _NO_TIME
        logged = now if dated and (zoned or not dates.shifted) else None
        if not self._stopped:
            step = self._clock.step(now)
            if step is not ON:
                self._interrupt(step)
        return now, logged if dates.believed else None, logged

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
