"""StatusNotification: the states of connectors, and when they are reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.area import Area, answered, called, rule
from ocppgen.validate.sequences.areas.connectors import Connectors
from ocppgen.validate.sequences.areas.registration import Registration
from ocppgen.validate.sequences.areas.transactions import Transactions
from ocppgen.validate.sequences.bounded import bound
from ocppgen.validate.sequences.instants import date_time
from ocppgen.validate.sequences.members import integer, text
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated

if TYPE_CHECKING:
    from ocppgen.validate.sequences.areas.transactions import Transaction
    from ocppgen.validate.sequences.frames import Answer, Call
    from ocppgen.validate.sequences.outcome import Outcome

STATUSES: Final = frozenset(
    (
        "Available",
        "Preparing",
        "Charging",
        "SuspendedEVSE",
        "SuspendedEV",
        "Finishing",
        "Reserved",
        "Unavailable",
        "Faulted",
    )
)
_CHARGING: Final = ("Charging", "SuspendedEV", "SuspendedEVSE")
_NO_STEPS: Final = frozenset(
    (
        ("Available", "Finishing"),
        ("Preparing", "Reserved"),
        ("Preparing", "Unavailable"),
        *((charging, other) for charging in _CHARGING for other in ("Preparing", "Reserved")),
        *(("Finishing", other) for other in (*_CHARGING, "Reserved")),
        *(("Reserved", other) for other in (*_CHARGING, "Finishing")),
        ("Unavailable", "Finishing"),
        ("Unavailable", "Reserved"),
    )
)
"""The steps that the table of section 4.9 does not have."""

_MOST: Final = 500
_TOLERANCE: Final = 1.0


class Statuses(Area):
    """The last status of each connector."""

    __slots__ = ("_indexes", "_last", "_reported", "_told")

    _last: dict[int, tuple[str, int]]
    """By connector, the last status and its line."""
    _told: dict[int, tuple[float, int]]
    """By connector, the last timestamp and its line."""
    _reported: set[int]
    """The connectors that were reported since the station was accepted."""
    _indexes: dict[int, int]
    """By connector, the index of its last StatusNotification."""

    def begin(self) -> None:
        """Know of no status."""
        self._last, self._told, self._indexes = {}, {}, {}
        self._reported = set()

    def on_gap(self) -> None:
        """Nothing is believed."""
        self.begin()

    def on_boot(self, call: Call) -> None:  # noqa: ARG002  (as for any area)
        """Nothing is believed."""
        self.begin()

    def of(self, connector: int) -> str | None:
        """Give the last status of a connector; None if it is unknown."""
        return self._last.get(connector, (None, 0))[0]

    def reported(self, connector: int) -> int:
        """Give the index of the last StatusNotification of a connector; -1 if there is none."""
        return self._indexes.get(connector, -1)

    # After a boot

    @answered("BootNotification")
    def accepted(self, call: Call, answer: Answer) -> None:
        """Wait for reports of a station that has just been accepted."""
        registration = self.station.of(Registration)
        if not registration.just_accepted or self.station.interrupted(call) is not None:
            return
        self._reported = set()
        if self.station.boot_in_doubt:
            self.station.bench.conclude("STA-4.9-report-after-boot", answer, Reason.BEGINS_LATE)
            return
        patience = self.station.parameters.patience
        self.wait(self.report_after_boot, answer, patience)
        self.wait(self.report_every_connector, answer, patience)

    @rule("STA-4.9-report-after-boot")
    def report_after_boot(self, _: Answer) -> Outcome:
        """An accepted station reports."""
        if self._reported:
            return SATISFIED
        patience = self.station.parameters.patience
        return Violated(f"no StatusNotification followed within {patience:.0f} s")

    @rule("STA-4.9-report-every-connector")
    def report_every_connector(self, _: Answer) -> Outcome:
        """It reports itself and each connector."""
        if not self._reported:
            return None
        missing = self.station.of(Connectors).missing(self._reported)
        if not missing:
            return SATISFIED
        return Violated(f"no status of {connectors(missing)} followed")

    # Statuses

    @called("StatusNotification")
    def notified(self, call: Call) -> None:
        """Take a status."""
        connector, status = integer(call.payload, "connectorId"), text(call.payload, "status")
        if connector is None:
            return
        if len(self._reported) < _MOST:
            self._reported.add(connector)
        timestamp = date_time(call.payload, "timestamp")
        if timestamp is not None:
            self.order(call, connector, timestamp)
            self._told[connector] = timestamp, call.line
        self._indexes[connector] = call.index
        if status not in STATUSES:
            self._last.pop(connector, None)
            return
        late = self.station.is_late(call, timestamp)
        if connector > 0:
            self.transition(call, connector, status, late)
            if status == "Available" and not late:
                self._wait_for_stop(call, connector)
        self._last[connector] = status, call.line
        bound(self._last, _MOST)
        bound(self._told, _MOST)
        bound(self._indexes, _MOST)

    @rule("STA-4.9-transition")
    def transition(self, _: Call, connector: int, status: str, late: bool) -> Outcome:
        """Statuses follow one another as in the table of section 4.9."""
        previous, line = self._last.get(connector, (None, 0))
        if previous is None:
            return Reason.EARLIER
        if previous == status:
            return None
        if late:
            return Reason.LATE
        if (previous, status) not in _NO_STEPS:
            return SATISFIED
        message = f"connector {connector} goes from {previous} to {status}"
        return Violated(f"{message}; was a short status left out?", (line,))

    @rule("STA-4.9-order")
    def order(self, _: Call, connector: int, timestamp: float) -> Outcome:
        """Statuses are told in the order of their events."""
        last, line = self._told.get(connector, (None, 0))
        if last is None:
            return Reason.EARLIER
        if timestamp >= last - _TOLERANCE:
            return SATISFIED
        message = f"is {last - timestamp:.0f} s older than the last status of the connector"
        return Violated(message, (line,))

    @answered("BootNotification", "Heartbeat")
    def clock_set(self, _: Call, answer: Answer) -> None:
        """The station may set its clock by the answer."""
        if answer.result or answer.blind:
            self._told = {}

    # Available, while a transaction runs

    def _wait_for_stop(self, call: Call, connector: int) -> None:
        for one in self.station.of(Transactions).running(connector):
            prompt = self.station.parameters.prompt
            self.wait(self.available_with_transaction, call, prompt, one)

    @rule("STA-7.7-available-with-transaction")
    def available_with_transaction(self, _: Call, one: Transaction) -> Outcome:
        """A connector with a transaction is not free."""
        if one.stop is not None:
            return SATISFIED
        message = f"connector {one.connector} is Available, while transaction {one.id} runs"
        return Violated(message, (one.line,))


def connectors(ids: list[int]) -> str:
    """Name some connectors."""
    shown = ", ".join(map(str, ids[:5]))
    more = f" and {len(ids) - 5} more" if len(ids) > 5 else ""  # noqa: PLR2004  (as above)
    return f"connector {shown}{more}" if len(ids) == 1 else f"connectors {shown}{more}"
