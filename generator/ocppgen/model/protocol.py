"""The wire's dialects: what differs between the versions of OCPP beside their schemas.

The catalog's ``protocol`` selects one. Templates and ``validate`` read the same table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class End:
    """One end of a connection, as its version of OCPP calls it."""

    name: str
    """How the names of its classes begin: ``CentralSystem``."""
    words: str
    """In a sentence: ``central system``."""

    @property
    def module(self) -> str:
        """The module that assembles the end; the catalog's word for it as a sender, too."""
        return self.words.lower().replace(" ", "_")


@dataclass(frozen=True, slots=True)
class Protocol:
    """One version of OCPP-J."""

    version: str
    server: End
    """Who accepts connections."""
    client: End
    """Who opens them."""
    unanswered: bool = False
    """There is SEND, a request without a response."""
    suffixes: tuple[str, str] = ("Request", "Response")
    """What follows a feature's name in the name of its request, and of its response."""

    @property
    def subprotocol(self) -> str:
        """What a WebSocket is opened with."""
        return f"ocpp{self.version}"

    @property
    def initiators(self) -> tuple[str, ...]:
        """Who may send a request, in the catalog's words."""
        return (self.server.module, self.client.module, "either")

    def sender(self, initiator: str) -> str:
        """Say in words who sends what has this initiator."""
        ends = [
            one for one in (self.server, self.client) if initiator in (one.module, "either")
        ]
        return " or ".join(f"the {one.words}" for one in ends)


_CSMS = End("CSMS", "CSMS")
_STATION = End("ChargingStation", "charging station")

_EVERY = (
    Protocol(
        "1.6",
        End("CentralSystem", "central system"),
        End("ChargePoint", "charge point"),
        suffixes=(".req", ".conf"),
    ),
    Protocol("2.0.1", _CSMS, _STATION),
    Protocol("2.1", _CSMS, _STATION, unanswered=True),
)

PROTOCOLS: Final[Mapping[str, Protocol]] = {one.version: one for one in _EVERY}
"""Each dialect by its version."""

DEFAULT: Final = PROTOCOLS["1.6"]
"""What a catalog speaks that names none."""
