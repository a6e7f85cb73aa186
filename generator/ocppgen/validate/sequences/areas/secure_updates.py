"""Plain and signed updates beside each other, and where files come from and go to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from ocppgen.validate.sequences.area import Area, answered, called, rule
from ocppgen.validate.sequences.areas.configuration import Settings
from ocppgen.validate.sequences.members import mapping, text
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen.validate.sequences.frames import Answer, Call
    from ocppgen.validate.sequences.outcome import Outcome

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


class SecureUpdates(Area):
    """Whether the station has signed updates."""

    __slots__ = ("_line",)

    _line: int | None
    """A line that shows that it has."""

    def begin(self) -> None:
        """It may have them or not."""
        self._line = None

    @called("SignedFirmwareStatusNotification")
    def notified(self, call: Call) -> None:
        """It has."""
        self._line = self._line or call.line

    @answered("SignedUpdateFirmware")
    def signed(self, _: Call, answer: Answer) -> None:
        """It has, if it says so in whatever words."""
        if answer.result:
            self._line = self._line or answer.line

    @answered("UpdateFirmware")
    def plain(self, call: Call, answer: Answer) -> None:
        """Judge what it says to a plain update."""
        self.update_firmware_accepted(answer, call)

    @rule("L01.FR.20-update-firmware-accepted")
    def update_firmware_accepted(self, answer: Answer, call: Call) -> Outcome:
        """With signed updates, plain ones are NotSupported."""
        if self._line is None:
            return None
        if answer.blind:
            return Reason.UNREADABLE
        if not answer.result and answer.error_code == "NotSupported":
            return SATISFIED
        message = "answers a plain UpdateFirmware, although the station has signed updates"
        return Violated(f"{message}; NotSupported is demanded", (call.line, self._line))

    @called("UpdateFirmware", "GetDiagnostics", "SignedUpdateFirmware", "GetLog")
    def transfer(self, call: Call) -> None:
        """Judge where a file comes from or goes to."""
        self.protocol(call)

    @rule("FT-9.5-protocol")
    def protocol(self, call: Call) -> Outcome:
        """The station knows the scheme."""
        location = _location(call.payload, call.action)
        found = _SCHEME.match(location) if location is not None else None
        known = self.station.of(Settings).words("SupportedFileTransferProtocols")
        if found is None or not known:
            return Reason.SETTING if found is not None else None
        if found[1].casefold() in known:
            return SATISFIED
        scheme = found[1][:20]
        return Violated(f"{scheme} is none of the station's SupportedFileTransferProtocols")


def _location(payload: Mapping[str, Any], action: str | None) -> str | None:
    match action:
        case "SignedUpdateFirmware":
            return text(mapping(payload, "firmware"), "location")
        case "GetLog":
            return text(mapping(payload, "log"), "remoteLocation")
    return text(payload, "location")
