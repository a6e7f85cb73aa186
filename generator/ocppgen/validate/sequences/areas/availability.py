"""ChangeAvailability: scheduled while a transaction runs, and reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ocppgen.validate.sequences.area import Area, answered, called, rule
from ocppgen.validate.sequences.areas.statuses import Statuses
from ocppgen.validate.sequences.areas.transactions import Transactions
from ocppgen.validate.sequences.bounded import bound
from ocppgen.validate.sequences.members import integer, text
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated

if TYPE_CHECKING:
    from ocppgen.validate.sequences.areas.transactions import Transaction
    from ocppgen.validate.sequences.frames import Answer, Call
    from ocppgen.validate.sequences.outcome import Outcome

_MOST: Final = 64


class _Before(NamedTuple):
    """What was known at the request."""

    status: str | None
    running: tuple[Transaction, ...]


class Availability(Area):
    """Changes that wait to be carried out, or to be reported."""

    __slots__ = ("_scheduled",)

    _scheduled: dict[int, str]
    """By connector, the change that was Scheduled."""

    def begin(self) -> None:
        """Know of no change."""
        self._scheduled = {}

    @called("ChangeAvailability")
    def asked(self, call: Call) -> None:
        """Note what is known."""
        connector = integer(call.payload, "connectorId")
        if connector is not None and connector >= 0:
            running = self.station.of(Transactions).running(connector)
            status = self.station.of(Statuses).of(connector)
            call.at_request = _Before(status, tuple(running))

    @answered("ChangeAvailability")
    def changed(self, call: Call, answer: Answer) -> None:
        """Take what the station says."""
        connector, wanted = integer(call.payload, "connectorId"), text(call.payload, "type")
        before = call.at_request
        if connector is None or before is None or wanted not in ("Inoperative", "Operative"):
            return
        if answer.status == "Scheduled":
            self._scheduled.pop(connector, None)
            self._scheduled[connector] = wanted
            bound(self._scheduled, _MOST)
        if answer.status != "Accepted":
            return
        scheduled = self._scheduled.get(connector) == wanted
        if not scheduled:
            self._scheduled.pop(connector, None)
        if self.station.interrupted(call) is not None:
            return
        running = [one for one in before.running if one.runs]
        if wanted == "Inoperative" and running and not scheduled:
            self.wait(self.scheduled, answer, self.station.parameters.prompt, call, running)
        if not before.running and not self.station.of(Transactions).running(connector):
            self._expect_report(call, answer, connector, wanted, before.status)

    @rule("AVL-5.2-scheduled")
    def scheduled(self, _: Answer, call: Call, running: list[Transaction]) -> Outcome:
        """While a transaction runs, the change is Scheduled."""
        still = [one for one in running if not _stopped_before(one, call)]
        if not still:
            return SATISFIED
        if call.instant is None and all(one.stop is not None for one in still):
            return Reason.NO_DATE
        message = f"says Accepted to Inoperative, while transaction {still[0].id} runs"
        return Violated(f"{message}; this is Scheduled", (call.line, still[0].line))

    def _expect_report(
        self, call: Call, answer: Answer, connector: int, wanted: str, status: str | None
    ) -> None:
        if status is None:
            self.station.bench.conclude("AVL-5.2-report", answer, Reason.EARLIER)
            return
        changes = (
            status not in ("Unavailable", "Faulted")
            if wanted == "Inoperative"
            else status == "Unavailable"
        )
        if not changes:
            return
        self.wait(self.report, answer, self.station.parameters.patience, call, connector)

    @rule("AVL-5.2-report")
    def report(self, _: Answer, call: Call, connector: int) -> Outcome:
        """A change is reported."""
        if self.station.of(Statuses).reported(connector) > call.index:
            return SATISFIED
        wanted = text(call.payload, "type")
        message = f"connector {connector} was made {wanted}, and no StatusNotification followed"
        return Violated(message, (call.line,))


def _stopped_before(one: Transaction, request: Call) -> bool:
    """Tell whether a transaction had stopped by its own timestamp before the request."""
    if one.stop is None or request.instant is None:
        return False
    return one.stopped is None or one.stopped <= request.instant
