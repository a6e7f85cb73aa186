"""SignedUpdateFirmware and SignedFirmwareStatusNotification: the state of a signed update."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.validate.sequences.area import Area, answered, called, rule
from ocppgen.validate.sequences.areas.reporting import (
    IDLE,
    Row,
    accounts_for_idle,
    idle_not_triggered,
)
from ocppgen.validate.sequences.areas.requests import Request, Requests
from ocppgen.validate.sequences.areas.signed_steps import ENDS, SignedSteps
from ocppgen.validate.sequences.instants import date_time
from ocppgen.validate.sequences.members import integer, mapping, text
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated

if TYPE_CHECKING:
    from ocppgen.validate.sequences.deadlines import Deadline
    from ocppgen.validate.sequences.frames import Answer, Call, Frame
    from ocppgen.validate.sequences.outcome import Outcome


class SignedFirmware(Area):
    """The requests, and the last notification."""

    __slots__ = (
        "_ended",
        "_last",
        "_left_open",
        "_of_none",
        "_open",
        "_requests",
        "_row",
        "_sent",
    )

    _requests: Requests
    _sent: tuple[str, int] | None
    """The last status, Idle included, and its line."""
    _last: str | None
    """The last status but Idle."""
    _ended: bool
    """It was an end state; a boot or gap does not change that."""
    _row: Row
    """Of notifications that belong to no request."""
    _of_none: str | None
    """The last status of these."""
    _open: Request | None
    """The update that has to come to an end."""
    _left_open: Deadline | None

    def begin(self) -> None:
        """Know of no update."""
        self._requests = Requests(ENDS)
        self._sent = self._last = self._of_none = self._open = self._left_open = None
        self._ended = False
        self._row = Row()

    def on_boot(self, call: Call) -> None:  # noqa: ARG002  (as for any area)
        """What was in progress may have ended."""
        self._requests.forget(lambda status: status in ENDS)
        self._sent = self._last = self._of_none = None
        self._row.end()

    def on_gap(self) -> None:
        """Nothing is believed but end states."""
        self._requests.forget(lambda status: status in ENDS)
        self._sent = self._last = self._of_none = self._open = self._left_open = None
        self._row.end()

    # SignedUpdateFirmware

    @called("SignedUpdateFirmware")
    def asked(self, call: Call) -> None:
        """Take a request."""
        self._requests.ask(call, self.station.gaps)

    @answered("SignedUpdateFirmware")
    def confirmed(self, call: Call, answer: Answer) -> None:
        """Take what the station says to it."""
        asked: Request | None = call.at_request
        if asked is not None and not answer.blind:
            if answer.status == "AcceptedCanceled":
                self.canceled_nothing(answer, call, asked)
            elif answer.status == "Accepted":
                self.accepted_while_running(answer, call, asked)
        request = self._requests.answer(call, answer)
        if request is not None and self.station.interrupted(call) is None:
            self._wait_for_the_end(answer, request)

    @rule("L01.FR.26-canceled-nothing")
    def canceled_nothing(self, _: Answer, call: Call, asked: Request) -> Outcome:
        """What is cancelled was in progress."""
        last, status = asked.before
        if last is None or status is None:
            return Reason.EARLIER
        if status not in ENDS:
            return SATISFIED
        if status == "DownloadFailed" and last.may_retry:
            return Reason.EARLIER
        message = f"says AcceptedCanceled, but the last update had ended with {status}"
        return Violated(message, (call.line, last.line))

    @rule("L01.FR.26-accepted-while-running")
    def accepted_while_running(self, _: Answer, call: Call, asked: Request) -> Outcome:
        """What ends an update says so."""
        last, status = asked.before
        if last is None or status is None or last.status is None:
            return Reason.EARLIER
        same = last.call is not None and integer(last.call.payload, "requestId")
        if same is not None and same == integer(call.payload, "requestId"):
            return None
        if status in ENDS or last.status in ENDS or last is not self._requests.last:
            return SATISFIED
        message = (
            "says Accepted while an update is in progress; AcceptedCanceled is meant for that"
        )
        return Violated(message, (call.line, last.line))

    # The end

    def _wait_for_the_end(self, answer: Answer, request: Request) -> None:
        deadlines = self.station.deadlines
        deadlines.close(self._left_open, Reason.SUPERSEDED)
        self._left_open = None
        if answer.instant is None:
            deadlines.close(self.wait(self.left_open, answer, 0), Reason.NO_DATE)
            return
        self._open = request
        if request.status not in ENDS:
            self._left_open = self.wait(self.left_open, answer, 0)
            self._move(answer)

    def _move(self, frame: Frame) -> None:
        request = self._open
        if frame.now is None or request is None or request.call is None:
            return
        firmware = mapping(request.call.payload, "firmware")
        retrieve = date_time(firmware, "retrieveDateTime")
        install = date_time(firmware, "installDateTime")
        if retrieve is None or (install is None and "installDateTime" in firmware):
            self.station.deadlines.close(self._left_open, Reason.UNREADABLE)
            return
        begins = max(frame.now, retrieve, install or 0)
        due = begins + self.station.parameters.long
        self.station.deadlines.move(self._left_open, frame, due)

    @rule("L01.FR.01-left-open")
    def left_open(self, _: Frame) -> Outcome:
        """An update comes to an end."""
        return Violated("the update has not come to an end, and nothing more was said of it")

    # SignedFirmwareStatusNotification

    @called("SignedFirmwareStatusNotification")
    def notified(self, call: Call) -> None:
        """Take a status."""
        status, ident = text(call.payload, "status"), integer(call.payload, "requestId")
        if status is None:
            return
        if status == IDLE:
            self._idle(call)
        else:
            request = self._request(call, status, ident)
            row = request.row if request is not None else self._row
            row.add(call, status)
            self.repeated(call, row)
            self._take(call, status, request)
            self._last, self._ended = status, status in ENDS
        self._sent = status, call.line

    def _request(self, call: Call, status: str, ident: int | None) -> Request | None:
        """Find the request of a notification, and judge how it is named."""
        if call.trigger is not None:
            self.idle_after_installed(call, status)
        if ident is not None:
            if self.request_id(call, ident):
                return None
            return self._requests.of_id(ident, self.station.gaps)
        self.request_id_missing(call, status)
        if call.trigger is not None and self._ended:
            return None
        if self._requests.current is None:
            # It belongs to some request whose acceptance is not known: any may have gone on.
            self._requests.forget(lambda status: status in ENDS)
        return self._requests.current

    def _take(self, call: Call, status: str, request: Request | None) -> None:
        last = request.status if request is not None else self._of_none
        steps = self.station.of(SignedSteps)
        if status != last:
            steps.step(call, status, request)
        if request is not None:
            request.add(call, status)
        else:
            self._of_none = status
        if self._open is not None and request in (self._open, None):
            if status in ENDS:
                self.station.deadlines.close(self._left_open, SATISFIED)
                self._left_open = self._open = None
            elif request is not None:
                self._move(call)

    @rule("L01.FR.10-request-id")
    def request_id(self, _: Call, ident: int) -> Outcome:
        """The id is that of a request."""
        return self._requests.judge_id(ident, "SignedUpdateFirmware")

    @rule("L01.FR.21-request-id-missing")
    def request_id_missing(self, call: Call, status: str) -> Outcome:
        """Every status but Idle has the id."""
        if call.trigger is not None and self._ended:
            return None
        unknown = self._last is None and not self._ended
        asked = call.trigger is not None or self.station.cut_off(call)
        if unknown and status in ENDS and asked:
            return Reason.EARLIER
        return Violated(f"{status} has no requestId")

    @rule("L01.FR.01-repeated")
    def repeated(self, _: Call, row: Row) -> Outcome:
        """The same status again says nothing."""
        return row.outcome()

    @rule("L01.FR.28-idle-after-installed")
    def idle_after_installed(self, call: Call, status: str) -> Outcome:
        """Asked after Installed, a station is Idle."""
        if status != "Installed":
            return None
        if self._sent is None or call.trigger is None or not call.trigger.certain:
            return Reason.EARLIER
        sent, line = self._sent
        if sent != "Installed":
            return SATISFIED
        return Violated("says Installed again when asked, instead of Idle", (line,))

    # Idle

    def _idle(self, call: Call) -> None:
        for row in (self._row, *self._requests.rows()):
            row.end()
        if call.trigger is not None:
            self.last_status_again(call)
        self.idle_not_triggered(call, accounts_for_idle(self.station, call))

    @rule("WP-6.8-idle-not-triggered")
    def idle_not_triggered(self, call: Call, accounted: bool) -> Outcome:
        """Idle is only said when asked."""
        return idle_not_triggered(self.station, call, accounted=accounted)

    @rule("L01.FR.29-last-status-again")
    def last_status_again(self, call: Call) -> Outcome:
        """Asked after anything but Installed, a station says the same again."""
        if self._sent is None or call.trigger is None or not call.trigger.certain:
            return Reason.EARLIER
        sent, line = self._sent
        if sent in ("Installed", IDLE):
            return SATISFIED
        return Violated(f"says Idle when asked, instead of {sent} again", (line,))
