"""Rules that wait: decided by the first call of the station that comes after the time.

That call shows that the station is there. If none comes, or a boot or a gap comes first, the rule
is undecidable. A boot decides nothing: it may have come after the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ocppgen.validate.sequences.outcome import Reason, ident_of

if TYPE_CHECKING:
    from ocppgen.validate.sequences.bench import Bench
    from ocppgen.validate.sequences.frames import Frame
    from ocppgen.validate.sequences.outcome import Judged, Outcome

MOST: Final = 128
"""Maximum number of rules of a station that wait; then the oldest is given up."""

OUTLIVE_BOOT: Final = frozenset(
    (
        "RST-5.14-boot-after-reset",
        "FW-5.19-left-open",
        "L01.FR.01-left-open",
        "A04.FR.01-firmware-updated",
    )
)
"""These wait on when the station boots."""


class Deadline:
    """One rule that waits."""

    __slots__ = ("args", "due", "frame", "ident", "open", "rule")

    def __init__(self, rule: Judged, frame: Frame, due: float, args: tuple[Any, ...]) -> None:
        """Judge *frame* by *rule* after *due*."""
        self.rule = rule
        self.ident = ident_of(rule)
        self.frame = frame
        self.due = due
        self.args = args
        self.open = True


class Deadlines:
    """All rules of a station that wait."""

    __slots__ = ("_bench", "_waiting", "earliest")

    def __init__(self, bench: Bench) -> None:
        """Wait for nothing yet."""
        self._bench = bench
        self._waiting: list[Deadline] = []
        self.earliest = float("inf")

    def wait(
        self, rule: Judged, frame: Frame, seconds: float, args: tuple[Any, ...]
    ) -> Deadline | None:
        """Begin to wait; None if there is no time to measure by."""
        if ident_of(rule) not in self._bench.wanted:
            return None
        if frame.now is None:
            self._bench.conclude(ident_of(rule), frame, Reason.NO_TIME)
            return None
        deadline = Deadline(rule, frame, frame.now + seconds, args)
        if len(self._waiting) >= MOST:
            self._waiting = [one for one in self._waiting if one.open]
        if len(self._waiting) >= MOST:
            self.close(self._waiting.pop(0), Reason.EARLIER)
        self._waiting.append(deadline)
        self.earliest = min(self.earliest, deadline.due)
        return deadline

    def close(self, deadline: Deadline | None, outcome: Outcome) -> None:
        """Wait no longer, as the answer is known already."""
        if deadline is not None and deadline.open:
            deadline.open = False
            self._bench.conclude(deadline.ident, deadline.frame, outcome)

    def move(self, deadline: Deadline | None, frame: Frame, due: float) -> None:
        """Judge another frame instead, at another time."""
        if deadline is not None:
            deadline.frame, deadline.due = frame, due
            self.earliest = min(self.earliest, due)

    def decide(self, now: float) -> None:
        """Judge by a call of the station: what was due before it."""
        if now <= self.earliest:
            return
        due = [one for one in self._waiting if one.due < now]
        self._waiting = [one for one in self._waiting if one.open and one.due >= now]
        self.earliest = min((one.due for one in self._waiting), default=float("inf"))
        for one in due:
            if one.open:
                one.open = False
                one.rule(one.frame, *one.args)

    def forget(self, reason: Reason) -> None:
        """Give up what a boot, a gap or the end leaves undecided."""
        kept: list[Deadline] = []
        for one in self._waiting:
            if reason is Reason.BOOT and one.open and one.ident in OUTLIVE_BOOT:
                kept.append(one)
            else:
                self.close(one, reason)
        self._waiting = kept
        self.earliest = min((one.due for one in kept), default=float("inf"))
