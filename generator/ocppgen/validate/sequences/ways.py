"""Which way a frame went, whatever the words of the log.

A call's way follows from its action. ``Sent`` and ``received`` are relative to whoever wrote the
log: which of the two means "from the charge point" is learned from calls whose sender is known.
"""

from __future__ import annotations

from typing import Final

from ocppgen.validate.sequences.records import Way

FROM_CHARGE_POINT: Final = frozenset(
    (
        "Authorize",
        "BootNotification",
        "DiagnosticsStatusNotification",
        "FirmwareStatusNotification",
        "Heartbeat",
        "LogStatusNotification",
        "MeterValues",
        "SecurityEventNotification",
        "SignCertificate",
        "SignedFirmwareStatusNotification",
        "StartTransaction",
        "StatusNotification",
        "StopTransaction",
    )
)
FROM_CENTRAL_SYSTEM: Final = frozenset(
    (
        "CancelReservation",
        "CertificateSigned",
        "ChangeAvailability",
        "ChangeConfiguration",
        "ClearCache",
        "ClearChargingProfile",
        "DeleteCertificate",
        "ExtendedTriggerMessage",
        "GetCompositeSchedule",
        "GetConfiguration",
        "GetDiagnostics",
        "GetInstalledCertificateIds",
        "GetLocalListVersion",
        "GetLog",
        "InstallCertificate",
        "RemoteStartTransaction",
        "RemoteStopTransaction",
        "ReserveNow",
        "Reset",
        "SendLocalList",
        "SetChargingProfile",
        "SignedUpdateFirmware",
        "TriggerMessage",
        "UnlockConnector",
        "UpdateFirmware",
    )
)

_TO_CENTRAL: Final[dict[str | None, bool]] = {
    **dict.fromkeys(FROM_CHARGE_POINT, True),
    **dict.fromkeys(FROM_CENTRAL_SYSTEM, False),
}
_SENT: Final = int(Way.SENT)
_RELATIVE: Final = (_SENT, int(Way.RECEIVED))
_BOTH: Final = Way.SENT | Way.RECEIVED
_ABSOLUTE: Final = {int(Way.TO_CENTRAL_SYSTEM): True, int(Way.TO_CHARGE_POINT): False}

_TRUSTED: Final = 8
"""Words that were wrong once are believed again after so many right ones for each."""


class Polarity:
    """What ``sent`` and ``received`` mean in the lines of one station."""

    __slots__ = ("_agreed", "_differed", "_seen", "_sent_is_to_central")

    def __init__(self) -> None:
        """Know nothing yet."""
        self._sent_is_to_central: bool | None = None
        self._agreed = self._differed = 0
        self._seen = 0

    def to_central(self, action: str | None, way: int) -> bool | None:
        """Tell which way a call went: to the central system, to the charge point, or unknown."""
        to_central = _TO_CENTRAL.get(action)
        if to_central is None:
            return self.of_words(way)
        if way in _RELATIVE:
            self._learn(way, to_central=to_central)
        return to_central

    def of_words(self, way: int) -> bool | None:
        """Tell it by the words of the line alone, as for an answer."""
        if way not in _RELATIVE:
            return _ABSOLUTE.get(way)
        self._seen |= way
        if self._seen != _BOTH or self._agreed < _TRUSTED * self._differed or not self._agreed:
            return None  # a log that calls everything "received", or that contradicts itself
        return self._sent_is_to_central == (way == _SENT)

    def _learn(self, way: int, *, to_central: bool) -> None:
        self._seen |= way
        means = to_central == (way == _SENT)
        if self._sent_is_to_central is None:
            self._sent_is_to_central = means
        if means == self._sent_is_to_central:
            self._agreed += 1
        else:
            self._differed += 1
