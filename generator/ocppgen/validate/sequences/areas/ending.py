"""Transactions that the central system ends, and when they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.area import Area, answered, called, rule
from ocppgen.validate.sequences.areas.configuration import Settings
from ocppgen.validate.sequences.areas.transactions import Transactions
from ocppgen.validate.sequences.bounded import bound
from ocppgen.validate.sequences.frames import NO_RETRY
from ocppgen.validate.sequences.members import integer, mapping, text
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated

if TYPE_CHECKING:
    from ocppgen.validate.sequences.areas.transactions import Transaction
    from ocppgen.validate.sequences.frames import Answer, Call
    from ocppgen.validate.sequences.outcome import Outcome

_MOST: Final = 32


class Ending(Area):
    """What the central system did that ends transactions."""

    __slots__ = ("_remote", "_reset", "_unlocked")

    _remote: dict[int, Answer]
    """By transaction, the last RemoteStopTransaction.conf Accepted."""
    _unlocked: dict[int, Answer]
    """By connector, the last UnlockConnector.conf Unlocked."""
    _reset: Answer | None
    """The last Reset.conf Accepted, since the last boot."""

    def begin(self) -> None:
        """Know of nothing."""
        self._remote, self._unlocked = {}, {}
        self._reset = None

    def on_gap(self) -> None:
        """Whatever stops now may stop for another reason."""
        self.begin()

    def on_boot(self, call: Call) -> None:  # noqa: ARG002  (as for any area)
        """A boot ends the reset."""
        self._reset = None

    @answered("RemoteStopTransaction")
    def remote_stop(self, call: Call, answer: Answer) -> None:
        """Take a remote stop."""
        ident = integer(call.payload, "transactionId")
        if ident is None or answer.status != "Accepted":
            return
        one = self.station.of(Transactions).of_id(ident)
        self.accepted_for_stopped(answer, call, one)
        if self.station.interrupted(call) is not Reason.GAP:
            self._remote.pop(ident, None)
            self._remote[ident] = answer
            bound(self._remote, _MOST)
        if one is not None and one.runs and self.station.interrupted(call) is None:
            patience = self.station.parameters.patience
            self.wait(self.remote_stop_ignored, answer, patience, one)

    @rule("TX-5.12-accepted-for-stopped")
    def accepted_for_stopped(self, _: Answer, call: Call, one: Transaction | None) -> Outcome:
        """What has stopped is not stopped again."""
        if one is None:
            return Reason.EARLIER
        if one.stop is None or one.stop.index > call.index:
            return SATISFIED
        message = f"accepts to stop transaction {one.id}, which was stopped before"
        return Violated(message, (call.line, one.stop.line))

    @rule("TX-5.12-remote-stop-ignored")
    def remote_stop_ignored(self, _: Answer, one: Transaction) -> Outcome:
        """A remote stop stops."""
        if one.stop is not None:
            return SATISFIED
        patience = self.station.parameters.patience
        message = f"transaction {one.id} was not stopped within {patience:.0f} s"
        return Violated(message, (one.line,))

    @answered("UnlockConnector")
    def unlocked(self, call: Call, answer: Answer) -> None:
        """Take an unlocked connector."""
        connector = integer(call.payload, "connectorId")
        if connector is None or answer.status != "Unlocked":
            return
        if self.station.interrupted(call) is not Reason.GAP:
            self._unlocked.pop(connector, None)
            self._unlocked[connector] = answer
            bound(self._unlocked, _MOST)
        if connector <= 0 or self.station.interrupted(call) is not None:
            return
        for one in self.station.of(Transactions).running(connector):
            patience = self.station.parameters.patience
            self.wait(self.transaction_goes_on, answer, patience, one)

    @rule("UNL-5.18-transaction-goes-on")
    def transaction_goes_on(self, _: Answer, one: Transaction) -> Outcome:
        """Unlocking ends the transaction."""
        if one.stop is not None:
            return SATISFIED
        message = f"transaction {one.id} of the unlocked connector was not stopped"
        return Violated(message, (one.line,))

    @answered("Reset")
    def reset(self, call: Call, answer: Answer) -> None:
        """Take a reset."""
        if answer.status == "Accepted" and self.station.interrupted(call) is None:
            self._reset = answer

    @answered("StartTransaction")
    def started(self, call: Call, answer: Answer) -> None:
        """A start that is not Accepted is stopped, if the station is set to."""
        one = self.station.of(Transactions).of_start(call)
        status = text(mapping(answer.payload, "idTagInfo"), "status")
        if one is None or status in (None, "Accepted") or call.retry is not NO_RETRY:
            return
        known = self.station.of(Settings).value("StopTransactionOnInvalidId")
        ident = "TX-3.5.4-stop-on-invalid-id"
        if known is None:
            self.station.bench.conclude(ident, answer, Reason.SETTING)
        elif known.strip().casefold() == "true" and one.stop is None:
            if self.station.is_late(call, one.started):
                self.station.bench.conclude(ident, answer, Reason.LATE)
            elif self.station.interrupted(call) is None:
                patience = self.station.parameters.patience
                self.wait(self.stop_on_invalid_id, answer, patience, one)

    @rule("TX-3.5.4-stop-on-invalid-id")
    def stop_on_invalid_id(self, _: Answer, one: Transaction) -> Outcome:
        """Who may not charge is stopped."""
        if one.stop is not None:
            return SATISFIED
        message = "the transaction was not stopped, although StopTransactionOnInvalidId is true"
        return Violated(message, (one.line,))

    @called("StopTransaction")
    def stopped(self, call: Call) -> None:
        """Take a stop; one that is told again has been judged."""
        if call.retry is NO_RETRY:
            self.reason(call)

    @rule("TX-4.10-reason")
    def reason(self, call: Call) -> Outcome:
        """The reason says who ended it."""
        causes = [cause for cause in self._causes(call) if cause is not None]
        if not causes:
            return None
        if call.payload.get("reason", "Local") != "Local":
            return SATISFIED
        ages = [call.after(cause) for cause in causes]
        prompt = self.station.parameters.prompt
        for cause, age in zip(causes, ages, strict=True):
            if age is not None and age <= prompt:
                message = f"gives the reason Local {age:.0f} s after {cause.action}.conf {cause.status}"
                return Violated(message, (cause.line,))
        return Reason.NO_TIME if None in ages else SATISFIED

    def _causes(self, call: Call) -> list[Answer | None]:
        ident = integer(call.payload, "transactionId")
        one = self.station.of(Transactions).of_id(ident)
        return [
            self._remote.get(ident) if ident is not None else None,
            self._unlocked.get(one.connector) if one is not None else None,
            self._reset,
        ]
