"""Frames and payloads in, verdicts out: the shape of the frame, then the payload's schema."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ocppgen.model.payloads import CARRIER
from ocppgen.model.protocol import DEFAULT, PROTOCOLS
from ocppgen.text import shown, without_credentials
from ocppgen.validate.carried import Carried
from ocppgen.validate.records import MISSING, Direction, FrameViolations, Kind, Violation
from ocppgen.validate.shape import parser
from ocppgen.validate.tallying import Tally, tallying
from ocppgen.validate.tolerating import load_tolerance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from types import ModuleType

    from ocppgen.validate.records import Frame
    from ocppgen.validate.tolerating import ToleranceText

    Check = Callable[[object], Tally]

_RESULT, _UNKNOWN = Kind.RESULT, Direction.UNKNOWN

MOST = 100
"""So many faults of one frame are told; the others are only counted."""

NAMED = (Kind.CALL, Kind.SEND)
"""Frames that name their action."""

_MOST_MENDED = 1_000
"""What breaks its schema more often is refused whatever the tolerance, as endpoints do."""

_LONGEST = 400
"""A pointer or message is cut after so many characters."""


class Validator:
    """Judges by a generated package, importing of it what is met."""

    def __init__(
        self,
        package: ModuleType,
        skipped: Iterable[str] = (),
        senders: Mapping[str, str] | None = None,
        tolerance: ToleranceText | None = None,
        official: Validator | None = None,
    ) -> None:
        """Take the checks from *package*; the actions in *skipped* are known, not judged.

        *senders* says who calls an action, where the package does not. *tolerance* says
        what may pass. What neither has is checked by the *official* schemas, if they are
        given. Raises `GeneratorError` if the tolerance is none.
        """
        self._tolerance = None if tolerance is None else load_tolerance(package, tolerance)
        self._package = package.__name__
        self._features = package.FEATURES
        self._refusal: type[Exception] = package.ValidationError
        self._decode = import_module(f"{package.__name__}.runtime.jsontext").decode
        self._skipped = frozenset(skipped)
        self._carried = Carried(package)
        self._official = official
        said = {name: str(entry.initiator) for name, entry in self._features.items()}
        spoken = str(getattr(package, "SUBPROTOCOL", DEFAULT.subprotocol))
        self.protocol = PROTOCOLS[spoken.removeprefix("ocpp")]
        """What its frames are held against."""
        self.parse = parser(self.protocol).parse
        """Takes a frame apart."""
        ways = {
            self.protocol.client.module: Direction.TO_CENTRAL_SYSTEM,
            self.protocol.server.module: Direction.TO_CHARGE_POINT,
        }
        self._directions = {
            name: ways[sender]
            for name, sender in ({**(senders or {}), **said}).items()
            if sender in ways
        }
        self._checks: dict[tuple[str, Kind], Check | None] = {}
        self._known: dict[str, Direction] = {}

    def direction(self, action: str) -> Direction:
        """Tell where the calls of an action go, if only one side sends them."""
        way = self._directions.get(action, _UNKNOWN)
        if not way and self._official is not None and self.is_official(action):
            return self._official.direction(action)
        return way

    def is_official(self, action: str) -> bool:
        """Tell whether the official schemas have an action that these do not have."""
        return (
            self._official is not None
            and action not in self._features
            and action not in self._skipped
            and self._official.knows(action)
        )

    def way_of(self, action: str) -> Direction | None:
        """Tell where the calls of an action go, as `direction` does; None if there is no such action."""
        way = self._known.get(action)
        if way is None and self.knows(action):
            way = self._known[action] = self.direction(action)
        return way

    def knows(self, action: str) -> bool:
        """Tell whether there is such an action."""
        return action in self._features or action in self._skipped or self.is_official(action)

    def called(self, frame: Frame) -> str | None:
        """Give the action of a CALL or SEND, if there is such a one.

        That of a DataTransfer knows what a vendor's message it carries.
        """
        if frame.action is None or self.way_of(frame.action) is None:
            return None
        return self._carried.called(frame)

    def check(self, action: str, kind: Kind) -> Check | None:
        """Give the check of a message; None where there is no schema, or it is skipped."""
        try:
            return self._checks[action, kind]
        except KeyError:
            check = self._checks[action, kind] = self._check(action, kind)
            return check

    def _check(self, action: str, kind: Kind) -> Check | None:
        message = None
        if action in self._features:
            feature = self._features[action]
            response = kind is Kind.RESULT
            message = feature.response_type if response else feature.request_type
        if message is None and self._official is not None and self.is_official(action):
            return self._official.check(action, kind)
        return None if message is None else tallying(self._package, message, MOST)

    def frame(self, frame: Frame, action: str | None) -> FrameViolations | None:
        """Check a frame; *action* is that of the call, be it the frame itself or the one answered."""
        faults = frame.faults
        if frame.kind in NAMED and frame.action is not None and action is None:
            message = f"{shown(frame.action)} is no action of these schemas"
            faults = [*faults, Violation("frame", "/2", "action", "NotImplemented", message)]
        if action is not None and frame.payload is not MISSING:
            check = self.check(action, frame.kind)
            if check is not None and (tally := check(frame.payload)).first:
                return self._tolerated(faults, tally, frame, action)
            if action == CARRIER:
                violations = self._carried.violations(action, frame.kind, frame.payload)
                if violations:
                    return _verdict(faults, violations)
        if action is None and frame.kind is _RESULT:
            faults = [*faults, *self._no_object(frame.payload)]
        return _verdict(faults) if faults else None

    def _tolerated(
        self, faults: Sequence[Violation], tally: Tally, frame: Frame, action: str
    ) -> FrameViolations:
        """Sum up what is wrong with a payload, apart what may pass."""
        if (
            self._tolerance is None
            or action not in self._features
            or tally.keywords.total() > _MOST_MENDED
        ):
            return _told(faults, tally)
        feature = self._features[action]
        response = frame.kind is Kind.RESULT
        message = feature.response_type if response else feature.request_type
        try:
            passed = message.read(frame.payload, self._tolerance).violations
            refused: list[Any] = []
        except self._refusal as error:
            every = getattr(error, "violations", [])
            passed = [one for one in every if one.tolerated]
            refused = [one for one in every if not one.tolerated]
        told = _verdict(faults, refused)
        return told._replace(tolerated=Counter(one.keyword for one in passed))

    def _no_object(self, payload: object) -> list[Violation]:
        """Check what holds for the answer to any call: it is an object."""
        if payload is MISSING or isinstance(payload, dict):
            return []
        code = self.protocol.code(self.protocol.format)
        message = f"must be an object, not {shown(payload)}"
        return [Violation("payload", "", "type", code, message)]

    def unreadable(self, reason: str) -> FrameViolations:
        """Check what is no JSON."""
        code = self.protocol.code(self.protocol.framing)
        return FrameViolations((Violation("frame", "", "json", code, reason),), {"json": 1})

    def payload(self, action: str, kind: Kind, text: bytes) -> FrameViolations | None:
        """Check the text of one payload."""
        try:
            value = self._decode(text)
        except self._refusal as error:
            return _verdict((), getattr(error, "violations", ()))
        check = self.check(action, kind)
        if check is not None and (tally := check(value)).first:
            return _told((), tally)
        violations = self._carried.violations(action, kind, value)
        return _verdict((), violations) if violations else None


def _verdict(faults: Sequence[Violation], violations: Sequence[Any] = ()) -> FrameViolations:
    """Sum up what is wrong with a frame, and then with its payload."""
    tally = Tally(MOST)
    for violation in violations:
        tally.append(violation)
    return _told(faults, tally)


def _told(faults: Sequence[Violation], tally: Tally) -> FrameViolations:
    """Sum up what is wrong with a frame, and then with its payload, where all is counted."""
    told = [*faults, *map(_fault, tally.first)][:MOST]
    return FrameViolations(
        tuple(told), Counter(fault.keyword for fault in faults) + tally.keywords
    )


def _fault(violation: Any) -> Violation:
    pointer, message = _cut(without_credentials(violation.pointer)), _cut(violation.message)
    return Violation("payload", pointer, violation.keyword, violation.code.value, message)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
