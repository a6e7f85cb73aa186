"""The types of values: a sum of small types, each of one JSON type but for a few.

Those few are `Anything`, `Constants`, `Union`, `Alternatives`, `Checked` and `Reference`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from decimal import Decimal

    from ocppgen.model.ir.conditions import Test

Scalar: TypeAlias = "bool | int | Decimal | str | None"


@dataclass(frozen=True, slots=True)
class Container:
    """An object or array that stands for itself in a closed set, as JSON text."""

    text: str


Constant: TypeAlias = "Scalar | Container"


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
    """Any JSON value; within conditions, what is known to be JSON is not looked at again."""

    known: bool = False


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
    which keyword a value of another type breaks. ``summaries`` has what the schema says of
    each value to people, if it says anything; ``keyword`` is the schema's word for the set.
    """

    place: Place
    values: tuple[str, ...]
    typed: bool = True
    summaries: tuple[str, ...] = ()
    keyword: str = "enum"
    description: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Constants:
    """A closed set of values, not all of them strings, or a single constant.

    ``whole_floats`` tells whether 1.0 stands for the constant 1.
    """

    values: tuple[Constant, ...]
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
    """A value of one of several JSON types; with ``rest``, also of any that no option is of.

    ``keyword`` is what a value of another type breaks.
    """

    options: tuple[Type, ...]
    rest: bool = False
    keyword: str = "type"


@dataclass(frozen=True, slots=True)
class Tag:
    """A member that tells alternatives apart: which values of it stand for which of them."""

    wire: str
    values: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """A value of any of several types of one JSON type, or of exactly one of them."""

    options: tuple[Type, ...]
    exactly_one: bool = False
    tag: Tag | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A value of a type that also meets conditions, which do not change the type."""

    type: Type
    conditions: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A type that has a place of its own in `Model`: a structure, or one that is shared."""

    place: Place


Type: TypeAlias = (
    "Anything | Nothing | Null | Boolean | Integer | Number | Text | Choice | Constants"
    " | List | Map | Union | Alternatives | Checked | Reference"
)


def parts(one: Type) -> tuple[Type, ...]:
    """List the types that *one* is directly made of."""
    match one:
        case List(item=item):
            return (item,)
        case Map(values=values):
            return (values,)
        case Union(options=options) | Alternatives(options=options):
            return options
        case Checked(type=inner):
            return (inner,)
    return ()
