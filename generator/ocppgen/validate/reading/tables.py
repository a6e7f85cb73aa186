"""Tables: rows of cells, in quotes or not, of which one or two hold a frame."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

from ocppgen.validate.frame_finder import frames
from ocppgen.validate.reading.form import Table
from ocppgen.validate.reading.json_records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ocppgen.validate.frame_finder import Found

_DELIMITERS = (",", ";", "\t")
_FEWEST_COLUMNS = 2
_MOST_COLUMNS = 60
_MOST_CELL = 200
_ROWS_LOOKED_AT = 200
_ENOUGH = 0.9
_MOST_LINES = 500
"""A row spans no more lines than so many."""

csv.field_size_limit(2**31 - 1)


def find_table(text: str) -> Table | None:
    """Tell how the rows of a text are written; None if it is no table."""
    lines = [line for line in text.split("\n")[: 2 * _ROWS_LOOKED_AT] if line.strip()]
    for delimiter in _DELIMITERS:
        if lines and delimiter in lines[0] and (table := _table(lines, delimiter)):
            return table
    return None


def _table(lines: list[str], delimiter: str) -> Table | None:
    made = [row for _, _, row in _split("\n".join(lines), delimiter)][:_ROWS_LOOKED_AT]
    holding = [row for row in made if any(_found(cell) for cell in row)]
    widths = Counter(len(row) for row in holding)
    if not widths:
        return None
    (width, number), *_ = widths.most_common(1)
    if not _FEWEST_COLUMNS <= width <= _MOST_COLUMNS or number < _ENOUGH * len(holding):
        return None
    if delimiter != "\t" and not _is_quoted(lines, holding):
        return None
    if any(one.start or one.behind for row in holding for cell in row for one in _found(cell)):
        return None
    first = made[0]
    header = len(first) == width and not any(_found(cell) for cell in first)
    names = (
        tuple(name.strip() for name in first)
        if header
        else tuple(map(str, range(1, width + 1)))
    )
    if not header and len(holding) < len(made) / 2:
        return None
    return Table(delimiter, names, header)


def _is_quoted(lines: list[str], holding: list[Sequence[str]]) -> bool:
    """Tell whether frames stand in quotes, so that a comma in them parts no cells."""
    return any('""' in line for line in lines) and bool(holding)


def _found(cell: str) -> list[Found]:
    if "[" not in cell:
        return []
    return [one for one in frames(cell.strip().strip("`")) if not one.doubtful]


def rows(text: str, table: Table) -> Iterator[Record]:
    """Yield the rows with frames; each field by the name of its column."""
    for line, last, cells in _split(text, table.delimiter):
        found: list[Found] = []
        fields: dict[str, str] = {}
        for name, cell in zip(table.names, cells, strict=False):
            here = list(frames(cell.strip().strip("`"))) if "[" in cell else []
            sure = [one for one in here if not one.doubtful]
            if sure or (here and cell.lstrip()[:1] == "["):
                found += [one._replace(header="") for one in sure or here[:1]]
            elif len(cell) <= _MOST_CELL:
                fields[name] = cell.strip()
        if found:
            yield Record(line, last, found, fields)


def _split(text: str, delimiter: str) -> Iterator[tuple[int, int, Sequence[str]]]:
    """Yield the rows with their first and last lines; a cell in quotes may span lines."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        row, last = lines[at], at
        if '"' in row and delimiter != "\t":
            odd = row.count('"') % 2
            while odd and last + 1 < min(len(lines), at + _MOST_LINES):
                last += 1
                odd ^= lines[last].count('"') % 2
            if odd:
                last = at
            row = "\n".join(lines[at : last + 1])
        if row.strip():
            yield at, last, _cells(row.rstrip("\r"), delimiter)
        at = last + 1


def _cells(row: str, delimiter: str) -> list[str]:
    if delimiter == "\t":
        cells = row.split("\t")
        return [
            one[1:-1].replace('""', '"') if one[:1] == '"' == one[-1:] and len(one) > 1 else one
            for one in cells
        ]
    try:
        return next(csv.reader([row], delimiter=delimiter), [])
    except csv.Error:
        return row.split(delimiter)
