"""Which version of OCPP a capture speaks: by its handshake, or by what only one version has.

Only the beginning of a file is looked at. Where it is in doubt, nothing is said: a capture with
messages of two versions is judged as if nobody had asked.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ocppgen.bases import CATALOG
from ocppgen.disk import resources
from ocppgen.model import catalog as catalogs
from ocppgen.model.protocol import DEFAULT, PROTOCOLS
from ocppgen.schema import jsonfile

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_FRAMES: Final = 500
_LONGEST_PAYLOAD: Final = 64 * 1024
_FRAME: Final = re.compile(
    r'\[\s{0,20}([256])\s{0,20},\s{0,20}"[^"\\\n]{1,64}"\s{0,20},\s{0,20}"(\w{1,60})"\s{0,20},'
)
_SUBPROTOCOL: Final = re.compile(r"\bocpp(1\.6|2\.0\.1|2\.1)(?![\d.]*\d)")
_MEMBER: Final = re.compile(r'"action"\s{0,20}:\s{0,20}"(\w{1,60})"')
"""The action of a frame whose parts are members of an object."""
_DOUBLED: Final = re.compile(r'\[\s{0,20}[256]\s{0,20},\s{0,20}""')
"""A frame in a table's quotes."""
_ESCAPED: Final = re.compile(r'\\+"')
_CALL, _RESULT_ERROR, _SEND = "2", "5", "6"


class Spoken(NamedTuple):
    """A version of OCPP, and how a capture shows that it is spoken."""

    version: str
    why: str


class _Feature(NamedTuple):
    """What a version has under the name of an action."""

    file: str
    sent: bool
    """It is sent in a SEND."""


def spoken(text: str) -> Spoken | None:
    """Tell which version the beginning of a capture speaks, unless it is the default one.

    None, too, where nothing tells, or not for certain.
    """
    said = _by_handshake(text)
    if said is None:
        said = _by_frames(text)
    return None if said is None or said.version == DEFAULT.version else said


def _by_handshake(text: str) -> Spoken | None:
    """Look for a subprotocol; a line that names several only offers them."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if "ocpp" in line:
            versions = {*_SUBPROTOCOL.findall(line)}
            if len(versions) == 1 and _FRAME.search(_plain(line)) is None:
                found.setdefault(versions.pop(), number)
    if len(found) != 1:
        return None
    [(version, number)] = found.items()
    return Spoken(version, f"line {number} says ocpp{version}")


def _by_frames(text: str) -> Spoken | None:
    """Leave out, frame by frame, the versions that do not have it."""
    possible = {*PROTOCOLS}
    why = ""
    for number, kind, action, payload in _frames(text):
        having = _having(kind, action, payload)
        if not having:
            continue
        if not possible <= having:
            why = f"line {number} has {_named(kind, action)}"
        possible &= having
        if not possible:
            return None
    if DEFAULT.version in possible:
        return None
    return Spoken(min(possible), why)


def _having(kind: str, action: str, payload: object) -> set[str]:
    """List the versions that have a frame; those that its payload fits, if it fits any."""
    if kind == _RESULT_ERROR:
        return {
            version
            for version, one in PROTOCOLS.items()
            if one.result_errors and action in {code.value for code in one.codes}
        }
    sent = kind == _SEND
    named = {version for version in PROTOCOLS if _knows(version, action, sent=sent)}
    return {version for version in named if _fits(version, action, payload)} or named


def _named(kind: str, action: str) -> str:
    if kind == _RESULT_ERROR:
        return "a CALLRESULTERROR"
    return f"a SEND, {action}" if kind == _SEND else action


def _frames(text: str) -> Iterator[tuple[int, str, str, object]]:
    """Find frames, as far as they have an action: line, message type, action, payload."""
    text = _plain(text)
    decoder = json.JSONDecoder()
    line, seen = 1, 0
    for count, found in enumerate(_FRAME.finditer(text)):
        if count == _MOST_FRAMES:
            return
        line += text.count("\n", seen, found.start())
        seen = found.start()
        start = found.end()
        payload: object = None
        with suppress(ValueError, RecursionError):  # cut off, or no JSON: the action tells
            payload, _ = decoder.raw_decode(text[start : start + _LONGEST_PAYLOAD].lstrip())
        yield line, found[1], found[2], payload
    for count, found in enumerate(_MEMBER.finditer(text)):
        if count == _MOST_FRAMES:
            return
        yield text.count("\n", 0, found.start()) + 1, _CALL, found[1], None


def _plain(text: str) -> str:
    """Take frames out of strings of JSON, and out of the cells of a table."""
    text = _ESCAPED.sub('"', text) if '\\"' in text else text
    return text.replace('""', '"') if _DOUBLED.search(text) else text


@cache
def _features(version: str) -> dict[str, _Feature]:
    path = resources.schemas(version) / CATALOG
    known = catalogs.loads(jsonfile.read_bytes(path, CATALOG), CATALOG)
    return {one.name: _Feature(one.files[0], len(one.files) == 1) for one in known.features}


def _knows(version: str, action: str, *, sent: bool) -> bool:
    found = _features(version).get(action)
    return found is not None and found.sent is sent


def _fits(version: str, action: str, payload: object) -> bool:
    """Whether the members of a payload are those of a request: none is lacking or unknown."""
    if not isinstance(payload, dict):
        return payload is None
    required, allowed = _members(version, action)
    return required <= payload.keys() <= allowed


@cache
def _members(version: str, action: str) -> tuple[frozenset[str], frozenset[str]]:
    path = resources.schemas(version) / _features(version)[action].file
    schema: dict[str, Any] = json.loads(path.read_bytes())
    return frozenset(schema.get("required", ())), frozenset(schema.get("properties", {}))
