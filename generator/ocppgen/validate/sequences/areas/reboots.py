"""Reboots that a change of a setting needs: the central system asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.validate.sequences.area import Area, answered, called, rule
from ocppgen.validate.sequences.members import text
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Answer, Call
    from ocppgen.validate.sequences.outcome import Outcome


class Reboots(Area):
    """Whether a station that said RebootRequired may boot."""

    __slots__ = ("_required", "_reset")

    _required: Answer | None
    """The last RebootRequired, since the last boot."""
    _reset: bool
    """A Reset was sent since then, and not refused."""

    def begin(self) -> None:
        """Know of nothing that is required."""
        self._required, self._reset = None, False

    def on_gap(self) -> None:
        """What was required may have happened."""
        self._required = None

    def on_boot(self, call: Call) -> None:
        """It has happened."""
        self.self_reboot(call)
        self._required = None

    @answered("ChangeConfiguration")
    def changed(self, call: Call, answer: Answer) -> None:
        """Take what the station says to a change."""
        if answer.status == "RebootRequired" and not answer.blind:
            if text(call.payload, "key") is None or text(call.payload, "value") is None:
                return
            self._required, self._reset = answer, False

    @called("Reset")
    def reset(self, _: Call) -> None:
        """A reset lets the station boot."""
        self._reset = True

    @answered("Reset")
    def reset_answered(self, _: Call, answer: Answer) -> None:
        """A reset that is refused does not."""
        if not answer.blind and answer.status != "Accepted":
            self._reset = False

    @rule("CFG-7.22-self-reboot")
    def self_reboot(self, call: Call) -> Outcome:
        """RebootRequired leaves the reboot to the central system."""
        if self._required is None or self._reset:
            return None
        since = call.after(self._required)
        if since is None:
            return Reason.NO_TIME
        if since > self.station.parameters.patience:
            return SATISFIED
        message = f"boots {since:.0f} s after RebootRequired, without a Reset"
        return Violated(message, (self._required.line,))
