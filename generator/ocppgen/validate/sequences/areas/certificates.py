"""Certificates: asked for, signed, refused, listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.validate.sequences.area import Area, answered, called, rule
from ocppgen.validate.sequences.areas.configuration import Settings, limit
from ocppgen.validate.sequences.areas.security_events import SecurityEvents
from ocppgen.validate.sequences.members import text
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Answer, Call
    from ocppgen.validate.sequences.outcome import Outcome


class Certificates(Area):
    """What was said to the last SignCertificate."""

    __slots__ = ("_signing",)

    _signing: Answer | None
    """The last SignCertificate.conf."""

    def begin(self) -> None:
        """Know of none."""
        self._signing = None

    @answered("SignCertificate")
    def sign(self, _: Call, answer: Answer) -> None:
        """Take the answer of the central system."""
        if answer.result:
            self._signing = answer

    @called("CertificateSigned")
    def signed(self, call: Call) -> None:
        """Judge a certificate that comes."""
        self.after_rejection(call)
        self.chain_size(call)

    @rule("A02.FR.12-certificate-signed-after-rejection")
    def after_rejection(self, _: Call) -> Outcome:
        """What was rejected is not signed."""
        if self._signing is None or self._signing.blind:
            return Reason.EARLIER
        if self._signing.status != "Rejected":
            return SATISFIED
        message = "brings a certificate, although the last SignCertificate was Rejected"
        return Violated(message, (self._signing.line,))

    @rule("WP-7.3-chain-size")
    def chain_size(self, call: Call) -> Outcome:
        """The chain is no longer than the station takes."""
        chain = text(call.payload, "certificateChain")
        size = len(chain) if chain is not None else None
        return limit(self.station.of(Settings), "CertificateSignedMaxChainSize", size)

    @answered("CertificateSigned")
    def taken(self, call: Call, answer: Answer) -> None:
        """A certificate that is refused is an event."""
        if answer.status == "Rejected" and self.station.interrupted(call) is None:
            self.wait(self.certificate_event, answer, self.station.parameters.patience, call)

    @rule("A02.FR.07-certificate-event")
    def certificate_event(self, _: Answer, call: Call) -> Outcome:
        """A certificate that is refused goes with an event."""
        kind = "InvalidChargePointCertificate"
        if self.station.of(SecurityEvents).index(kind) > call.index:
            return SATISFIED
        return Violated(f"no SecurityEventNotification {kind} came", (call.line,))
