"""Judge conversations from Python, wherever the traffic lies.

`validate` takes frames as they come, from a list, a file, a database or a stream; `spec_violations`
takes one message. Neither reads or writes a file, and both need nothing but the tables of rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from ocppgen.validate.frame_finder import frames
from ocppgen.validate.records import MISSING
from ocppgen.validate.sequences.choice import choose
from ocppgen.validate.sequences.engine import judge
from ocppgen.validate.sequences.instants import LogTime, log_time
from ocppgen.validate.sequences.parameters import Parameters
from ocppgen.validate.sequences.records import CALL, RESULT, Record, Way
from ocppgen.validate.sequences.rules import load_rules
from ocppgen.validate.sequences.single import broken
from ocppgen.validate.shape import parse_frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ocppgen.validate.sequences.finding import Finding

DIRECTIONS: Final = {
    "to central system": Way.TO_CENTRAL_SYSTEM,
    "to charge point": Way.TO_CHARGE_POINT,
    "sent": Way.SENT,
    "received": Way.RECEIVED,
    "": Way.UNKNOWN,
}
"""What a direction may be; ``sent`` and ``received`` are those of whoever wrote the log."""


Time: TypeAlias = "datetime | float | str | None"


class Line(NamedTuple):
    """One frame, and what is known of it."""

    time: Time
    """A datetime, seconds since 1970, the time as a log writes it, or None."""
    station: str
    """The identity of the charge point."""
    direction: str
    """One of `DIRECTIONS`; empty if it is unknown."""
    text: str
    """The frame: ``[2,"1","Heartbeat",{}]``."""
    line: int | None = None
    """What findings call it; by default its number among the records, from 1."""


def validate(
    records: Iterable[Line | tuple[Time, str, str, str]],
    *,
    file: str = "",
    rules: Iterable[str] = (),
    ignore: Iterable[str] = (),
    parameters: Mapping[str, float] | None = None,
) -> Iterator[Finding]:
    """Judge frames by the rules over conversations; yield each finding as soon as it is certain.

    A record has the time, the station, the direction and the text of one frame: see `Line`. They
    come in the order in which they were logged. A text that is no frame counts as a line, and is
    not judged.

    *file* is what findings call the capture. *rules* and *ignore* take ids, areas and ``tier:1``,
    *parameters* the times of `Parameters` in seconds. Findings of every severity come. Raises
    `GeneratorError` for rules there are not, and `ValueError` for an unknown direction.

    Stations do not know of each other, so the frames of a fleet may be split by station.
    """
    chosen = choose(rules, ignore)
    given = Parameters(**(parameters or {}))
    found = (_record(number, Line(*record)) for number, record in enumerate(records, 1))
    return judge(found, file, chosen, given)


def _record(number: int, given: Line) -> Record:
    time, station, direction, text, line = given
    line = number if line is None else line
    if direction not in DIRECTIONS:
        message = (
            f"{direction!r} is no direction; use one of {', '.join(map(repr, DIRECTIONS))}"
        )
        raise ValueError(message)
    told, point = _time(time)
    way = DIRECTIONS[direction]
    seconds, dated, zoned = point if point is not None else (None, False, False)
    found = next(frames(text), None)
    value = found.value if found is not None and not found.fault else None
    if value is None:
        nothing = (None, None, MISSING, None)
        return Record(
            line, station, way, told, seconds, dated, zoned, "", *nothing, faulty=True
        )
    frame = parse_frame(value)
    faulty = bool(frame.faults)
    content = (frame.ident, frame.action, frame.payload, frame.error_code, faulty)
    return Record(line, station, way, told, seconds, dated, zoned, frame.kind, *content)


def _time(time: Time) -> tuple[str, tuple[float, bool, bool] | None]:
    """Read a time: give it as it is told, and as a point of time."""
    if time is None:
        return "", None
    if isinstance(time, str):
        return time, log_time(time)
    if isinstance(time, datetime):
        zoned = time.tzinfo is not None
        moment = time if zoned else time.replace(tzinfo=UTC)
        return time.isoformat(), LogTime(moment.timestamp(), dated=True, zoned=zoned)
    told = datetime.fromtimestamp(time, UTC).isoformat()
    return told, LogTime(float(time), dated=True, zoned=True)


@dataclass(frozen=True, slots=True)
class SpecViolation:
    """What the specification's prose forbids, and a schema lets pass."""

    rule: str
    severity: str
    message: str
    source: str
    """Documents and sections that the rule stands on."""


def spec_violations(message: Any) -> list[SpecViolation]:
    """Judge one message by the rules that it decides alone.

    *message* is an object of a class that was generated for OCPP 1.6: a request or a response.
    Raises `TypeError` for anything else, and what its ``to_dict`` raises if it breaks its schema.
    """
    action = getattr(type(message), "feature_name", None)
    kinds = {base.__name__: base for base in type(message).__mro__}
    kind = CALL if "Request" in kinds else RESULT if "Response" in kinds else None
    if not isinstance(action, str) or kind is None:
        name = type(message).__name__
        raise TypeError(
            f"{name} is no class of a generated package; give a request or response"
        )
    rules = load_rules()
    return [
        SpecViolation(ident, rules[ident].severity, wrong, rules[ident].source)
        for ident, wrong in broken(kind, action, message.to_dict())
        if wrong is not None
    ]
