"""How classes are called that nobody has named: after the property that holds them.

Two that meet in one name are called after more of the way to them; where that does not tell
them apart, each is spelled from its whole place. So no name hangs on the order of schemas.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ocppgen.naming import names

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ocppgen.model.ir import Place

_STEPS = {
    "anyOf": "option",
    "oneOf": "option",
    "allOf": "part",
    "items": "item",
    "prefixItems": "item",
    "additionalProperties": "value",
    "patternProperties": "value",
}
"""What a step of a pointer is called that has no name of its own."""

_LENGTHS = (1, 2, 3, 4, 5, 6, 8, 12, 16, 24, 32, 64, 128, 256, 512, 1024)
"""How many words of the way to a class may make its name, tried one after the other."""


def class_names(
    places: Sequence[Place], given: Mapping[Place, str], taken: Collection[str]
) -> tuple[dict[Place, str], set[Place]]:
    """Name the classes of one module; say which had to be spelled from their places.

    *given* has the names that are settled. Raises `ValueError` with two places that meet.
    """
    ways = _ways([place for place in places if place not in given])
    coined = dict(given)
    lengths = dict.fromkeys(ways, _LENGTHS[0])
    changed = set(ways)
    for longer in (*_LENGTHS[1:], 0):
        coined |= {place: _coined(ways[place], lengths[place]) for place in changed}
        meeting: defaultdict[str, list[Place]] = defaultdict(list)
        for place, name in coined.items():
            meeting[names.fold(name)].append(place)
        met = [place for group in meeting.values() if len(group) > 1 for place in group]
        changed = {one for one in met if one in ways and lengths[one] < len(ways[one])}
        if not changed:
            break
        lengths |= dict.fromkeys(changed, longer)
    whole = Counter(" ".join(way) for way in ways.values())

    def spell(place: Place) -> str:
        text = " ".join(ways[place])
        return names.spelled_class(text if text and whole[text] == 1 else _address(place))

    return names.name_all(places, coined.__getitem__, spell=spell, taken=taken, given=given)


def _coined(way: Sequence[str], length: int) -> str:
    return names.class_name(" ".join(way[-length:])) or "Value"


def _ways(places: Sequence[Place]) -> dict[Place, list[str]]:
    """List the properties and definitions on the way to each place.

    Where several places have one way, which branches and items lead to each is told, too, and
    the file, where they are of several.
    """
    pointers = Counter((place.file, place.pointer) for place in places)
    named = {
        place: words(place.pointer) if place.pointer else [_stem(place)] for place in places
    }
    everywhere = Counter(tuple(way) for place, way in named.items() if place.pointer)
    alike = Counter((place.file, *way) for place, way in named.items() if place.pointer)
    ways = {}
    for place, short in named.items():
        way = _every_word(place.pointer) if alike[place.file, *short] > 1 else short
        if place.part and pointers[place.file, place.pointer] > 1:
            way.append(place.part)
        elsewhere = everywhere[tuple(short)] > alike[place.file, *short]
        ways[place] = [_stem(place), *way] if place.pointer and elsewhere else way
    return ways


def words(pointer: str) -> list[str]:
    """List the names of properties and definitions in a pointer."""
    steps = iter(pointer.split("/"))
    return [
        next(steps, "").replace("~1", "/").replace("~0", "~")
        for step in steps
        if step in ("properties", "definitions", "$defs")
    ]


def _every_word(pointer: str) -> list[str]:
    """List the names in a pointer, and a word for each other step: ``shape``, ``option 2``."""
    found = []
    steps = iter(pointer.split("/")[1:])
    for step in steps:
        if step in ("properties", "definitions", "$defs"):
            found.append(next(steps, "").replace("~1", "/").replace("~0", "~"))
        elif step in _STEPS and found:
            found[-1] += f" {_STEPS[step]}"
        elif step.isdecimal() and found:
            found[-1] += f" {int(step) + 1}"
    return found


def _stem(place: Place) -> str:
    """Name what is a file's root after the file."""
    return PurePosixPath(place.file).name.removesuffix(".json")


def _address(place: Place) -> str:
    """Spell a place so that no other is spelled like it."""
    return f"{place.file}\0{place.pointer}\0{place.part}"
