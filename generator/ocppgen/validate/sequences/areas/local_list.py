"""The local authorization list and its version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ocppgen.validate.sequences.area import Area, answered, called, rule
from ocppgen.validate.sequences.members import integer, mappings, text
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Answer, Call
    from ocppgen.validate.sequences.outcome import Outcome

_FAILURES: Final = ("Failed", "VersionMismatch")
_NO_CHANGE: Final = (*_FAILURES, "NotSupported")


class _List(NamedTuple):
    """What the last SendLocalList that was Accepted has sent."""

    version: int
    differential: bool
    at: int
    """The index of its answer."""
    line: int


class LocalList(Area):
    """The list that the station should have."""

    __slots__ = ("_failed", "_list", "_previous", "_sent")

    _list: _List | None
    """None if it is unknown."""
    _previous: Call | None
    """The last SendLocalList."""
    _failed: tuple[Call, Answer] | None
    """The last SendLocalList, if it was a differential one that failed."""
    _sent: int
    """The index of the last SendLocalList."""

    def begin(self) -> None:
        """Know of no list."""
        self._list = self._previous = self._failed = None
        self._sent = -1

    def on_gap(self) -> None:
        """Nothing is believed."""
        self.begin()

    def on_boot(self, call: Call) -> None:  # noqa: ARG002  (as for any area)
        """Nothing is believed."""
        self.begin()

    @called("SendLocalList")
    def send(self, call: Call) -> None:
        """Take an update."""
        previous = self._previous
        if previous is None or previous.id != call.id or previous.key != call.key:
            self.full_after_failure(call)
        self._previous, self._failed, self._sent = call, None, call.index

    @rule("LIST-5.15-full-after-failure")
    def full_after_failure(self, call: Call) -> Outcome:
        """After a failure the whole list is sent."""
        if self._previous is None or not self._previous.answered or self._previous.blind:
            return Reason.EARLIER
        if self._failed is None or text(call.payload, "updateType") != "Differential":
            return SATISFIED
        failed, answer = self._failed
        message = f"is Differential again, after a Differential one ended with {answer.status}"
        return Violated(message, (failed.line, answer.line))

    @answered("SendLocalList")
    def taken(self, call: Call, answer: Answer) -> None:
        """Take what the station says."""
        version, kind = integer(call.payload, "listVersion"), text(call.payload, "updateType")
        if self.station.interrupted(call) is not None:
            return
        if self._previous is call and kind == "Differential" and answer.status in _FAILURES:
            self._failed = call, answer
        if answer.status == "Accepted" and version is not None:
            empty = kind == "Full" and not mappings(call.payload, "localAuthorizationList")
            differs = kind != "Full"
            self._list = None if empty else _List(version, differs, answer.index, answer.line)
        elif answer.status not in _NO_CHANGE:
            self._list = None

    @answered("GetLocalListVersion")
    def told(self, call: Call, answer: Answer) -> None:
        """Take the version that the station tells."""
        version = integer(answer.payload, "listVersion")
        if version is not None:
            self.version_kept(answer, call, version)

    @rule("LIST-5.15-version-kept")
    def version_kept(self, _: Answer, call: Call, version: int) -> Outcome:
        """The list has the version that was sent."""
        if self._list is None:
            return Reason.EARLIER
        if self._list.at > call.index or self._sent > call.index:
            return Reason.CROSSING
        if self._previous is not None and not self._previous.answered:
            return Reason.CROSSING
        if version == self._list.version:
            return SATISFIED
        if version == 0 and self._list.differential:
            return None
        message = f"tells version {version}, and {self._list.version} was accepted"
        return Violated(message, (self._list.line,))
