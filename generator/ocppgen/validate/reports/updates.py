"""Firmware updates and uploads of one station: what was asked for, and what it then reported."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ocppgen.validate.reports.limits import STEPS
from ocppgen.validate.reports.transactions import short, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen.validate.reports.share import Share
    from ocppgen.validate.reports.transactions import Moment

_PLACES = 64


class What(StrEnum):
    """What is updated or uploaded."""

    FIRMWARE = "firmware update"
    SIGNED_FIRMWARE = "signed firmware update"
    DIAGNOSTICS = "diagnostics upload"
    LOG = "log upload"


REQUESTS = {
    "UpdateFirmware": What.FIRMWARE,
    "SignedUpdateFirmware": What.SIGNED_FIRMWARE,
    "GetDiagnostics": What.DIAGNOSTICS,
    "GetLog": What.LOG,
}
NOTIFICATIONS = {
    "FirmwareStatusNotification": What.FIRMWARE,
    "SignedFirmwareStatusNotification": What.SIGNED_FIRMWARE,
    "DiagnosticsStatusNotification": What.DIAGNOSTICS,
    "LogStatusNotification": What.LOG,
}

GOOD_ENDS = frozenset({"Installed", "Uploaded"})
BAD_ENDS = frozenset(
    {
        "DownloadFailed",
        "InstallationFailed",
        "InstallVerificationFailed",
        "InvalidSignature",
        "InvalidCertificate",
        "RevokedCertificate",
        "UploadFailed",
        "UploadFailure",
        "BadMessage",
        "NotSupportedOperation",
        "PermissionDenied",
        "Rejected",
        "AcceptedCanceled",
    }
)
ENDS = GOOD_ENDS | BAD_ENDS
"""Statuses after which nothing is downloaded, installed or uploaded."""


@dataclass(slots=True)
class Step:
    """A status, and how often it was reported in a row."""

    status: str
    at: float
    place: tuple[int, int]
    times: int = 1


@dataclass(slots=True)
class Update:
    """What is known of one update or upload."""

    what: What
    asked: Moment | None = None
    """None if the request is not in the capture."""
    request_id: int | None = None
    location: object = None
    when: object = None
    """When the firmware may be retrieved, as the request says."""
    answer: str = ""
    file_name: object = None
    steps: list[Step] = field(default_factory=list)
    dropped: int = 0
    """Steps that are counted only."""
    places: list[tuple[int, int]] = field(default_factory=list)

    @property
    def status(self) -> str:
        """What was reported last."""
        return self.steps[-1].status if self.steps else self.answer

    def touch(self, place: tuple[int, int]) -> None:
        """Remember the place of a frame that belongs to it."""
        if len(self.places) < _PLACES:
            self.places.append(place)
        else:
            self.places[-1] = place

    def step(self, status: str, moment: Moment) -> None:
        """Add a status."""
        self.touch(moment.place)
        last = self.steps[-1] if self.steps else None
        if last is not None and last.status == status:
            last.times += 1
        elif len(self.steps) < STEPS:
            self.steps.append(Step(status, moment.at, moment.place))
        else:
            self.dropped += 1
            self.steps[-1] = Step(status, moment.at, moment.place)


class Updates:
    """Those of one station, the latest ones held."""

    __slots__ = ("_current", "_share", "count", "held")

    def __init__(self, share: Share) -> None:
        """Hold as many as *share* leaves."""
        share.join()
        self._share = share
        self._current: dict[What, Update] = {}
        self.held: list[Update] = []
        self.count = 0

    def ask(self, what: What, payload: Mapping[str, Any], moment: Moment) -> None:
        """Take a request."""
        firmware = payload.get("firmware", payload.get("log"))
        about = firmware if isinstance(firmware, dict) else payload
        update = Update(
            what,
            moment,
            whole(payload.get("requestId")),
            about.get("location", about.get("remoteLocation")),
            about.get("retrieveDate", about.get("retrieveDateTime")),
        )
        update.touch(moment.place)
        self._hold(update)

    def answer(
        self,
        what: What,
        payload: Mapping[str, Any],
        call: tuple[int, int] | None,
        moment: Moment,
    ) -> None:
        """Take the answer to a request."""
        for update in reversed(self.held):
            if update.what is what and update.asked and update.asked.place == call:
                update.touch(moment.place)
                update.answer = short(payload.get("status"))
                update.file_name = payload.get("fileName", payload.get("filename"))
                return

    def notify(self, what: What, payload: Mapping[str, Any], moment: Moment) -> None:
        """Take a notification; one that belongs to no request has a card of its own."""
        status = short(payload.get("status"))
        if not status:
            return
        update = self._of(what, whole(payload.get("requestId")))
        over = update is None or (
            update.status in GOOD_ENDS and status != update.status and bool(update.steps)
        )
        if update is None or over:
            if status == "Idle":
                return
            update = Update(what, request_id=whole(payload.get("requestId")))
            self._hold(update)
        update.step(status, moment)

    def _of(self, what: What, request_id: int | None) -> Update | None:
        """Find the update that a notification belongs to."""
        current = self._current.get(what)
        if current is None or request_id is None or request_id == current.request_id:
            return current
        for update in reversed(self.held):
            if update.what is what and update.request_id == request_id:
                return update
        return None

    def _hold(self, update: Update) -> None:
        self.count += 1
        self._current[update.what] = update
        self.held.append(update)
        while len(self.held) > self._share.each:
            gone = self.held.pop(0)
            if self._current.get(gone.what) is gone:
                del self._current[gone.what]
