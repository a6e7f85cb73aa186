"""The lanes of a station's timeline, as the script of the page draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocppgen.validate.reports.masking import cut
from ocppgen.validate.reports.updates import BAD_ENDS, ENDS, GOOD_ENDS, What

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ocppgen.validate.reports.changes import Span
    from ocppgen.validate.reports.station import Station
    from ocppgen.validate.reports.transactions import Transaction

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
        "marks": [[base.moment(mark.at), cut(mark.text)] for mark in station.marks],
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
    of_connector: dict[int | None, list[Transaction]] = {}
    for transaction in station.transactions.held:
        of_connector.setdefault(transaction.connector, []).append(transaction)
    numbers = {*station.connectors, *(one for one in of_connector if one is not None)}
    for number in sorted(numbers):
        name = f"Connector {number}" if number else "Charge point"
        lane = station.connectors.get(number)
        if lane is not None:
            spans = lane.spans(base.last, base.most)
            yield {"name": name, "kind": "status", "spans": _spans(spans, base, _status)}
        if number in of_connector:
            yield _transactions(f"Transactions, {number}", of_connector[number], base)
    if None in of_connector:
        yield _transactions("Transactions, ?", of_connector[None], base)


def _transactions(name: str, held: list[Transaction], base: _Base) -> dict[str, Any]:
    spans = []
    for one in held:
        start = one.started.at if one.started is not None else base.first
        stop = one.stopped.at if one.stopped is not None else base.last
        start, stop = sorted((start, stop))
        label = "no id" if one.ident is None else str(one.ident)[:20]
        spans.append([base.moment(start), base.moment(stop), "transaction", label, 1])
    return {"name": name, "kind": "transaction", "spans": spans[-base.most :]}


def _works(station: Station, base: _Base) -> Iterable[dict[str, Any]]:
    for what, name in _LANES.items():
        lane = station.lanes.get(what)
        if lane is not None:
            spans = lane.spans(base.last, base.most, _is_over)
            yield {"name": name, "kind": "work", "spans": _spans(spans, base, _work)}


def _is_over(status: str) -> bool:
    return status in ENDS or status == "Idle"


def _spans(spans: list[Span], base: _Base, style: Any) -> list[list[Any]]:
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


def _work(value: str) -> str:
    if value in GOOD_ENDS:
        return "good"
    if value in BAD_ENDS:
        return "bad"
    if value == "Idle":
        return "idle"
    waiting = value == "Requested" or value.endswith(("Scheduled", "Paused"))
    return "waiting" if waiting else "working"
