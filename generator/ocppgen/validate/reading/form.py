"""What a capture is made of: lines, rows or records. Chosen once for a file."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple


class Form(Enum):
    """How the frames of a file are to be found."""

    LINES = "lines"
    """A log, or a JSON value a line."""
    TABLE = "table"
    DOCUMENT = "document"
    """One JSON value over many lines."""


class Table(NamedTuple):
    """How the rows of a table are written."""

    delimiter: str
    names: tuple[str, ...]
    """Of the columns; numbers, if the table does not name them."""
    header: bool
    """Its first row names the columns."""


class Shape(NamedTuple):
    """How the text of a file is cut into frames and what belongs to each."""

    form: Form = Form.LINES
    table: Table | None = None
    prefix: re.Pattern[str] | None = None
    """What a wrapper puts before every line, also within a frame that spans lines."""
    records: bool = False
    """Every line is a JSON object."""
    below: bool = False
    """Lines below a frame belong to it."""

    def begins(self, line: str) -> bool:
        """Tell whether a line begins what is told of a frame: it begins with a time."""
        return _BEGINS.match(line) is not None


_BEGINS = re.compile(r"[\[(<\s]{0,3}\d{1,4}[-/.:]\d")
