"""The chain of models: documents, model, layout, package, text. Pure: it writes nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from ocppgen.defaults import with_defaults
from ocppgen.model.descriptions import inherited
from ocppgen.model.merge import merge
from ocppgen.model.sharing import share_definitions
from ocppgen.naming.layout import lay_out
from ocppgen.naming.naming import name
from ocppgen.project import subset
from ocppgen.python.reserved import PAYLOAD_CLASSES, RESERVED_CLASSES
from ocppgen.rendering.formatting import NoPythonError, formatted
from ocppgen.rendering.render import render
from ocppgen.rendering.templating import no_python
from ocppgen.schema.build import build

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen.naming.package import Package
    from ocppgen.project import Project


def generate(project: Project) -> Mapping[PurePosixPath, str]:
    """Make every file of the package, by its path: ``ocpp16/firmware/get_log.py``.

    The same project gives the same text on every machine. Raises `GeneratorError` for
    schemas, catalogs or templates that cannot be used.
    """
    package = plan(project)
    own = not project.templates and package.catalogued
    return laid_out(render_package(package, project), project, own_templates=own)


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


def render_package(package: Package, project: Project) -> dict[PurePosixPath, str]:
    """Render every file of a package; black has not seen them yet."""
    root = PurePosixPath(package.name)
    return {root / path: text for path, text in render(package, project.templates)}


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
    package = name(project.package, model, layout, kept, digest, reserved=reserved)
    return replace(package, changes=tuple(str(change) for change in project.changes))
