"""How one file is read: what was chosen for it, and the choice applied to one frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ocppgen.validate.reading.context import BETWEEN, Context, context_of, said_by, sign_of
from ocppgen.validate.reading.form import Shape
from ocppgen.validate.reading.layouts import LAYOUTS, Layout
from ocppgen.validate.reading.times import FIND_TIME
from ocppgen.validate.reading.tokens import Sort, tokens
from ocppgen.validate.records import OPPOSITE, Direction, made

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen.validate.reading.places import Place

_MOST_CACHED = 4096
_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_MOST_NAME = 200

_UNKNOWN = Direction.UNKNOWN

_SAID = {
    "in": Direction.RECEIVED,
    "out": Direction.SENT,
    "from": Direction.RECEIVED,
    "to": Direction.SENT,
    "to central system": Direction.TO_CENTRAL_SYSTEM,
    "to charge point": Direction.TO_CHARGE_POINT,
}
"""What a sign means where no call has shown it."""


class Meaning(NamedTuple):
    """What the values of one slot or field say of the direction."""

    slot: str
    said: tuple[tuple[str, Direction], ...]


class Reading(NamedTuple):
    """All that was chosen for a file."""

    shape: Shape = Shape()
    layouts: tuple[Layout, ...] = LAYOUTS
    stations: tuple[str, ...] = ()
    """Slots or fields that name the station; the first that a frame has is taken."""
    hub: str = ""
    """Of two names with an arrow between them: the central system's."""
    directions: tuple[Meaning, ...] = ()
    times: tuple[str, ...] = ()
    """Fields that hold the time."""
    copies: frozenset[str] = frozenset()
    """Groups of lines that tell again what others tell."""
    groups: frozenset[str] = frozenset()
    """Groups of lines in which frames stand."""
    idle: frozenset[str] = frozenset()
    """Words that are no part of a name, though they stand beside one."""
    newest_first: bool = False
    given: bool = False
    """The layout was named by the user: its station is believed."""
    certain: bool = True
    """The stations fit the conversation."""
    alone: bool = False
    """All lines have the same name, which tells no calls apart, whether answers fit or not."""
    why: str = "the log does not name the station, or not so that it can be told"


class Facts(NamedTuple):
    """What the text around a frame says of it."""

    station: str = ""
    direction: Direction = Direction.UNKNOWN
    time: str = ""
    layout: str = ""
    copy: bool = False
    in_place: bool = True
    """Frames are known to stand where this one does."""


_Plan: TypeAlias = tuple[slice, slice, Direction, str, bool, bool]
"""Where the station and the time stand in a text, and the other facts."""

_NOWHERE = slice(0, 0)


class Reader:
    """Applies a reading; texts that differ in digits alone are taken apart once."""

    def __init__(self, reading: Reading) -> None:
        """Read as *reading* says."""
        self.reading = reading
        self._meanings = [(one.slot, dict(one.said)) for one in reading.directions]
        plain = not reading.hub and all(slot[:2] == "c:" for slot in reading.stations)
        self._fields = tuple(slot[2:] for slot in reading.stations) if plain else None
        """The fields that name the station, if nothing else does."""
        self._named = reading.certain or reading.alone
        self._cache: dict[bytes, Context] = {}
        self._plans: dict[bytes, _Plan] = {}
        self._bare = None if reading.given else self.context(BETWEEN)
        """What fields alone are taken for: there is no text around the frame."""

    def facts(self, place: Place) -> Facts:
        """Say what is known of a frame."""
        fields = place.fields
        if fields and not place.before and not place.behind and self._bare is not None:
            return self._facts(self._bare, BETWEEN, fields, reply=place.reply)
        text = text_of(place, given=self.reading.given)
        if fields:
            return self._facts(self.context(text), text, fields, reply=place.reply)
        key = _without_digits(text)
        plan = self._plans.get(key)
        if plan is None:
            return self._planned(key, text)
        station, time, direction, layout, copy, in_place = plan
        return made(Facts, (text[station], direction, text[time], layout, copy, in_place))

    def _planned(self, key: bytes, text: str) -> Facts:
        """Find the facts in a text, and keep where they stand in all that are like it."""
        context = self.context(text)
        facts = self._facts(context, text, {}, reply=False)
        span = _NOWHERE
        if facts.station:
            slot = next(
                slot
                for slot in self.reading.stations
                if _name_in(slot, self.reading.hub, context, text, {})
            )
            if slot not in context.names:
                # Which of two names is the station depends on its digits, too.
                return facts
            start, end = context.names[slot]
            span = slice(start, min(end, start + _MOST_NAME))
        time = slice(*context.times[0]) if context.times else _NOWHERE
        if len(self._plans) >= _MOST_CACHED:
            self._plans.clear()
        self._plans[key] = (
            span,
            time,
            facts.direction,
            facts.layout,
            facts.copy,
            facts.in_place,
        )
        return facts

    def _facts(
        self, context: Context, text: str, fields: Mapping[str, str], *, reply: bool
    ) -> Facts:
        reading = self.reading
        direction = self._direction(context, fields)
        group = context.group
        return made(
            Facts,
            (
                self._station(context, text, fields) if self._named else "",
                OPPOSITE[direction] if reply else direction,
                self._time(context, text, fields),
                context.layout,
                group in reading.copies,
                group in reading.groups,
            ),
        )

    def context(self, text: str) -> Context:
        """Take a text apart."""
        key = _without_digits(text)
        context = self._cache.get(key)
        if context is None:
            if len(self._cache) >= _MOST_CACHED:
                self._cache.clear()
            context = self._cache[key] = context_of(
                text, self.reading.layouts, self.reading.idle
            )
        return context

    def _station(self, context: Context, text: str, fields: Mapping[str, str]) -> str:
        if self._fields is not None:
            for field in self._fields:
                if name := fields.get(field):
                    return name[:_MOST_NAME]
            return ""
        return station_of(self.reading.stations, self.reading.hub, context, text, fields)

    def _direction(self, context: Context, fields: Mapping[str, str]) -> Direction:
        for slot, said in self._meanings:
            value = value_of(slot, context, fields)
            if value is not None and (found := said.get(value)) is not None:
                return found
        return said_without_calls(context, fields)

    def _time(self, context: Context, text: str, fields: Mapping[str, str]) -> str:
        for name in self.reading.times:
            if found := fields.get(name):
                return found
        for start, end in context.times:
            return text[start:end]
        return ""


def _without_digits(text: str) -> bytes:
    """Give what texts have in common that differ in digits alone; bytes are quick to change."""
    return text.encode("utf-8", "surrogatepass").translate(_DIGITS)


def text_of(place: Place, *, given: bool = False) -> str:
    """Return the text around a frame; for a layout that was given, with the fields in it."""
    text = place.before + BETWEEN + place.behind
    if given and place.fields:
        text += "".join(f"\n{name}={value}" for name, value in place.fields.items())
    return text


def station_of(
    slots: tuple[str, ...], hub: str, context: Context, text: str, fields: Mapping[str, str]
) -> str:
    """Return the name that the first of *slots* has which has one."""
    for slot in slots:
        name = _name_in(slot, hub, context, text, fields)
        if name:
            return name[:_MOST_NAME]
    return ""


def _name_in(
    slot: str, hub: str, context: Context, text: str, fields: Mapping[str, str]
) -> str:
    kind, _, rest = slot.partition(":")
    if kind == "u":
        return path_in(fields.get(rest, ""))
    if kind == "c":
        name = fields.get(rest, "")
        return "" if name == hub else name
    if kind == "p":
        hub, *pair = rest.split("\n")
        names = [fields.get(field, "") for field in pair]
    elif slot in context.pairs:
        names = [text[slice(*span)] for span in context.pairs[slot]]
    else:
        span = context.names.get(slot)
        return "" if span is None else text[slice(*span)]
    return next((name for name in names if name and name != hub), "")


def path_in(address: str) -> str:
    """Return the path of an address, without the service that it begins with."""
    for token in tokens(address):
        if token.sort is Sort.PATH:
            return address[token.start : token.end]
    return ""


def value_of(slot: str, context: Context, fields: Mapping[str, str]) -> str | None:
    """Return what a slot or field says of the direction."""
    if slot[:2] == "c:":
        value = fields.get(slot[2:])
        return None if value is None else said_by(value)
    return context.signs.get(slot)


def said_without_calls(context: Context, fields: Mapping[str, str]) -> Direction:
    """Take the direction from words, where no call has shown what they mean."""
    signs = context.signs
    for slot in ("layout", *(f"z{number}" for number in range(6)), "y0"):
        if (found := _SAID.get(signs.get(slot, ""))) is not None:
            return found
    labelled = ((slot[2:], said) for slot, said in signs.items() if slot[:2] == "k:")
    for name, value in (*fields.items(), *labelled):
        if "dir" in name.lower() or "way" in name.lower():
            found = _SAID.get(sign_of(said_by(value)))
            if found is not None:
                return found
    return _UNKNOWN


def is_time(text: str) -> bool:
    """Tell whether a text is a time and nothing else."""
    return FIND_TIME.fullmatch(text.strip()) is not None


__all__ = [
    "OPPOSITE",
    "Facts",
    "Meaning",
    "Reader",
    "Reading",
    "is_time",
    "station_of",
    "value_of",
]
