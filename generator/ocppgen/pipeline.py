"""The chain of models: documents, model, layout, package, text. Pure: it writes nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from ocppgen.defaults import with_defaults
from ocppgen.errors import GeneratorError
from ocppgen.model.descriptions import inherited
from ocppgen.model.merge import merge
from ocppgen.model.protocol import joined
from ocppgen.model.sharing import share_definitions
from ocppgen.naming.layout import lay_out
from ocppgen.naming.naming import name as named
from ocppgen.naming.runtime import RUNTIME, SharedRuntime
from ocppgen.project import subset
from ocppgen.python.reserved import END_CLASSES, PAYLOAD_CLASSES, RESERVED_CLASSES
from ocppgen.rendering.formatting import NoPythonError, formatted
from ocppgen.rendering.render import render, render_runtime
from ocppgen.rendering.templating import no_python
from ocppgen.schema.build import build
from ocppgen.text import listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ocppgen.naming.package import Package
    from ocppgen.project import Project
    from ocppgen.rendering.overrides import Template


def generate(project: Project) -> Mapping[PurePosixPath, str]:
    """Make every file of the package, by its path: ``ocpp16/firmware/get_log.py``.

    The same project gives the same text on every machine. Raises `GeneratorError` for
    schemas, catalogs or templates that cannot be used.
    """
    package = plan(project)
    files = render_package(package, project)
    return laid_out(files, project, stable=partial(stable, package, project))


def laid_out(
    files: Mapping[PurePosixPath, str], project: Project, **how: Any
) -> dict[PurePosixPath, str]:
    """Lay out what was rendered; raise `GeneratorError` if a user's template spoilt it."""
    try:
        return formatted(files, **how)
    except NoPythonError as error:
        if not project.templates:
            raise
        raise no_python(error, project.templates) from error


def stable(package: Package, project: Project, path: PurePosixPath) -> bool:
    """Tell whether a test holds what is rendered to black's layout.

    That is so for our own templates: all of them for a package with a catalog, and else those
    of the runtime, in which no name of the schemas stands.
    """
    return not project.templates and (package.catalogued or path.parts[1:-1] == (RUNTIME,))


def render_package(package: Package, project: Project) -> dict[PurePosixPath, str]:
    """Render every file of a package; black has not seen them yet."""
    root = PurePosixPath(package.name)
    return {root / path: text for path, text in render(package, project.templates)}


def share_runtime(packages: Sequence[Package], name: str) -> list[Package]:
    """Let packages import the runtime *name* beside them, instead of each its own.

    Raises `GeneratorError` where only some of them know who sends what.
    """
    if len({one.catalogued for one in packages}) > 1:
        lacking = listed(one.name for one in packages if not one.catalogued)
        message = (
            f"{lacking} has no catalog, and others have: they share no runtime; give each one"
        )
        raise GeneratorError(message, setting="runtime")
    if len({one.flavor for one in packages}) > 1:
        message = "packages of several flavors share no runtime; give each one"
        raise GeneratorError(message, setting="runtime")
    shared = SharedRuntime(name, joined(one.protocol for one in packages))
    return [replace(one, runtime=shared) for one in packages]


def render_shared(
    packages: Sequence[Package], name: str, templates: Mapping[str, Template]
) -> dict[PurePosixPath, str]:
    """Render every file of the runtime that *packages* share; black has not seen them yet."""
    root = PurePosixPath(name)
    return {root / path: text for path, text in render_runtime(packages, templates)}


def plan(project: Project) -> Package:
    """Make the package up to the point where only the text is missing."""
    with project.located():
        return _plan(project)


def _plan(project: Project) -> Package:
    model = inherited(build(project.documents, annotations=project.annotations))
    whole = share_definitions(model, project.catalog)
    kept = subset(whole, project.profiles)
    model = with_defaults(merge(model, whole), fill=project.defaults)
    layout = lay_out(model, whole, kept)
    digest = project.digest
    reserved = RESERVED_CLASSES | (PAYLOAD_CLASSES if kept.payloads else frozenset())
    reserved |= END_CLASSES if kept.features else frozenset()
    package = named(project.package, model, layout, kept, digest, reserved=reserved)
    changes = tuple(str(change) for change in project.changes)
    return replace(package, changes=changes, flavor=project.flavor)
