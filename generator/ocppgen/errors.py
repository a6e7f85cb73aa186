"""The one exception a refused input ends in."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ocppgen.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator


class GeneratorError(Exception):
    """Schemas, catalog, configuration or output folder cannot be used as they are.

    ``file`` names what was refused (as the user would name it), ``pointer`` is the JSON
    pointer of the place in it (``None`` where a place makes no sense), and ``message``
    says what is wrong and what to do, in one line. ``setting`` is the setting or argument that
    it comes of, where it is one. ``refusals`` has an error for each thing that a run refuses, in
    the order of file and pointer; the others are those of the first.
    """

    def __init__(
        self, message: str, *, file: str = "", pointer: str | None = None, setting: str = ""
    ) -> None:
        """Keep the parts for programs; ``str()`` joins them for people."""
        self.file = file
        self.pointer = pointer
        self.message = message
        self.setting = setting
        self.refusals: tuple[GeneratorError, ...] = (self,)
        super().__init__(message)

    def __str__(self) -> str:
        """Give the one printable line that the command prints."""
        where = self.file if self.pointer is None else f"{self.file}#{self.pointer}"
        return printable(f"{where}: {self.message}" if where else self.message)


class Refusals:
    """Collects what a run refuses, so that it can all be told at once."""

    def __init__(self) -> None:
        """Begin with nothing refused."""
        self._errors: list[GeneratorError] = []

    @contextmanager
    def collected(self) -> Iterator[None]:
        """Take note of an error, and go on after the block."""
        try:
            yield
        except GeneratorError as error:
            self._errors += error.refusals

    def add(self, error: GeneratorError) -> None:
        """Take note of an error."""
        self._errors += error.refusals

    def __bool__(self) -> bool:
        """Whether anything is refused."""
        return bool(self._errors)

    def raise_any(self) -> None:
        """Raise what is refused, if anything is: each place once, sorted by file and pointer.

        Where a file could not be read, what refers to it is not refused for that.
        """
        places: dict[tuple[str, str], GeneratorError] = {}
        for error in self._errors:
            places.setdefault((error.file, error.pointer or ""), error)
        unread = any(error.pointer is None for error in self._errors)
        kept = [
            places[file, pointer]
            for file, pointer in sorted(places)
            if not (unread and pointer.endswith("/$ref"))
        ]
        if kept:
            first = kept[0]
            every = GeneratorError(first.message, file=first.file, pointer=first.pointer)
            every.refusals = tuple(kept)
            raise every from first.__cause__
