"""What the page says, ready for its templates: all words chosen, all texts masked and short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocppgen.validate.reports import limits, schema_rules
from ocppgen.validate.reports.cards import Cards
from ocppgen.validate.reports.clock import length
from ocppgen.validate.reports.entries import Statements, entry, name_of, short_name
from ocppgen.validate.reports.masking import cut
from ocppgen.validate.reports.problems import SEVERITIES
from ocppgen.validate.reports.rule_rows import broken_rules, other_rules
from ocppgen.validate.reports.timeline import timeline
from ocppgen.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ocppgen.validate.reports.collector import Collector
    from ocppgen.validate.reports.problems import Shown
    from ocppgen.validate.reports.station import Station
    from ocppgen.validate.sequences.rules import Rule

_FILES_NAMED = 3


def document(collector: Collector, rules: Mapping[str, Rule]) -> dict[str, Any]:
    """Give what the templates need; *rules* are those over sequences that were asked for."""
    return _Document(collector, rules).context()


class _Document:
    def __init__(self, collector: Collector, rules: Mapping[str, Rule]) -> None:
        self._all = collector
        self._statements = Statements(rules)
        self._judged = bool(rules)
        self._shown = list(collector.problems.shown())
        self._left_out: list[str] = []

    def context(self) -> dict[str, Any]:
        every = sorted(self._all.stations.values(), key=_worst_first)
        listed, drawn = every[: limits.STATIONS_LISTED], every[: limits.STATIONS_DRAWN]
        numbers = {station.name: number for number, station in enumerate(drawn, 1)}
        stations = self._stations(drawn, numbers)
        tally = self._all.tally
        rules = broken_rules(self._all.problems, self._statements, tally.rules)
        if self._all.in_others:
            words = (
                f"The first {limits.STATIONS_HELD:,} stations are told apart, and no others."
            )
            self._left_out.append(words)
        unnamed = self._all.refused_files - len(self._all.refusals)
        self._note(unnamed, "more files could not be read to their end")
        self._note(len(every) - len(listed), "stations are not in the table of stations")
        self._note(len(every) - len(drawn), "stations have no timeline and no cards")
        self._note(len(self._all.problems.counts) - len(rules), "rules are not in the table")
        total = sum(self._all.problems.counts.values())
        self._note(
            total - len(self._shown),
            "violations and findings are counted, but not shown one by one",
        )
        return {
            "title": self._title(),
            "files": self._all.files,
            "refusals": self._all.refusals,
            "version": __version__,
            "judged": self._judged,
            "period": _period(every),
            "counts": self._counts(),
            "station_rows": [self._row(one, numbers) for one in listed],
            "most": max((sum(one.problems.values()) for one in listed), default=0),
            "rule_rows": rules,
            "other_rules": other_rules(self._all.problems, self._statements, tally.rules),
            "stations": stations,
            "timelines": self._timelines(drawn),
            "problems": [self._entry(n, one, numbers) for n, one in enumerate(self._shown, 1)],
            "total": total,
            "choices": self._choices(),
            "left_out": self._left_out,
        }

    def _title(self) -> str:
        files = self._all.files
        more = len(files) - _FILES_NAMED
        names = [short_name(file) for file in files[:_FILES_NAMED]]
        return ", ".join(names) + (f" and {more:,} more" if more > 0 else "")

    def _counts(self) -> list[tuple[str, int, str]]:
        severities = self._all.problems.severities
        schema = sum(
            count
            for rule, count in self._all.problems.counts.items()
            if rule.startswith(schema_rules.PREFIX)
        )
        findings = sum(severities.values()) - schema
        counts = [
            ("Stations", len(self._all.stations), ""),
            ("Frames", self._all.frames, ""),
            ("Frames with violations", self._all.faulty, "error" if self._all.faulty else ""),
            ("Schema violations", schema, "error" if schema else ""),
        ]
        if self._judged:
            counts.append(("Findings", findings, "warning" if findings else ""))
        return counts

    def _row(self, station: Station, numbers: Mapping[str, int]) -> dict[str, Any]:
        clock = station.clock
        first = clock.full(station.first.at) if station.first and station.timed else ""
        last = clock.full(station.last.at) if station.last and station.timed else ""
        return {
            "name": name_of(station.name),
            "number": numbers.get(station.name),
            "frames": station.frames,
            "faulty": station.faulty,
            "gaps": station.gap_count,
            "problems": [(severity, station.problems[severity]) for severity in SEVERITIES],
            "sum": sum(station.problems.values()),
            "first": first,
            "last": last,
        }

    def _stations(
        self, drawn: Sequence[Station], numbers: Mapping[str, int]
    ) -> list[dict[str, Any]]:
        cards = Cards(self._all.masks, self._shown)
        fair = max(6, min(limits.CARDS // max(len(drawn), 1), limits.CARDS_OF_STATION))
        reasons = {one.connection: one.why for one in self._all.tally.stations if one.why}
        sections = []
        for station in drawn:
            held, left_out = cards.of(station, fair)
            sections.append(
                self._row(station, numbers)
                | {
                    "facts": _facts(station),
                    "cards": held,
                    "cards_left_out": left_out,
                    "gap_list": _gaps(station),
                    "disordered": station.disordered,
                    "not_judged": cut(reasons.get(station.name, "")),
                }
            )
        return sections

    def _entry(self, number: int, shown: Shown, numbers: Mapping[str, int]) -> dict[str, Any]:
        problem = shown.problem
        station = self._all.stations[problem.station]
        statement = self._statements.statement(problem.rule)
        told = entry(number, shown, station, self._all.files, statement)
        return told | {"station_number": numbers.get(problem.station)}

    def _timelines(self, drawn: Sequence[Station]) -> list[dict[str, Any]]:
        """Draw the timelines, the less finely the more there are."""
        lanes = sum(2 * len(one.connectors) + len(one.lanes) + 1 for one in drawn)
        changes = min(limits.CHANGES_OF_LANE, limits.CHANGES_DRAWN // max(lanes, 1))
        flags = min(limits.FLAGS_OF_STATION, limits.FLAGS_DRAWN // max(len(drawn), 1))
        if any(sum(one.problems.values()) > flags for one in drawn):
            self._left_out.append(f"A timeline marks about {flags} problems of its station.")
        if any(one.gap_count > limits.GAPS for one in drawn):
            self._left_out.append(f"A timeline draws the {limits.GAPS} longest outages.")
        return [timeline(one, self._flags(one, flags), max(changes, 1)) for one in drawn]

    def _flags(self, station: Station, most: int) -> list[tuple[float, str, str, int]]:
        """List when a station's problems were: those that are shown, with their numbers, first."""
        own = [
            (one.problem, number)
            for number, one in enumerate(self._shown, 1)
            if one.problem.station == station.name
        ]
        flags = [(one.at, one.severity, one.rule, number) for one, number in own]
        there = {(one.at, one.severity, one.rule) for one, _ in own}
        others = [flag for flag in station.flags.items if flag not in there]
        step = max(1, len(others) // max(most, 1))
        return [*flags, *((*flag, 0) for flag in others[::step])]

    def _choices(self) -> dict[str, list[str]]:
        """List what the filters can choose."""
        problems = [one.problem for one in self._shown]
        return {
            "stations": sorted({name_of(one.station) for one in problems}),
            "actions": sorted({one.action for one in problems if one.action}),
            "rules": sorted({one.rule for one in problems}),
        }

    def _note(self, count: int, words: str) -> None:
        if count > 0:
            self._left_out.append(f"{count:,} {words}.")


def _worst_first(station: Station) -> tuple[object, ...]:
    counts = station.problems
    return (*(-counts[severity] for severity in SEVERITIES), -station.frames, station.name)


def _period(stations: Iterable[Station]) -> str:
    """Say from when to when, over all stations whose times have a date."""
    dated = [one for one in stations if one.timed and one.dated and one.first and one.last]
    if not dated:
        return ""
    first = min(one.first.at for one in dated if one.first)
    last = max(one.last.at for one in dated if one.last)
    clock = dated[0].clock
    return f"{clock.full(first)} to {clock.full(last)} ({length(last - first)})"


def _facts(station: Station) -> list[tuple[str, str]]:
    model = " ".join(cut(part) for part in (station.vendor, station.model) if part)
    facts = [("Model", model), ("Firmware", cut(station.firmware))]
    if station.first and station.last and station.timed:
        clock = station.clock
        facts.append(("First frame", clock.full(station.first.at)))
        facts.append(("Last frame", clock.full(station.last.at)))
    facts.append(("Frames", f"{station.frames:,}"))
    if station.connectors_left_out:
        facts.append(("Connectors left out", f"{len(station.connectors_left_out)} or more"))
    return [(name, value) for name, value in facts if value]


def _gaps(station: Station) -> str:
    if not station.gap_count:
        return ""
    longest = max(gap[0] for gap in station.gaps)
    if station.gap_count == 1:
        return f"1 outage of {length(longest)}"
    return f"{station.gap_count:,} outages, the longest of {length(longest)}"
