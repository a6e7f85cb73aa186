"""Resets: transactions stop, and the station boots."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ocppgen.validate.sequences.area import Area, answered, called, rule
from ocppgen.validate.sequences.areas.transactions import Transactions
from ocppgen.validate.sequences.members import text
from ocppgen.validate.sequences.outcome import SATISFIED, Violated

if TYPE_CHECKING:
    from ocppgen.validate.sequences.areas.transactions import Transaction
    from ocppgen.validate.sequences.frames import Answer, Call
    from ocppgen.validate.sequences.outcome import Outcome


class _Reset(NamedTuple):
    """A Reset that was Accepted."""

    soft: bool
    running: tuple[Transaction, ...]
    """What ran when it was asked for."""
    line: int


class Resets(Area):
    """What was reset, and has not booted yet."""

    __slots__ = ("_accepted", "_booted")

    _accepted: _Reset | None
    _booted: int
    """The index of the last BootNotification."""

    def begin(self) -> None:
        """Know of no reset."""
        self._accepted, self._booted = None, -1

    def on_gap(self) -> None:
        """Nothing is believed."""
        self.begin()

    @called("Reset")
    def asked(self, call: Call) -> None:
        """Note what runs."""
        call.at_request = tuple(self.station.of(Transactions).running())

    @answered("Reset")
    def accepted(self, call: Call, answer: Answer) -> None:
        """Wait for the boot."""
        if answer.status != "Accepted" or self.station.interrupted(call) is not None:
            return
        soft = text(call.payload, "type") == "Soft"
        self._accepted = _Reset(soft, call.at_request or (), answer.line)
        self.wait(self.boot_after_reset, answer, self.station.parameters.patience)

    @rule("RST-5.14-boot-after-reset")
    def boot_after_reset(self, answer: Answer) -> Outcome:
        """A reset leads to a boot."""
        if self._booted > answer.index:
            return SATISFIED
        patience = self.station.parameters.patience
        return Violated(f"no BootNotification followed within {patience:.0f} s")

    def on_boot(self, call: Call) -> None:
        """Take the boot."""
        self._boots(call)

    @called("BootNotification")
    def boots(self, call: Call) -> None:
        """Take a BootNotification, boot or not."""
        self._boots(call)

    def _boots(self, call: Call) -> None:
        self._booted = call.index
        if call.trigger is None and self._accepted is not None:
            self.stop_before_reset(call, self._accepted)
            self._accepted = None

    @rule("RST-5.14-stop-before-reset")
    def stop_before_reset(self, _: Call, reset: _Reset) -> Outcome:
        """What runs is stopped before a soft reset."""
        if not reset.soft:
            return None
        for one in reset.running:
            if one.stop is None:
                message = f"boots after a soft reset, and transaction {one.id} was not stopped"
                return Violated(message, (one.line, reset.line))
        return SATISFIED
