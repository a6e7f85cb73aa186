"""A small catalog beside another one: what it adds, and what it changes by key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ocppgen.keys.key import PLACES, Tables
from ocppgen.model.catalog_keys import CATALOG
from ocppgen.text import token

if TYPE_CHECKING:
    from collections.abc import Mapping

Table = dict[str, Any]

_LISTS: Final = {key.name: key.kind.by for key in CATALOG.keys if isinstance(key.kind, Tables)}
_BY_NAME: Final = {key: by for key, by in _LISTS.items() if by != (PLACES,)}
"""Lists whose entries are found by the values of keys."""

_BY_PLACE: Final = tuple(key for key, by in _LISTS.items() if by == (PLACES,))
"""Lists whose entries say in ``at`` what they are of."""


def extended(base: Table, own: Table) -> tuple[Table, dict[str, str]]:
    """Put two decoded catalogs together.

    Profiles and features are found by name, payloads by vendor and message, tolerances by
    their rule: what an entry says takes the place of what the base says, key by key. A type, and the text of a member, take their
    places from those of the base. Returns the table, and for pointers into it those into *own*
    that they come from.
    """
    table = dict(base)
    origins: dict[str, str] = {}
    for key, value in own.items():
        if key in _BY_NAME and _is_tables(value):
            table[key] = _by_name(base.get(key, []), value, key, origins)
        elif key in _BY_PLACE and _is_tables(value):
            table[key] = _by_place(base.get(key, []), value, key, origins)
        elif key == "names" and isinstance(value, dict):
            table[key] = {**base.get(key, {}), **value}
            origins |= {f"/names/{token(name)}": f"/names/{token(name)}" for name in value}
        else:
            table[key] = value
            origins[f"/{token(key)}"] = f"/{token(key)}"
    return table, origins


def origin(pointer: str, origins: Mapping[str, str]) -> str | None:
    """Give the pointer into the small catalog, None for what the base says."""
    steps = pointer.split("/")
    for count in range(len(steps), 1, -1):
        head = "/".join(steps[:count])
        if head in origins:
            return origins[head] + pointer[len(head) :]
    return None


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _by_name(
    base: list[Table], own: list[Table], key: str, origins: dict[str, str]
) -> list[Table]:
    found = list(base)
    words = _BY_NAME[key]
    places = {_name(one, words): index for index, one in enumerate(base)}
    for index, entry in enumerate(own):
        name = _name(entry, words)
        if name is not None and name in places:
            goal = places[name]
            found[goal] = {**found[goal], **entry}
        else:
            goal = len(found)
            found.append(entry)
        origins[f"/{key}/{goal}"] = f"/{key}/{index}"
    return found


def _name(entry: Table, words: tuple[str, ...]) -> tuple[str, ...] | None:
    """Give what an entry is found by; None where that is missing."""
    name = tuple(one for word in words if isinstance(one := entry.get(word), str))
    return name if len(name) == len(words) else None


def _by_place(
    base: list[Table], own: list[Table], key: str, origins: dict[str, str]
) -> list[Table]:
    taken = {place for entry in own for place in _places(entry)}
    kept = [{**one, "at": [at for at in _places(one) if at not in taken]} for one in base]
    found = [one for one in kept if one["at"]]
    for index, entry in enumerate(own):
        origins[f"/{key}/{len(found)}"] = f"/{key}/{index}"
        found.append(entry)
    return found


def _places(entry: Table) -> list[Any]:
    at = entry.get("at")
    return [one for one in at if isinstance(one, str)] if isinstance(at, list) else []
