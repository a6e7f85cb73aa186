"""DataTransfer, either way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.validate.sequences.area import Area, answered, rule
from ocppgen.validate.sequences.outcome import SATISFIED, Violated

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Answer, Call
    from ocppgen.validate.sequences.outcome import Outcome


class DataTransfer(Area):
    """Judges each exchange on its own."""

    __slots__ = ()

    @answered("DataTransfer")
    def confirmed(self, call: Call, answer: Answer) -> None:
        """Judge an answer."""
        if answer.status == "UnknownVendorId":
            self.data_with_unknown_vendor(answer)
        elif answer.status == "UnknownMessageId":
            self.unknown_message_without_id(answer, call)

    @rule("DT-4.3-data-with-unknown-vendor")
    def data_with_unknown_vendor(self, answer: Answer) -> Outcome:
        """Whose vendor is unknown, gets no data."""
        if not isinstance(answer.payload.get("data"), str):
            return SATISFIED
        return Violated("has data, although the vendor is unknown")

    @rule("DT-4.3-unknown-message-without-id")
    def unknown_message_without_id(self, _: Answer, call: Call) -> Outcome:
        """What has no id has no unknown one."""
        if "messageId" in call.payload:
            return SATISFIED
        message = "says UnknownMessageId to a DataTransfer without messageId"
        return Violated(message, (call.line,))
