"""Generate a typed, validating, dependency-free Python package from OCPP JSON schemas."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ocppgen.version import __version__

if TYPE_CHECKING:
    from ocppgen.checker import compile_check
    from ocppgen.errors import GeneratorError
    from ocppgen.pipeline import generate
    from ocppgen.project import Project, load_project
    from ocppgen.validate.sequences.from_python import spec_violations, validate
else:
    # Imported when they are asked for: no command needs all of them.
    _PLACES = {
        "GeneratorError": "errors",
        "Project": "project",
        "compile_check": "checker",
        "generate": "pipeline",
        "load_project": "project",
        "spec_violations": "validate.sequences.from_python",
        "validate": "validate.sequences.from_python",
    }

    def __getattr__(name: str) -> object:
        if name not in _PLACES:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        return getattr(import_module(f"ocppgen.{_PLACES[name]}"), name)

    def __dir__() -> list[str]:
        return [*__all__]


__all__ = [
    "GeneratorError",
    "Project",
    "__version__",
    "compile_check",
    "generate",
    "load_project",
    "spec_violations",
    "validate",
]
