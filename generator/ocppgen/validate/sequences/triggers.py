"""Which message answers which trigger.

A message answers a trigger when it is the first one of the kind since then, and the trigger was
Accepted or has no answer yet. Each trigger accounts for one message, the oldest trigger first,
without a limit of time. A boot or a gap forgets triggers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.frames import Trigger
from ocppgen.validate.sequences.members import integer, text

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Call

PLAIN: Final = {
    name: name
    for name in (
        "BootNotification",
        "DiagnosticsStatusNotification",
        "FirmwareStatusNotification",
        "Heartbeat",
        "MeterValues",
        "StatusNotification",
    )
}
EXTENDED: Final = {
    "BootNotification": "BootNotification",
    "FirmwareStatusNotification": "SignedFirmwareStatusNotification",
    "Heartbeat": "Heartbeat",
    "LogStatusNotification": "LogStatusNotification",
    "MeterValues": "MeterValues",
    "SignChargePointCertificate": "SignCertificate",
    "StatusNotification": "StatusNotification",
}
KINDS: Final = {"TriggerMessage": PLAIN, "ExtendedTriggerMessage": EXTENDED}
"""What is sent when a trigger asks for something."""

OF_A_CONNECTOR: Final = ("MeterValues", "StatusNotification")

MOST: Final = 16
"""So many triggers of a kind are remembered."""


class Triggers:
    """The triggers of one station."""

    __slots__ = ("by_kind",)

    def __init__(self) -> None:
        """Know of none."""
        self.by_kind: dict[str, list[Trigger]] = {}

    def of(self, kind: str) -> list[Trigger]:
        """List the triggers for a kind of message, oldest first, refused ones too."""
        return self.by_kind.get(kind, [])

    def add(self, call: Call) -> Trigger | None:
        """Take a trigger; None if it does not say what it asks for."""
        wanted = text(call.payload, "requestedMessage")
        kind = KINDS[call.action or ""].get(wanted) if wanted is not None else None
        if kind is None:
            return None
        connector = integer(call.payload, "connectorId")
        if kind not in OF_A_CONNECTOR or (connector is not None and connector <= 0):
            connector = None
        trigger = Trigger(call, kind, connector)
        every = self.by_kind.setdefault(kind, [])
        every.append(trigger)
        if len(every) > MOST:
            del every[0]
        return trigger

    def claim(self, call: Call) -> Trigger | None:
        """Find the trigger that a message of the station answers."""
        kind = call.action or ""
        every = self.by_kind.get(kind)
        if not every:
            return None
        connector = integer(call.payload, "connectorId") if kind in OF_A_CONNECTOR else None
        for trigger in every:
            if not trigger.used and not trigger.refused and trigger.asks_for(connector):
                trigger.used = True
                return trigger
        return None

    def forget(self) -> None:
        """Forget all, as after a boot or a gap."""
        self.by_kind.clear()
