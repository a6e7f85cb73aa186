"""GetLog and LogStatusNotification."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.area import Area, answered, called, rule
from ocppgen.validate.sequences.areas.reporting import (
    IDLE,
    Row,
    accounts_for_idle,
    idle_not_triggered,
)
from ocppgen.validate.sequences.areas.requests import ACCEPTED, Request, Requests
from ocppgen.validate.sequences.members import integer, text
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Answer, Call
    from ocppgen.validate.sequences.outcome import Outcome

_FAILURES: Final = ("UploadFailure", "BadMessage", "PermissionDenied", "NotSupportedOperation")
_UPLOADS: Final = ("Uploading", "Uploaded")


class LogUpload(Area):
    """The requests, and the last notification."""

    __slots__ = ("_accepted", "_busy", "_index", "_last", "_requests", "_row")

    _requests: Requests
    _last: tuple[str, int, int] | None
    """The last status but Idle, its line, and its index."""
    _busy: int | None
    """The line of the last Uploading, while nothing else was said."""
    _accepted: int
    """The index of the last acceptance."""
    _index: int
    """That of the last notification."""
    _row: Row
    """Of notifications that belong to no request."""

    def begin(self) -> None:
        """Know of no upload."""
        self._requests = Requests(("Uploaded",))
        self._last = self._busy = None
        self._accepted = self._index = -1
        self._row = Row()

    def on_gap(self) -> None:
        """Nothing is believed but what was Uploaded."""
        self._requests.forget(lambda status: status == "Uploaded")
        self._last = self._busy = None
        self._row.end()

    def on_boot(self, call: Call) -> None:  # noqa: ARG002  (as for any area)
        """An upload in progress may have ended."""
        self.on_gap()

    # GetLog

    @called("GetLog")
    def asked(self, call: Call) -> None:
        """Take a request, and remember what was said last."""
        self._requests.ask(call, self.station.gaps)
        if call.at_request is None:
            call.at_request = Request(call, self.station.gaps)
        request: Request = call.at_request
        request.before = request.before[0], self._last[0] if self._last is not None else None

    @answered("GetLog")
    def confirmed(self, call: Call, answer: Answer) -> None:
        """Take what the station says to it."""
        asked: Request = call.at_request
        known = not answer.blind and self.station.interrupted(call) is None
        if known and answer.status == "AcceptedCanceled":
            self.canceled_nothing(answer, call, asked)
        elif known and answer.status == "Accepted":
            self.accepted_while_uploading(answer, call, asked)
        if answer.blind or answer.status in ("Accepted", "AcceptedCanceled"):
            self._busy = None
            self._accepted = answer.index
        request = self._requests.answer(call, answer)
        if request is None:
            return
        request.named = bool(answer.payload.get("filename"))
        if request.first is not None:
            self.upload_without_name(request.first, request)
        if request.named and known:
            self.wait(self.nothing_reported, answer, self.station.parameters.patience, call)

    @rule("N01.FR.08-nothing-reported")
    def nothing_reported(self, _: Answer, call: Call) -> Outcome:
        """An upload that was accepted is reported."""
        if self._index > call.index:
            return SATISFIED
        return Violated("names a file, and no status of the upload followed", (call.line,))

    @rule("N01.FR.11-canceled-nothing")
    def canceled_nothing(self, _: Answer, call: Call, asked: Request) -> Outcome:
        """What is cancelled was in progress."""
        before = asked.before[1]
        if before is None or self._last is None:
            return Reason.EARLIER
        last, line, index = self._last
        if before != "Uploaded" or last != "Uploaded":
            return Reason.EARLIER if last in _FAILURES else SATISFIED
        if self._accepted > index:
            return SATISFIED
        return Violated(
            "says AcceptedCanceled, but the last log was Uploaded", (call.line, line)
        )

    @rule("N01.FR.11-accepted-while-uploading")
    def accepted_while_uploading(self, _: Answer, call: Call, asked: Request) -> Outcome:
        """What ends an upload says so."""
        before, last = asked.before[1], self._last
        if before is None or last is None:
            return Reason.EARLIER
        earlier = asked.before[0]
        ident = integer(call.payload, "requestId")
        asked_before = earlier.call.payload if earlier is not None and earlier.call else {}
        if ident is not None and integer(asked_before, "requestId") == ident:
            return None
        if before != "Uploading" or last[0] != "Uploading":
            return SATISFIED
        message = "says Accepted during an upload; AcceptedCanceled is meant for that"
        return Violated(message, (call.line, last[1]))

    # LogStatusNotification

    @called("LogStatusNotification")
    def notified(self, call: Call) -> None:
        """Take a status."""
        status, ident = text(call.payload, "status"), integer(call.payload, "requestId")
        if status is None:
            return
        self._index = call.index
        if status == IDLE:
            for row in (self._row, *self._requests.rows()):
                row.end()
            self.idle_while_uploading(call)
            self.idle_not_triggered(call, accounts_for_idle(self.station, call))
            return
        request = self._request(call, status, ident)
        row = request.row if request is not None else self._row
        row.add(call, status)
        self.repeated(call, row)
        if request is not None:
            if status != request.status:
                self._step(call, status, request)
            request.add(call, status)
        self._last = status, call.line, call.index
        self._busy = call.line if status == "Uploading" else None

    def _request(self, call: Call, status: str, ident: int | None) -> Request | None:
        """Find the request of a notification, and judge how it is named."""
        if ident is not None:
            if self.request_id(call, ident):
                return None
            return self._requests.of_id(ident, self.station.gaps)
        self.request_id_missing(call, status)
        uploading = self._last is not None and self._last[0] == "Uploading"
        if call.trigger is not None and not uploading:
            return None
        if self._requests.current is None:
            # It belongs to some request whose acceptance is not known: any may have gone on.
            self._requests.forget(lambda status: status == "Uploaded")
        return self._requests.current

    def _step(self, call: Call, status: str, request: Request) -> None:
        self.after_the_end(call, status, request)
        if status == "Uploaded":
            self.uploading_first(call, request)
        if status in _UPLOADS:
            request.first = request.first or call
            if request.named is not None:
                self.upload_without_name(call, request)
        if request.attempts is None:
            return
        if status == "Uploading":
            self.retries(call, request)
            self.retry_interval(call, request)
        elif status in _FAILURES:
            request.attempts.failed(call, status)

    @rule("N01.FR.07-request-id")
    def request_id(self, _: Call, ident: int) -> Outcome:
        """The id is that of a request."""
        return self._requests.judge_id(ident, "GetLog")

    @rule("N01.FR.12-request-id-missing")
    def request_id_missing(self, call: Call, status: str) -> Outcome:
        """A status of an upload has the id."""
        if call.trigger is None:
            if self.station.cut_off(call):
                return Reason.BEGINS_LATE
        elif self._last is None or self._last[0] != "Uploading":
            return SATISFIED
        return Violated(f"{status} has no requestId")

    @rule("N01.FR.08-uploading-first")
    def uploading_first(self, _: Call, request: Request) -> Outcome:
        """An upload begins with Uploading."""
        if request.status is None:
            return Reason.EARLIER
        if request.status == ACCEPTED or request.status in _FAILURES:
            return Violated(f"Uploaded follows {request.status}", (request.line,))
        return SATISFIED

    @rule("N01.FR.09-after-the-end")
    def after_the_end(self, _: Call, status: str, request: Request) -> Outcome:
        """After the end comes another attempt, or nothing."""
        if request.status is None:
            return Reason.EARLIER
        failed_again = request.status in _FAILURES and status in _FAILURES
        if request.status != "Uploaded" and not failed_again:
            return SATISFIED
        if request.cancelled:
            return Reason.SUPERSEDED
        return Violated(f"{status} follows {request.status}", (request.line,))

    @rule("N01.FR.01-upload-without-name")
    def upload_without_name(self, _: Call, request: Request) -> Outcome:
        """What is uploaded was named."""
        if request.named:
            return SATISFIED
        if request.gaps != self.station.gaps:
            return Reason.GAP
        if request.told:
            return None
        request.told = True
        return Violated("uploads a file that GetLog.conf did not name", (request.line,))

    @rule("WP-5.9-retries")
    def retries(self, _: Call, request: Request) -> Outcome:
        """The upload is tried as often as was asked for."""
        return request.attempts.too_many() if request.attempts is not None else None

    @rule("WP-5.9-retry-interval")
    def retry_interval(self, call: Call, request: Request) -> Outcome:
        """Between attempts the station waits."""
        return request.attempts.too_soon(call) if request.attempts is not None else None

    @rule("N01.FR.08-repeated")
    def repeated(self, _: Call, row: Row) -> Outcome:
        """The same status again says nothing."""
        return row.outcome()

    # Idle

    @rule("WP-6.19-idle-not-triggered")
    def idle_not_triggered(self, call: Call, accounted: bool) -> Outcome:
        """Idle is only said when asked."""
        return idle_not_triggered(self.station, call, accounted=accounted)

    @rule("WP-6.19-idle-while-uploading")
    def idle_while_uploading(self, _: Call) -> Outcome:
        """Who uploads is not Idle."""
        if self._busy is not None:
            return Violated("says Idle after Uploading", (self._busy,))
        return SATISFIED if self._last is not None else Reason.EARLIER
