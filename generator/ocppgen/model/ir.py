"""What a message is, in no language at all.

This room knows neither JSON Schema's spelling (see ``build.py``) nor Python's (see
``names.py``). Every class is frozen: a pass answers with a new model and never edits an old
one. Each type below holds values of one JSON type, but for `Anything`, `Constants`, `Union`,
`Checked` and `Reference`. A condition changes no type: no class is made for it, and no field.
It speaks of values of some JSON types only, and holds for every other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

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


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of the tests hold."""

    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the tests holds."""

    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """Exactly one of the tests holds."""

    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The test does not hold."""

    test: Test


@dataclass(frozen=True, slots=True)
class If:
    """Where *test* holds, *then* does, too; where it does not, *otherwise* does."""

    test: Test
    then: Test | None
    otherwise: Test | None


@dataclass(frozen=True, slots=True)
class Items:
    """What the items of an array are, by their places; ``rest`` is for those after them.

    ``keywords`` are the schema's words for the first items and for the rest.
    """

    prefix: tuple[Test, ...]
    rest: Test | None
    keywords: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Contains:
    """How many items of an array meet a test."""

    test: Test
    fewest: int = 1
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Properties:
    """What the members of an object are, by their names.

    A member is tested by its name, by each pattern that its name matches, and, where there
    is none of these, by ``extra``.
    """

    named: tuple[tuple[str, Test], ...] = ()
    patterns: tuple[tuple[str, Test], ...] = ()
    extra: Test | None = None
    required: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PropertyNames:
    """What the names of an object's members are."""

    test: Test


@dataclass(frozen=True, slots=True)
class Dependents:
    """What the presence of a member demands: other members, or that a test holds."""

    required: tuple[tuple[str, tuple[str, ...]], ...]
    tests: tuple[tuple[str, Test], ...]
    keywords: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What a schema speaks of that holds if *guards* do: members and items, or *everything*."""

    guards: tuple[Test, ...] = ()
    named: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    first: int = 0
    contains: Test | None = None
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Unevaluated:
    """What the members or items are that none of the schemas which hold speaks of."""

    sources: tuple[Evaluated, ...]
    rest: Test
    keyword: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A test that stands apart, because several refer to it, or because it contains itself."""

    place: Place


Condition: TypeAlias = (
    "AllOf | AnyOf | OneOf | Not | If | Items | Contains | Properties | PropertyNames"
    " | Dependents | Unevaluated | Rule"
)

Test: TypeAlias = "Type | Condition"
"""What a verdict may ask of a value: that it is of a type, or meets a condition."""


@dataclass(frozen=True, slots=True)
class Field:
    """One property, as it is spelled on the wire."""

    wire: str
    type: Type
    required: bool
    description: str = ""
    default: str = ""
    """What the schema gives as default, as JSON text."""
    filled: bool = False
    """Whether an absent member reads as the default."""


@dataclass(frozen=True, slots=True)
class Structure:
    """An object with known members; ``extra`` is the type of others, `None` refuses them."""

    place: Place
    fields: tuple[Field, ...]
    extra: Type | None
    min_properties: int | None = None
    max_properties: int | None = None
    description: str = ""
    conditions: tuple[Test, ...] = ()
    """What the object as a whole has to meet besides."""


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
    rules: Mapping[Place, Test] = field(default_factory=dict)
    """What conditions refer to by `Rule`."""
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
        case Union(options=options) | Alternatives(options=options):
            return options
        case Checked(type=inner):
            return (inner,)
    return ()
