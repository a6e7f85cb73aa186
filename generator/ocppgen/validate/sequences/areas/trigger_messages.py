"""Triggers: confirmed first, and then kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.area import Area, answered, called, rule
from ocppgen.validate.sequences.areas.connectors import Connectors
from ocppgen.validate.sequences.areas.statuses import connectors
from ocppgen.validate.sequences.members import integer, text
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated
from ocppgen.validate.sequences.readings import contexts
from ocppgen.validate.sequences.triggers import KINDS, OF_A_CONNECTOR

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Answer, Call, Trigger
    from ocppgen.validate.sequences.outcome import Outcome

WITH_IDLE: Final = (
    "DiagnosticsStatusNotification",
    "FirmwareStatusNotification",
    "LogStatusNotification",
    "SignedFirmwareStatusNotification",
)
_REFUSALS: Final = ("Rejected", "NotImplemented")
_MOST: Final = 500


def only_triggered(call: Call) -> bool:
    """Tell whether a message cannot be anything but triggered."""
    if call.action in WITH_IDLE:
        return call.payload.get("status") == "Idle"
    return call.action == "MeterValues" and contexts(call.values) == {"Trigger"}


class TriggerMessages(Area):
    """What became of the triggers, which remember it themselves."""

    __slots__ = ()

    # Triggers

    @called(*KINDS)
    def asked(self, call: Call) -> None:
        """Take a trigger."""
        call.at_request = self.station.triggers.add(call)

    @answered(*KINDS)
    def confirmed(self, call: Call, answer: Answer) -> None:
        """Take what the station says to a trigger."""
        trigger: Trigger | None = call.at_request
        if trigger is None:
            return
        trigger.answer = answer
        if answer.blind:
            trigger.certain = False
            return
        self.confirm_first(answer, trigger)
        trigger.accepted = answer.result and answer.status == "Accepted"
        trigger.refused = not trigger.accepted
        if trigger.accepted and self.station.interrupted(call) is None:
            self._expect(answer, trigger)

    def _expect(self, answer: Answer, trigger: Trigger) -> None:
        parameters = self.station.parameters
        if trigger.kind == "SignCertificate":
            self.wait(self.sign_certificate_follows, answer, parameters.patience, trigger)
            return
        self.wait(self.accepted_not_sent, answer, parameters.prompt, trigger)
        if trigger.kind == "StatusNotification" and "connectorId" not in trigger.call.payload:
            self.wait(self.every_connector, answer, parameters.prompt, trigger)

    @rule("TRIG-5.17-confirm-first")
    def confirm_first(self, _: Answer, trigger: Trigger) -> Outcome:
        """A trigger is confirmed before it is kept."""
        if trigger.early is None:
            return SATISFIED
        message = "is sent before the trigger for it was confirmed"
        return Violated(message, (trigger.call.line,), trigger.early)

    @rule("TRIG-5.17-accepted-not-sent")
    def accepted_not_sent(self, _: Answer, trigger: Trigger) -> Outcome:
        """What was promised is sent."""
        if trigger.idle or trigger.came:
            return SATISFIED
        return Violated(f"promises a {trigger.kind}, and none followed", (trigger.call.line,))

    @rule("A02.FR.03-sign-certificate-follows")
    def sign_certificate_follows(self, _: Answer, trigger: Trigger) -> Outcome:
        """A SignCertificate that was promised is sent."""
        if trigger.came:
            return SATISFIED
        return Violated("promises a SignCertificate, and none followed", (trigger.call.line,))

    @rule("TRIG-5.17-every-connector")
    def every_connector(self, _: Answer, trigger: Trigger) -> Outcome:
        """Without a connector, each is asked for."""
        if not trigger.reported:
            return None
        missing = self.station.of(Connectors).missing(trigger.reported)
        if not missing:
            return SATISFIED
        return Violated(f"no status of {connectors(missing)} followed", (trigger.call.line,))

    # Messages

    def sent(self, call: Call) -> None:
        """Take a message of a kind that there are triggers for."""
        kind = call.action or ""
        every = self.station.triggers.of(kind)
        connector = integer(call.payload, "connectorId") if kind in OF_A_CONNECTOR else None
        asking = [one for one in every if one.asks_for(connector)]
        if only_triggered(call):
            self._only_triggered(call, connector, asking)
        for trigger in asking:
            trigger.came = True
            if connector is not None and len(trigger.reported) < _MOST:
                trigger.reported.add(connector)

    def _only_triggered(self, call: Call, connector: int | None, asking: list[Trigger]) -> None:
        for trigger in asking:
            first = trigger.answer is None and not trigger.came
            if first and not self._promised(call, trigger, asking):
                trigger.early = call
        if call.action == "MeterValues" and call.trigger is None:
            self.rejected_but_sent(call, connector)

    def _promised(self, call: Call, trigger: Trigger, every: list[Trigger]) -> bool:
        """Tell whether another trigger may have asked for it: accepted a short time ago."""
        prompt = self.station.parameters.prompt
        for other in every:
            if other is not trigger and other.accepted and other.answer is not None:
                age = call.after(other.answer)
                if age is None or age <= prompt:
                    return True
        return False

    @rule("TRIG-5.17-rejected-but-sent")
    def rejected_but_sent(self, call: Call, connector: int | None) -> Outcome:
        """What was refused is not sent."""
        prompt = self.station.parameters.prompt
        unknown = False
        for trigger in self.station.triggers.of(call.action or ""):
            answer = trigger.answer
            if answer is None or not trigger.refused or not trigger.asks_for(connector):
                continue
            if answer.status not in _REFUSALS:
                continue
            age = call.after(answer)
            unknown = unknown or age is None
            if age is not None and age <= prompt:
                wanted = text(trigger.call.payload, "requestedMessage")
                message = f"is sent although the trigger for {wanted} was {answer.status}"
                return Violated(message, (answer.line,))
        return Reason.NO_TIME if unknown else None
