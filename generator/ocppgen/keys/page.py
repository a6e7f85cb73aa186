"""The reference of a TOML file in Markdown, made from the table of its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.keys.key import (
    Flag,
    Inner,
    Json,
    Key,
    Kind,
    Named,
    Path,
    Seconds,
    Several,
    Table,
    Tables,
    Text,
)
from ocppgen.text import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_HEAD = ("| key | value | what for |", "|---|---|---|")


def page_of(
    sections: Mapping[str, Sequence[Key]], readers: Callable[[Key], str] | None = None
) -> str:
    """Write a table of keys with an example for each section, then for each table within.

    *sections* are keys of the root by their heading. *readers* says who reads one of them.
    """
    lines: list[str] = []
    for heading, keys in sections.items():
        plain = [key for key in keys if not is_table(key)]
        if plain:
            lines += [f"### {heading}", ""]
            lines += [f"Read by {readers(plain[0])}.", ""] if readers else []
            lines += _table(plain, "")
        for key in keys:
            read_by = f"Read by {readers(key)}." if readers else ""
            for path, one, inner in inner_tables(key):
                lines += _section(path, one, inner, read_by)
    return "\n".join(lines)


def inner_tables(key: Key, path: str = "") -> Iterator[tuple[str, Key, tuple[Key, ...]]]:
    """List the tables that a key leads to: the path of each, its key, and the plain keys in it.

    A table whose keys are tables only is not listed itself.
    """
    if not is_table(key):
        return
    path = f"{path}.{key.name}" if path else key.name
    table = _inner(key.kind)
    plain = tuple(one for one in table.keys if not is_table(one))
    if plain or isinstance(key.kind, Named):
        yield path, key, plain
    for one in table.keys:
        yield from inner_tables(one, path)


def _section(path: str, key: Key, plain: Sequence[Key], read_by: str) -> Iterator[str]:
    head = f"[[{path}]]" if isinstance(key.kind, Tables) else f"[{path}]"
    yield f"### `{head}`"
    yield ""
    yield " ".join(part for part in (key.text, key.more, read_by) if part)
    yield ""
    if plain:
        yield from _table(plain, head)
    else:
        yield from _example([head, key.example])


def _table(keys: Sequence[Key], head: str) -> Iterator[str]:
    yield from _HEAD
    for key in keys:
        said = " ".join(part for part in (key.text, key.more) if part).replace("|", "\\|")
        yield f"| `{key.name}` | {_value(key)} | {said} |"
    yield ""
    yield from _example(
        [*([head] if head else []), *(example(key) for key in keys if key.example)]
    )


def example(key: Key) -> str:
    """Write a line that sets a key."""
    return f"{key.name} = {key.example}"


def _example(lines: Sequence[str]) -> Iterator[str]:
    yield "```toml"
    yield from lines
    yield "```"
    yield ""


def _value(key: Key) -> str:
    words = _kind(key.kind)
    if key.required:
        return f"{words}; required"
    return f"{words}; default: {key.default}" if key.default else words


def _kind(kind: Kind) -> str:
    match kind:
        case Text(words=words) if words:
            return listed([f'`"{word}"`' for word in words], "or")
        case Text(shape=shape):
            return shape.wanted.replace('"FILE#POINTER"', "`FILE#POINTER`") if shape else "text"
        case Path():
            return "path"
        case Flag():
            return "`true` or `false`"
        case Seconds():
            return "seconds"
        case Json():
            return "any JSON value"
        case Several():
            return f"list of {_kind(kind.of)}"
        case Named() | Inner() | Tables():
            return "table"


def is_table(key: Key) -> bool:
    """Whether a key leads to tables."""
    return isinstance(key.kind, Inner | Tables | Named)


def _inner(kind: Kind) -> Table:
    """Return the keys of a table; those of a `Named` are the user's."""
    match kind:
        case Inner():
            return kind.table()
        case Tables():
            return kind.table
    return Table(())
