"""The whole of it: objects with their members, and everything that a set of files says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ocppgen.model.ir.values import Reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen.model.ir.conditions import Test
    from ocppgen.model.ir.values import Place, Type


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
