"""What ``ocppgen schema`` prints: a JSON Schema of a TOML file, or its reference."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Final

import click

from ocppgen.cli.main import main
from ocppgen.cli.settings_keys import PACKAGE, SECTIONS, SETTINGS
from ocppgen.keys.json_schema import extending, schema_of
from ocppgen.keys.page import is_table, page_of
from ocppgen.model.catalog_keys import CATALOG
from ocppgen.schema.overlay_keys import OVERLAYS
from ocppgen.text import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen.keys.key import Key, Table

FILES: Final[Mapping[str, tuple[str, Table]]] = {
    "catalog": ("Catalog of ocppgen", CATALOG),
    "extension": ("Catalog of ocppgen that adds to another one", extending(CATALOG)),
    "settings": ("Settings of ocppgen", SETTINGS),
    "overlays": ("Overlays of ocppgen", OVERLAYS),
}
"""Every file of a project, with the title of its schema and its keys."""

_FLAGS: Final = {"overlay": "overlays", "runtime": "config"}
"""Settings without a flag of their own that are read where another one is."""


def schema_text(file: str) -> str:
    """Return the JSON Schema of a file."""
    title, table = FILES[file]
    return json.dumps(schema_of(table, title), indent=2) + "\n"


def reference(file: str) -> str:
    """Return the tables of a file's reference page, in Markdown."""
    if file == "settings":
        return page_of(SECTIONS, lambda key: listed([f"`{one}`" for one in readers_of(key)]))
    return page_of({"Keys of the whole file": FILES[file][1].keys})


def readers_of(key: Key) -> list[str]:
    """List the commands that read a setting: those with its flag, or the one of its name."""
    flag = "config" if is_table(key) and key.name == PACKAGE else key.name
    flag = _FLAGS.get(flag, flag).replace("-", "_")
    return [
        name
        for name, flags in sorted(_flags().items())
        if "config" in flags and (flag in flags or name == key.name)
    ]


@cache
def _flags() -> dict[str, set[str | None]]:
    """List the flags of every command."""
    with click.Context(main) as context:
        names = main.list_commands(context)
        found = {name: main.get_command(context, name) for name in names}
    return {name: {one.name for one in each.params} for name, each in found.items() if each}
