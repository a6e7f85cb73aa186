"""The lanes of a station's timeline, as the script of the page draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocppgen.validate.reports.masking import cut
from ocppgen.validate.reports.station import NOTHING
from ocppgen.validate.reports.updates import BAD_ENDS, ENDS, GOOD_ENDS, What

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ocppgen.validate.reports.changes import Span
    from ocppgen.validate.reports.station import Station

_STATUSES = frozenset(
    {
        "Available",
        "Preparing",
        "Charging",
        "SuspendedEV",
        "SuspendedEVSE",
        "Finishing",
        "Reserved",
        "Unavailable",
        "Faulted",
    }
)
_LEAST = 1.0
_LANES = {
    What.FIRMWARE: "Firmware update",
    What.SIGNED_FIRMWARE: "Signed firmware",
    What.DIAGNOSTICS: "Diagnostics upload",
    What.LOG: "Log upload",
}


def timeline(
    station: Station, flags: Iterable[tuple[float, str, str, int]], most: int
) -> dict[str, Any]:
    """Give all lanes, times in seconds from the station's first frame.

    *flags* are the problems: when, how bad, which rule, and the number of what is shown of it.
    A lane has *most* spans.
    """
    first = station.first.at if station.first is not None else 0.0
    last = station.last.at if station.last is not None else first
    base = _Base(first, max(last, first + _LEAST), most)
    return {
        "name": cut(station.name),
        "timed": station.timed,
        "dated": station.dated,
        "start": round(first, 3),
        "length": base.moment(base.last),
        "lanes": [*_connectors(station, base), *_works(station, base)],
        "busy": [[base.moment(at), count] for at, count in station.busy.bars()],
        "bar": station.busy.width,
        "gaps": sorted(
            [base.moment(start), base.moment(end)] for _, start, end in station.gaps
        ),
        "marks": [[base.moment(mark.at), cut(mark.text)] for mark in station.marks.items],
        "flags": [[base.moment(at), *rest] for at, *rest in flags],
    }


class _Base:
    """Where the time line begins and ends, and how fine it is."""

    def __init__(self, first: float, last: float, most: int) -> None:
        self.first = first
        self.last = last
        self.most = most

    def moment(self, at: float) -> float:
        return round(at - self.first, 3)


def _connectors(station: Station, base: _Base) -> Iterable[dict[str, Any]]:
    """Draw each connector's status, and the transactions on it below."""
    numbers = {*station.connectors, *station.charging}
    for number in sorted(numbers, key=lambda one: (one < 0, one)):
        name = f"Connector {number}" if number else "Charge point"
        lane, charging = station.connectors.get(number), station.charging.get(number)
        if lane is not None:
            spans = lane.spans(base.last, base.most)
            yield {"name": name, "spans": _spans(spans, base, _status)}
        if charging is not None and not station.disordered:
            name = f"Transactions, {number if number >= 0 else '?'}"
            spans = [
                span for span in charging.spans(base.last, base.most) if span.value != NOTHING
            ]
            yield {"name": name, "spans": _spans(spans, base, _transaction)}


def _works(station: Station, base: _Base) -> Iterable[dict[str, Any]]:
    if station.disordered:
        return
    for what, name in _LANES.items():
        lane = station.lanes.get(what)
        if lane is not None:
            spans = lane.spans(base.last, base.most, _is_over)
            yield {"name": name, "spans": _spans(spans, base, _work)}


def _is_over(status: str) -> bool:
    return status in ENDS or status == "Idle"


def _spans(spans: list[Span], base: _Base, style: Callable[[str], str]) -> list[list[Any]]:
    """Write spans as start, end, style, words, number of changes."""
    return [
        [
            base.moment(span.start),
            base.moment(span.end),
            style(span.value) if span.value else "several",
            cut(span.value) if span.value else f"{span.changes} changes",
            span.changes,
        ]
        for span in spans
    ]


def _status(value: str) -> str:
    return value if value in _STATUSES else "other"


def _transaction(_: str) -> str:
    return "transaction"


def _work(value: str) -> str:
    if value in GOOD_ENDS:
        return "good"
    if value in BAD_ENDS:
        return "bad"
    if value == "Idle":
        return "idle"
    waiting = value == "Requested" or value.endswith(("Scheduled", "Paused"))
    return "waiting" if waiting else "working"
