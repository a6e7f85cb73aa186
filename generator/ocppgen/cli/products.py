"""What a run makes: one package, or several, and the runtime that they may share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from ocppgen.cli.progress import progress
from ocppgen.disk.output import Folder
from ocppgen.pipeline import (
    laid_out,
    plan,
    render_package,
    render_shared,
    share_runtime,
    stable,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path, PurePosixPath

    from ocppgen.cli.settings import Settings
    from ocppgen.project import Project


@dataclass(frozen=True, slots=True)
class Product:
    """A folder of what a run makes: a package, or a runtime."""

    name: str
    folder: Folder
    projects: tuple[Project, ...]
    """What it is made from: a runtime from what all its packages are."""
    files: Mapping[PurePosixPath, str]
    """Its texts, by their paths within the folder that it lands in."""
    features: int = 0
    """How many it has; a runtime has none."""
    notes: tuple[str, ...] = ()
    """What the user may have meant and did not say."""


def make(settings: Settings, out: Path | None = None, *, force: bool = False) -> list[Product]:
    """Make all that the settings ask for, to be written below *out*, or where they say.

    Nothing is written. Raises `GeneratorError` for what cannot be made, and for a folder with
    files of others; *force* is that of `Folder`.
    """
    settings.check_whole()
    every = settings.each()
    projects = settings.projects()
    with progress("naming what they have") as doing:
        packages = [plan(project) for project in projects]
        shared = settings.runtime
        if shared is not None:
            packages = settings.told(lambda: share_runtime(packages, shared))
        doing("filling in the templates")
        made = [
            Product(
                package.name,
                Folder(settings.place(out), package.name, force=force),
                (project,),
                render_package(package, project),
                len(package.features),
                (*one.notes(), *package.notes),
            )
            for one, project, package in zip(every, projects, packages, strict=True)
        ]
        if shared is not None:
            folder = Folder(settings.place(out), shared, force=force)
            files = render_shared(packages, shared, projects[0].templates)
            made.append(Product(shared, folder, tuple(projects), files))
        for product in made:
            product.folder.survey(product.files)
        held = partial(stable, packages[0], projects[0])
        return [_laid_out(product, doing, held) for product in made]


def _laid_out(
    product: Product, doing: Callable[[str], None], held: Callable[[PurePosixPath], bool]
) -> Product:
    doing("laying out the files")
    files = laid_out(
        product.files,
        product.projects[0],
        stable=held,
        on_disk=product.folder.read,
        progress=lambda done, of: doing(f"laid out {done} of {of} files of {product.name}"),
        processes=True,
    )
    return replace(product, files=files)
