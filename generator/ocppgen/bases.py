"""The schemas that a project starts from: an official set, or a folder with a catalog."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ocppgen.disk import resources
from ocppgen.errors import GeneratorError
from ocppgen.text import listed, shown

CATALOG: Final = "catalog.toml"


@dataclass(frozen=True, slots=True)
class Base:
    """A folder of schemas with a catalog; *official* if it is one that came with us."""

    folder: Path
    official: bool


def find_base(edition: str | None, extends: Path | str | None, *, alone: bool) -> Base | None:
    """Find what a project starts from; None for schemas of the user's own only.

    *alone* says that there are no schemas of the user's. Raises `GeneratorError` for an edition
    that is not one, and for a folder without a catalog.
    """
    if extends is not None:
        if edition is not None:
            message = "a project extends one set of schemas; give it an edition, or extends"
            raise GeneratorError(message, setting="edition")
        return _extended(extends)
    if alone:
        return Base(resources.schemas(_edition(edition or "1.6")), official=True)
    if edition is not None:
        message = "an edition is of the official schemas; extend it, or leave it out"
        raise GeneratorError(message, setting="edition")
    return None


def is_edition(name: object) -> bool:
    """Whether *name* is that of an official set: ``ocpp16``."""
    return name in resources.EDITIONS.values()


def _extended(extends: Path | str) -> Base:
    for edition, name in resources.EDITIONS.items():
        if str(extends) == name:
            return Base(resources.schemas(edition), official=True)
    folder = Path(extends)
    if not folder.is_dir():
        sets = listed(resources.EDITIONS.values(), "or")
        message = f"does not exist; extend {sets}, or a folder of schemas with a catalog"
        raise GeneratorError(message, file=str(folder), setting="extends")
    if not (folder / CATALOG).is_file():
        message = f"has no {CATALOG}; give the folder of the schemas with their catalog"
        raise GeneratorError(message, file=str(folder), setting="extends")
    return Base(folder, official=False)


def _edition(name: str) -> str:
    if name not in resources.EDITIONS:
        message = f"there is no edition {shown(name)}; use {listed(resources.EDITIONS, 'or')}"
        raise GeneratorError(message, setting="edition")
    return name
