"""SecurityEventNotification: which events came, and the one of a boot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.area import Area, answered, called, rule
from ocppgen.validate.sequences.areas.registration import Registration
from ocppgen.validate.sequences.bounded import bound
from ocppgen.validate.sequences.members import text
from ocppgen.validate.sequences.outcome import SATISFIED, Violated

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Answer, Call
    from ocppgen.validate.sequences.outcome import Outcome

_OF_A_BOOT: Final = ("StartupOfTheDevice", "ResetOrReboot", "FirmwareUpdated")
_MOST: Final = 64


class SecurityEvents(Area):
    """The last event of each type."""

    __slots__ = ("_last",)

    _last: dict[str, tuple[int, float | None]]
    """By type, the index of its call, and the time."""

    def begin(self) -> None:
        """Know of no event."""
        self._last = {}

    def index(self, kind: str) -> int:
        """Give the index of the last event of a type; -1 if there was none."""
        return self._last.get(kind, (-1, None))[0]

    def came_since(self, kind: str, since: float) -> bool:
        """Tell whether the last event of a type came at or after a time."""
        now = self._last.get(kind, (-1, None))[1]
        return now is not None and now >= since

    @called("SecurityEventNotification")
    def notified(self, call: Call) -> None:
        """Take an event."""
        kind = text(call.payload, "type")
        if kind is not None:
            self._last.pop(kind, None)
            self._last[kind] = call.index, call.now
            bound(self._last, _MOST)

    @answered("BootNotification")
    def booted(self, call: Call, answer: Answer) -> None:
        """Wait for the event of a boot, if the station tells events at all."""
        registration = self.station.of(Registration)
        boot = registration.boot
        if not registration.just_accepted or boot is None or not self._last:
            return
        if self.station.interrupted(call) is None:
            self.wait(self.boot_event, answer, self.station.parameters.patience, boot)

    @rule("A04.FR.01-boot-event")
    def boot_event(self, _: Answer, boot: Call) -> Outcome:
        """A start-up is a security event."""
        if any(self.index(kind) > boot.index for kind in _OF_A_BOOT):
            return SATISFIED
        return Violated("no security event tells of the start-up", (boot.line,))
