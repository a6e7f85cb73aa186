"""The violations and findings as the page lists them, each with its sequence diagram."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocppgen.validate.reports import schema_rules
from ocppgen.validate.reports.masking import cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ocppgen.validate.reports.frames import Row
    from ocppgen.validate.reports.problems import Problem, Shown
    from ocppgen.validate.reports.station import Station
    from ocppgen.validate.sequences.rules import Rule

NO_NAME = "(no station told)"
"""Stands for the frames whose lines name no station."""

_LONGEST_NAME = 80
_WAYS = {True: "up", False: "down", None: "unknown"}


class Statements:
    """What rules say, and where that is written: keywords of schemas and rules over sequences."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        """Know the *rules* over sequences."""
        self._rules = rules

    def statement(self, rule: str) -> str:
        """Say what a rule asks."""
        known = self._rules.get(rule)
        return known.statement if known is not None else schema_rules.statement(rule)

    def source(self, rule: str) -> str:
        """Say where that is written."""
        known = self._rules.get(rule)
        return known.source if known is not None else schema_rules.source(rule)


def entry(
    number: int, shown: Shown, station: Station, files: Sequence[str], statement: str
) -> dict[str, Any]:
    """Give what the page lists of a problem of a *station*."""
    problem, clock = shown.problem, station.clock
    file = files[problem.place[0]]
    first = station.first.at if station.first else 0.0
    return {
        "number": number,
        "rule": problem.rule,
        "severity": problem.severity,
        "station": name_of(problem.station),
        "action": problem.action,
        "file": file,
        "short_file": short_name(file),
        "line": problem.place[1],
        "at": round(problem.at - first, 3),
        "time": clock.full(problem.at),
        "message": problem.message,
        "ident": problem.ident,
        "statement": statement,
        "source": problem.source,
        "rows": list(_rows(shown.rows, station)),
        "missing": _missing(problem, shown.rows),
    }


def short_name(file: str) -> str:
    """Give the last part of a path."""
    return file.replace("\\", "/").rpartition("/")[2]


def name_of(station: str) -> str:
    """Name a station, be it that the capture does not."""
    return cut(station, _LONGEST_NAME) if station else NO_NAME


def _rows(rows: Sequence[Row], station: Station) -> Iterator[dict[str, Any]]:
    clock, day = station.clock, ""
    for row in rows:
        frame = row.frame
        date = clock.date(frame.at)
        yield {
            "line": frame.place[1],
            "time": clock.of_day(frame.at) if station.timed else frame.time,
            "date": date if date != day else "",
            "label": frame.label,
            "payload": frame.payload,
            "way": _WAYS[frame.to_central_system],
            "role": row.role,
            "faulty": frame.faulty,
            "skipped": row.skipped,
        }
        day = date


def _missing(problem: Problem, rows: Sequence[Row]) -> list[int]:
    """List the lines that belong to a problem, but were no longer held."""
    there = {row.frame.place for row in rows}
    lines = {at[1] for at in (problem.place, *problem.related) if at not in there}
    return sorted(lines)
