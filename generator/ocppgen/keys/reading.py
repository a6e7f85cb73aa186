"""Take a table of TOML apart: every key is known, every value has the type of its key."""

from __future__ import annotations

import math
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from ocppgen.keys.key import (
    Flag,
    Inner,
    Json,
    Kind,
    Named,
    Path,
    Seconds,
    Several,
    Table,
    Tables,
    Text,
)
from ocppgen.text import listed, shown, token

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocppgen.errors import GeneratorError


_LONGEST: Final = 100
"""How much of an unknown key is compared with those that there are."""


class Reader:
    """Holds tables against their keys; values come back as TOML has them."""

    def __init__(self, refused: Callable[[str, str], GeneratorError]) -> None:
        """Take what makes the error of a JSON pointer and a message."""
        self._refused = refused

    def table(self, value: object, known: Table, at: str = "") -> dict[str, Any]:
        """Return a table if it is as *known* says; raise `GeneratorError` if it is not."""
        if not isinstance(value, dict):
            raise self._refused(at, "must be a table")
        for name in value:
            if name not in known.names:
                raise self._refused(f"{at}/{token(name)}", _unknown(name, known))
        for key in known.keys:
            if key.name in value and key is known.key_of(key.name, value[key.name]):
                self._value(value[key.name], key.kind, f"{at}/{key.name}")
            elif key.required and key.name not in value:
                raise self._refused(f"{at}/{key.name}", "must be given")
        return value

    def _value(self, value: object, kind: Kind, at: str) -> None:
        match kind:
            case Text():
                self._text(value, kind, at)
            case Path():
                self._path(value, at)
            case Flag():
                self._hold(at, value, isinstance(value, bool), "true or false")
            case Seconds():
                self._hold(at, value, _is_positive(value), "a number of seconds above 0")
            case Json():
                self._hold(at, value, is_json(value), "a JSON value")
            case Several():
                self._several(value, kind, at)
            case Named():
                self._named(value, kind, at)
            case Inner():
                self.table(value, kind.table(), at)
            case Tables():
                if not isinstance(value, list) or not all(
                    isinstance(one, dict) for one in value
                ):
                    name = at.rpartition("/")[2]
                    raise self._refused(at, f"must be tables, [[{name}]]")
                for index, one in enumerate(value):
                    self.table(one, kind.table, f"{at}/{index}")

    def _text(self, value: object, kind: Text, at: str) -> None:
        self._hold(at, value, isinstance(value, str), "a string")
        if value == "" and not kind.empty and not kind.words and kind.shape is None:
            raise self._refused(at, "must be given")
        if kind.words:
            self._hold(at, value, value in kind.words, listed(kind.words, "or"))
        if kind.shape is not None:
            self._hold(at, value, kind.shape.fits(str(value)), kind.shape.wanted)

    def _path(self, value: object, at: str) -> None:
        self._hold(at, value, isinstance(value, str), "a string")
        if "\0" in str(value):
            message = f"{shown(value)} is not a path: it has a NUL; correct it"
            raise self._refused(at, message)

    def _several(self, value: object, kind: Several, at: str) -> None:
        shape = kind.of.shape if isinstance(kind.of, Text) else None
        wanted = f"a list of {shape.wanted if shape else 'strings'}"
        filled = isinstance(value, list) and (kind.empty or value != [])
        self._hold(at, value, filled, wanted)
        if not isinstance(value, list):
            return
        if shape is None:
            self._hold(at, value, all(isinstance(one, str) for one in value), wanted)
        for index, one in enumerate(value):
            self._value(one, kind.of, at if isinstance(kind.of, Path) else f"{at}/{index}")

    def _named(self, value: object, kind: Named, at: str) -> None:
        if not isinstance(value, dict):
            message = f'must be a table of {kind.keys.wanted} = "name"'
            raise self._refused(at, message)
        for name, one in value.items():
            place = f"{at}/{token(name)}"
            self._hold(place, name, kind.keys.fits(name), kind.keys.wanted)
            self._value(one, kind.of, place)

    def _hold(self, at: str, value: object, fits: object, wanted: str) -> None:
        if not fits:
            raise self._refused(at, f"must be {wanted}, not {shown(value)}")


def _unknown(name: str, known: Table) -> str:
    close = get_close_matches(name[:_LONGEST], known.names, n=1)
    hint = f"did you mean {close[0]}?" if close else f"use {listed(known.names, 'or')}"
    return f"there is no such key; {hint}"


def is_json(value: object) -> bool:
    """Whether a value of TOML is one of JSON."""
    match value:
        case None | bool() | str() | int():
            return True
        case float():
            return math.isfinite(value)
        case list():
            return all(is_json(one) for one in value)
        case dict():
            return all(is_json(one) for one in value.values())
    return False


def _is_positive(value: object) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and math.isfinite(value) and value > 0  # type: ignore[arg-type,operator]  # checked above
