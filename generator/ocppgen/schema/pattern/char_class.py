"""Escapes and classes: the parts of a pattern that stand for one character of a set."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from ocppgen.schema.pattern.chars import (
    DIGIT,
    SPACE,
    WORD,
    Ranges,
    complement,
    ranges_of,
)
from ocppgen.schema.pattern.error import PatternError
from ocppgen.schema.pattern.property import property_ranges
from ocppgen.schema.pattern.reader import DECIMAL, HEX

if TYPE_CHECKING:
    from ocppgen.schema.pattern.reader import Reader

_SETS = {
    "d": DIGIT,
    "D": complement(DIGIT),
    "s": SPACE,
    "S": complement(SPACE),
    "w": WORD,
    "W": complement(WORD),
}

_CONTROLS = {"t": 0x09, "n": 0x0A, "v": 0x0B, "f": 0x0C, "r": 0x0D}

_LETTERS = frozenset(string.ascii_letters)

_LITERAL = frozenset(string.punctuation + " ")
"""What a backslash makes a literal; more than the u flag allows, but never ambiguous."""

_MAX_CODE_DIGITS = 8


def read_escape(reader: Reader) -> int | Ranges:
    r"""Read what follows a backslash: one code point, or a set such as that of \d."""
    char = reader.take()
    if char in _SETS:
        return _SETS[char]
    if char in _CONTROLS:
        return _CONTROLS[char]
    if char in _LITERAL:
        return ord(char)
    match char:
        case "":
            raise PatternError("a backslash at the end escapes nothing: double it")
        case "p" | "P":
            return _property(reader, negated=char == "P")
        case "x":
            return _hex(reader, "\\x", 2)
        case "u":
            return _unicode(reader)
        case "c" if reader.peek() in _LETTERS:
            return ord(reader.take()) % 32
        case "0" if reader.peek() not in DECIMAL:
            return 0
        case _:
            raise PatternError(_refusal(char))


def _refusal(char: str) -> str:
    """Say why the escape of *char* is not supported."""
    if char in "123456789":
        return f"a back reference (\\{char}) is not supported: write out what it may match"
    if char == "k":
        return "a back reference (\\k) is not supported: write out what it may match"
    if char == "0":
        return "an octal escape is not supported: use \\xHH"
    return f"an escape of {char!a} is not supported: drop the backslash"


def _hex(reader: Reader, what: str, count: int) -> int:
    """Read a code point of exactly *count* hexadecimal digits."""
    code = reader.take_hex(count)
    if code is None:
        raise PatternError(f"{what} needs {count} hexadecimal digits")
    return code


def _unicode(reader: Reader) -> int:
    r"""Read what follows \u, and with the first half of a surrogate pair the second."""
    if reader.accept("{"):
        return _code_point(reader.take_until("}", "\\u{"))
    code = _hex(reader, "\\u", 4)
    if 0xD800 <= code <= 0xDBFF:  # noqa: PLR2004 - the first halves of surrogate pairs
        low = _second_half(reader)
        if low is not None:
            return 0x10000 + (code - 0xD800) * 0x400 + (low - 0xDC00)
    return code


def _second_half(reader: Reader) -> int | None:
    """Read the escape of the second half of a surrogate pair, if there is one."""
    digits = "".join(reader.peek(ahead) for ahead in range(2, 6)).lower()
    if not (HEX.issuperset(digits) and "dc00" <= digits <= "dfff"):
        return None
    if not reader.accept("\\u"):
        return None
    return reader.take_hex(4)


def _code_point(digits: str) -> int:
    r"""Give the code point between the braces of \u{...}."""
    significant = digits.lstrip("0") or digits[-1:]
    if significant and HEX.issuperset(significant) and len(significant) <= _MAX_CODE_DIGITS:
        code = int(significant, 16)
        if code <= 0x10FFFF:  # noqa: PLR2004 - the last code point
            return code
    raise PatternError("\\u{...} needs a hexadecimal code point up to 10FFFF")


def _property(reader: Reader, *, negated: bool) -> Ranges:
    r"""Read the braces of \p{...} or \P{...}."""
    if not reader.accept("{"):
        raise PatternError("\\p needs the name of a property in braces")
    ranges = property_ranges(reader.take_until("}", "\\p{"))
    return complement(ranges) if negated else ranges


def read_class(reader: Reader) -> Ranges:
    """Read a class from behind its opening bracket to its closing one."""
    negated = reader.accept("^")
    pairs: list[tuple[int, int]] = []
    while not reader.accept("]"):
        first = _member(reader)
        if reader.peek() == "-" and reader.peek(1) not in {"", "]"}:
            reader.take()
            pairs += _span(first, _member(reader))
        else:
            pairs += as_ranges(first)
    ranges = ranges_of(pairs)
    return complement(ranges) if negated else ranges


def _member(reader: Reader) -> int | Ranges:
    """Read one member of a class: a code point or a set."""
    char = reader.take()
    if not char:
        raise PatternError("a class is not closed: add ]")
    if char != "\\":
        return ord(char)
    if reader.accept("b"):
        return 0x08
    return read_escape(reader)


def _span(first: int | Ranges, last: int | Ranges) -> Ranges:
    r"""Give what two members with a hyphen between them stand for.

    Next to a set such as \w the hyphen cannot make a range: it is itself a member.
    """
    if isinstance(first, int) and isinstance(last, int):
        if first > last:
            raise PatternError("a range in a class is out of order: swap its ends")
        return ((first, last),)
    return (*as_ranges(first), *as_ranges(ord("-")), *as_ranges(last))


def as_ranges(member: int | Ranges) -> Ranges:
    """Give a code point or a set as ranges."""
    return ((member, member),) if isinstance(member, int) else member
