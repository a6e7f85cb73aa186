"""Requests with an id: which one a notification belongs to.

SignedUpdateFirmware and GetLog both give a ``requestId``, which the notifications carry. What is
notified between a request and its answer counts as after the acceptance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.areas.reporting import Attempts, Row
from ocppgen.validate.sequences.bounded import bound
from ocppgen.validate.sequences.members import integer
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from ocppgen.validate.sequences.frames import Answer, Call
    from ocppgen.validate.sequences.outcome import Outcome

ACCEPTED: Final = "the acceptance"
"""What the first status of a request follows."""

_SAID_YES: Final = ("Accepted", "AcceptedCanceled")
_MOST: Final = 32


class Request:
    """What is known of one requestId."""

    __slots__ = (
        "accepted",
        "attempts",
        "before",
        "call",
        "cancelled",
        "first",
        "gaps",
        "line",
        "named",
        "row",
        "since",
        "status",
        "superseded",
        "told",
        "verified",
    )

    def __init__(self, call: Call | None, gaps: int) -> None:
        """Know it by its request; or by a notification only, without a *call*."""
        self.call = call
        self.gaps = gaps
        self.accepted = False
        self.cancelled = False
        """A later one was accepted before this one had ended."""
        self.superseded = False
        """It was accepted while another one had not ended."""
        self.before: tuple[Request | None, str | None] = (None, None)
        """The last accepted request at this one, and the status it had then."""
        self.status: str | None = ACCEPTED if call is not None else None
        """Its last status but Idle; `ACCEPTED` if there was none; None if that is unknown."""
        self.line = call.line if call is not None else 0
        """The line that says so."""
        self.since: float | None = None
        """When it was sent, by a log with dates."""
        self.attempts: Attempts | None = None
        if call is not None:
            self.attempts = Attempts(call, certain=True)
        self.row = Row()
        self.named: bool | None = None
        """The answer names a file; None while there is none."""
        self.first: Call | None = None
        """The first notification of an upload."""
        self.told = False
        self.verified: float | None = None
        """When SignatureVerified was sent, by a log with dates."""

    @property
    def may_retry(self) -> bool:
        """Whether it leaves room for another attempt, as far as is known."""
        retries = integer(self.call.payload, "retries") if self.call is not None else None
        return retries is None or retries > 0

    def forget(self, *, status: bool) -> None:
        """Forget how often it was tried, and, unless it is an end, its last *status*."""
        self.attempts = None
        self.row.end()
        if status:
            self.status = None

    def add(self, call: Call, status: str) -> None:
        """Take its next status."""
        self.status, self.line, self.since = status, call.line, call.instant


class Requests:
    """The requests of one kind."""

    __slots__ = ("_by_id", "_ends", "accepted", "current", "last")

    def __init__(self, ends: Container[str | None]) -> None:
        """Know of no request; *ends* are the statuses after which nothing is in progress."""
        self._by_id: dict[int, Request] = {}
        self._ends = ends
        self.accepted = False
        """One was accepted in the capture."""
        self.current: Request | None = None
        """The last accepted one, since the last boot or gap."""
        self.last: Request | None = None
        """The last accepted one of the capture, if it is known."""

    def ask(self, call: Call, gaps: int) -> None:
        """Take a request; it is remembered with the call."""
        ident = integer(call.payload, "requestId")
        if ident is None:
            return
        request = call.at_request = Request(call, gaps)
        status = self.last.status if self.last is not None else None
        request.before = self.last, status
        known = self._by_id.get(ident)
        if known is None or known.call is None:
            self._put(ident, request)

    def answer(self, call: Call, answer: Answer) -> Request | None:
        """Take an answer; give the request if it was accepted."""
        request: Request | None = call.at_request
        ident = integer(call.payload, "requestId")
        if request is None or ident is None:
            return None
        known = self._by_id.get(ident)
        if answer.blind:
            self.current = self.last = None
            return None
        if answer.status not in _SAID_YES:
            if known is request:
                del self._by_id[ident]
            return None
        if known is not request:
            if known is not None and known.status not in self._ends:
                request.forget(status=True)
            self._put(ident, request)
        last = self.last
        if last is not None and last is not known and last.status not in self._ends:
            last.cancelled = True
            request.superseded = last.status is not None
            if request.attempts is not None:
                request.attempts.certain = not request.superseded
        request.accepted = self.accepted = True
        request.row.end()
        self.current = self.last = request
        return request

    def _put(self, ident: int, request: Request) -> None:
        self._by_id.pop(ident, None)
        self._by_id[ident] = request
        bound(self._by_id, _MOST)

    def judge_id(self, ident: int, action: str) -> Outcome:
        """Judge the id of a notification: some request has it."""
        if not self.accepted:
            return Reason.BEGINS_LATE
        known = self._by_id.get(ident)
        if known is not None and known.call is not None:
            return SATISFIED
        if len(self._by_id) >= _MOST:
            return Reason.EARLIER
        return Violated(f"no {action} has the requestId {ident}")

    def of_id(self, ident: int, gaps: int) -> Request:
        """Give the request of an id, if only to remember what was notified of it."""
        request = self._by_id.get(ident)
        if request is None:
            request = Request(None, gaps)
            self._put(ident, request)
        return request

    def rows(self) -> list[Row]:
        """List the rows of equal statuses of all requests."""
        return [request.row for request in self._by_id.values()]

    def forget(self, kept: Callable[[str | None], bool]) -> None:
        """Forget what a boot or a gap ends; what is *kept* of the statuses stays known."""
        self.current = None
        for request in (
            *self._by_id.values(),
            *((self.last,) if self.last is not None else ()),
        ):
            request.forget(status=not kept(request.status))
