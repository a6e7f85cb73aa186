"""What a report holds of one station."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from heapq import heappush, heappushpop
from typing import TYPE_CHECKING, Any, NamedTuple

from ocppgen.validate.reports.changes import Changes
from ocppgen.validate.reports.clock import Clock
from ocppgen.validate.reports.frames import Track
from ocppgen.validate.reports.limits import BINS, FLAGS_OF_STATION, GAPS, MARKS
from ocppgen.validate.reports.sampled import Sampled
from ocppgen.validate.reports.transactions import Moment, Transactions, short, whole
from ocppgen.validate.reports.updates import NOTIFICATIONS, REQUESTS, Updates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen.validate.records import Instant
    from ocppgen.validate.reports.problems import Shown
    from ocppgen.validate.reports.share import Share

_CONNECTORS = 32
_LEFT_OUT = 200
_SKEW = 1.0
_DISORDER = 20


NOTHING = "-"


class Shares(NamedTuple):
    """What all stations together may hold."""

    changes: Share
    cards: Share


class Histogram:
    """How many frames there were over time; its bars get wider as the time gets longer."""

    __slots__ = ("_counts", "_first", "width")

    def __init__(self, width: float) -> None:
        """Begin with bars of a *width*."""
        self.width = width
        self._counts: Counter[int] = Counter()
        self._first = 0.0

    def add(self, at: float) -> None:
        """Count a frame."""
        self._counts[int(at // self.width)] += 1
        while len(self._counts) > 2 * BINS:
            self.width *= 2
            wider: Counter[int] = Counter()
            for index, count in self._counts.items():
                wider[index // 2] += count
            self._counts = wider

    def bars(self) -> list[tuple[float, int]]:
        """List the bars: where each begins, and how many frames it has."""
        return [(index * self.width, count) for index, count in sorted(self._counts.items())]


@dataclass(slots=True)
class Mark:
    """A moment on the time line."""

    at: float
    text: str


@dataclass(slots=True)
class Station:
    """One station: counts, lanes and cards."""

    name: str
    shares: Shares
    timed: bool = True
    """Its lines have times; without them, a place in the order of the frames stands for one."""
    dated: bool = True
    frames: int = 0
    faulty: int = 0
    problems: Counter[str] = field(default_factory=Counter)
    """By severity."""
    rules: Counter[str] = field(default_factory=Counter)
    first: Moment | None = None
    last: Moment | None = None
    previous: Moment | None = None
    vendor: str = ""
    model: str = ""
    firmware: str = ""
    connectors: dict[int, Changes] = field(default_factory=dict)
    charging: dict[int, Changes] = field(default_factory=dict)
    """The ids of the transactions on each connector, `NOTHING` between them."""
    connectors_left_out: set[int] = field(default_factory=set)
    marks: Sampled[Mark] = field(default_factory=lambda: Sampled(MARKS))
    gaps: list[tuple[float, float, float]] = field(default_factory=list)
    """Length, start and end of the longest outages."""
    gap_count: int = 0
    track: Track = field(default_factory=Track)
    waiting: list[tuple[int, Shown]] = field(default_factory=list)
    """What is shown as soon as the station has so many frames."""
    flags: Sampled[tuple[float, str, str]] = field(
        default_factory=lambda: Sampled(FLAGS_OF_STATION)
    )
    """When, how bad and what its problems were."""
    sent_is_up: bool | None = None
    """What the log calls sent goes to the central system; None until that is seen."""
    backward: int = 0
    """How often its time went back by more than a second."""
    busy: Histogram = field(init=False)
    transactions: Transactions = field(init=False)
    updates: Updates = field(init=False)
    lanes: dict[str, Changes] = field(default_factory=dict)
    """The statuses of updates and uploads, by what they are."""

    def __post_init__(self) -> None:
        """Make the parts that share what may be held."""
        self.busy = Histogram(1.0)
        self.transactions = Transactions(self.shares.cards)
        self.updates = Updates(self.shares.cards)

    def moment(self, instant: Instant | None, place: tuple[int, int]) -> Moment:
        """Place a frame on the time line, after the last one if it has no time itself."""
        if self.first is None:
            self.timed = instant is not None
            self.dated = instant is not None and instant.dated
        if not self.timed:
            at = float(self.frames)
        elif instant is not None:
            at = instant.seconds
        else:
            at = self.latest
        return Moment(at, place)

    @property
    def clock(self) -> Clock:
        """How its times are written."""
        return Clock(timed=self.timed, dated=self.dated)

    @property
    def latest(self) -> float:
        """When its last frame was read, as the capture has it."""
        return self.previous.at if self.previous is not None else 0.0

    @property
    def disordered(self) -> bool:
        """Whether its frames are newest first, or merged without order.

        What follows what cannot be told then.
        """
        return self.backward > 1 and _DISORDER * self.backward > self.frames

    def pass_by(self, moment: Moment, gap: float) -> None:
        """Count a frame; see whether the station was away before it."""
        self.frames += 1
        self.busy.add(moment.at)
        before, self.previous = self.previous, moment
        if before is not None:
            same_file = before.place[0] == moment.place[0]
            if same_file and moment.at < before.at - _SKEW:
                self.backward += 1
            if self.timed and (same_file or moment.at > before.at):
                self._pause(min(before.at, moment.at), max(before.at, moment.at), gap)
        if self.first is None or moment.at < self.first.at:
            self.first = moment
        if self.last is None or moment.at >= self.last.at:
            self.last = moment

    def _pause(self, start: float, end: float, gap: float) -> None:
        """Keep the time between two frames if it is an outage, and a long one of them."""
        if end - start <= gap:
            return
        self.gap_count += 1
        entry = (end - start, start, end)
        if len(self.gaps) < GAPS:
            heappush(self.gaps, entry)
        else:
            heappushpop(self.gaps, entry)

    def call(self, action: str, payload: Mapping[str, Any], moment: Moment) -> None:
        """Take a request, of whichever side."""
        if action == "StatusNotification":
            self._status(payload, moment)
        elif action == "StartTransaction":
            self.transactions.start(payload, moment)
        elif action == "MeterValues":
            self.transactions.measure(payload, moment)
        elif action == "StopTransaction":
            ended = self.transactions.stop(payload, moment)
            if ended is not None and ended.connector in self.charging:
                self._charging(ended.connector).add(moment.at, NOTHING)
        elif action == "BootNotification":
            self._boot(payload, moment)
        elif action == "Reset":
            self._mark(moment, f"Reset {short(payload.get('type'))}")
        elif action in REQUESTS:
            self.updates.ask(REQUESTS[action], payload, moment)
            self._lane(REQUESTS[action], "Requested", moment)
        elif action in NOTIFICATIONS:
            self.updates.notify(NOTIFICATIONS[action], payload, moment)
            self._lane(NOTIFICATIONS[action], payload.get("status"), moment)

    def answer(
        self,
        action: str,
        payload: Mapping[str, Any],
        call: tuple[int, int] | None,
        moment: Moment,
    ) -> None:
        """Take a response, to the call at a place if it is known."""
        if action == "StartTransaction":
            begun = self.transactions.started(payload, call, moment)
            if begun is not None and begun.started is not None:
                label = "without id" if begun.ident is None else short(str(begun.ident))
                self._charging(begun.connector).add(begun.started.at, label)
        elif action in REQUESTS:
            self.updates.answer(REQUESTS[action], payload, call, moment)

    def _charging(self, connector: int | None) -> Changes:
        number = connector if connector is not None else -1
        if number not in self.charging and len(self.charging) >= _CONNECTORS:
            number = next(iter(self.charging))
        if number not in self.charging:
            self.charging[number] = Changes(self.shares.changes)
        return self.charging[number]

    def _status(self, payload: Mapping[str, Any], moment: Moment) -> None:
        connector, status = whole(payload.get("connectorId")), short(payload.get("status"))
        if connector is None or not status:
            return
        lane = self.connectors.get(connector)
        if lane is None:
            if len(self.connectors) >= _CONNECTORS:
                if len(self.connectors_left_out) < _LEFT_OUT:
                    self.connectors_left_out.add(connector)
                return
            lane = self.connectors[connector] = Changes(self.shares.changes)
        lane.add(moment.at, status)

    def _lane(self, what: str, value: object, moment: Moment) -> None:
        status = short(value)
        if status:
            if what not in self.lanes:
                self.lanes[what] = Changes(self.shares.changes)
            self.lanes[what].add(moment.at, status)

    def _boot(self, payload: Mapping[str, Any], moment: Moment) -> None:
        self._mark(moment, "BootNotification")
        for name, member in (
            ("vendor", "chargePointVendor"),
            ("model", "chargePointModel"),
            ("firmware", "firmwareVersion"),
        ):
            setattr(self, name, short(payload.get(member)) or getattr(self, name))

    def _mark(self, moment: Moment, text: str) -> None:
        self.marks.add(Mark(moment.at, text))
