"""An ECMA 262 pattern read into nodes, with the meaning the u flag gives it."""

from __future__ import annotations

from ocppgen.schema.pattern.ast import Alt, Chars, Edge, End, Look, Node, Repeat, Seq, Start
from ocppgen.schema.pattern.char_class import as_ranges, read_class, read_escape
from ocppgen.schema.pattern.chars import NOT_LINE_END
from ocppgen.schema.pattern.error import PatternError
from ocppgen.schema.pattern.reader import DECIMAL, Reader

_MAX_LENGTH = 5_000

_MAX_DEPTH = 50

MAX_COUNT = 1_000
"""The highest bound a quantifier may have."""

_QUANTIFIERS = {"*": (0, None), "+": (1, None), "?": (0, 1)}


def parse(pattern: str) -> Node:
    """Give the meaning of *pattern*, or refuse it."""
    if len(pattern) > _MAX_LENGTH:
        raise PatternError(f"it is longer than {_MAX_LENGTH} characters: shorten it")
    # A surrogate pair is one character in a pattern, however the text came to hold it.
    joined = pattern.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return _Parser(Reader(joined)).whole()


class _Parser:
    """A recursive descent over the grammar; groups alone recurse, to a bounded depth."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._names: set[str] = set()

    def whole(self) -> Node:
        """Read everything."""
        node = self._disjunction(depth=0)
        if self._reader.peek():
            raise PatternError("a ) closes no group: escape it as \\)")
        return node

    def _disjunction(self, depth: int) -> Node:
        """Read alternatives up to the end of the group or of the pattern."""
        options = [self._sequence(depth)]
        while self._reader.accept("|"):
            options.append(self._sequence(depth))
        return Alt(tuple(options)) if len(options) > 1 else options[0]

    def _sequence(self, depth: int) -> Node:
        """Read one alternative."""
        items: list[Node] = []
        while self._reader.peek() not in {"", "|", ")"}:
            node = self._term(depth)
            if isinstance(node, Look) and not _is_at_start(items, depth):
                raise PatternError(
                    "a lookahead is not supported: put it right after a leading ^"
                )
            items.append(node)
        return items[0] if len(items) == 1 else Seq(tuple(items))

    def _term(self, depth: int) -> Node:
        """Read one assertion, or one atom with its quantifier."""
        reader = self._reader
        if reader.accept("^"):
            return Start()
        if reader.accept("$"):
            return End()
        if reader.accept("\\b"):
            return Edge(negated=False)
        if reader.accept("\\B"):
            return Edge(negated=True)
        for opening in ("(?=", "(?!"):
            if reader.accept(opening):
                return Look(self._group(depth), negated=opening == "(?!")
        return self._quantified(self._atom(depth))

    def _atom(self, depth: int) -> Node:
        """Read what a quantifier may follow."""
        char = self._reader.take()
        match char:
            case "(":
                self._group_kind()
                return self._group(depth)
            case "[":
                return Chars(read_class(self._reader))
            case ".":
                return Chars(NOT_LINE_END)
            case "\\":
                return Chars(as_ranges(read_escape(self._reader)))
            case "*" | "+" | "?":
                raise PatternError(
                    f"there is nothing for {char} to repeat: escape it as \\{char}"
                )
            case "{":
                raise PatternError("a { repeats nothing: escape it as \\{")
            case _:
                return Chars(as_ranges(ord(char)))

    def _group(self, depth: int) -> Node:
        """Read a group from behind its opening to its closing parenthesis."""
        if depth >= _MAX_DEPTH:
            raise PatternError(f"groups are nested more than {_MAX_DEPTH} deep: take some out")
        node = self._disjunction(depth + 1)
        if not self._reader.accept(")"):
            raise PatternError("a group is not closed: add )")
        return node

    def _group_kind(self) -> None:
        """Read what follows the parenthesis of a group that captures or only groups."""
        reader = self._reader
        if not reader.accept("?") or reader.accept(":"):
            return
        if not reader.accept("<"):
            raise PatternError(
                "a group of another kind is not supported: use ( (?: or (?<name>"
            )
        if reader.peek() in {"=", "!"}:
            raise PatternError(
                f"a lookbehind (?<{reader.peek()} is not supported: match what stands before, too"
            )
        self._name(reader.take_until(">", "the name of a group"))

    def _name(self, name: str) -> None:
        """Check the name of a group; nothing else needs it."""
        if not name.replace("$", "_").isidentifier():
            raise PatternError("the name of a group is not an identifier: correct it")
        if name in self._names:
            raise PatternError("two groups have the same name: rename one")
        self._names.add(name)

    def _quantified(self, atom: Node) -> Node:
        """Read the quantifier of *atom*, if there is one."""
        bounds = self._bounds()
        if bounds is None:
            return atom
        # A lazy quantifier finds another match first, but whether there is one is the same.
        self._reader.accept("?")
        return atom if bounds == (1, 1) else Repeat(atom, *bounds)

    def _bounds(self) -> tuple[int, int | None] | None:
        """Read the bounds of a quantifier, if there is one."""
        reader = self._reader
        if reader.peek() in _QUANTIFIERS:
            return _QUANTIFIERS[reader.take()]
        if not reader.accept("{"):
            return None
        low = high = self._count()
        if reader.accept(","):
            high = None if reader.peek() == "}" else self._count()
        if low is None or not reader.accept("}"):
            raise PatternError("a { starts no {n}, {n,} or {n,m}: escape it as \\{")
        if high is not None and low > high:
            raise PatternError("the bounds of a quantifier are out of order: swap them")
        return low, high

    def _count(self) -> int | None:
        """Read one bound of a quantifier, if there is one."""
        digits = self._reader.take_while(DECIMAL)
        if not digits:
            return None
        significant = digits.lstrip("0") or "0"
        if len(significant) > len(str(MAX_COUNT)) or int(significant) > MAX_COUNT:
            raise PatternError(f"a quantifier above {MAX_COUNT} is not supported: lower it")
        return int(significant)


def _is_at_start(before: list[Node], depth: int) -> bool:
    """Say whether what follows *before* is tried at the start of the text only, and once."""
    return (
        depth == 0
        and bool(before)
        and isinstance(before[0], Start)
        and all(isinstance(node, Start | Look) for node in before)
    )
