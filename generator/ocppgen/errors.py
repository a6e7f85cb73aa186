"""The one exception a refused input ends in."""

from __future__ import annotations

from ocppgen.text import printable


class GeneratorError(Exception):
    """Schemas, catalog, configuration or output folder cannot be used as they are.

    ``file`` names what was refused (as the user would name it), ``pointer`` is the JSON
    pointer of the place in it (``None`` where a place makes no sense), and ``message``
    says what is wrong and what to do, in one line. ``setting`` is the setting or argument that
    it comes of, where it is one.
    """

    def __init__(
        self, message: str, *, file: str = "", pointer: str | None = None, setting: str = ""
    ) -> None:
        """Keep the parts for programs; ``str()`` joins them for people."""
        self.file = file
        self.pointer = pointer
        self.message = message
        self.setting = setting
        super().__init__(message)

    def __str__(self) -> str:
        """Give the one printable line that the command prints."""
        where = self.file if self.pointer is None else f"{self.file}#{self.pointer}"
        return printable(f"{where}: {self.message}" if where else self.message)
