"""Payloads made from a valid one, each with one change, and whether the schema takes them.

The judge is `tests.oracle`: the `jsonschema` library reading numbers as decimals, with formats
asserted. Nothing here knows which change makes a payload invalid.
"""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tests import oracle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.workloads import Workload


_OTHER_TYPES: Final[tuple[Any, ...]] = (None, True, 7, 7.5, "7", [], {})
_TEXTS: Final = ("", "x", "Ä" * 20, "x" * 21, "x" * 25, "x" * 51, "x" * 801, "a:b", "a b:c")
_URIS: Final = (
    "ftp://user:secret@host.example:2121/fw.bin",
    "urn:example:firmware:2.4.0",
    "a:%41",
    "firmware.bin",
    "/firmware.bin",
    "https://example.com/a b",
    "https://example.com/ä",
    "1http://example.com/",
)
_MOMENTS: Final = (
    "2026-03-15T01:00:00+02:00",
    "2026-03-15T01:00:00.123Z",
    "2026-03-15T01:00:00.123456-05:30",
    "2028-02-29t23:59:59z",
    "2026-02-29T00:00:00Z",
    "2026-03-15T01:00:00",
    "2026-03-15 01:00:00Z",
    "2026-03-15T01:00Z",
    "2026-03-15T24:00:00Z",
    "2026-03-15",
    "20260315T010000Z",
    "2026-W11-7T01:00:00Z",
    "2026-03-15T01:00:00+02",
    "2026-03-15T01:00:00Z\n",
    "1773536400",
)
_NUMBERS: Final = (0, -1, 2**31, 2**53 + 1, 3.0, 0.3, 21.4, 8.15, 44413.200000000004, 1e-7)
_TEXTS_THAT_ARE_NO_JSON: Final = (
    "",
    "{",
    "nothing",
    "%s x",
    "[%s",
    "{'a': 1}",
    "\ufeff%s",
    '{"a": NaN}',
)


@dataclass(frozen=True)
class Case:
    """One changed payload, and the judge's word on it."""

    payload: Any
    valid: bool


def cases(workload: Workload, most_valid: int, most_invalid: int) -> list[Case]:
    """Make the cases of a workload, the valid ones first, each payload once."""
    valid, invalid = [Case(workload.payload, valid=True)], []
    judge = oracle.validator(workload.schema)
    seen: set[str] = set()
    for payload in _changed(workload.payload, _words(workload.schema)):
        text = json.dumps(payload)
        if text in seen:
            continue
        seen.add(text)
        if judge.is_valid(oracle.as_decimals(payload)):
            valid.append(Case(payload, valid=True))
        else:
            invalid.append(Case(payload, valid=False))
    return _spread(valid, most_valid) + _spread(invalid, most_invalid)


def texts_that_are_no_json(workload: Workload) -> list[bytes]:
    """Make texts that no reader of JSON may take."""
    text = workload.text.decode()
    made = [each.replace("%s", text).encode() for each in _TEXTS_THAT_ARE_NO_JSON]
    return [*made, b'{"a": "\xff"}', text[:-1].encode()]


def with_a_member_twice(workload: Workload) -> bytes:
    """Name one member twice: readers differ in what they make of it."""
    name = next(iter(workload.payload))
    first = json.dumps({name: workload.payload[name]}, separators=(",", ":"))
    return f"{first[:-1]},{workload.text.decode()[1:]}".encode()


def _words(schema: Any) -> list[str]:
    """Give every value that an enum of the schema lists."""
    if isinstance(schema, list):
        return [word for each in schema for word in _words(each)]
    if not isinstance(schema, dict):
        return []
    return [
        *schema.get("enum", ()),
        *(word for each in schema.values() for word in _words(each)),
    ]


def _changed(payload: dict[str, Any], words: list[str]) -> Iterator[Any]:
    yield from ({}, [], None, "x", 7, [payload])
    for path in _places(payload):
        value = _at(payload, path)
        yield _without(payload, path)
        for other in (*_others(value), *(words if value in words else ())):
            yield _with(payload, path, other)
        if isinstance(value, dict):
            yield _with(payload, path, {**value, "anything": 1})
            yield _with(payload, path, {**value, "": None})
    yield {**payload, "vendorData": {"a": [1]}}


def _others(value: Any) -> Iterator[Any]:
    yield from _OTHER_TYPES
    if isinstance(value, str):
        yield from _TEXTS
        yield from (value.upper(), value.lower(), value + " ")
        if "://" in value:
            yield from _URIS
        if value[4:5] == "-":
            yield from _MOMENTS
    elif isinstance(value, int | float):
        yield from _NUMBERS
    elif isinstance(value, list):
        yield from (value[:1], value * 2, [*value, None])


def _places(value: Any) -> Iterator[tuple[str | int, ...]]:
    """Give the path of everything in a payload; of a list, of its last item only."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield (name,)
            yield from ((name, *rest) for rest in _places(each))
    elif isinstance(value, list) and value:
        last = len(value) - 1
        yield (last,)
        yield from ((last, *rest) for rest in _places(value[last]))


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def _with(payload: Any, path: tuple[str | int, ...], new: Any) -> Any:
    changed = copy.deepcopy(payload)
    _at(changed, path[:-1])[path[-1]] = new
    return changed


def _without(payload: Any, path: tuple[str | int, ...]) -> Any:
    changed = copy.deepcopy(payload)
    del _at(changed, path[:-1])[path[-1]]
    return changed


def _spread(found: list[Case], most: int) -> list[Case]:
    """Keep at most so many, from the first to the last."""
    if len(found) <= most:
        return found
    return [found[index * len(found) // most] for index in range(most)]
