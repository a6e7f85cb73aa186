"""Counts of what was judged. Its size depends on the schemas, not on the capture."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ocppgen.model.protocol import DEFAULT
from ocppgen.validate.records import (
    AMBIGUOUS,
    IGNORED,
    NEWEST_FIRST,
    REUSED,
    UNMATCHED,
    WRONG_SIDE,
    Kind,
    Note,
    label,
)
from ocppgen.validate.stations import Stations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ocppgen.validate.editions import Spoken
    from ocppgen.validate.records import FrameViolations


_NOTES = (UNMATCHED, AMBIGUOUS, REUSED, WRONG_SIDE, NEWEST_FIRST, IGNORED)


@dataclass(slots=True)
class Row:
    """The counts of one message."""

    action: str | None
    kind: Kind
    version: str = DEFAULT.version
    """The version of OCPP that its frames were judged by."""
    frames: int = 0
    faulty: int = 0
    keywords: Counter[str] = field(default_factory=Counter)
    tolerated: Counter[str] = field(default_factory=Counter)
    """What a tolerance let pass, by keyword."""

    @property
    def label(self) -> str:
        """Name the message."""
        return label(self.kind, self.action, self.version)


@dataclass(slots=True)
class Noted:
    """How often something was noted, and where it was first."""

    count: int = 0
    first: str = ""


class Summary:
    """The counts of a file, or of all."""

    def __init__(self, version: str = DEFAULT.version) -> None:
        """Begin with nothing; messages are named as in this *version* of OCPP."""
        self._version = version
        self._rows: dict[tuple[str | None, Kind, str], Row] = {}
        self.notes = {note: Noted() for note in _NOTES}
        self.unchecked = 0
        """Frames that have no schema, or whose profile was not chosen."""
        self.official = 0
        """Frames checked by the official schemas, since those of the project have no such action."""
        self.tolerated = 0
        """Frames in which a tolerance let something pass."""
        self.copies = 0
        """Lines that tell again what others tell."""
        self.spoken: dict[str, Spoken] = {}
        """The files that speak another version than the default one, as they show."""
        self.stations = Stations()
        """Empty unless they are asked for."""

    def count(self, action: str | None, kind: Kind, verdict: FrameViolations | None) -> Row:
        """Count one frame or payload; give what it is counted in."""
        row = self._row(action, kind)
        row.frames += 1
        if verdict is not None:
            row.faulty += 1
            row.keywords.update(verdict.keywords)
        return row

    def let_pass(self, action: str | None, kind: Kind, keywords: Mapping[str, int]) -> None:
        """Count what a tolerance let pass in one frame."""
        self._row(action, kind).tolerated.update(keywords)
        self.tolerated += 1

    def _row(self, action: str | None, kind: Kind) -> Row:
        key = (action, kind, self._version)
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = Row(*key)
        return row

    def note(self, note: Note, where: str) -> None:
        """Count something that is noted."""
        noted = self.notes[note]
        noted.count += 1
        noted.first = noted.first or where

    def add(self, other: Summary) -> None:
        """Add the counts of another file."""
        for key, row in other._rows.items():
            mine = self._rows.setdefault(key, Row(*key))
            mine.frames += row.frames
            mine.faulty += row.faulty
            mine.keywords.update(row.keywords)
            mine.tolerated.update(row.tolerated)
        for note, noted in other.notes.items():
            self.notes[note].count += noted.count
            self.notes[note].first = self.notes[note].first or noted.first
        self.unchecked += other.unchecked
        self.copies += other.copies
        self.official += other.official
        self.tolerated += other.tolerated
        self.spoken |= other.spoken
        self.stations.add(other.stations)

    def rows(self) -> Iterator[Row]:
        """Go through the messages by name, what is no message last."""
        yield from sorted(
            self._rows.values(), key=lambda row: (row.action is None, row.label, row.kind)
        )

    @property
    def frames(self) -> int:
        """Count the frames and payloads."""
        return sum(row.frames for row in self._rows.values())

    @property
    def seen(self) -> int:
        """Count what was looked at, also what has no schema."""
        return self.frames + self.unchecked

    @property
    def faulty(self) -> int:
        """Count those with a fault."""
        return sum(row.faulty for row in self._rows.values())

    @property
    def keywords(self) -> Counter[str]:
        """Count the faults of all by keyword."""
        return sum((row.keywords for row in self._rows.values()), Counter())
