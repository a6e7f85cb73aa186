"""Begin to read a file: look at a sample of it, and choose how it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.validate.reading.choice import choose
from ocppgen.validate.reading.form import Form, Shape
from ocppgen.validate.reading.layouts import LAYOUTS, Layout
from ocppgen.validate.reading.places import Text
from ocppgen.validate.reading.reading import Reading
from ocppgen.validate.reading.shaping import shape_of
from ocppgen.validate.records import Chunk

if TYPE_CHECKING:
    from ocppgen.validate.source import Source
    from ocppgen.validate.validator import Validator


def begin(source: Source, layouts: tuple[Layout, ...] | None = None) -> Reading:
    """Choose what a file is made of, and by which layouts it may be read."""
    head = source.head()
    if source.payload:
        return Reading(Shape(Form.DOCUMENT if head.document else Form.LINES))
    shape = shape_of(head.text, complete=head.complete)
    return Reading(shape, LAYOUTS if layouts is None else layouts, given=layouts is not None)


def choose_reading(
    source: Source, validator: Validator, layouts: tuple[Layout, ...] | None = None
) -> Reading:
    """Read the beginning of a file, and choose how it is read.

    *layouts* are those that a user gave: they are believed.
    """
    base = begin(source, layouts)
    if source.payload:
        return base
    head = source.head()
    data = head.text.encode("utf-8", "surrogateescape")
    places = list(Text(Chunk(data, 1, whole=head.document), base.shape))
    return choose(places, base, validator)
