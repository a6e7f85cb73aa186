"""Transactions: which run, and whether they start and stop as they should."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.area import Area, answered, called, rule
from ocppgen.validate.sequences.areas.connectors import Connectors
from ocppgen.validate.sequences.bounded import bound
from ocppgen.validate.sequences.frames import NO_RETRY, Place
from ocppgen.validate.sequences.instants import date_time
from ocppgen.validate.sequences.members import id_tag, integer
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Answer, Call
    from ocppgen.validate.sequences.outcome import Outcome

NO_ID: Final = -1
"""What stands for a transaction whose start was never answered."""

_MOST: Final = 64
_MOST_IDS: Final = 256
_LATE_ORDER: Final = 1.0


class Transaction:
    """One transaction whose start is in the capture."""

    __slots__ = (
        "answered",
        "connector",
        "gaps",
        "id",
        "interval",
        "key",
        "line",
        "metered",
        "started",
        "stop",
        "stopped",
        "tag",
        "taken",
    )

    def __init__(self, call: Call, connector: int) -> None:
        """Begin with a StartTransaction.req."""
        self.connector = connector
        self.key = call.key
        self.line = call.line
        self.gaps = call.gaps
        self.tag = id_tag(call.payload)
        self.started = date_time(call.payload, "timestamp")
        self.id: int | None = None
        self.answered = False
        """There was a CALLRESULT with an id."""
        self.taken = False
        """Another start has taken its place on the connector."""
        self.stop: Place | None = None
        """The first StopTransaction.req."""
        self.stopped: float | None = None
        """The timestamp of that."""
        self.metered = False
        """MeterValues came for it or its connector."""
        self.interval: int | None = None
        """MeterValueSampleInterval, if it was known when it started."""

    @property
    def runs(self) -> bool:
        """Whether it runs, for the rules: from StartTransaction.conf to StopTransaction.req."""
        return self.id is not None and self.stop is None and not self.taken


class Transactions(Area):
    """The transactions of a station."""

    __slots__ = ("_by_id", "_given", "_latest", "_met", "_starts", "_stopped", "_unanswered")

    _starts: dict[int, Transaction]
    """By fingerprint of the start, which a retry shares."""
    _latest: dict[int, Transaction]
    """By connector, the latest start."""
    _by_id: dict[int, Transaction]
    _given: dict[int, int]
    """The ids that StartTransaction.conf gave, and the fingerprint of the start."""
    _met: dict[int, None]
    """Ids of transactions that may have started before the capture."""
    _stopped: dict[int, Place]
    """By id, the first stop of transactions whose start is not in the capture."""
    _unanswered: int
    """How many starts have no id."""

    def begin(self) -> None:
        """Know of no transaction."""
        self._starts, self._latest, self._by_id = {}, {}, {}
        self._given, self._met, self._stopped = {}, {}, {}
        self._unanswered = 0

    # What others ask

    def of_id(self, ident: int | None) -> Transaction | None:
        """Give the transaction with this id whose start is in the capture."""
        return self._by_id.get(ident) if ident is not None else None

    def of_connector(self, connector: int) -> Transaction | None:
        """Give the latest transaction of a connector, which may have stopped."""
        return self._latest.get(connector)

    def running(self, connector: int = 0) -> list[Transaction]:
        """List what runs on a connector, or on any for 0."""
        if connector:
            one = self._latest.get(connector)
            return [one] if one is not None and one.runs else []
        return [one for one in self._latest.values() if one.runs]

    def of_start(self, call: Call) -> Transaction | None:
        """Give the transaction that a StartTransaction.req began, or told of again."""
        return self._starts.get(call.key)

    def starts(self, connector: int | None = None) -> tuple[bool, bool]:
        """Tell whether there was a start (on a connector), and whether each got an id."""
        if connector is None:
            return bool(self._latest), not self._unanswered
        started = connector in self._latest
        every = all(one.answered for one in self._starts.values() if one.connector == connector)
        return started, every

    def is_given(self, ident: int) -> bool:
        """Tell whether a StartTransaction.conf gave this id, or it may be older."""
        return ident in self._given or ident in self._met

    def meet(self, ident: int) -> None:
        """Note an id that may be older than the capture."""
        self._met[ident] = None
        bound(self._met, _MOST_IDS)

    # Start

    @called("StartTransaction")
    def start(self, call: Call) -> None:
        """Take a start, unless it was told before."""
        connector = integer(call.payload, "connectorId")
        if call.retry is not NO_RETRY and call.key in self._starts:
            return
        if connector is None:
            return
        earlier = self._latest.get(connector)
        same = self._starts.get(call.key)
        self.start_while_running(call, earlier, same)
        if earlier is not None:
            earlier.taken = earlier.stop is None
        if same is not None and not same.answered:
            self._unanswered -= 1
        self._starts.pop(call.key, None)
        self._starts[call.key] = self._latest[connector] = Transaction(call, connector)
        self._unanswered += 1
        bound(self._starts, min(self.station.memory, _MOST))
        if len(self._latest) > len(self._starts):
            kept = set(self._starts.values())
            self._latest = {where: one for where, one in self._latest.items() if one in kept}

    @rule("TX-4.8-start-while-running")
    def start_while_running(
        self, call: Call, earlier: Transaction | None, same: Transaction | None
    ) -> Outcome:
        """A connector's transaction stops before the next one starts."""
        if same is not None:
            return Violated("tells the same start again, though it was answered", (same.line,))
        if earlier is None or not earlier.runs:
            return SATISFIED
        if earlier.gaps != call.gaps:
            return Reason.GAP
        message = (
            f"starts on connector {earlier.connector}, where transaction {earlier.id} runs"
        )
        return Violated(message, (earlier.line,))

    @answered("StartTransaction")
    def started(self, call: Call, answer: Answer) -> None:
        """Take the id that a start was given."""
        one = self._starts.get(call.key)
        ident = integer(answer.payload, "transactionId")
        if one is None or ident is None:
            return
        self.transaction_id_reused(answer, ident, call)
        if not one.answered:
            one.answered = True
            self._unanswered -= 1
        one.id = ident
        self._given.pop(ident, None)
        self._given[ident] = call.key
        self._by_id.pop(ident, None)
        self._by_id[ident] = one
        bound(self._given, min(4 * self.station.memory, _MOST_IDS))
        bound(self._by_id, min(self.station.memory, _MOST))

    @rule("TX-4.8-transaction-id-reused")
    def transaction_id_reused(self, _: Answer, ident: int, call: Call) -> Outcome:
        """Each transaction has an id of its own."""
        key = self._given.get(ident)
        if key is None or key == call.key:
            return SATISFIED
        earlier = self._by_id.get(ident)
        lines = (call.line,) if earlier is None else (call.line, earlier.line)
        return Violated(f"gives the id {ident}, which another transaction has had", lines)

    # Stop

    @called("StopTransaction")
    def stop(self, call: Call) -> None:
        """Take a stop, unless it was told before."""
        ident = integer(call.payload, "transactionId")
        if ident is None or call.retry is not NO_RETRY:
            return
        if ident == NO_ID:
            self.minus_one(call, None)
            self._stop(call, self._without_id())
            return
        self.unknown_transaction(call, ident)
        one = self._by_id.get(ident)
        first = one.stop if one is not None else self._stopped.get(ident)
        self.stop_twice(call, ident, first)
        if one is None:
            self._stopped.setdefault(ident, Place(call))
            bound(self._stopped, _MOST)
            return
        self.stop_before_start(call, one)
        if one.stop is None:
            self._stop(call, one)

    def _without_id(self) -> Transaction | None:
        """Find the latest start that has no id and has not stopped."""
        for one in reversed(self._starts.values()):
            if not one.answered and one.stop is None:
                return one
        return None

    def _stop(self, call: Call, one: Transaction | None) -> None:
        if one is not None:
            one.stop = Place(call)
            one.stopped = date_time(call.payload, "timestamp")

    @rule("TX-6.49-unknown-transaction")
    def unknown_transaction(self, _: Call, ident: int) -> Outcome:
        """A stop has the id that a start was given."""
        if ident in self._given:
            return SATISFIED
        if ident in self._met:
            return Reason.EARLIER
        started, every = self.starts()
        connectors = self.station.of(Connectors)
        known = connectors.known()
        # Without a boot in the capture, there may be connectors of which nothing was said yet.
        whole = bool(self.station.boots) or connectors.counted
        if not started or not every or not whole or not known <= self._latest.keys():
            self.meet(ident)
            return Reason.EARLIER if every else Reason.NO_ANSWER
        return Violated(f"no StartTransaction.conf gave the id {ident}")

    @rule("TX-4.8-minus-one")
    def minus_one(self, _: Call, connector: int | None) -> Outcome:
        """-1 is for transactions that got no id."""
        started, every = self.starts(connector)
        if not started:
            return Reason.BEGINS_LATE
        if NO_ID in self._given:
            return Reason.CROSSING
        if not every:
            return SATISFIED
        where = f" of connector {connector}" if connector is not None else ""
        return Violated(f"names transaction -1, although every start{where} was given an id")

    @rule("TX-4.10-stop-twice")
    def stop_twice(self, _: Call, ident: int, first: Place | None) -> Outcome:
        """A transaction stops once."""
        if first is None:
            return SATISFIED
        return Violated(f"stops transaction {ident}, which was stopped before", (first.line,))

    @rule("TX-4.10-stop-before-start")
    def stop_before_start(self, call: Call, one: Transaction) -> Outcome:
        """Time goes on."""
        stopped = date_time(call.payload, "timestamp")
        if stopped is None or one.started is None:
            return Reason.UNREADABLE
        if stopped >= one.started - _LATE_ORDER:
            return SATISFIED
        return Violated("stops before its start, by the timestamps of both", (one.line,))
