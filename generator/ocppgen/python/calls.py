"""Calls and tables in the code, within each other, laid out as black leaves them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ocppgen.python.quoting import WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Call:
    """A call in the code, whose arguments may be calls.

    *before* is what it is called as an argument (``values=``); *ends* are its brackets.
    """

    head: str
    arguments: Sequence[Call | str]
    before: str = ""
    ends: Sequence[str] = "()"

    def __str__(self) -> str:
        """Spell it on one line."""
        inner = ", ".join(map(str, self.arguments))
        return f"{self.before}{self.head}{self.ends[0]}{inner}{self.ends[1]}"

    def named(self, before: str) -> Call:
        """Give it a name as an argument."""
        return replace(self, before=before)

    def laid_out(self, indent: int, before: str = "", after: str = "") -> str:
        """Spell it with what stands *before* and *after*, broken as black leaves it."""
        line = f"{before}{self}{after}"
        if indent + len(line) <= WIDTH or not self.arguments:
            return line
        start, end = self.ends
        head = f"{before}{self.before}{self.head}{start}\n"
        together = ", ".join(map(str, self.arguments))
        if len(self.arguments) > 1 and indent + 4 + len(together) <= WIDTH:
            return f"{head}    {together}\n{end}{after}"
        inner = [_argument(one, indent + 4) for one in self.arguments]
        return head + "".join(inner) + f"{end.removeprefix(',')}{after}"


def _argument(one: Call | str, indent: int) -> str:
    if isinstance(one, str):
        text = f"{one.removesuffix(',')},"
    else:
        text = one.laid_out(indent, after=",")
    return "".join(f"    {line}\n" for line in text.split("\n"))


def mapped(before: str, outer: str, function: str, items: str, indent: int) -> str:
    """Spell what *outer* makes of a *function* of each item: ``x = list(map(read, items))``."""
    return Call(outer, [Call("map", [function, items])]).laid_out(indent, before)
