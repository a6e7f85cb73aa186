"""Nodes written in the notation of Python's `re`."""

from __future__ import annotations

from functools import lru_cache

from ocppgen.schema.pattern.ast import Alt, Chars, Edge, End, Look, Node, Repeat, Seq, Start
from ocppgen.schema.pattern.chars import WORD, Ranges, complement
from ocppgen.schema.pattern.error import PatternError

_MAX_SOURCE = 40_000
"""Room for a few of the largest Unicode properties, each of some 10,000 characters."""

_SPECIAL = frozenset("\\.^$*+?{[|()#")

_SPECIAL_IN_CLASS = frozenset("\\[]^-")
"""Of what Python warns about in a class, only ``--`` can stand in one: no character is there twice."""

_NOTHING = "(?!)"


def emit(node: Node) -> str:
    """Give the source of *node*: printable ASCII, whatever flags it is compiled with."""
    source = _any(node)
    if len(source) > _MAX_SOURCE:
        raise PatternError("it needs too much room: use smaller character classes")
    return source


def _any(node: Node) -> str:
    """Give the source of a node where an alternative needs no group."""
    match node:
        case Alt(options):
            return "|".join(map(_any, options))
        case Seq(items):
            return "".join(map(_item, items))
        case _:
            return _item(node)


def _item(node: Node) -> str:
    """Give the source of a node between others."""
    match node:
        case Chars(ranges):
            return _chars(ranges)
        case Start():
            return "\\A"
        case End():
            return "\\Z"
        case Edge(negated):
            return _edge(negated=negated)
        case Look(body, negated):
            return f"(?{'!' if negated else '='}{_any(body)})"
        case Repeat(body, low, high):
            return _atom(body) + _quantifier(low, high)
        case _:
            return f"(?:{_any(node)})"


def _atom(node: Node) -> str:
    """Give the source of a node before a quantifier."""
    if isinstance(node, Chars) and node.ranges:
        return _chars(node.ranges)
    return f"(?:{_any(node)})"


def _quantifier(low: int, high: int | None) -> str:
    """Give the shortest quantifier with these bounds."""
    match low, high:
        case 0, None:
            return "*"
        case 1, None:
            return "+"
        case 0, 1:
            return "?"
        case _, None:
            return f"{{{low},}}"
        case _:
            return f"{{{low}}}" if low == high else f"{{{low},{high}}}"


def _edge(*, negated: bool) -> str:
    r"""Spell out \b or \B, whose meaning in Python depends on flags."""
    word = _chars(WORD)
    before, after = (f"(?<={word})", f"(?<!{word})"), (f"(?={word})", f"(?!{word})")
    if negated:
        return f"(?:{before[0]}{after[0]}|{before[1]}{after[1]})"
    return f"(?:{before[0]}{after[1]}|{before[1]}{after[0]})"


@lru_cache(maxsize=256)
def _chars(ranges: Ranges) -> str:
    """Give the shortest source of one character of a set."""
    if not ranges:
        return _NOTHING
    if len(ranges) == 1 and ranges[0][0] == ranges[0][1]:
        return _char(ranges[0][0], _SPECIAL)
    inside = _members(ranges)
    outside = _members(complement(ranges))
    return f"[^{outside}]" if outside and len(outside) < len(inside) else f"[{inside}]"


def _members(ranges: Ranges) -> str:
    """Give the inside of a class."""
    parts = []
    for low, high in ranges:
        parts.append(_char(low, _SPECIAL_IN_CLASS))
        if high > low + 1:
            parts.append("-")
        if high > low:
            parts.append(_char(high, _SPECIAL_IN_CLASS))
    return "".join(parts)


def _char(code: int, special: frozenset[str]) -> str:
    """Give the source of one character."""
    char = chr(code)
    if char in special:
        return "\\" + char
    if "!" <= char <= "~":
        return char
    if code <= 0xFF:  # noqa: PLR2004 - what two digits can hold
        return f"\\x{code:02x}"
    if code <= 0xFFFF:  # noqa: PLR2004 - what four digits can hold
        return f"\\u{code:04x}"
    return f"\\U{code:08x}"
