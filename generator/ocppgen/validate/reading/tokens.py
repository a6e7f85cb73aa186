"""Take the text around a frame apart: times, labelled values, brackets, arrows, words, names.

Nothing here knows a layout. What may be the name of a station is every part that is no time, no
arrow and no word that programs write into every line; which part it is, the conversation tells
(see ``choice.py``).
"""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from ocppgen.validate.reading.signs import (
    ARROW,
    BETWEEN,
    CENTRAL,
    POINT,
    SIGN_ONLY,
    WORDS_IN,
    WORDS_OUT,
    side_of_pair,
    sign,
)
from ocppgen.validate.reading.times import FIND_TIME, TIME


class Sort(Enum):
    """What a token is."""

    TIME = auto()
    NAME = auto()
    """It may be a name: words, or what stands in brackets or quotes."""
    LABELLED = auto()
    """A value with a label."""
    PATH = auto()
    """The path of an address, without the service it begins with."""
    SIGN = auto()
    """An arrow, a word or a pair of sides that may tell the direction."""
    CONSTANT = auto()
    """A word or mark that tells nothing."""


class Token(NamedTuple):
    """A part of a text, from *start* to *end*."""

    sort: Sort
    start: int
    end: int
    label: str = ""
    """Of a value: its label in small letters and digits. Of a sign: what it says."""


_LEVELS = (
    "trace|debug|info|notice|warn|warning|error|err|fatal|critical|verbose|silly|dbg|inf|wrn|log"
    "|T|D|I|W|E|V"
)
_IDLE = (
    "messages?|msg|json|frames?|text|websocket|ws|wss|socket|ocppj?|ocpp-?1\\.6j?|ocpp16j?|raw|data|payload|call|callresult"
    "|callerror|call_result|call_error|results?|requests?|response|req|res|resp|conf|reply|answer|stdout|stderr|body|content|packet|string"
    "|the|an|a|of|for|with|on|by|via|at|was|is|has|been|new|handling|handle|process(?:ing)?|command|action|event|type|rpc|protocol"
)
_LABELS = (
    r"(?:charge|charging)[ _-]?(?:point|box|station)|charger|station|cp|cs|wallbox|evse|client|device|identity|id|cpid|peer"
    r"|ladepunkt|chargepoint|chargebox"
)
_ROOTS = (
    r"(?:/(?:ocpp(?:j|-j)?[\d._]*j?|steve|webservices?|websockets?|ws|wss|centralsystem(?:service)?"
    r"|services?|api|v?\d(?:\.\d)?|v\d\d|csms|cs|cpo|cms|central|1\.6j?|charge[-_]?(?:points?|box(?:es)?|rs?)|chargers?|stations?|charging|cp|socket|proxy))*"
)

_LEXER = re.compile(
    rf"""
    (?P<time>{TIME})
  | (?:\b(?:wss?|https?)://[^\s/"'\])<>]{{0,260}}|(?<=GET[ ]))(?P<root>(?i:{_ROOTS})(?=/))/(?P<path>[^\s"'?#<>\])]{{1,200}}?)(?=$|[\s"'?<>\])]|[,;:](?:\s|$))
  | (?<![\w./%-])(?P<file>(?:/[\w.@%+~-]{{1,64}}){{2,}})(?=$|[\s"'\])?,;:])
  | (?P<sides>(?<![\w-])(?i:{POINT}{BETWEEN}{CENTRAL}|{CENTRAL}{BETWEEN}{POINT})(?![\w-]))
  | (?P<quotedlabel>"(?P<ql>[^"\\\n\x1f]{{1,40}})"|'(?P<al>[^'\\\n\x1f]{{1,40}})')(?P<colon>\s*:\s*)
      (?:"(?P<v1>(?:[^"\\\n\x1f]|\\.){{0,200}})"|'(?P<v2>[^'\n\x1f]{{0,200}})'|(?P<v3>[^\s\x1f,;\]\)\}}\[\{{"']{{1,200}}))
  | (?<![\w.-])(?P<label>[A-Za-z][\w.-]{{0,40}}(?:[ ](?i:id))?)(?P<is>\s?=\s?|:[ ]?(?=["'])|:(?=true\b|false\b)|:[ ](?=true\b|false\b))
      (?:"(?P<w1>(?:[^"\\\n\x1f]|\\.){{0,200}})"|'(?P<w2>[^'\n\x1f]{{0,200}})'
        |(?P<w3>[^\s\x1f,;\]\)\}}\[\{{"'|<>][^,;\]\)\}}|\t\n\x1f"'=]{{0,200}}?)(?=\s*(?:[,;\]\)\}}|\t\n"']|:?\s*$|[ ][A-Za-z][\w.-]{{0,40}}=|[ ][ ]|:[ ])))
  | \[(?P<square>[^\[\]\n\x1f]{{1,200}})\]
  | \((?P<round>[^()\n\x1f]{{1,200}})\)
  | <(?P<angle>[^<>\s\x1f][^<>\n\x1f]{{0,198}}[^<>\s\x1f])>
  | "(?P<double>[^"\n\x1f]{{1,200}})"
  | '(?P<single>[^'\n\x1f]{{1,200}})'
  | `(?P<back>[^`\n\x1f]{{1,200}})`
  | (?P<address>(?<![\w.])\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?::\d{{1,5}})?(?![\w.]))
  | (?P<mac>(?<!\w)(?<![0-9A-Fa-f]{{2}}:)(?:[0-9A-Fa-f]{{2}}[:-]){{5}}[0-9A-Fa-f]{{2}}(?!\w))
  | (?P<arrow>{ARROW})
  | (?P<sign>(?<![\w.@*+\#%/-])(?i:{WORDS_IN}|{WORDS_OUT}|to|from)(?![\w.@*+\#%/-]*[\w@*+\#%/]))
  | (?P<idle>(?<![\w.@*+\#%/-])(?:(?i:{_IDLE})|(?i:{_LEVELS})(?=\W|$))(?![\w.@*+\#%/-]*[\w@*+\#%/]))
  | (?P<word>[^\s\x1f\[\]()<>"'`|,;:={{}}\u2190-\u21ff\u25a0-\u25ff\u27f5-\u27ff\u2b00-\u2bff]{{1,200}})
  | (?P<space>[ ])
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_LEVEL_ONLY = re.compile(rf"(?i:\s*(?:{_LEVELS}|{_IDLE})\s*)")
_TIME_ONLY = re.compile(rf"\s*(?P<time>{TIME})\s*")
_HAS_LABEL = re.compile(r"(?i)[\w.-]{1,40}\s?[=:]\s?\S")
_LABEL = re.compile(rf"(?i)(?:{_LABELS})(?:[ _-]?(?:id|name|no|nr))?[ #:]{{1,2}}(?=\S)")
_JOINT = re.compile(r"[\w.@*+#%/-]")


@lru_cache(maxsize=2048)
def tokens(text: str) -> tuple[Token, ...]:
    """Take a text apart; linear in its length.

    Which digits a text has makes no difference, only where they stand.
    """
    found: list[Token] = []
    _into(found, text, 0, len(text))
    return tuple(_merged(found, text))


def _into(found: list[Token], text: str, start: int, end: int) -> None:
    for token in _LEXER.finditer(text, start, end):
        group = token.lastgroup or ""
        _READERS.get(group, _constant)(found, text, token, group)


def _constant(found: list[Token], text: str, token: re.Match[str], group: str) -> None:
    del text, group
    found.append(Token(Sort.CONSTANT, token.start(), token.end()))


def _time(found: list[Token], text: str, token: re.Match[str], group: str) -> None:
    del text, group
    found.append(Token(Sort.TIME, token.start(), token.end()))


def _path(found: list[Token], text: str, token: re.Match[str], group: str) -> None:
    del text, group
    found.append(Token(Sort.PATH, *token.span("path"), "path"))


def _sides(found: list[Token], text: str, token: re.Match[str], group: str) -> None:
    del group
    said = side_of_pair(text[token.start() : token.end()])
    found.append(Token(Sort.SIGN, token.start(), token.end(), said))


def _labelled(found: list[Token], text: str, token: re.Match[str], group: str) -> None:
    label = token["ql"] or token["al"] or token["label"] or ""
    name = simple(label)
    start, end = token.span(group)
    value = text[start:end]
    if only := _TIME_ONLY.fullmatch(value):
        found.append(
            Token(Sort.TIME, start + only.start("time"), start + only.end("time"), name)
        )
        return
    if "/" in value and (" /" in value or "//" in value):
        _into(found, text, start, end)
        return
    if name in ("msg", "message", "text") and " " in value.strip():
        _into(found, text, start, end)
        return
    found.append(Token(Sort.LABELLED, start, end, name))


def _enclosed(found: list[Token], text: str, token: re.Match[str], group: str) -> None:
    start, end = token.span(group)
    value = text[start:end]
    if only := _TIME_ONLY.fullmatch(value):
        found.append(Token(Sort.TIME, start + only.start("time"), start + only.end("time")))
    elif only := SIGN_ONLY.fullmatch(value):
        place = start + only.start("sign"), start + only.end("sign")
        found.append(Token(Sort.SIGN, *place, sign(only["sign"])))
    elif _LEVEL_ONLY.fullmatch(value):
        found.append(Token(Sort.CONSTANT, token.start(), token.end()))
    elif (" " in value.strip() and FIND_TIME.search(value)) or (
        _HAS_LABEL.match(value) and ("=" in value or ": " in value)
    ):
        _into(found, text, start, end)
    elif label := _LABEL.match(value):
        found.append(Token(Sort.NAME, start + label.end(), end, "enclosed"))
    elif " /" in value or "://" in value or value.startswith("/"):
        _into(found, text, start, end)
    else:
        while text[end - 1].isspace() and end > start + 1:
            end -= 1
        found.append(Token(Sort.NAME, start, end, "enclosed"))


def _sign(found: list[Token], text: str, token: re.Match[str], group: str) -> None:
    del group
    said = sign(text[token.start() : token.end()])
    found.append(Token(Sort.SIGN, token.start(), token.end(), said))


def _word(found: list[Token], text: str, token: re.Match[str], group: str) -> None:
    start, end = token.span()
    while end > start + 1 and text[end - 1] in ".!?\\-/" and group == "word":
        end -= 1
    if any(_JOINT.match(one) or not one.isascii() for one in text[start:end]) and not (
        end - start == 1 and text[start] in "-*/.+#"
    ):
        found.append(Token(Sort.NAME, start, end, "word" if group == "file" else group))
    else:
        found.append(Token(Sort.CONSTANT, start, end))


def _space(found: list[Token], text: str, token: re.Match[str], group: str) -> None:
    del text, group
    found.append(Token(Sort.CONSTANT, token.start(), token.end(), "space"))


_READERS = {
    "time": _time,
    "path": _path,
    "sides": _sides,
    "square": _enclosed,
    "round": _enclosed,
    "angle": _enclosed,
    "double": _enclosed,
    "single": _enclosed,
    "back": _enclosed,
    "address": _word,
    "mac": _word,
    "arrow": _sign,
    "sign": _sign,
    "word": _word,
    "file": _word,
    "space": _space,
    **dict.fromkeys(("v1", "v2", "v3", "w1", "w2", "w3"), _labelled),
}


def _merged(found: list[Token], text: str) -> list[Token]:
    """Join words that one blank parts to one name; take a label off that stands before one."""
    merged: list[Token] = []
    for token in found:
        start = token.start
        if (
            _is_word(token)
            and len(merged) > 1
            and merged[-1].label == "space"
            and _is_word(merged[-2])
        ):
            merged.pop()
            start = merged.pop().start
        merged.append(token._replace(start=start))
    return [_without_label(token, text) for token in merged if token.label != "space"]


def _is_word(token: Token) -> bool:
    return token.sort is Sort.NAME and token.label == "word"


def _without_label(token: Token, text: str) -> Token:
    if token.sort is Sort.NAME and token.label == "word":
        label = _LABEL.match(text, token.start, token.end)
        if label and label.end() < token.end and text[label.end() - 1] in " #:":
            return token._replace(start=label.end())
    return token


@lru_cache(maxsize=4096)
def simple(label: str) -> str:
    """Reduce a label to small letters and digits, so that its spelling makes no difference."""
    return re.sub(r"[\W_]+", "", label.casefold())


def tells(text: str) -> bool:
    """Tell whether a text has more than words: a time, an arrow, a label, an address."""
    plain = (Sort.NAME, Sort.CONSTANT)
    return any(one.sort not in plain for one in tokens(text))
