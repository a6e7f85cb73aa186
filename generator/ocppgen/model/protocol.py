"""The wire's dialects: what differs between the versions of OCPP beside their schemas.

The catalog's ``protocol`` selects one. Templates and ``validate`` read the same table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ocppgen.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class End:
    """One end of a connection, as its version of OCPP calls it."""

    name: str
    """How the names of its classes begin: ``CentralSystem``."""
    words: str
    """In a sentence: ``central system``."""

    @property
    def response(self) -> str:
        """The class of what it answers: ``CentralSystemResponse``."""
        return f"{self.name}Response"

    @property
    def module(self) -> str:
        """The module that assembles the end; the catalog's word for it as a sender, too."""
        return self.words.lower().replace(" ", "_")


@dataclass(frozen=True, slots=True)
class Code:
    """An error code of a CALLERROR, and when it is sent."""

    value: str
    meaning: str

    @property
    def name(self) -> str:
        """The member of the enum: ``FormatViolation`` -> FORMAT_VIOLATION."""
        return _WORD.sub("_", self.value).upper()


@dataclass(frozen=True, slots=True)
class Protocol:
    """One version of OCPP-J.

    Sections are those of its specification: 4.1.4 is of message ids, 4.2 of frames.
    """

    version: str
    server: End
    """Who accepts connections."""
    client: End
    """Who opens them."""
    codes: tuple[Code, ...]
    codes_section: str
    format: str
    """The code for a payload that is no object, or has a member that its action has not."""
    occurrence: str
    """The code for a member that is missing, or too few or too many of something."""
    framing: str
    """The code for a CALL that is no proper frame."""
    unsupported: str = ""
    """The code for a message type that the version has not; without it nothing answers."""
    nameless: str = ""
    """The message id of an answer to what has none; without it nothing answers."""
    result_errors: bool = False
    """There is CALLRESULTERROR, which answers an invalid CALLRESULT."""
    unanswered: bool = False
    """There is SEND, a request without a response."""
    suffixes: tuple[str, str] = ("Request", "Response")
    """What follows a feature's name in the name of its request, and of its response."""
    dialects: tuple[Protocol, ...] = ()
    """Several versions that this one stands for; see `joined`."""

    @property
    def subprotocol(self) -> str:
        """What a WebSocket is opened with."""
        return f"ocpp{self.version}"

    @property
    def specification(self) -> str:
        """Name the specification whose sections are meant."""
        return "OCPP-J" if self.dialects else f"OCPP-J {self.version}"

    @property
    def codes_source(self) -> str:
        """Say where the error codes are listed."""
        if self.dialects:
            return f"OCPP-J {self.version}; see `Dialect`"
        return f"{self.specification} section {self.codes_section}"

    @property
    def constant(self) -> str:
        """The name of its `Dialect` where several share a runtime: ``OCPP201``."""
        return f"OCPP{self.version.replace('.', '')}"

    @property
    def types(self) -> tuple[str, ...]:
        """The names of the message types, in the order of their numbers, from 2 on."""
        results = ("CALLRESULTERROR",) if self.result_errors else ()
        return ("CALL", "CALLRESULT", "CALLERROR", *results, *["SEND"] * self.unanswered)

    @property
    def frames(self) -> str:
        """The message types in a sentence."""
        return listed(self.types)

    @property
    def frames_or(self) -> str:
        """The same, as alternatives."""
        return listed(self.types, "or")

    def code(self, name: str) -> str:
        """Spell the code of this name as it is sent."""
        return next(code.value for code in self.codes if code.name == name)

    @property
    def ends(self) -> tuple[End, ...]:
        """Both ends of a connection, as each of the versions calls them."""
        ends = [end for one in self.dialects or (self,) for end in (one.server, one.client)]
        return tuple(dict.fromkeys(ends))

    @property
    def initiators(self) -> tuple[str, ...]:
        """Who may send a request, in the catalog's words."""
        return (*dict.fromkeys(end.module for end in self.ends), "either")

    def answering(self, initiator: str) -> list[End]:
        """List the ends that answer what has this initiator."""
        other = {self.server.module: self.client, self.client.module: self.server}
        return [other[initiator]] if initiator in other else [self.server, self.client]

    @property
    def misspelt(self) -> dict[str, str]:
        """Other spellings of codes that are met on the wire, with the names of the codes."""
        others = {
            "FormationViolation": self.format,
            "FormatViolation": self.format,
            "OccurenceConstraintViolation": self.occurrence,
            "OccurrenceConstraintViolation": self.occurrence,
        }
        known = {code.value for code in self.codes}
        return {value: name for value, name in others.items() if value not in known}

    def name_in(self, whole: Protocol, name: str) -> str:
        """Give the name that a code of this version has among those of *whole*."""
        same = {self.format: whole.format, self.occurrence: whole.occurrence}
        return same.get(name, name)

    def spelled_as(self, whole: Protocol) -> dict[str, str]:
        """Spell the codes of *whole* as this version does, those that it has."""
        return {self.name_in(whole, code.name): code.value for code in self.codes}

    def sender(self, initiator: str) -> str:
        """Say in words who sends what has this initiator."""
        ends = [
            one for one in (self.server, self.client) if initiator in (one.module, "either")
        ]
        return " or ".join(f"the {one.words}" for one in ends)


def joined(protocols: Iterable[Protocol]) -> Protocol:
    """Give what stands for several versions: the latest, with all that any of them has.

    Error codes are named as the latest spells them.
    """
    versions = sorted(set(protocols), key=lambda one: one.version)
    if len(versions) == 1:
        return versions[0]
    return replace(
        versions[-1],
        result_errors=any(one.result_errors for one in versions),
        unanswered=any(one.unanswered for one in versions),
        dialects=tuple(versions),
    )


_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")

_SAID_BY_ALL = (
    Code("NotImplemented", "The action is unknown to the receiver."),
    Code("NotSupported", "The action is known, but the receiver does not serve it."),
    Code("InternalError", "The receiver failed while it served the request."),
    Code("ProtocolError", "The payload is incomplete."),
    Code("SecurityError", "A security matter keeps the receiver from serving the request."),
)
_FORMAT = "The payload is no JSON object, or has a member that the action does not know."
_PROPERTY = Code("PropertyConstraintViolation", "A member's value is out of its bounds.")
_OCCURRENCE = "A member is missing, or there are too few or too many of something."
_TYPE = Code("TypeConstraintViolation", "A member's value is of the wrong JSON type.")
_GENERIC = Code("GenericError", "Anything else.")

_CODES_16 = (
    *_SAID_BY_ALL,
    # Two codes are misspelt in OCPP 1.6, and stay so (errata of 2025-04, 5.1 and 5.2).
    Code("FormationViolation", _FORMAT),
    _PROPERTY,
    Code("OccurenceConstraintViolation", _OCCURRENCE),
    _TYPE,
    _GENERIC,
)
_CODES_2X = (
    *_SAID_BY_ALL,
    Code("FormatViolation", _FORMAT),
    _PROPERTY,
    Code("OccurrenceConstraintViolation", _OCCURRENCE),
    _TYPE,
    Code("MessageTypeNotSupported", "The receiver does not know the message type."),
    Code("RpcFrameworkError", "The text is no CALL, for example without a message id."),
    _GENERIC,
)

_CSMS = End("CSMS", "CSMS")
_STATION = End("ChargingStation", "charging station")

_V16 = Protocol(
    "1.6",
    End("CentralSystem", "central system"),
    End("ChargePoint", "charge point"),
    _CODES_16,
    codes_section="4.2.3",
    format="FORMATION_VIOLATION",
    occurrence="OCCURENCE_CONSTRAINT_VIOLATION",
    framing="FORMATION_VIOLATION",
    suffixes=(".req", ".conf"),
)
_V201 = Protocol(
    "2.0.1",
    _CSMS,
    _STATION,
    _CODES_2X,
    codes_section="4.3",
    format="FORMAT_VIOLATION",
    occurrence="OCCURRENCE_CONSTRAINT_VIOLATION",
    framing="RPC_FRAMEWORK_ERROR",
    unsupported="MESSAGE_TYPE_NOT_SUPPORTED",
    nameless="-1",
)
_V21 = replace(_V201, version="2.1", result_errors=True, unanswered=True)

PROTOCOLS: Final[Mapping[str, Protocol]] = {one.version: one for one in (_V16, _V201, _V21)}
"""Each dialect by its version."""

DEFAULT: Final = _V16
"""What a catalog speaks that names none."""
