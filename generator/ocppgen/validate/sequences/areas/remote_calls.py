"""Remote starts and stops: for stations that are registered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.validate.sequences.area import Area, called, rule
from ocppgen.validate.sequences.areas.registration import Registration, Status
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Call
    from ocppgen.validate.sequences.outcome import Outcome


class RemoteCalls(Area):
    """Keeps nothing: the registration knows all that is asked."""

    __slots__ = ()

    @called("RemoteStartTransaction", "RemoteStopTransaction")
    def remote(self, call: Call) -> None:
        """Take a remote start or stop."""
        self.no_remote_start_while_pending(call)

    @rule("BOOT-4.2-no-remote-start-while-pending")
    def no_remote_start_while_pending(self, call: Call) -> Outcome:
        """A pending station is not started or stopped from afar."""
        registration = self.station.of(Registration)
        if registration.status is Status.UNKNOWN:
            return Reason.BEGINS_LATE
        if registration.status is not Status.PENDING:
            return SATISFIED
        message = f"{call.action} is sent to a station that is Pending"
        return Violated(message, registration.lines())
