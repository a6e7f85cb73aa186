"""A cursor over the text of a pattern."""

from __future__ import annotations

import string

from ocppgen.schema.pattern.error import PatternError

HEX = frozenset(string.hexdigits)

DECIMAL = frozenset(string.digits)


class Reader:
    """The text of a pattern and how far it was read."""

    def __init__(self, text: str) -> None:
        """Start at the first character of *text*."""
        self._text = text
        self._position = 0

    def peek(self, ahead: int = 0) -> str:
        """Give a character to come, or nothing at the end."""
        place = self._position + ahead
        return self._text[place : place + 1]

    def take(self) -> str:
        """Give the next character and step over it; nothing at the end."""
        char = self.peek()
        self._position += len(char)
        return char

    def accept(self, wanted: str) -> bool:
        """Step over *wanted* if that is what comes next."""
        found = self._text.startswith(wanted, self._position)
        if found:
            self._position += len(wanted)
        return found

    def take_while(self, allowed: frozenset[str]) -> str:
        """Give the longest run of *allowed* characters that comes next and step over it."""
        start = self._position
        while self.peek() and self.peek() in allowed:
            self._position += 1
        return self._text[start : self._position]

    def take_until(self, stop: str, what: str) -> str:
        """Give what comes before *stop* and step over both; refuse *what* without an end."""
        end = self._text.find(stop, self._position)
        if end < 0:
            raise PatternError(f"{what} is not closed: add {stop}")
        found = self._text[self._position : end]
        self._position = end + len(stop)
        return found

    def take_hex(self, count: int) -> int | None:
        """Give the value of exactly *count* hexadecimal digits and step over them, if any."""
        digits = self._text[self._position : self._position + count]
        if len(digits) < count or not HEX.issuperset(digits):
            return None
        self._position += count
        return int(digits, 16)
