"""The editions of the official schemas that come with this version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.disk import resources
from ocppgen.model import catalog as catalogs

if TYPE_CHECKING:
    from collections.abc import Iterator


def editions() -> Iterator[tuple[str, str]]:
    """Give the folder's name of each set, and what its catalog says of its edition."""
    for edition, name in resources.EDITIONS.items():
        path = resources.schemas(edition) / "catalog.toml"
        if path.is_file():
            yield name, catalogs.loads(path.read_bytes(), str(path)).edition
