"""A whole capture: its frames in, findings out, station by station."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, TypeAlias

from ocppgen.validate.records import made
from ocppgen.validate.sequences.bench import Bench
from ocppgen.validate.sequences.conversation import Conversation
from ocppgen.validate.sequences.instants import log_time
from ocppgen.validate.sequences.outcome import Reason
from ocppgen.validate.sequences.parameters import Parameters
from ocppgen.validate.sequences.records import Record
from ocppgen.validate.sequences.rules import load_rules
from ocppgen.validate.sequences.tally import RuleTally, StationSummary, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ocppgen.validate.records import CheckedFrame
    from ocppgen.validate.sequences.finding import Finding
    from ocppgen.validate.sequences.rules import Rule

_IDS_IN_ALL: Final = 120_000
_IDS_AT_LEAST: Final = 12
_IDS_AT_MOST: Final = 4096
"""So many message ids are remembered, of all stations together and of each."""


Judged: TypeAlias = "tuple[CheckedFrame, str | None, int, bool]"
"""A frame, the action that it calls or answers, its line from 1, and whether it is faulty."""


class Engine:
    """Judges one capture, whose memory is bounded per station."""

    def __init__(
        self,
        file: str,
        rules: Mapping[str, Rule] | None = None,
        parameters: Parameters | None = None,
    ) -> None:
        """Call the capture *file*; judge by *rules*, by default by all."""
        self._file = file
        self._rules = load_rules() if rules is None else rules
        self._parameters = parameters or Parameters()
        self._counts = {ident: RuleTally() for ident in self._rules}
        self._kept = dict.fromkeys(load_rules(), 0)
        self._undecided = {ident: dict.fromkeys(map(str, Reason), 0) for ident in self._kept}
        self._stations: dict[str, Conversation] = {}
        self._benches: dict[str, Bench] = {}
        self._findings: list[Finding] = []
        self._memory = _IDS_AT_MOST

    def add(self, record: Record) -> list[Finding]:
        """Take the next frame; give what is certain now."""
        station = self._stations.get(record.station)
        if station is None:
            station = self._new(record.station)
        station.add(record, self._memory)
        return self._taken() if self._findings else _NOTHING

    def take(self, frames: Iterable[Judged]) -> dict[int, list[Finding]]:
        """Take the next frames as the command has checked them, with their payloads.

        Give what is certain now, by the number of the frame that made it certain. Stations do
        not know of each other: the frames of one are taken together, since what is known of it
        is then at hand.
        """
        by_station: dict[str, list[tuple[int, int, Judged]]] = {}
        for number, judged in enumerate(frames):
            name = judged[0].station
            if name not in self._stations:
                self._new(name)
            mine = by_station.get(name)
            if mine is None:
                mine = by_station[name] = []
            mine.append((number, self._memory, judged))
        found: dict[int, list[Finding]] = {}
        findings = self._findings
        for name, mine in by_station.items():
            add = self._stations[name].add
            for number, memory, (frame, action, line, faulty) in mine:
                _, _, kind, _, way, ident, _, _, time, payload, code, *_ = frame
                point = log_time(time) if time else None
                now, dated, zoned = _NO_TIME if point is None else point
                content = kind, ident, action, payload, code, faulty
                record = made(Record, (line, name, way, time, now, dated, zoned, *content))
                add(record, memory)
                if findings:
                    found[number] = self._taken()
        return found

    def end(self) -> list[Finding]:
        """Give what is certain at the end of the capture."""
        for station in self._stations.values():
            station.end()
        return self._taken()

    @property
    def tally(self) -> Tally:
        """The counts so far."""
        stations = [
            StationSummary(
                file=self._file,
                connection=name,
                first=one.first,
                last=one.last,
                frames=one.frames,
                faults=one.faults,
                gaps=one.gaps,
                findings=dict(self._benches[name].by_rule),
                judged=not one.why_not_judged,
                why=one.why_not_judged,
            )
            for name, one in self._stations.items()
        ]
        for ident, counts in self._counts.items():
            counts.satisfied = self._kept[ident]
            reasons = self._undecided[ident]
            counts.undecidable = Counter({why: one for why, one in reasons.items() if one})
        return Tally(dict(self._counts), stations)

    def _new(self, name: str) -> Conversation:
        bench = Bench(
            self._file,
            name,
            self._rules,
            self._counts,
            self._kept,
            self._undecided,
            self._findings,
        )
        self._benches[name] = bench
        self._stations[name] = Conversation(bench, self._parameters)
        memory = _IDS_IN_ALL // len(self._stations)
        self._memory = min(max(memory, _IDS_AT_LEAST), _IDS_AT_MOST)
        return self._stations[name]

    def _taken(self) -> list[Finding]:
        taken = [*self._findings]
        self._findings.clear()
        return taken


_NOTHING: Final[list[Finding]] = []
_NO_TIME: Final = (None, False, False)


def judge(
    records: Iterable[Record],
    file: str = "",
    rules: Mapping[str, Rule] | None = None,
    parameters: Parameters | None = None,
) -> Iterator[Finding]:
    """Judge the frames of one capture; findings come as soon as they are certain."""
    engine = Engine(file, rules, parameters)
    for record in records:
        yield from engine.add(record)
    yield from engine.end()
