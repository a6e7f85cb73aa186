"""What an area is made of: a small state, handlers that keep it, and rules over it.

An area subclasses `Area` and marks its methods: `called` and `answered` take the frames of an
action, `rule` judges. A rule answers `SATISFIED`, a `Violated`, or the `Reason` why the capture
cannot tell; None where it does not apply. Rules stand beside their statement in ``tables/``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar, TypeVarTuple

from ocppgen.validate.sequences.outcome import SATISFIED, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocppgen.validate.sequences.deadlines import Deadline
    from ocppgen.validate.sequences.frames import Answer, Call, Frame
    from ocppgen.validate.sequences.outcome import Judged, Outcome
    from ocppgen.validate.sequences.station import Station

AreaT = TypeVar("AreaT", bound="Area")
FrameT = TypeVar("FrameT", bound="Frame")
Ts = TypeVarTuple("Ts")

BUILT: Final[set[str]] = set()
"""The ids of the rules that there is a function for."""


class Area:
    """The state of one station in one area."""

    __slots__ = ("station",)

    slot: ClassVar[int]
    """Where a station keeps its state."""
    slots: ClassVar[int] = 0
    """How many areas there are."""
    called: dict[str, tuple[str, ...]]
    """By action, the names of the methods that take a call."""
    answered: dict[str, tuple[str, ...]]

    def __init__(self, station: Station) -> None:
        """Belong to *station*, of which nothing is known yet."""
        self.station = station
        self.begin()

    def begin(self) -> None:
        """Set the state of which nothing is known."""

    def __init_subclass__(cls) -> None:
        """Find the handlers."""
        super().__init_subclass__()
        cls.slot = Area.slots
        Area.slots += 1
        cls.called, cls.answered = {}, {}
        for name, member in vars(cls).items():
            for table, mark in ((cls.called, "_called"), (cls.answered, "_answered")):
                for action in getattr(member, mark, ()):
                    table[action] = (*table.get(action, ()), name)

    def on_boot(self, call: Call) -> None:
        """Forget what a boot ends."""

    def on_gap(self) -> None:
        """Forget what a gap or a backward jump ends."""

    def on_jump(self) -> None:
        """Forget what a backward jump ends, beyond a gap."""

    def wait(self, rule: Judged, frame: Frame, seconds: float, *args: Any) -> Deadline | None:
        """Judge *frame* by *rule* when more than *seconds* have passed since it."""
        return self.station.deadlines.wait(rule, frame, seconds, args)


def called(
    *actions: str, begun: bool = False
) -> Callable[[Callable[[AreaT, Call], None]], Any]:
    """Mark a method that takes the calls of these actions.

    One for *begun* areas does nothing while the area knows nothing, and does not begin it.
    """

    def mark(method: Callable[[AreaT, Call], None]) -> Any:
        method._called = actions  # type: ignore[attr-defined]  # noqa: SLF001  (our own mark)
        if begun:
            method.begun = True  # type: ignore[attr-defined]  # (likewise)
        return method

    return mark


def answered(*actions: str) -> Callable[[Callable[[AreaT, Call, Answer], None]], Any]:
    """Mark a method that takes the answers to the calls of these actions."""

    def mark(method: Callable[[AreaT, Call, Answer], None]) -> Any:
        method._answered = actions  # type: ignore[attr-defined]  # noqa: SLF001  (likewise)
        return method

    return mark


def rule(
    ident: str,
) -> Callable[
    [Callable[[AreaT, FrameT, *Ts], Outcome]],
    Callable[[AreaT, FrameT, *Ts], bool],
]:
    """Make a rule of a function that answers for a frame; it then tells whether it is broken."""
    BUILT.add(ident)

    def bind(
        judge: Callable[[AreaT, FrameT, *Ts], Outcome],
    ) -> Callable[[AreaT, FrameT, *Ts], bool]:
        def judged(area: AreaT, frame: FrameT, /, *args: *Ts) -> bool:
            outcome = judge(area, frame, *args)
            if outcome is None:
                return False
            bench = area.station.bench
            if outcome is SATISFIED:  # by far the most
                bench.kept[ident] += 1
                return False
            if type(outcome) is Reason:
                bench.undecided[ident][outcome] += 1
                return False
            return bench.conclude(ident, frame, outcome)

        judged.ident = ident  # type: ignore[attr-defined]
        judged.__doc__ = judge.__doc__
        return judged

    return bind
