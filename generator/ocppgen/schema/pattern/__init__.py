"""The keyword `pattern`: from ECMA 262 to Python's `re`, for patterns that are quick anywhere.

A pattern comes from a schema, texts come from anyone, and `re` tries alternatives one by one.
So a pattern is taken only if its automaton shows that no text can make `re` try too many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.schema.pattern.ambiguity import Ambiguity
from ocppgen.schema.pattern.cost import is_linear, is_short
from ocppgen.schema.pattern.emit import emit
from ocppgen.schema.pattern.error import PatternError
from ocppgen.schema.pattern.nfa import automata
from ocppgen.schema.pattern.parse import parse
from ocppgen.schema.pattern.work import Work

if TYPE_CHECKING:
    from ocppgen.schema.pattern.nfa import Nfa

__all__ = ["PatternError", "translate"]

_SHORT_TEXT = 10_000
"""The longest texts on which more than linear time is acceptable."""


def translate(pattern: str, max_length: int | None = None) -> str:
    """Give the source for `re` that finds what the ECMA 262 *pattern* finds, in linear time.

    The source is for `re.compile(...).search` and says by itself where the text must start
    or end. With *max_length*, the caller checks first that a text has no more characters;
    then quadratic time is acceptable if that is few. Any other pattern is refused.
    """
    node = parse(pattern)
    source = emit(node)
    work = Work()
    for nfa in automata(node):
        _check_time(nfa, max_length, work)
    return source


def _check_time(nfa: Nfa, max_length: int | None, work: Work) -> None:
    """Refuse a pattern that can take too long."""
    if is_linear(nfa, work):
        return
    ambiguity = Ambiguity(nfa, work)
    if ambiguity.is_exponential():
        raise PatternError(
            "it can take time exponential in the text: make the parts it repeats differ"
        )
    if max_length is not None and max_length <= _SHORT_TEXT and is_short(nfa, max_length, work):
        return
    cures = ["anchor it with ^"] * nfa.searching
    cures.append("add maxLength" if max_length is None else "lower maxLength")
    if ambiguity.is_polynomial():
        what = "it can take time quadratic in the text or worse"
    else:
        what = "it has too many ways to match the same text"
        cures.insert(0, "repeat less")
    raise PatternError(f"{what}: {_either(cures)}")


def _either(cures: list[str]) -> str:
    """Join alternatives for people."""
    *others, last = cures
    return f"{', '.join(others)} or {last}" if others else last
