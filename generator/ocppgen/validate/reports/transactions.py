"""Transactions of one station, from what it starts, measures and stops."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen.validate.reports.share import Share

_PLACES = 64
_SAMPLES = 64
_WORD = 50
_ENERGY = "Energy.Active.Import.Register"


@dataclass(slots=True)
class Moment:
    """When something was logged."""

    at: float
    place: tuple[int, int]


@dataclass(slots=True)
class Transaction:
    """What is known of one transaction."""

    connector: int | None = None
    tag: object = None
    ident: int | None = None
    status: str = ""
    """What the central system said of the id tag, unless it accepted it."""
    started: Moment | None = None
    stopped: Moment | None = None
    meter_start: int | None = None
    meter_stop: int | None = None
    reason: str = ""
    replaced: bool = False
    """Another one began on its connector before it was stopped."""
    samples: list[tuple[float, float]] = field(default_factory=list)
    """The energy register in Wh over time."""
    values: int = 0
    places: list[tuple[int, int]] = field(default_factory=list)

    def touch(self, place: tuple[int, int]) -> None:
        """Remember the place of a frame that belongs to it."""
        if len(self.places) < _PLACES:
            self.places.append(place)
        else:
            self.places[-1] = place

    def sample(self, at: float, energy: float) -> None:
        """Remember a reading; every other one goes when there are too many."""
        self.samples.append((at, energy))
        if len(self.samples) > _SAMPLES:
            self.samples = self.samples[::2]


class Transactions:
    """The transactions of one station, the latest ones held."""

    __slots__ = ("_running", "_share", "_starting", "count", "held")

    def __init__(self, share: Share) -> None:
        """Hold as many as *share* leaves."""
        share.join()
        self._share = share
        self._starting: dict[tuple[int, int], Transaction] = {}
        self._running: dict[int, Transaction] = {}
        self.held: list[Transaction] = []
        self.count = 0

    def start(self, payload: Mapping[str, Any], moment: Moment) -> None:
        """Take a StartTransaction.req."""
        connector, meter = whole(payload.get("connectorId")), whole(payload.get("meterStart"))
        tag = payload.get("idTag")
        for earlier in self.held:
            if earlier.connector != connector or earlier.stopped or earlier.replaced:
                continue
            if (earlier.tag, earlier.meter_start) == (tag, meter):
                self._wait(earlier, moment)
                return
            earlier.replaced = True
        transaction = Transaction(connector, tag, started=moment, meter_start=meter)
        self._hold(transaction)
        self._wait(transaction, moment)

    def started(
        self, payload: Mapping[str, Any], call: tuple[int, int] | None, moment: Moment
    ) -> Transaction | None:
        """Take a StartTransaction.conf, the answer to the call at a place; give what runs now."""
        transaction = self._starting.pop(call, None) if call is not None else None
        if transaction is None:
            return None
        transaction.touch(moment.place)
        transaction.ident = whole(payload.get("transactionId"))
        info = payload.get("idTagInfo")
        status = short(info.get("status")) if isinstance(info, dict) else ""
        if status != "Accepted":
            transaction.status = status
        if transaction.ident is not None:
            self._running[transaction.ident] = transaction
        return transaction

    def measure(self, payload: Mapping[str, Any], moment: Moment) -> None:
        """Take a MeterValues.req."""
        transaction = self._running.get(whole(payload.get("transactionId")) or 0)
        if transaction is not None:
            transaction.values += 1
            transaction.touch(moment.place)
            energy = _energy(payload.get("meterValue"))
            if energy is not None:
                transaction.sample(moment.at, energy)

    def stop(self, payload: Mapping[str, Any], moment: Moment) -> Transaction | None:
        """Take a StopTransaction.req; give what ran until now."""
        ident = whole(payload.get("transactionId"))
        transaction = self._running.pop(ident, None) if ident is not None else None
        if transaction is None:
            if any(one.ident == ident and one.stopped for one in self.held):
                return None
            transaction = Transaction(ident=ident, tag=payload.get("idTag"))
            self._hold(transaction)
        transaction.stopped = moment
        transaction.touch(moment.place)
        transaction.meter_stop = whole(payload.get("meterStop"))
        transaction.reason = short(payload.get("reason"))
        return transaction

    def _wait(self, transaction: Transaction, moment: Moment) -> None:
        transaction.touch(moment.place)
        self._starting[moment.place] = transaction
        if len(self._starting) > self._share.each:
            del self._starting[next(iter(self._starting))]

    def _hold(self, transaction: Transaction) -> None:
        self.count += 1
        self.held.append(transaction)
        while len(self.held) > self._share.each:
            gone = self.held.pop(0)
            if gone.ident is not None:
                self._running.pop(gone.ident, None)


def short(value: object) -> str:
    """Take a word of the specification, or the beginning of what stands where one should."""
    return value[:_WORD] if isinstance(value, str) else ""


def whole(value: object) -> int | None:
    """Take a number for an id or a meter reading; None if it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _energy(values: object) -> float | None:
    """Find the last reading of the energy register in Wh."""
    energy = None
    for value in values if isinstance(values, list) else ():
        samples = value.get("sampledValue") if isinstance(value, dict) else None
        for sample in samples if isinstance(samples, list) else ():
            if not isinstance(sample, dict) or sample.get("phase") is not None:
                continue
            if sample.get("measurand", _ENERGY) == _ENERGY:
                energy = _number(sample.get("value"), sample.get("unit", "Wh"))
    return energy


def _number(text: object, unit: object) -> float | None:
    try:
        number = float(text) if isinstance(text, str) else None
    except ValueError:
        return None
    if number is None or not abs(number) < 1e15:  # noqa: PLR2004  (no NaN, no infinity)
        return None
    return number * 1000 if unit == "kWh" else number
