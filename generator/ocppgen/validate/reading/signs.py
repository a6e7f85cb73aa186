"""What tells a direction: arrows, words, two sides with something between them."""

from __future__ import annotations

import re

ARROW = (
    r"(?:<?[-=~\u2013\u2014\u2500]{1,4}>{1,3}(?!\w*>)|<{1,3}[-=~\u2013\u2014\u2500]{1,4}|>{1,3}|<{1,3}"
    r"|[\u2190-\u2193\u21d0-\u21d3\u21e6-\u21e9\u27f5\u27f6\u27a1\u2b05-\u2b07\u2b95"
    r"\u25b2\u25b6\u25ba\u25bc\u25c0\u25c4\u25b3\u25bd\u21a9\u21aa\u2934\u2935]\ufe0f?"
    r"|[\U0001f4e4\U0001f4e5\U0001f53c\U0001f53d\U0001f448\U0001f449]\ufe0f?)"
)
_LEFT = "<\u2190\u21d0\u21e6\u27f5\u2b05\u25c0\u25c4\u21a9\U0001f448"
_DOWN = "\u2193\u21d3\u21e9\u2b07\u25bc\u25bd\u2935\U0001f4e5\U0001f53d"
_UP = "\u2191\u21d1\u21e7\u2b06\u25b2\u25b3\u2934\U0001f4e4\U0001f53c"

POINT = (
    r"(?:c(?:harge|harging)?[ _-]?p(?:oint)?|charge[ _-]?box|charger|charging[ _-]?station|cs(?=[ _]?client)|station"
    r"|evse|wallbox|client|downstream|device|eqp)"
)
CENTRAL = (
    r"(?:c(?:entral)?[ _-]?s(?:ystem)?|csms|cms|cpms|cpo|server|upstream|backend|cloud|host)"
)
BETWEEN = rf"(?:[ ]?{ARROW}[ ]?|[ ]?&gt;[ ]?|[ ]to[ ]|[ ]?\u2192[ ]?|[-_]to[-_]|2|-|/)"

WORDS_IN = "recv|receive[ds]?|receiving|received|rcvd|rcv|rx|in|incoming|inbound|input|read|got|eingehend|empfangen|ingress|msg-in"
WORDS_OUT = "send|sends|sent|sending|snd|tx|out|outgoing|outbound|output|write|wrote|transmit(?:ted|ting)?|ausgehend|gesendet|egress|msg-out"
_WORD_IN = re.compile(f"(?i:{WORDS_IN})")
_WORD_OUT = re.compile(f"(?i:{WORDS_OUT})")

SIGN_ONLY = re.compile(rf"(?i:\s*(?P<sign>{WORDS_IN}|{WORDS_OUT}|{ARROW})\s*)")
_PARTED = re.compile(rf"[ ](?:{ARROW}|to)[ ]")
_SIDES_ONLY = re.compile(rf"(?i)\s*(?:{POINT}{BETWEEN}{CENTRAL}|{CENTRAL}{BETWEEN}{POINT})\s*")
_SIDES = re.compile(rf"(?i){POINT}(?P<b>{BETWEEN}){CENTRAL}")


def side_of_pair(text: str) -> str:
    """Tell what two sides with something between them say: where it goes, ``cs`` or ``cp``."""
    first = _SIDES.match(text)
    between = first["b"] if first else ""
    left = bool(re.search(r"[<\u2190]", text)) and not re.search(r"[>\u2192]", text)
    to_central = bool(first and between) != left
    return "to central system" if to_central else "to charge point"


def sign(text: str) -> str:
    """Tell what a sign says: ``in``, ``out``, ``to``, ``from``, or where an arrow points."""
    word = text.strip().lower()
    if _WORD_IN.fullmatch(word):
        return "in"
    if _WORD_OUT.fullmatch(word):
        return "out"
    if word in ("to", "from"):
        return word
    if any(one in _DOWN for one in word):
        return "down"
    if any(one in _UP for one in word):
        return "up"
    return "left" if any(one in _LEFT for one in word) else "right"


def is_sign(word: str) -> bool:
    """Tell whether a text is a word or an arrow that may tell a direction."""
    return SIGN_ONLY.fullmatch(word) is not None or word in ("to", "from")


def is_sides(text: str) -> bool:
    """Tell whether a text names two sides with something between them."""
    return _SIDES_ONLY.fullmatch(text) is not None


def ends_of_pair(text: str) -> tuple[int, int] | None:
    """Tell where the first of two sides ends and the second begins, if blanks part them."""
    found = _PARTED.search(text)
    return found.span() if found else None
