"""A unified diff of two texts, fit for a terminal and for ``patch -p0``."""

from __future__ import annotations

import difflib
from io import StringIO
from typing import TYPE_CHECKING, Final

from ocppgen.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

_NO_NEWLINE: Final = "\\ No newline at end of file\n"


def differences(place: str, before: str | None, after: str | None) -> Iterator[str]:
    """Give the lines of the diff of one file; None stands for a file that is not there.

    Control characters are escaped: a terminal would obey them.
    """
    place = printable(place)
    # After the tab `patch -p0` reads no name any more.
    for line in difflib.unified_diff(
        _lines(before),
        _lines(after),
        fromfile=f"{place}\ton disk" if before is not None else "/dev/null\tmissing",
        tofile=f"{place}\tgenerated" if after is not None else "/dev/null\textra",
    ):
        yield _visible(line.removesuffix("\n")) + "\n"
        if not line.endswith("\n"):
            yield _NO_NEWLINE


def _lines(text: str | None) -> list[str]:
    """Split a text where diffs do: at line feeds, and at nothing else."""
    return [] if text is None else [*StringIO(text, newline="\n")]


def _visible(line: str) -> str:
    return "\t".join(printable(part) for part in line.split("\t"))
