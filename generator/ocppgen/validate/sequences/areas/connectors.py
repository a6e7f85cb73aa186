"""Which connectors a station has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.area import Area, called, rule
from ocppgen.validate.sequences.areas.configuration import Settings
from ocppgen.validate.sequences.frames import NO_RETRY
from ocppgen.validate.sequences.members import integer
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ocppgen.validate.sequences.frames import Call
    from ocppgen.validate.sequences.outcome import Outcome

_MOST: Final = 500
_SETTING: Final = Reason.SETTING


class Connectors(Area):
    """The connectors above 0 that were seen or told."""

    __slots__ = ("_seen", "_settings")

    _seen: set[int]
    _settings: Settings

    def begin(self) -> None:
        """Know of none."""
        self._seen = set()
        self._settings = self.station.of(Settings)

    @called("StatusNotification", "StartTransaction", "MeterValues")
    def seen(self, call: Call) -> None:
        """Take a message of a connector."""
        connector = call.payload.get("connectorId")
        if type(connector) is not int:
            connector = integer(call.payload, "connectorId")
            if connector is None:
                return
        if call.retry is NO_RETRY:
            self.connector_id(call, connector)
        if connector > 0 and connector not in self._seen and len(self._seen) < _MOST:
            self._seen.add(connector)

    @rule("CON-3.8-connector-id")
    def connector_id(self, _: Call, connector: int) -> Outcome:
        """Ids end with the number of connectors."""
        number = self._settings.connectors
        if number is None:
            return _SETTING
        if connector <= number:
            return SATISFIED
        return Violated(f"connector {connector} of a station with NumberOfConnectors {number}")

    @property
    def counted(self) -> bool:
        """Whether their number is told."""
        return self._settings.connectors is not None

    def known(self) -> set[int]:
        """List the connectors, without ids above NumberOfConnectors."""
        number = self._settings.connectors
        if number is None:
            return set(self._seen)
        return set(range(1, min(number, _MOST) + 1))

    def missing(self, reported: Iterable[int]) -> list[int]:
        """List which of 0 and the connectors are not among the reported ones."""
        return sorted({0, *self.known()} - set(reported))
