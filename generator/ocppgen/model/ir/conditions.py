"""Conditions: what a verdict asks of a value beside its type.

A condition changes no type: no class is made for it, and no field. It speaks of values of some
JSON types only, and holds for every other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from ocppgen.model.ir.values import Place, Type


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
