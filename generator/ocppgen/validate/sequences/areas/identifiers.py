"""Identifiers: what the central system said of them, and who asks for which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.area import Area, answered, called, rule
from ocppgen.validate.sequences.areas.transactions import Transactions
from ocppgen.validate.sequences.bounded import bound
from ocppgen.validate.sequences.frames import NO_RETRY
from ocppgen.validate.sequences.instants import date_time
from ocppgen.validate.sequences.members import id_tag, integer, mapping, text
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated

if TYPE_CHECKING:
    from ocppgen.validate.sequences.areas.transactions import Transaction
    from ocppgen.validate.sequences.frames import Answer, Call, Place
    from ocppgen.validate.sequences.outcome import Outcome

_MOST: Final = 64
UNREAD: Final = "\x00"
"""Stands for a parent that an answer may have named: the log has it before its call."""


class Identifiers(Area):
    """Who may charge: what the central system said of identifiers."""

    __slots__ = ("_asked", "_parents", "_refused")

    _refused: dict[str, Answer]
    """By identifier, the last Authorize.conf, if it was not Accepted."""
    _parents: dict[str, str]
    """By identifier, the parent that Authorize.conf gave it."""
    _asked: list[tuple[Call, Transaction]]
    """Authorizations of the identifier of a running transaction."""

    def begin(self) -> None:
        """Know nothing."""
        self._refused, self._parents, self._asked = {}, {}, []

    def on_gap(self) -> None:
        """What was refused may be allowed by now."""
        self._refused, self._asked = {}, []

    def parent(self, tag: str) -> str | None:
        """Give the parent of an identifier; `UNREAD` if what was said of it is not known."""
        return self._parents.get(tag)

    @called("Authorize")
    def authorize(self, call: Call) -> None:
        """Note who asks while a transaction of theirs runs."""
        tag = id_tag(call.payload)
        if tag is None:
            return
        for one in self.station.of(Transactions).running():
            if one.tag == tag:
                self._asked = [*self._asked[-_MOST:], (call, one)]

    @answered("Authorize")
    def authorized(self, call: Call, answer: Answer) -> None:
        """Note what the central system says."""
        tag = id_tag(call.payload)
        if tag is None:
            return
        self._refused.pop(tag, None)
        info = mapping(answer.payload, "idTagInfo")
        status, parent = text(info, "status"), id_tag(info, "parentIdTag")
        if status is not None and status != "Accepted":
            self._refused[tag] = answer
        if parent is not None or answer.blind:
            self._parents.pop(tag, None)
            self._parents[tag] = UNREAD if parent is None else parent
        bound(self._refused, _MOST)
        bound(self._parents, _MOST)

    @answered("RemoteStartTransaction")
    def remote_start(self, call: Call, answer: Answer) -> None:
        """A remote start allows what was refused."""
        tag = id_tag(call.payload)
        if tag is not None and (answer.blind or answer.status == "Accepted"):
            self._refused.pop(tag, None)

    @called("StartTransaction")
    def start(self, call: Call) -> None:
        """Judge a start by what was said of its identifier."""
        tag = id_tag(call.payload)
        if tag is None or call.retry is not NO_RETRY:
            return
        self._asked = [one for one in self._asked if one[1].tag != tag]
        self.start_after_refusal(call, tag)

    @rule("TX-4.1-start-after-refusal")
    def start_after_refusal(self, call: Call, tag: str) -> Outcome:
        """Who was refused does not charge."""
        refusal = self._refused.get(tag)
        if refusal is None:
            return SATISFIED
        timestamp = date_time(call.payload, "timestamp")
        if timestamp is None:
            return Reason.UNREADABLE
        if refusal.instant is None or call.instant is None:
            return Reason.NO_DATE
        skew = self.station.parameters.skew
        if timestamp < refusal.instant - skew or self.station.is_late(call, timestamp):
            return Reason.LATE
        return Violated("starts with an identifier that was refused", (refusal.line,))

    @called("StopTransaction")
    def stop(self, call: Call) -> None:
        """Judge what was asked before a stop."""
        tag, ident = id_tag(call.payload), integer(call.payload, "transactionId")
        if tag is None or call.retry is not NO_RETRY:
            return
        for asked, one in self._asked:
            if one.id == ident and one.tag == tag and _is(one.stop, call):
                self.own_tag_at_stop(asked, call)
        self._asked = [one for one in self._asked if one[1].id != ident]

    @rule("AUTH-4.1-own-tag-at-stop")
    def own_tag_at_stop(self, asked: Call, stop: Call) -> Outcome:
        """One's own card needs no asking."""
        since = stop.after(asked)
        if since is None:
            return Reason.NO_TIME
        if since > self.station.parameters.prompt:
            return SATISFIED
        return Violated("asks for the identifier that started the transaction", (stop.line,))


def _is(place: Place | None, call: Call) -> bool:
    return place is not None and place.index == call.index
