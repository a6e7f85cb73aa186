"""The steps of a signed update: their order, their dates, and the events that go with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.area import Area, answered, rule
from ocppgen.validate.sequences.areas.requests import ACCEPTED
from ocppgen.validate.sequences.areas.security_events import SecurityEvents
from ocppgen.validate.sequences.areas.transactions import Transactions
from ocppgen.validate.sequences.instants import date_time
from ocppgen.validate.sequences.members import mapping
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated

if TYPE_CHECKING:
    from ocppgen.validate.sequences.areas.requests import Request
    from ocppgen.validate.sequences.deadlines import Deadline
    from ocppgen.validate.sequences.frames import Answer, Call
    from ocppgen.validate.sequences.outcome import Outcome

_FAILURES: Final = ("InstallVerificationFailed", "InstallationFailed")
ENDS: Final = frozenset(("DownloadFailed", "InvalidSignature", "Installed", *_FAILURES))
"""The end states of an update."""

_INSTALLS: Final = ("Installing", "InstallRebooting")
_AFTER_THE_CHECK: Final = (*_INSTALLS, "InstallScheduled", "Installed")
_TRIES_AGAIN: Final = ("Downloading", "DownloadScheduled", "DownloadPaused")
_FOLLOWS: Final = {
    ACCEPTED: (*_TRIES_AGAIN, "DownloadFailed"),
    "DownloadScheduled": ("Downloading", "DownloadPaused", "DownloadFailed"),
    "DownloadPaused": ("Downloading", "DownloadScheduled", "DownloadFailed"),
    "Downloading": ("Downloaded", "DownloadFailed", "DownloadPaused"),
    "Downloaded": ("SignatureVerified", "InvalidSignature", *_FAILURES),
    "SignatureVerified": ("InstallScheduled", *_INSTALLS, *_FAILURES),
    "InstallScheduled": (*_INSTALLS, *_FAILURES),
    "InstallRebooting": ("Installing", "Installed", *_FAILURES),
    "Installing": ("Installed", "InstallRebooting", *_FAILURES),
}
"""What may follow a status; the end states have a rule of their own."""


class SignedSteps(Area):
    """Judges a status that differs from the last one of its request."""

    __slots__ = ("_updated",)

    _updated: Deadline | None
    """What waits for the event FirmwareUpdated."""

    def begin(self) -> None:
        """Wait for nothing."""
        self._updated = None

    def on_boot(self, call: Call) -> None:
        """A boot gives the event more time."""
        if self._updated is not None and call.now is not None:
            due = call.now + self.station.parameters.patience
            self.station.deadlines.move(self._updated, self._updated.frame, due)

    def step(self, call: Call, status: str, request: Request | None) -> None:
        """Judge a step."""
        if request is not None:
            self._judge_order(call, status, request)
        if status == "Downloading":
            self.before_retrieve_date(call, request)
            self._attempt(call, request)
        elif status in _INSTALLS:
            self.install_scheduled_missing(call, request)
            self.before_install_date(call, request)
        elif status == "InstallScheduled":
            self.scheduled_without_date(call, request)
        elif status == "InvalidSignature":
            self.wait(self.signature_event, call, self.station.parameters.patience)
        elif status == "Installed":
            patience = self.station.parameters.patience
            self._updated = self.wait(self.firmware_updated, call, patience, request)
        elif status == "SignatureVerified" and request is not None:
            request.verified = call.instant
        if request is not None and request.attempts is not None and status == "DownloadFailed":
            request.attempts.failed(call, status)

    # Order

    def _judge_order(self, call: Call, status: str, request: Request) -> None:
        if request.status in ENDS:
            self.end_state_left(call, status, request)
        elif request.status == "Downloaded" and status in _AFTER_THE_CHECK:
            self.signature_not_reported(call, status, request)
        else:
            self.order(call, status, request)

    @rule("WP-6.8-end-state-left")
    def end_state_left(self, _: Call, status: str, request: Request) -> Outcome:
        """An end state is the end."""
        if request.cancelled:
            return Reason.SUPERSEDED
        tries_again = request.status == "DownloadFailed" and status in _TRIES_AGAIN
        if tries_again and request.may_retry:
            return SATISFIED
        return Violated(f"{status} follows {request.status}, an end state", (request.line,))

    @rule("L01.FR.04-signature-not-reported")
    def signature_not_reported(self, _: Call, status: str, request: Request) -> Outcome:
        """What came of the signature is told."""
        message = f"{status} follows Downloaded, and nothing was said of the signature"
        return Violated(message, (request.line,))

    @rule("L01.FR.01-order")
    def order(self, _: Call, status: str, request: Request) -> Outcome:
        """An update is reported state by state."""
        if request.status is None:
            return Reason.EARLIER
        if request.cancelled:
            return Reason.SUPERSEDED
        if status in _FOLLOWS.get(request.status, (status,)):
            return SATISFIED
        return Violated(f"{status} follows {request.status}", (request.line,))

    # Dates and attempts

    @rule("WP-6.9-before-retrieve-date")
    def before_retrieve_date(self, call: Call, request: Request | None) -> Outcome:
        """The download begins at retrieveDateTime."""
        return self._before(call, request, "retrieveDateTime")

    @rule("L01.FR.16-before-install-date")
    def before_install_date(self, call: Call, request: Request | None) -> Outcome:
        """The installation begins at installDateTime."""
        return self._before(call, request, "installDateTime")

    def _before(self, call: Call, request: Request | None, name: str) -> Outcome:
        if request is None or request.call is None:
            return Reason.EARLIER
        firmware = mapping(request.call.payload, "firmware")
        if name not in firmware:
            return None
        begins = date_time(firmware, name)
        if begins is None:
            return Reason.UNREADABLE
        if call.instant is None:
            return Reason.NO_DATE
        early = begins - call.instant
        if early <= self.station.parameters.skew:
            return SATISFIED
        return Violated(f"begins {early:.0f} s before {name}", (request.call.line,))

    @rule("L01.FR.16-install-scheduled-missing")
    def install_scheduled_missing(self, _: Call, request: Request | None) -> Outcome:
        """Whoever waits for installDateTime says so."""
        if request is None or request.call is None or request.status is None:
            return Reason.EARLIER
        install = date_time(mapping(request.call.payload, "firmware"), "installDateTime")
        if request.status != "SignatureVerified" or install is None:
            return None
        if request.since is None:
            return Reason.NO_DATE
        if install <= request.since + self.station.parameters.skew:
            return SATISFIED
        message = "installDateTime was ahead, and InstallScheduled was not sent"
        return Violated(message, (request.call.line, request.line))

    @rule("WP-6.8-scheduled-without-date")
    def scheduled_without_date(self, _: Call, request: Request | None) -> Outcome:
        """InstallScheduled waits for a date."""
        if request is None or request.call is None:
            return Reason.EARLIER
        if self.station.of(Transactions).running():
            return None
        firmware = mapping(request.call.payload, "firmware")
        install = date_time(firmware, "installDateTime")
        if "installDateTime" not in firmware:
            message = "says InstallScheduled, and the request has no installDateTime"
            return Violated(message, (request.call.line,))
        if install is None:
            return Reason.UNREADABLE
        if request.verified is None:
            return Reason.EARLIER
        if install >= request.verified - self.station.parameters.skew:
            return SATISFIED
        message = "says InstallScheduled, and installDateTime had passed"
        return Violated(message, (request.call.line,))

    def _attempt(self, call: Call, request: Request | None) -> None:
        if request is None or request.attempts is None:
            return
        if request.status in (ACCEPTED, "DownloadScheduled", "DownloadFailed"):
            self.retries(call, request)
            self.retry_interval(call, request)

    @rule("WP-5.21-retries")
    def retries(self, _: Call, request: Request) -> Outcome:
        """The download is tried as often as was asked for."""
        return request.attempts.too_many() if request.attempts is not None else None

    @rule("WP-5.21-retry-interval")
    def retry_interval(self, call: Call, request: Request) -> Outcome:
        """Between attempts the station waits."""
        return request.attempts.too_soon(call) if request.attempts is not None else None

    # Events

    @answered("SignedUpdateFirmware")
    def confirmed(self, call: Call, answer: Answer) -> None:
        """A certificate that is refused is an event."""
        if answer.status == "InvalidCertificate" and self.station.interrupted(call) is None:
            self.wait(self.certificate_event, answer, self.station.parameters.patience, call)

    @rule("L01.FR.02-certificate-event")
    def certificate_event(self, _: Answer, call: Call) -> Outcome:
        """InvalidCertificate goes with an event."""
        events = self.station.of(SecurityEvents)
        if events.index("InvalidFirmwareSigningCertificate") > call.index:
            return SATISFIED
        message = "no SecurityEventNotification InvalidFirmwareSigningCertificate came"
        return Violated(message, (call.line,))

    @rule("L01.FR.03-signature-event")
    def signature_event(self, call: Call) -> Outcome:
        """InvalidSignature goes with an event."""
        events = self.station.of(SecurityEvents)
        since = (call.now or 0) - self.station.parameters.prompt
        kind = "InvalidFirmwareSignature"
        if events.index(kind) > call.index or events.came_since(kind, since):
            return SATISFIED
        if self.station.begins_late(call):
            return Reason.BEGINS_LATE
        return Violated(f"no SecurityEventNotification {kind} came")

    @rule("A04.FR.01-firmware-updated")
    def firmware_updated(self, call: Call, request: Request | None) -> Outcome:
        """Installed goes with an event."""
        events, kind = self.station.of(SecurityEvents), "FirmwareUpdated"
        if events.index(kind) > call.index:
            return SATISFIED
        if request is not None and request.call is not None:
            if events.index(kind) > request.call.index:
                return SATISFIED
            if request.gaps != self.station.gaps:
                return Reason.GAP
        else:
            since = (call.now or 0) - self.station.parameters.gap
            if events.came_since(kind, since):
                return SATISFIED
            began = self.station.clock.began
            if not self.station.booted and (began is None or began > since):
                return Reason.BEGINS_LATE
        return Violated(f"no SecurityEventNotification {kind} came")
