"""Packages of all three versions that share a runtime, in memory and whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ocppgen import load_project
from ocppgen.memory import load_sources, unload
from ocppgen.pipeline import plan, render_package, render_shared, share_runtime

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

NAMES = {"1.6": "v16", "2.0.1": "v201", "2.1": "v21"}


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """Render the modules of ``v16``, ``v201``, ``v21`` and ``runtime``."""
    projects = [load_project(edition=one, package=name) for one, name in NAMES.items()]
    packages = share_runtime([plan(project) for project in projects], "runtime")
    files = dict(render_shared(packages, "runtime", {}))
    for package, project in zip(packages, projects, strict=True):
        files |= render_package(package, project)
    return {str(path): text for path, text in files.items() if path.suffix == ".py"}


@pytest.fixture(scope="session")
def acme(texts: dict[str, str]) -> Iterator[ModuleType]:
    """Load the package that has them."""
    loaded = load_sources({"__init__.py": "", **texts})
    yield loaded
    unload(loaded)
