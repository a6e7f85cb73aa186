"""Which way a frame went, from the words around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ocppgen.validate.records import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = re.compile(r"[a-z]+|[-=]{0,3}[<>]+[-=]{0,3}|[\u2190\u2192]")
_CENTRAL = frozenset(("csms", "cs", "cpo", "cms", "server", "backend", "cloud", "central"))
_POINT = frozenset(
    ("cp", "charge", "charger", "chargers", "chargepoint", "chargebox", "charging")
) | {"station", "evse", "wallbox"}
_LAST_OF_CENTRAL = _CENTRAL | {"system"}
_LAST_OF_POINT = _POINT | {"point", "box"}
_SENT = frozenset(("send", "sends", "sent", "sending", "tx", "outgoing", "outbound"))
_SENT |= {"transmit", "transmitted", "transmitting"}
_RECEIVED = frozenset(("recv", "receive", "receives", "received", "receiving", "rx"))
_RECEIVED |= {"incoming", "inbound"}
_OPENING, _CLOSING = "[(<|\"'", "])>|\"'"

_TO_CENTRAL = (_LAST_OF_POINT, _CENTRAL, Direction.TO_CENTRAL_SYSTEM)
_TO_POINT = (_LAST_OF_CENTRAL, _POINT, Direction.TO_CHARGE_POINT)


def direction(text: str, *, last: bool) -> Direction:
    """Take the last (or first) clear word of a text, or else a mere ``to`` or ``from``."""
    clear: list[Direction] = []
    weak: list[Direction] = []
    for found, is_clear in _signs(text.lower()):
        (clear if is_clear else weak).append(found)
        if is_clear and not last:
            break
    signs = clear or weak
    return (signs[-1] if last else signs[0]) if signs else Direction.UNKNOWN


def _signs(text: str) -> Iterator[tuple[Direction, bool]]:
    """Yield what tells a direction, and whether it does so clearly."""
    places = [found.span() for found in _WORD.finditer(text)]
    words = ["", *(text[start:end] for start, end in places), "", ""]
    for index, (start, end) in enumerate(places, start=1):
        word = words[index]
        before, behind = words[index - 1], _named(words, index)
        if word in _SENT:
            yield Direction.SENT, True
        elif word in _RECEIVED:
            yield Direction.RECEIVED, True
        elif word in ("to", "from"):
            side = _side("", behind, to=word == "to")
            yield side or _plain(to=word == "to"), side is not None
        elif word in ("in", "out"):
            if before in ("direction", "dir") or _enclosed(text, start, end):
                yield _plain(to=word == "out"), True
        elif not word[0].isalpha():
            to = _arrow(word, text[start - 1 : start] + text[end : end + 1])
            if to is not None:
                yield _side(before, behind, to=to) or _plain(to=to), True


def _named(words: Sequence[str], index: int) -> str:
    following = words[index + 1]
    return words[index + 2] if following == "the" else following


def _plain(*, to: bool) -> Direction:
    return Direction.SENT if to else Direction.RECEIVED


def _side(before: str, behind: str, *, to: bool) -> Direction | None:
    """Tell who sends to whom, where one of the two is named beside an arrow, to or from."""
    for sender, receiver, found in (_TO_CENTRAL, _TO_POINT):
        left, right = (sender, receiver) if to else (receiver, sender)
        if before in left or behind in right:
            return found
    return None


def _enclosed(text: str, start: int, end: int) -> bool:
    before, behind = text[start - 1 : start], text[end : end + 1]
    return bool(before and behind) and before in _OPENING and behind in _CLOSING


def _arrow(word: str, around: str) -> bool | None:
    """Tell whether an arrow points right, or left; None if it is no arrow."""
    if word in "\u2190\u2192":
        return word == "\u2192"
    if ("<" in word) == (">" in word) or (len(word) == 1 and around.strip()):
        return None
    return ">" in word
