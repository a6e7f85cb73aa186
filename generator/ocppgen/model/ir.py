"""What a message is, in no language at all.

This room knows neither JSON Schema's spelling (see ``build.py``) nor Python's (see
``names.py``). Every class is frozen: a pass answers with a new model and never edits an old
one. Each type below holds values of one JSON type, but for `Anything`, `Constants`, `Union`
and `Reference`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

Scalar: TypeAlias = "bool | int | Decimal | str | None"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a schema stands: its file, and the JSON pointer within it.

    ``part`` tells apart what is made of one schema and needs a name of its own.
    """

    file: str
    pointer: str = ""
    part: str = ""

    def __str__(self) -> str:
        """Spell it as the documentation does: ``base/Reset.json#/properties/type``."""
        return f"{self.file}#{self.pointer}" if self.pointer else self.file


@dataclass(frozen=True, slots=True)
class Anything:
    """Any JSON value."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No value at all: the schema ``false``."""


@dataclass(frozen=True, slots=True)
class Null:
    """The value ``null``."""


@dataclass(frozen=True, slots=True)
class Boolean:
    """``true`` or ``false``."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a number, each the decimal that the schema says."""

    minimum: Decimal | None = None
    maximum: Decimal | None = None
    exclusive_minimum: Decimal | None = None
    exclusive_maximum: Decimal | None = None
    multiple_of: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number; ``1.0`` is one of them where the dialect says so."""

    limits: Limits = Limits()
    whole_floats: bool = True


@dataclass(frozen=True, slots=True)
class Number:
    """A number, whole or not."""

    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Text:
    """A string; lengths count code points."""

    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A closed set of strings, which deserves an enum of its own.

    ``typed`` tells whether the schema says ``"type": "string"`` beside the set: it decides
    which keyword a value of another type breaks.
    """

    place: Place
    values: tuple[str, ...]
    typed: bool = True
    description: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Constants:
    """A closed set of scalars, not all of them strings, or a single constant.

    ``whole_floats`` tells whether 1.0 stands for the constant 1.
    """

    values: tuple[Scalar, ...]
    keyword: str = "enum"
    whole_floats: bool = True


@dataclass(frozen=True, slots=True)
class List:
    """An array whose items are all of one type."""

    item: Type
    min_items: int | None = None
    max_items: int | None = None
    unique: bool = False


@dataclass(frozen=True, slots=True)
class Map:
    """An object with members of any name, all of one type."""

    values: Type
    min_properties: int | None = None
    max_properties: int | None = None


@dataclass(frozen=True, slots=True)
class Union:
    """A value of one of several JSON types; with ``rest``, also of any that no option is of."""

    options: tuple[Type, ...]
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A type that has a place of its own in `Model`: a structure, or one that is shared."""

    place: Place


Type: TypeAlias = (
    "Anything | Nothing | Null | Boolean | Integer | Number | Text | Choice | Constants"
    " | List | Map | Union | Reference"
)


@dataclass(frozen=True, slots=True)
class Field:
    """One property, as it is spelled on the wire."""

    wire: str
    type: Type
    required: bool
    description: str = ""
    default: str = ""
    """What the schema gives as default, as JSON text; nobody fills it in."""


@dataclass(frozen=True, slots=True)
class Structure:
    """An object with known members; ``extra`` is the type of others, `None` refuses them."""

    place: Place
    fields: tuple[Field, ...]
    extra: Type | None
    min_properties: int | None = None
    max_properties: int | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that a set of schema files says.

    ``roots`` has the type of each file as a whole; ``structures`` and ``shared`` have what
    `Reference` points to. Shared is what contains itself, and what is too large or stands too
    deep to be spelled out wherever it is used.
    """

    roots: Mapping[str, Type]
    structures: Mapping[Place, Structure]
    shared: Mapping[Place, Type] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    """What was read into the schemas that they do not say."""
    referred: frozenset[str] = frozenset()
    """The files that others refer to."""

    @property
    def messages(self) -> dict[str, Place]:
        """The structure of each file whose root is one; other files are types for these."""
        return {
            file: one.place
            for file, one in self.roots.items()
            if isinstance(one, Reference) and one.place in self.structures
        }


def parts(one: Type) -> tuple[Type, ...]:
    """List the types that *one* is directly made of."""
    match one:
        case List(item=item):
            return (item,)
        case Map(values=values):
            return (values,)
        case Union(options=options):
            return options
    return ()
