"""A key of a TOML file as data: its name, its type, what it is for, and an example."""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ocppgen.text import IDENTIFIER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_KEYWORDS: Final = keyword.kwlist


@dataclass(frozen=True, slots=True)
class Shape:
    """What a string looks like: a whole pattern that means the same in Python and ECMA 262."""

    pattern: str
    wanted: str
    """In a sentence: ``a lower-case identifier``."""
    name: bool = True
    """Whether it becomes a name in Python, so that Python's keywords are refused."""

    def fits(self, text: str) -> bool:
        """Whether a string has the shape."""
        return re.fullmatch(self.pattern, text) is not None and text not in self.refused

    @property
    def refused(self) -> list[str]:
        """What fits the pattern, and is refused as one of Python's keywords."""
        return [word for word in _KEYWORDS if self.name and re.fullmatch(self.pattern, word)]


@dataclass(frozen=True, slots=True)
class Text:
    """A string: one of *words* if there are any, of a *shape* if it has one."""

    words: tuple[str, ...] = ()
    shape: Shape | None = None
    empty: bool = False
    """Whether the empty string is a value, too."""


@dataclass(frozen=True, slots=True)
class Path:
    """A string with a path; it starts from the folder of its file."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A boolean."""


@dataclass(frozen=True, slots=True)
class Seconds:
    """A number of seconds above 0."""


@dataclass(frozen=True, slots=True)
class Json:
    """Any value of JSON; TOML has dates and infinities besides."""


@dataclass(frozen=True, slots=True)
class Several:
    """An array of values of one type."""

    of: Text | Path
    empty: bool = True


@dataclass(frozen=True, slots=True)
class Named:
    """A table whose keys have a shape, and whose values have a type."""

    keys: Shape
    of: Text


@dataclass(frozen=True, slots=True)
class Inner:
    """A table. It is made when it is needed: some belong to wings that take long to load."""

    table: Callable[[], Table]


@dataclass(frozen=True, slots=True)
class Tables:
    """An array of tables, ``[[KEY]]``."""

    table: Table
    by: tuple[str, ...]
    """The keys by which an extending catalog finds the entry that it changes, if there are any."""


Kind: TypeAlias = Text | Path | Flag | Seconds | Json | Several | Named | Inner | Tables


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a table. Texts are Markdown; *example* is a value as TOML writes it."""

    name: str
    kind: Kind
    text: str
    """What it is for, in a short sentence or two."""
    example: str = ""
    """Empty for tables whose keys have examples of their own."""
    required: bool = False
    default: str = ""
    """What its absence means."""
    more: str = ""
    """What the reference says besides."""


@dataclass(frozen=True, slots=True)
class Table:
    """The keys of a table, in the order of the reference."""

    keys: tuple[Key, ...]
    beside: Mapping[str, Any] = field(default_factory=dict)
    """What its JSON Schema says besides: which keys go together."""

    def __getitem__(self, name: str) -> Key:
        """Find a key by its name."""
        return next(key for key in self.keys if key.name == name)

    def key_of(self, name: str, value: object) -> Key:
        """Find the key that a value is for: one name may have a plain value, or tables."""
        many = isinstance(value, list)
        same = [key for key in self.keys if key.name == name]
        return next((key for key in same if isinstance(key.kind, Tables) is many), same[0])

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all keys."""
        return tuple(dict.fromkeys(key.name for key in self.keys))


PROSE: Final = Text(empty=True)
"""A sentence for people."""

CLASS: Final = Shape("[A-Z][A-Za-z0-9_]*", "an identifier with a capital")
LOWER: Final = Shape("[a-z][a-z0-9_]*", "a lower-case identifier")
NAME: Final = Shape(IDENTIFIER.pattern, "an identifier")
PLACE: Final = Shape(r"[^#]*#[\s\S]*", '"FILE#POINTER"', name=False)
"""A place in a schema: its file below the folder of schemas, and a JSON pointer."""

PLACES: Final = "at"
"""The key with the places that an entry is of. It takes them from the entries that had them."""
