"""Reservations: made, used, cancelled, expired."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.area import Area, answered, called, rule
from ocppgen.validate.sequences.areas.identifiers import UNREAD, Identifiers
from ocppgen.validate.sequences.areas.statuses import Statuses
from ocppgen.validate.sequences.bounded import bound
from ocppgen.validate.sequences.frames import NO_RETRY
from ocppgen.validate.sequences.instants import date_time
from ocppgen.validate.sequences.members import id_tag, integer, text
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Answer, Call, Frame
    from ocppgen.validate.sequences.outcome import Outcome

_ACTIVE, _CANCELLED, _USED, _EXPIRED, _ENDED = "active", "cancelled", "used", "expired", "ended"
_OCCUPIED: Final = frozenset(
    (
        "Preparing",
        "Charging",
        "SuspendedEV",
        "SuspendedEVSE",
        "Finishing",
        "Faulted",
        "Unavailable",
    )
)
_MOST: Final = 64


class Reservation:
    """One reservation that was Accepted."""

    __slots__ = (
        "cancelled",
        "cancelling",
        "connector",
        "expiry",
        "id",
        "line",
        "parent",
        "state",
        "tag",
        "used_by",
    )

    def __init__(self, ident: int, call: Call, answer: Answer) -> None:
        """Take it from its request."""
        self.id = ident
        self.line = answer.line
        self.connector = integer(call.payload, "connectorId")
        self.tag = id_tag(call.payload)
        self.parent = id_tag(call.payload, "parentIdTag")
        self.expiry = date_time(call.payload, "expiryDate")
        self.state = _ACTIVE
        self.cancelled: float | None = None
        self.cancelling = False
        """A CancelReservation is on its way."""
        self.used_by: int | None = None
        """The fingerprint of the start that has used it."""


class Reservations(Area):
    """The reservations of a station."""

    __slots__ = ("_by_id",)

    _by_id: dict[int, Reservation]

    def begin(self) -> None:
        """Know of no reservation."""
        self._by_id = {}

    def on_gap(self) -> None:
        """Nothing is believed."""
        self.begin()

    def on_boot(self, call: Call) -> None:  # noqa: ARG002  (as for any area)
        """Nothing is believed."""
        self.begin()

    def _state(self, one: Reservation, frame: Frame) -> str | None:
        """Give the state of a reservation at a frame; None where that cannot be told."""
        if one.state != _ACTIVE:
            return one.state
        if one.expiry is None or frame.instant is None or one.cancelling:
            return None
        skew = self.station.parameters.skew
        if frame.instant < one.expiry - skew:
            return _ACTIVE
        return _EXPIRED if frame.instant > one.expiry + skew else None

    # ReserveNow

    @called("ReserveNow")
    def asked(self, call: Call) -> None:
        """Note the status of the connector; the same reservation again is in doubt."""
        connector, ident = (
            integer(call.payload, name) for name in ("connectorId", "reservationId")
        )
        if connector is not None:
            call.at_request = self.station.of(Statuses).of(connector)
        if ident in self._by_id:
            del self._by_id[ident]

    @answered("ReserveNow")
    def reserved(self, call: Call, answer: Answer) -> None:
        """Take what the station says."""
        connector, ident = (
            integer(call.payload, name) for name in ("connectorId", "reservationId")
        )
        if ident is None or connector is None or answer.status != "Accepted":
            return
        if self.station.interrupted(call) is not None:
            return
        if connector > 0:
            self.accepted_while_occupied(answer, call, connector, ident)
        self._by_id[ident] = Reservation(ident, call, answer)
        bound(self._by_id, _MOST)

    @rule("RES-5.13-accepted-while-occupied")
    def accepted_while_occupied(
        self, answer: Answer, call: Call, connector: int, ident: int
    ) -> Outcome:
        """What is occupied is not reserved."""
        status = self.station.of(Statuses).of(connector)
        if status is None or status != call.at_request:
            return Reason.EARLIER
        if status in _OCCUPIED:
            message = f"reserves connector {connector}, which is {status}"
            return Violated(message, (call.line,))
        if status == "Reserved":
            others = [one for one in self._by_id.values() if one.connector == connector]
            active = [one for one in others if self._state(one, answer) == _ACTIVE]
            for one in active:
                if one.id != ident:
                    message = f"reserves connector {connector}, which is Reserved already"
                    return Violated(message, (call.line, one.line))
            return Reason.EARLIER
        return SATISFIED

    # What ends a reservation

    @called("StatusNotification", begun=True)
    def notified(self, call: Call) -> None:
        """A connector that fails ends its reservation."""
        if text(call.payload, "status") in ("Faulted", "Unavailable"):
            connector = integer(call.payload, "connectorId")
            for one in self._by_id.values():
                if one.connector == connector and one.state == _ACTIVE:
                    one.state = _ENDED

    @called("CancelReservation")
    def cancel(self, call: Call) -> None:
        """Note the state at the request."""
        ident = integer(call.payload, "reservationId")
        one = self._by_id.get(ident) if ident is not None else None
        if one is not None:
            call.at_request = one, self._state(one, call)
            one.cancelling = True

    @answered("CancelReservation")
    def cancelled(self, call: Call, answer: Answer) -> None:
        """Take what the station says."""
        if call.at_request is None:
            return
        one, before = call.at_request
        one.cancelling = False
        if answer.blind or answer.status not in ("Accepted", "Rejected"):
            self._by_id.pop(one.id, None)
            return
        self.cancel_status(answer, call, one, before)
        if answer.status == "Rejected":
            self._by_id.pop(one.id, None)
        elif one.state == _ACTIVE:
            one.state, one.cancelled = _CANCELLED, answer.instant

    @rule("RES-5.1-cancel-status")
    def cancel_status(
        self, answer: Answer, call: Call, one: Reservation, before: str | None
    ) -> Outcome:
        """What exists can be cancelled, and nothing else."""
        if self._by_id.get(one.id) is not one:
            return Reason.EARLIER
        state = self._state(one, answer)
        if state is None or state != before:
            return Reason.CROSSING
        if answer.status == "Rejected" and state == _ACTIVE:
            message = (
                f"says Rejected to the cancelling of reservation {one.id}, which is active"
            )
        elif answer.status == "Accepted" and state in (_CANCELLED, _USED, _EXPIRED):
            message = f"cancels reservation {one.id}, which was {state} already"
        else:
            return SATISFIED
        return Violated(message, (call.line, one.line))

    # StartTransaction

    @called("StartTransaction", begun=True)
    def start(self, call: Call) -> None:
        """Judge a start by the reservations there are."""
        connector, tag = integer(call.payload, "connectorId"), id_tag(call.payload)
        named = integer(call.payload, "reservationId")
        if call.retry is not NO_RETRY or connector is None:
            return
        one = self._by_id.get(named) if named is not None else None
        if one is not None:
            self.ended_reservation(call, one)
        if tag is not None:
            for other in [*self._by_id.values()]:
                self._judge(call, other, connector, tag, named)
        if one is not None and one.state == _ACTIVE:
            one.state, one.used_by = _USED, call.key

    def _judge(
        self, call: Call, one: Reservation, connector: int, tag: str, named: int | None
    ) -> None:
        broken = False
        if one.connector in (0, connector) and one.tag == tag and one.id != named:
            broken = self.reservation_id(call, one)
        elif one.connector == connector > 0 and one.tag != tag and one.parent is None:
            broken = self.other_tag(call, one, tag)
        if broken:
            del self._by_id[one.id]

    def _usable(self, call: Call, one: Reservation) -> Reason | None:
        """Say why it is not certain that a reservation is active at a start."""
        state = self._state(one, call)
        if state is None:
            return Reason.NO_DATE if call.instant is None else Reason.CROSSING
        if state != _ACTIVE:
            return Reason.EARLIER
        late = self.station.is_late(call, date_time(call.payload, "timestamp"))
        return Reason.LATE if late else None

    @rule("RES-5.13-reservation-id")
    def reservation_id(self, call: Call, one: Reservation) -> Outcome:
        """A start that uses a reservation names it."""
        doubt = self._usable(call, one)
        if doubt is not None:
            return doubt if one.state == _ACTIVE else None
        return Violated(f"does not name reservation {one.id}, which it uses", (one.line,))

    @rule("RES-5.13-other-tag")
    def other_tag(self, call: Call, one: Reservation, tag: str) -> Outcome:
        """What is reserved is for one identifier."""
        doubt = self._usable(call, one)
        if doubt is not None:
            return doubt if one.state == _ACTIVE else None
        parent = self.station.of(Identifiers).parent(tag)
        if parent == UNREAD:
            return Reason.CROSSING
        if parent == one.tag:
            return SATISFIED
        message = f"uses connector {one.connector}, which is reserved for another identifier"
        return Violated(message, (one.line,))

    @rule("RES-5.13-ended-reservation")
    def ended_reservation(self, call: Call, one: Reservation) -> Outcome:
        """What has ended is not used."""
        state = self._state(one, call)
        if state is None:
            return Reason.NO_DATE if call.instant is None else Reason.CROSSING
        timestamp = date_time(call.payload, "timestamp")
        if state == _EXPIRED:
            if timestamp is None or one.expiry is None or timestamp <= one.expiry:
                return Reason.LATE
        elif state == _CANCELLED:
            if self.station.is_late(call, timestamp) and _before(timestamp, one.cancelled):
                return Reason.LATE
        elif state != _USED or one.used_by == call.key:
            return SATISFIED
        return Violated(f"names reservation {one.id}, which was {state}", (one.line,))


def _before(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and one < other
