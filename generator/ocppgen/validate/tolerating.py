"""What a run lets pass: a tolerance by its name or its text, read by the package that checks."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ocppgen.errors import GeneratorError
from ocppgen.schema.jsonfile import read_bytes

if TYPE_CHECKING:
    from types import ModuleType

FIELD = "field"
"""The ready-made tolerance of a package."""


class ToleranceText(NamedTuple):
    """A tolerance that no package has read yet."""

    name: str
    """The file, or ``field``."""
    text: str


def tolerance_text(name: str) -> ToleranceText:
    """Read a tolerance's file, or take the name of the ready-made one."""
    if name == FIELD:
        return ToleranceText(FIELD, "")
    try:
        return ToleranceText(name, read_bytes(Path(name), name).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise GeneratorError("is not UTF-8; save it so", file=name) from error


def load_tolerance(package: ModuleType, wanted: ToleranceText) -> Any:
    """Make the tolerance of *package*; raise `GeneratorError` for what is none."""
    module = import_module(f"{package.__name__}.tolerance")
    if wanted.name == FIELD:
        if not hasattr(module, "FIELD"):
            message = "these schemas have no tolerance called field; name a file"
            raise GeneratorError(message)
        return module.FIELD
    try:
        return module.Tolerance.from_toml(wanted.text)
    except ValueError as error:
        raise GeneratorError(f"is not a tolerance: {error}", file=wanted.name) from error
