"""Meter values: whether registers go up, and which transaction values belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.area import Area, answered, called, rule
from ocppgen.validate.sequences.areas.configuration import Settings
from ocppgen.validate.sequences.areas.transactions import NO_ID, Transactions
from ocppgen.validate.sequences.bounded import bound
from ocppgen.validate.sequences.frames import NO_RETRY
from ocppgen.validate.sequences.instants import date_time
from ocppgen.validate.sequences.members import integer
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated
from ocppgen.validate.sequences.readings import (
    ENERGY,
    OUTLET,
    Reading,
    contexts,
    entries,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from ocppgen.validate.sequences.areas.transactions import Transaction
    from ocppgen.validate.sequences.frames import Answer, Call
    from ocppgen.validate.sequences.outcome import Outcome

_MOST_TRANSACTIONS: Final = 16
_FEWEST: Final = 4
_MOST_REGISTERS: Final = 64
_WATT_HOUR: Final = 1
_TOLERANCE: Final = 5.0
_INTERVALS: Final = 3
_NOT_NAMED: Final = frozenset(("Trigger", "Other", "Interruption.Begin", "Interruption.End"))
_WITHIN: Final = frozenset(("Sample.Periodic", "Transaction.Begin", "Transaction.End"))


class Metering(Area):
    """What the registers of transactions showed last."""

    __slots__ = ("_last_stop", "_latest", "_registers", "_transactions")

    _registers: dict[int, dict[tuple[str, str | None, str], tuple[Reading, int]]]
    """By transaction and register, the latest reading, and its line."""
    _last_stop: dict[int, tuple[int, int]]
    """By connector, meterStop of the last transaction, and its line."""
    _latest: int | None
    """The transaction that was read latest."""
    _transactions: Transactions

    def begin(self) -> None:
        """Know of no reading."""
        self._registers, self._last_stop = {}, {}
        self._latest = None
        self._transactions = self.station.of(Transactions)

    # Registers

    @answered("StartTransaction")
    def started(self, call: Call, answer: Answer) -> None:
        """Begin with meterStart."""
        ident = integer(answer.payload, "transactionId")
        told = ident in self._registers and call.retry is not NO_RETRY
        if ident is None or told:
            return
        self._registers.pop(ident, None)
        start = _meter(call, "meterStart")
        if start is not None:
            self._compare(call, ident, [start])

    @called("StopTransaction")
    def stopped(self, call: Call) -> None:
        """Take transactionData, and then meterStop."""
        ident = integer(call.payload, "transactionId")
        if ident is None or call.retry is not NO_RETRY:
            return
        one = self._transactions.of_id(ident)
        stop = _meter(call, "meterStop")
        if ident != NO_ID and not call.repeats:
            told = entries(call.payload, "transactionData")
            readings = [reading for entry in told for reading in entry.readings]
            self._compare(call, ident, [*readings, *([stop] if stop is not None else [])])
        if one is not None and one.stop is not None and one.stop.index == call.index:
            meter_stop = integer(call.payload, "meterStop")
            if meter_stop is not None:
                self._last_stop[one.connector] = meter_stop, call.line
            self.no_meter_values(call, one)

    def _compare(self, call: Call, ident: int, readings: Iterable[Reading]) -> None:
        """Compare readings with the latest ones; tell of the first that went down."""
        every = self._registers
        known = every.get(ident)
        if known is None or ident != self._latest:
            self._latest = ident
            known = every[ident] = every.pop(ident, {})
            bound(every, max(min(self.station.memory // 4, _MOST_TRANSACTIONS), _FEWEST))
        lower: tuple[Reading, Reading, int] | None = None
        some = False
        for reading in readings:
            register = reading.register
            before = known.get(register)
            if before is not None:
                last, line = before
                if reading.time < last.time:
                    continue
                some = True
                if reading.value < last.value and lower is None:
                    coarser = max(last.resolution, reading.resolution)
                    if reading.value < last.value - coarser:
                        lower = last, reading, line
            elif len(known) >= _MOST_REGISTERS:
                continue
            known[register] = reading, call.line
        if some:
            self.register_decreases(call, lower)

    @rule("MV-7.31-register-decreases")
    def register_decreases(
        self, _: Call, lower: tuple[Reading, Reading, int] | None
    ) -> Outcome:
        """Registers go up."""
        if lower is None:
            return SATISFIED
        last, reading, line = lower
        measurand = reading.register[0]
        message = f"{measurand} goes down from {_plain(last.value)} to {_plain(reading.value)}"
        return Violated(message, (line,))

    @called("StartTransaction")
    def rebased(self, call: Call) -> None:
        """Compare meterStart with the last meterStop, and note what is known of the interval."""
        connector = integer(call.payload, "connectorId")
        if connector is None or call.retry is not NO_RETRY:
            return
        self.register_rebased(call, connector)
        one = self._transactions.of_start(call)
        if one is not None:
            one.interval = self.station.of(Settings).number("MeterValueSampleInterval")

    @rule("MV-7.31-register-rebased")
    def register_rebased(self, call: Call, connector: int) -> Outcome:
        """Registers are not set back."""
        start = integer(call.payload, "meterStart")
        if start is None or connector not in self._last_stop:
            return None
        stop, line = self._last_stop[connector]
        if start >= stop - 1:
            return SATISFIED
        return Violated(f"meterStart {start} is below the last meterStop {stop}", (line,))

    @rule("MV-4.7-no-meter-values")
    def no_meter_values(self, call: Call, one: Transaction) -> Outcome:
        """A transaction is metered."""
        settings = self.station.of(Settings)
        interval = settings.number("MeterValueSampleInterval")
        if one.interval is None or interval is None:
            return Reason.SETTING
        if one.interval <= 0 or interval <= 0 or not _sampled(settings):
            return None
        if one.metered or call.payload.get("transactionData"):
            return SATISFIED
        if one.gaps != self.station.gaps:
            return Reason.GAP
        stopped = date_time(call.payload, "timestamp")
        if one.started is None or stopped is None:
            return Reason.UNREADABLE
        lasted = stopped - one.started
        if lasted <= _INTERVALS * max(interval, one.interval):
            return None
        message = f"no MeterValues in {lasted:.0f} s, with an interval of {interval} s"
        return Violated(message, (one.line,))

    # MeterValues

    @called("MeterValues")
    def measured(self, call: Call) -> None:
        """Take meter values; those that are told again have been judged."""
        connector, ident = call.payload.get("connectorId"), call.payload.get("transactionId")
        if not (type(connector) is type(ident) is int):
            connector = integer(call.payload, "connectorId")
            ident = integer(call.payload, "transactionId")
        transactions = self._transactions
        named, latest = transactions.of_id(ident), transactions.of_connector(connector or 0)
        if named is not None:
            named.metered = True
        if latest is not None:
            latest.metered = True
        if call.retry is not NO_RETRY or connector is None:
            return
        if ident is None:
            if connector > 0:
                self.transaction_id_missing(call, connector)
            return
        if ident == NO_ID:
            if connector > 0:
                transactions.minus_one(call, connector)
            return
        if connector > 0:
            self.transaction_of_connector(call, ident, connector, named)
        self.outside_transaction(call, named)
        if not call.repeats:
            for entry in call.values:
                if entry.readings:
                    self._compare(call, ident, entry.readings)

    @rule("MV-4.7-transaction-of-connector")
    def transaction_of_connector(
        self, _: Call, ident: int, connector: int, one: Transaction | None
    ) -> Outcome:
        """Values belong to a transaction of their connector."""
        transactions = self._transactions
        if one is not None:
            if one.connector == connector:
                return SATISFIED
            message = f"names transaction {ident} of connector {one.connector}"
            return Violated(message, (one.line,))
        if transactions.is_given(ident):
            return Reason.EARLIER
        started, every = transactions.starts(connector)
        if not started or not every:
            transactions.meet(ident)
            return Reason.NO_ANSWER if started else Reason.BEGINS_LATE
        return Violated(f"names transaction {ident}, which no StartTransaction.conf gave")

    @rule("MV-4.7-transaction-id-missing")
    def transaction_id_missing(self, call: Call, connector: int) -> Outcome:
        """Values that are taken during a transaction name it."""
        running = self._transactions.running(connector)
        if not running or contexts(call.values) <= _NOT_NAMED:
            return None
        one = running[0]
        times = [entry.time for entry in call.values]
        known = [time for time in times if time is not None]
        if one.started is None or len(known) < len(times):
            return Reason.UNREADABLE
        if min(known) < one.started:
            return None
        return Violated(f"names no transaction, while {one.id} runs", (one.line,))

    @rule("MV-4.7-outside-transaction")
    def outside_transaction(self, call: Call, one: Transaction | None) -> Outcome:
        """Samples of a transaction are taken while it runs."""
        if one is None or one.started is None:
            return Reason.EARLIER
        for entry in call.values:
            time = entry.time
            if time is None or entry.contexts.isdisjoint(_WITHIN):
                continue
            if time < one.started - _TOLERANCE:
                return Violated("has a sample from before its transaction", (one.line,))
            stopped = one.stopped if one.stop is not None else None
            if stopped is not None and time > stopped + _TOLERANCE:
                return Violated("has a sample from after its transaction", (one.line,))
        return SATISFIED


def _plain(value: Decimal | int) -> str:
    return str(value) if isinstance(value, int) else f"{value:f}"


def _sampled(settings: Settings) -> bool:
    """Tell whether anything is sampled, as far as is known."""
    value = settings.value("MeterValuesSampledData")
    return value is None or bool(value.strip())


def _meter(call: Call, name: str) -> Reading | None:
    """Read meterStart or meterStop: Wh, at the outlet, over all phases."""
    value, time = integer(call.payload, name), date_time(call.payload, "timestamp")
    if value is None or time is None:
        return None
    return Reading((ENERGY, None, OUTLET), time, value, _WATT_HOUR)
