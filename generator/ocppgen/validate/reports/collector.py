"""Everything that a report tells, gathered while the capture goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.validate.records import MISSING, Direction, Kind
from ocppgen.validate.reports.frames import Frame, Tracks
from ocppgen.validate.reports.limits import (
    CARDS_HELD,
    CHANGES_HELD,
    CHANGES_OF_LANE,
    FRAMES_BEHIND,
    REFUSALS,
    STATIONS_HELD,
)
from ocppgen.validate.reports.masking import cut
from ocppgen.validate.reports.problems import Problem, Problems
from ocppgen.validate.reports.schema_rules import rule_id
from ocppgen.validate.reports.share import Share
from ocppgen.validate.reports.station import Shares, Station
from ocppgen.validate.sequences.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen.errors import GeneratorError
    from ocppgen.validate.records import FrameRecord
    from ocppgen.validate.reports.masking import Masks
    from ocppgen.validate.reports.transactions import Moment
    from ocppgen.validate.sequences.finding import Finding

OTHER_STATIONS = "(all other stations)"

GAP = 600.0
"""A silence of more seconds is an outage."""

_TEXT = 60


class Collector:
    """Takes frames and findings; see ``limits.py`` for how much of them it keeps."""

    def __init__(self, masks: Masks, senders: Mapping[str, str], *, gap: float = GAP) -> None:
        """Mask with *masks*; *senders* tells which role sends the requests of an action."""
        self.masks = masks
        self.files: list[str] = []
        self.refusals: list[str] = []
        self.refused_files = 0
        self.stations: dict[str, Station] = {}
        self.problems = Problems()
        self.tally = Tally()
        self.frames = self.faulty = 0
        self.in_others = False
        """There were too many stations to keep them apart."""
        self._senders = senders
        self._gap = gap
        self._tracks = Tracks()
        self._numbers: dict[str, int] = {}
        self._shares = Shares(
            Share(CHANGES_HELD, most=CHANGES_OF_LANE, least=8),
            Share(CARDS_HELD, most=200),
        )

    def frame(self, record: FrameRecord) -> None:
        """Take a frame with its violations."""
        station = self._station(record.station)
        place = self._number(record.file), record.line
        moment = station.moment(record.instant, place)
        station.pass_by(moment, self._gap)
        self.frames += 1
        action = record.action or ""
        self._draw(station, record, moment)
        if isinstance(record.payload, dict):
            call = None if record.call_line is None else (place[0], record.call_line)
            if record.kind is Kind.CALL:
                station.call(action, record.payload, moment)
            elif record.kind is Kind.RESULT:
                station.answer(action, record.payload, call, moment)
        if record.violations:
            self.faulty += 1
            station.faulty += 1
            self._violations(station, record, moment)
        self._show(station, at_end=False)

    def finding(self, finding: Finding) -> None:
        """Take a finding, of a frame that was taken before."""
        station = self._station(finding.connection)
        number = self._number(finding.file)
        frame = station.track.frame((number, finding.line), finding.action or "")
        action = cut(finding.action or "", _TEXT)
        problem = Problem(
            finding.rule,
            finding.severity,
            station.name,
            (number, finding.line),
            tuple((number, line) for line in finding.related),
            frame.at if frame is not None else station.latest,
            frame.label if frame is not None else action,
            action,
            cut(finding.id or "", _TEXT),
            self.masks.message(finding.message),
            finding.source,
        )
        self._problem(station, problem)

    def refused(self, error: GeneratorError) -> None:
        """Take note of a file that could not be read to its end."""
        self.refused_files += 1
        if len(self.refusals) < REFUSALS:
            self.refusals.append(cut(str(error)))

    def file(self, file: str) -> None:
        """Take note of a file, be it without frames."""
        self._number(file)

    def sequences(self, tally: Tally) -> None:
        """Take what the rules over sequences came to."""
        self.tally = tally

    def end(self) -> None:
        """Draw what still waits for frames that did not come."""
        for station in self.stations.values():
            self._show(station, at_end=True)

    def _station(self, name: str | None) -> Station:
        name = name or ""
        station = self.stations.get(name)
        if station is None:
            if len(self.stations) >= STATIONS_HELD:
                name = OTHER_STATIONS
                self.in_others = True
            station = self.stations.setdefault(name, Station(name, self._shares))
        return station

    def _number(self, file: str) -> int:
        number = self._numbers.get(file)
        if number is None:
            number = self._numbers[file] = len(self.files)
            self.files.append(cut(file))
        return number

    def _draw(self, station: Station, record: FrameRecord, moment: Moment) -> None:
        """Keep a frame for the diagrams."""
        payload = record.payload
        text = "" if payload is MISSING else self.masks.payload(record.action, payload)
        if record.error_code is not None:
            text = f"{cut(record.error_code, _TEXT)} {'' if text == '{}' else text}"
        label = cut(record.label, _TEXT)
        if record.kind is Kind.ERROR and record.action:
            label = f"CALLERROR to {cut(record.action, _TEXT)}.req"
        frame = Frame(
            moment.place,
            moment.at,
            label,
            self._to_central_system(station, record),
            text,
            bool(record.violations),
            "" if record.instant is not None else cut(record.time or "", _TEXT),
        )
        self._tracks.add(station.track, frame)

    def _to_central_system(self, station: Station, record: FrameRecord) -> bool | None:
        """Tell which way a frame went: by its action, or else by what the log says.

        Whether ``sent`` is to the central system, frames whose action tells have shown.
        """
        direction = record.direction
        relative = direction in (Direction.SENT, Direction.RECEIVED)
        sender = self._senders.get(record.action or "")
        if sender in ("charge_point", "central_system") and record.kind is not Kind.OTHER:
            up = (sender == "charge_point") is not (record.kind in (Kind.RESULT, Kind.ERROR))
            if relative:
                station.sent_is_up = up is (direction is Direction.SENT)
            return up
        if direction in (Direction.TO_CENTRAL_SYSTEM, Direction.TO_CHARGE_POINT):
            return direction is Direction.TO_CENTRAL_SYSTEM
        if relative and station.sent_is_up is not None:
            return (direction is Direction.SENT) is station.sent_is_up
        return None

    def _violations(self, station: Station, record: FrameRecord, moment: Moment) -> None:
        place = moment.place
        action = cut(record.action or "", _TEXT)
        label = cut(record.label, _TEXT)
        for violation in record.violations:
            pointer = f"{cut(violation.pointer)}: " if violation.pointer else ""
            message = self.masks.message(violation.message, violation.pointer, record.action)
            problem = Problem(
                rule_id(violation.keyword),
                "error",
                station.name,
                place,
                ((place[0], record.call_line),) if record.call_line is not None else (),
                moment.at,
                label,
                action,
                cut(record.id or "", _TEXT),
                pointer + message,
                (
                    f"JSON schema of {label}"
                    if violation.part == "payload"
                    else "OCPP-J 1.6, section 4"
                ),
            )
            self._problem(station, problem)

    def _problem(self, station: Station, problem: Problem) -> None:
        station.problems[problem.severity] += 1
        station.rules[problem.rule] += 1
        station.flags.add((problem.at, problem.severity, problem.rule))
        shown = self.problems.add(problem)
        if shown is not None:
            station.waiting.append((station.frames + FRAMES_BEHIND, shown))

    def _show(self, station: Station, *, at_end: bool) -> None:
        """Draw what is shown, once the frames behind it are there."""
        waiting = station.waiting
        while waiting and (at_end or waiting[0][0] <= station.frames):
            shown = waiting.pop(0)[1]
            problem = shown.problem
            shown.rows = station.track.rows(problem.place, problem.related, problem.action)
