"""Boot and registration: what a station may send, and when."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.area import Area, answered, called, rule
from ocppgen.validate.sequences.members import integer, text
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated
from ocppgen.validate.sequences.triggers import KINDS

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Answer, Call
    from ocppgen.validate.sequences.outcome import Outcome


class Status(Enum):
    """What the central system last said to the station."""

    UNKNOWN = "unknown"
    WAITING = "waiting"
    """It has booted, and has no CALLRESULT yet."""
    ACCEPTED = "Accepted"
    PENDING = "Pending"
    REJECTED = "Rejected"


_TOLD: Final = {one.value: one for one in (Status.ACCEPTED, Status.PENDING, Status.REJECTED)}
_NOT_ACCEPTED: Final = (Status.WAITING, Status.PENDING, Status.REJECTED)
_REPORTS: Final = {
    "UpdateFirmware": "FirmwareStatusNotification",
    "GetDiagnostics": "DiagnosticsStatusNotification",
    "SignedUpdateFirmware": "SignedFirmwareStatusNotification",
    "GetLog": "LogStatusNotification",
}
"""What a station has to send after a request that it accepted."""
_REFUSALS: Final = ("Rejected", "InvalidCertificate", "RevokedCertificate")

_SHARE: Final = 0.95
_ROUNDING: Final = 1.0


class Registration(Area):
    """Whether the station is registered, and what it may send meanwhile."""

    __slots__ = (
        "_answer",
        "_asked",
        "_broken",
        "_interval",
        "_rejected_since",
        "_reported",
        "_reset",
        "_sent_since",
        "boot",
        "just_accepted",
        "status",
        "waits",
    )

    status: Status
    waits: bool
    """The station is known not to be accepted."""
    boot: Call | None
    """The BootNotification of the boot that this registration follows, if it is known."""
    just_accepted: bool
    """The last answer has made the station accepted: it was not, or had booted."""
    _answer: Answer | None
    """The last CALLRESULT to a BootNotification."""
    _interval: int
    """What it said to wait, if it was Pending or Rejected."""
    _asked: dict[str, int]
    """The kinds of messages that were triggered, and the line of the trigger."""
    _reported: set[str]
    """The kinds of messages that report on what was asked for while Pending."""
    _rejected_since: int
    """The index of the answer that began the time as Rejected."""
    _sent_since: bool
    """There was a BootNotification since the last Accepted."""
    _reset: bool
    """A Reset was Accepted since the last answer."""
    _broken: bool
    """The station has sent what it must not since its status changed."""

    def begin(self) -> None:
        """Know nothing, as at the beginning and after a gap."""
        self._become(Status.UNKNOWN)
        self.boot = self._answer = None
        self._interval = 0
        self._asked, self._reported = {}, set()
        self._rejected_since = -1
        self._sent_since = self._reset = self._broken = self.just_accepted = False

    def on_gap(self) -> None:
        """A gap ends all knowledge."""
        self.begin()

    def on_boot(self, call: Call) -> None:
        """Begin to wait for the answer to a boot."""
        self.begin()
        self._become(Status.WAITING)
        self.boot = call

    def is_boot(self, call: Call) -> bool:
        """Tell whether a BootNotification is a boot: neither triggered nor repeated."""
        return call.trigger is None and self.status in (Status.UNKNOWN, Status.ACCEPTED)

    def excuses(self, call: Call) -> bool:
        """Tell whether a call may stay unanswered as things stand."""
        if call.to_central:
            return self.status in _NOT_ACCEPTED
        return self.status in (Status.WAITING, Status.REJECTED)

    # What the station sends

    def sent(self, call: Call) -> None:
        """Take any call of the station but BootNotification."""
        early = (
            self.silent_before_accepted(call)
            or self.silent_while_rejected(call)
            or self.pending_only_when_triggered(call)
        )
        if early:
            call.too_early = self._broken = True

    @rule("BOOT-4.2-silent-before-accepted")
    def silent_before_accepted(self, call: Call) -> Outcome:
        """A booted station waits for its answer."""
        if self.status is not Status.WAITING:
            return None
        message = f"{call.action} is sent before the BootNotification was answered"
        return Violated(message, self._boot_line())

    @rule("BOOT-4.2-silent-while-rejected")
    def silent_while_rejected(self, call: Call) -> Outcome:
        """A rejected station is silent."""
        if self.status is not Status.REJECTED:
            return None
        return Violated(f"{call.action} is sent by a station that is Rejected", self.lines())

    @rule("BOOT-4.2-pending-only-when-triggered")
    def pending_only_when_triggered(self, call: Call) -> Outcome:
        """A pending station sends what was triggered."""
        if self.status is not Status.PENDING:
            return None
        if call.action in self._asked or call.action in self._reported:
            return SATISFIED
        message = (
            f"{call.action} is sent by a station that is Pending, and no trigger asked for it"
        )
        return Violated(message, self.lines())

    @called("BootNotification")
    def booted(self, call: Call) -> None:
        """Take a BootNotification; a boot has been told of before."""
        self._sent_since = True
        if call.trigger is None and self.boot is not call:
            self.retry_interval(call)

    @rule("BOOT-4.2-retry-interval")
    def retry_interval(self, call: Call) -> Outcome:
        """A station that was not accepted waits before it asks again."""
        if self._answer is None or self._interval <= 0 or self._reset:
            return None
        waited = call.after(self._answer)
        if waited is None:
            return Reason.NO_TIME
        if waited >= _SHARE * self._interval - _ROUNDING:
            return SATISFIED
        message = f"BootNotification comes {waited:.0f} s after {self.status.value}, with an interval of {self._interval} s"
        return Violated(message, self.lines())

    # What the central system answers

    @answered("BootNotification")
    def registered(self, call: Call, answer: Answer) -> None:
        """Take the answer to a BootNotification."""
        self.just_accepted = False
        if not answer.result:
            return
        told = _TOLD.get(answer.status or "")
        if answer.blind or told is None:
            self.begin()
            return
        self._conclude_silence(answer)
        self._asked = {kind: index for kind, index in self._asked.items() if index > call.index}
        if told is not Status.PENDING:
            self._reported = set()
        if told is Status.REJECTED and self.status is not Status.REJECTED:
            self._rejected_since = answer.index
        self._interval = 0
        if told is not Status.ACCEPTED:
            self._interval = integer(answer.payload, "interval") or 0
        else:
            self._sent_since = False
        self.just_accepted = told is Status.ACCEPTED and self.status in _NOT_ACCEPTED
        self._answer, self._reset, self._broken = answer, False, False
        self._become(told)

    def _become(self, status: Status) -> None:
        self.status, self.waits = status, status in _NOT_ACCEPTED

    def _conclude_silence(self, answer: Answer) -> None:
        rules = {
            Status.WAITING: "BOOT-4.2-silent-before-accepted",
            Status.REJECTED: "BOOT-4.2-silent-while-rejected",
        }
        if self.status in rules and not self._broken:
            self.station.bench.conclude(rules[self.status], answer, SATISFIED)

    # What the central system sends

    def received(self, call: Call) -> None:
        """Take any call of the central system."""
        if self.status is Status.REJECTED:
            self.no_call_while_rejected(call)
        if call.action in _REPORTS and self.status is Status.PENDING:
            self._reported.add(_REPORTS[call.action])

    @rule("BOOT-4.2-no-call-while-rejected")
    def no_call_while_rejected(self, call: Call) -> Outcome:
        """A rejected station is left alone."""
        return Violated(f"{call.action} is sent to a station that is Rejected", self.lines())

    @called(*KINDS)
    def triggered(self, call: Call) -> None:
        """Take a trigger."""
        wanted = text(call.payload, "requestedMessage")
        if wanted == "BootNotification" and call.action == "TriggerMessage":
            self.boot_trigger_when_accepted(call)
        kind = KINDS[call.action or ""].get(wanted or "")
        if kind is not None:
            self._asked[kind] = call.index

    @answered(*KINDS)
    def trigger_answered(self, call: Call, answer: Answer) -> None:
        """A trigger that is refused allows nothing."""
        if answer.blind or (answer.result and answer.status == "Accepted"):
            return
        kind = KINDS[call.action or ""].get(text(call.payload, "requestedMessage") or "")
        if kind is not None and self._asked.get(kind) == call.index:
            del self._asked[kind]

    @rule("TRIG-5.17-boot-trigger-when-accepted")
    def boot_trigger_when_accepted(self, _: Call) -> Outcome:
        """An accepted station is not asked to register again."""
        if self.status is not Status.ACCEPTED or self._answer is None:
            return Reason.BEGINS_LATE if self.status is Status.UNKNOWN else SATISFIED
        if self._sent_since:
            return SATISFIED
        return Violated("asks an accepted station for a BootNotification", self.lines())

    @answered(*_REPORTS)
    def asked(self, call: Call, answer: Answer) -> None:
        """A request that is refused needs no report."""
        refused = not answer.result or answer.status in _REFUSALS
        if refused and not answer.blind:
            self._reported.discard(_REPORTS[call.action or ""])

    @answered("Reset")
    def reset(self, _: Call, answer: Answer) -> None:
        """A reset lets the station boot sooner."""
        if answer.blind or answer.status == "Accepted":
            self._reset = True

    # Answers of any action

    def answers(self, call: Call, answer: Answer) -> None:
        """Take an answer, to whichever call."""
        if call.too_early and answer.result and not answer.blind:
            self.security_error_before_accepted(answer, call)
        if self.status is Status.REJECTED and not call.to_central:
            self.no_answer_while_rejected(answer, call)

    @rule("J-5.6-security-error-before-accepted")
    def security_error_before_accepted(self, _: Answer, call: Call) -> Outcome:
        """What came too early gets a SecurityError."""
        message = f"answers a {call.action} that the station was not allowed to send yet"
        return Violated(f"{message}; a CALLERROR SecurityError is recommended", (call.line,))

    @rule("BOOT-4.2-no-answer-while-rejected")
    def no_answer_while_rejected(self, _: Answer, call: Call) -> Outcome:
        """A rejected station does not answer, either."""
        if call.index < self._rejected_since:
            return SATISFIED
        message = f"answers a {call.action} although the station is Rejected"
        return Violated(message, (call.line, *self.lines()))

    def _boot_line(self) -> tuple[int, ...]:
        return (self.boot.line,) if self.boot is not None else ()

    def lines(self) -> tuple[int, ...]:
        """Give the line of the last answer to a BootNotification, if there is one."""
        return (self._answer.line,) if self._answer is not None else ()
