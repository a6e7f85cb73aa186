"""UpdateFirmware and FirmwareStatusNotification."""

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
from ocppgen.validate.sequences.instants import date_time
from ocppgen.validate.sequences.members import text
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated

if TYPE_CHECKING:
    from ocppgen.validate.sequences.deadlines import Deadline
    from ocppgen.validate.sequences.frames import Answer, Call, Frame, Trigger
    from ocppgen.validate.sequences.outcome import Outcome

_REQUESTED: Final = "UpdateFirmware.conf"
_BUSY: Final = ("Downloading", "Installing")
_ENDS: Final = ("Installed", "DownloadFailed", "InstallationFailed")
_FOLLOWS: Final = {
    _REQUESTED: ("Downloading", "DownloadFailed", "InstallationFailed"),
    "Downloading": ("Downloaded", "DownloadFailed"),
    "Downloaded": ("Installing", "InstallationFailed"),
    "Installing": ("Installed", "InstallationFailed"),
    "DownloadFailed": ("Downloading",),
    "InstallationFailed": ("Downloading", "Installing"),
    "Installed": (),
}
"""What may follow a status; the same again is no step."""


class _Update:
    """An UpdateFirmware that was confirmed."""

    __slots__ = ("attempts", "ended", "line", "retrieve", "superseded")

    def __init__(self, call: Call, *, superseded: bool) -> None:
        self.line = call.line
        self.retrieve = date_time(call.payload, "retrieveDate")
        self.attempts = Attempts(call, certain=not superseded)
        self.superseded = superseded
        """Another one was in progress: whose a status is cannot be told."""
        self.ended = False


class Firmware(Area):
    """The update in progress, and the last status."""

    __slots__ = ("_asked", "_last", "_left_open", "_previous", "_retrieve", "_row", "_update")

    _asked: Call | None
    """The last UpdateFirmware.req."""
    _update: _Update | None
    _last: tuple[str, int] | None
    """The last status but Idle, and its line."""
    _previous: tuple[str, int] | None
    """What the next status follows: a status, or the confirmation."""
    _left_open: Deadline | None
    """What waits for the end of the update; it outlives a boot."""
    _retrieve: float | None
    _row: Row

    def begin(self) -> None:
        """Know of no update."""
        self._asked = self._update = self._last = self._previous = None
        self._left_open = self._retrieve = None
        self._row = Row()

    def on_gap(self) -> None:
        """Nothing is believed."""
        self.begin()

    def on_boot(self, call: Call) -> None:  # noqa: ARG002  (as for any area)
        """Whatever was in progress may have ended."""
        self._asked = self._update = self._last = self._previous = None
        self._row.end()

    # UpdateFirmware

    @called("UpdateFirmware")
    def asked(self, call: Call) -> None:
        """Take a request."""
        self._asked = call

    @answered("UpdateFirmware")
    def confirmed(self, call: Call, answer: Answer) -> None:
        """Begin an update."""
        if not answer.result or self.station.interrupted(call) is not None:
            return
        self._asked = None
        last = self._last[0] if self._last is not None else None
        progress = self._update is not None and not self._update.ended
        progress = progress or (last is not None and last not in _ENDS)
        first = self._last is None and self._update is None and self.station.begins_late(answer)
        unknown = progress or answer.blind or first
        self._previous = None if unknown else (_REQUESTED, answer.line)
        self._update = _Update(call, superseded=progress)
        self._row.end()
        self._wait_for_the_end(answer, self._update)

    def _wait_for_the_end(self, answer: Answer, update: _Update) -> None:
        deadlines = self.station.deadlines
        deadlines.close(self._left_open, Reason.SUPERSEDED)
        self._left_open, self._retrieve = None, update.retrieve
        if answer.instant is None or update.retrieve is None:
            reason = Reason.NO_DATE if answer.instant is None else Reason.UNREADABLE
            deadlines.close(self.wait(self.left_open, answer, 0), reason)
            return
        self._left_open = self.wait(self.left_open, answer, 0)
        self._move(answer)

    def _move(self, frame: Frame) -> None:
        if frame.now is not None and self._retrieve is not None:
            due = max(frame.now, self._retrieve) + self.station.parameters.long
            self.station.deadlines.move(self._left_open, frame, due)

    @rule("FW-5.19-left-open")
    def left_open(self, _: Frame) -> Outcome:
        """An update comes to an end."""
        return Violated("the update has not come to an end, and nothing more was said of it")

    # FirmwareStatusNotification

    @called("FirmwareStatusNotification")
    def notified(self, call: Call) -> None:
        """Take a status."""
        status = text(call.payload, "status")
        if status is None:
            return
        if status == IDLE:
            self._idle(call)
            return
        self._row.add(call, status)
        self.repeated(call)
        update = self._update
        if status in _ENDS:
            self.station.deadlines.close(self._left_open, SATISFIED)
            self._left_open = None
        else:
            self._move(call)
        if self._last is None or self._last[0] != status:
            self._step(call, status, update)
        if update is not None:
            update.ended = status in _ENDS
        self._last = self._previous = status, call.line

    def _step(self, call: Call, status: str, update: _Update | None) -> None:
        if self._crossing(call):
            self.station.bench.conclude("FW-5.19-order", call, Reason.CROSSING)
            return
        self.order(call, status)
        if status == "Downloading":
            self.before_retrieve_date(call, update)
        if update is None:
            return
        if status == "Downloading":
            self.retries(call, update)
            self.retry_interval(call, update)
        elif status in ("DownloadFailed", "InstallationFailed"):
            update.attempts.failed(call, status)

    def _crossing(self, call: Call) -> bool:
        """Tell whether a request is on its way, so that the status may belong to it."""
        if self._asked is None:
            return False
        age = call.after(self._asked)
        return age is None or age <= self.station.parameters.prompt

    @rule("FW-5.19-order")
    def order(self, _: Call, status: str) -> Outcome:
        """An update is reported step by step."""
        if self._previous is None:
            return Reason.EARLIER
        previous, line = self._previous
        if status in _FOLLOWS.get(previous, (status,)):
            return SATISFIED
        return Violated(f"{status} follows {previous}", (line,))

    @rule("FW-5.19-before-retrieve-date")
    def before_retrieve_date(self, call: Call, update: _Update | None) -> Outcome:
        """The download begins at retrieveDate."""
        if update is None:
            return Reason.EARLIER
        if update.superseded:
            return Reason.SUPERSEDED
        if call.instant is None:
            return Reason.NO_DATE
        if update.retrieve is None:
            return Reason.UNREADABLE
        early = update.retrieve - call.instant
        if early <= self.station.parameters.skew:
            return SATISFIED
        return Violated(f"begins {early:.0f} s before retrieveDate", (update.line,))

    @rule("FW-6.55-retries")
    def retries(self, _: Call, update: _Update) -> Outcome:
        """The download is tried as often as was asked for."""
        return update.attempts.too_many()

    @rule("FW-6.55-retry-interval")
    def retry_interval(self, call: Call, update: _Update) -> Outcome:
        """Between attempts the station waits."""
        return update.attempts.too_soon(call)

    @rule("FW-4.5-repeated")
    def repeated(self, _: Call) -> Outcome:
        """The same status again says nothing."""
        return self._row.outcome()

    # Idle

    def _idle(self, call: Call) -> None:
        self._row.end()
        self.idle_while_busy(call)
        accounted = accounts_for_idle(self.station, call)
        extended = None if accounted else self._extended()
        if extended is not None:
            extended.used = extended.idle = True
            self.unsigned_status(call, extended)
        else:
            self.idle_not_triggered(call, accounted)

    def _extended(self) -> Trigger | None:
        """Find an open trigger for the signed message."""
        for trigger in self.station.triggers.of("SignedFirmwareStatusNotification"):
            if not trigger.used and not trigger.refused:
                return trigger
        return None

    @rule("FW-4.5-idle-not-triggered")
    def idle_not_triggered(self, call: Call, accounted: bool) -> Outcome:
        """Idle is only said when asked."""
        return idle_not_triggered(self.station, call, accounted=accounted)

    @rule("FW-4.5-idle-while-busy")
    def idle_while_busy(self, _: Call) -> Outcome:
        """Who downloads or installs is not Idle."""
        if self._last is None:
            return Reason.EARLIER
        status, line = self._last
        if status not in _BUSY:
            return SATISFIED
        return Violated(f"says Idle after {status}", (line,))

    @rule("WP-6.16-unsigned-status-after-extended-trigger")
    def unsigned_status(self, _: Call, trigger: Trigger) -> Outcome:
        """The extended trigger asks for the signed message."""
        message = "answers an ExtendedTriggerMessage, which asks for the signed notification"
        return Violated(message, (trigger.call.line,))
