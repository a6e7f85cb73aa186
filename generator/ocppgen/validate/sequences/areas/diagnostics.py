"""GetDiagnostics and DiagnosticsStatusNotification."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.area import Area, answered, called, rule
from ocppgen.validate.sequences.areas.reporting import (
    IDLE,
    Attempts,
    Row,
    accounts_for_idle,
    idle_not_triggered,
)
from ocppgen.validate.sequences.members import text
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Answer, Call
    from ocppgen.validate.sequences.outcome import Outcome

_REQUESTED: Final = "GetDiagnostics.conf"
_UPLOADS: Final = ("Uploading", "Uploaded")
_FOLLOWS: Final = {
    _REQUESTED: ("Uploading", "UploadFailed"),
    "Uploading": ("Uploaded", "UploadFailed"),
    "UploadFailed": ("Uploading",),
    "Uploaded": (),
}
"""What may follow a status; the same again is no step."""


class _Request:
    """A GetDiagnostics that was confirmed."""

    __slots__ = ("attempts", "line", "named", "reported", "superseded", "told")

    def __init__(self, call: Call, *, named: bool, superseded: bool) -> None:
        self.line = call.line
        self.named = named
        """The confirmation has a fileName."""
        self.superseded = superseded
        """Another upload was in progress: whose a status is cannot be told."""
        self.attempts = Attempts(call, certain=not superseded)
        self.reported = False
        self.told = False


class Diagnostics(Area):
    """The upload in progress, and the last status."""

    __slots__ = ("_asked", "_index", "_last", "_previous", "_request", "_row")

    _asked: Call | None
    """The last GetDiagnostics.req."""
    _request: _Request | None
    _last: tuple[str, int] | None
    """The last status but Idle, and its line."""
    _previous: tuple[str, int] | None
    """What the next status follows: a status, or the confirmation."""
    _index: int
    """That of the last notification."""
    _row: Row

    def begin(self) -> None:
        """Know of no upload."""
        self._asked = self._request = self._last = self._previous = None
        self._index = -1
        self._row = Row()

    def on_gap(self) -> None:
        """Nothing is believed."""
        self.begin()

    def on_boot(self, call: Call) -> None:  # noqa: ARG002  (as for any area)
        """Nothing is believed."""
        self.begin()

    # GetDiagnostics

    @called("GetDiagnostics")
    def asked(self, call: Call) -> None:
        """Take a request."""
        self._asked = call

    @answered("GetDiagnostics")
    def confirmed(self, call: Call, answer: Answer) -> None:
        """Begin an upload."""
        if not answer.result or self.station.interrupted(call) is not None:
            return
        self._asked = None
        last = self._last[0] if self._last is not None else None
        pending = self._request is not None and self._request.named
        progress = last == "Uploading" or (
            pending and self._request is not None and not self._request.reported
        )
        self._previous = None if progress or answer.blind else (_REQUESTED, answer.line)
        self._row.end()
        if answer.blind:
            self._request = None
            return
        named = bool(answer.payload.get("fileName"))
        self._request = _Request(call, named=named, superseded=progress)
        if named:
            self.wait(self.nothing_reported, answer, self.station.parameters.patience, call)

    @rule("DIAG-5.9-nothing-reported")
    def nothing_reported(self, _: Answer, call: Call) -> Outcome:
        """An upload that was announced is reported."""
        if self._index > call.index:
            return SATISFIED
        return Violated("names a file, and no status of the upload followed", (call.line,))

    # DiagnosticsStatusNotification

    @called("DiagnosticsStatusNotification")
    def notified(self, call: Call) -> None:
        """Take a status."""
        status = text(call.payload, "status")
        if status is None:
            return
        self._index = call.index
        if status == IDLE:
            self._row.end()
            self.idle_while_busy(call)
            self.idle_not_triggered(call, accounts_for_idle(self.station, call))
            return
        self._row.add(call, status)
        self.repeated(call)
        if self._last is None or self._last[0] != status:
            self._step(call, status)
        if self._request is not None:
            self._request.reported = True
        self._last = self._previous = status, call.line

    def _step(self, call: Call, status: str) -> None:
        if self._crossing(call):
            self.station.bench.conclude("DIAG-5.9-order", call, Reason.CROSSING)
            return
        self.order(call, status)
        request = self._request
        if request is None:
            return
        if status in _UPLOADS:
            self.upload_without_name(call, request)
        if status == "Uploading":
            self.retries(call, request)
            self.retry_interval(call, request)
        elif status == "UploadFailed":
            request.attempts.failed(call, status)

    def _crossing(self, call: Call) -> bool:
        """Tell whether a request is on its way, so that the status may belong to it."""
        if self._asked is None:
            return False
        age = call.after(self._asked)
        return age is None or age <= self.station.parameters.prompt

    @rule("DIAG-5.9-order")
    def order(self, _: Call, status: str) -> Outcome:
        """An upload is reported step by step."""
        if self._previous is None:
            return Reason.EARLIER
        previous, line = self._previous
        if status in _FOLLOWS.get(previous, (status,)):
            return SATISFIED
        return Violated(f"{status} follows {previous}", (line,))

    @rule("DIAG-5.9-upload-without-name")
    def upload_without_name(self, _: Call, request: _Request) -> Outcome:
        """What is uploaded was named."""
        if request.named:
            return SATISFIED
        if request.superseded:
            return Reason.SUPERSEDED
        if request.told:
            return None
        request.told = True
        return Violated("uploads a file that GetDiagnostics.conf did not name", (request.line,))

    @rule("DIAG-6.25-retries")
    def retries(self, _: Call, request: _Request) -> Outcome:
        """The upload is tried as often as was asked for."""
        return request.attempts.too_many()

    @rule("DIAG-6.25-retry-interval")
    def retry_interval(self, call: Call, request: _Request) -> Outcome:
        """Between attempts the station waits."""
        return request.attempts.too_soon(call)

    @rule("DIAG-4.4-repeated")
    def repeated(self, _: Call) -> Outcome:
        """The same status again says nothing."""
        return self._row.outcome()

    @rule("DIAG-4.4-idle-not-triggered")
    def idle_not_triggered(self, call: Call, accounted: bool) -> Outcome:
        """Idle is only said when asked."""
        return idle_not_triggered(self.station, call, accounted=accounted)

    @rule("DIAG-4.4-idle-while-busy")
    def idle_while_busy(self, _: Call) -> Outcome:
        """Who uploads is not Idle."""
        if self._last is None:
            return Reason.EARLIER
        status, line = self._last
        if status != "Uploading":
            return SATISFIED
        return Violated("says Idle after Uploading", (line,))
