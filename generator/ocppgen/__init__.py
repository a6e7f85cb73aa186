"""Generate a typed, validating, dependency-free Python package from OCPP JSON schemas."""

from __future__ import annotations

from ocppgen.checker import compile_check
from ocppgen.errors import GeneratorError
from ocppgen.pipeline import generate
from ocppgen.project import Project, load_project
from ocppgen.version import __version__

__all__ = ["GeneratorError", "Project", "__version__", "compile_check", "generate", "load_project"]
