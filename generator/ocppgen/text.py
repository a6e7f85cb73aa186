"""Small functions over text that several rooms need: printing, escaping, pointers."""

from __future__ import annotations

import json
import keyword
import os
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN = 60


def printable(text: str) -> str:
    """Escape whatever a terminal would not show as it is (controls, bidi marks, NUL)."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else escape(char) for char in text)


def shown(value: object) -> str:
    """Quote a JSON value in a message: one line, cut short, without credentials of a URL."""
    try:
        text = json.dumps(value, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):
        text = type(value).__name__
    before, mark, after = text.partition("://")
    if mark and "@" in after:
        text = f"{before}://***{after[after.rfind('@') :]}"
    return printable(text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "...")


def without_credentials(pointer: str) -> str:
    """Hide what may be a user and a password in the name of a member: all before ``@``."""
    names = pointer.split("/")
    return "/".join("***" * ("@" in one) + one[max(one.rfind("@"), 0) :] for one in names)


def listed(words: Iterable[str], last: str = "and") -> str:
    """Join words for a sentence: ``a, b and c``."""
    every = list(words)
    return f" {last} ".join([", ".join(every[:-1]), every[-1]] if len(every) > 1 else every)


def token(name: str) -> str:
    """Escape one member name for a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


def escape(char: str) -> str:
    """Spell a character by its code point, as Python and others do."""
    code, byte, plane = ord(char), 0x100, 0x10000
    if code < byte:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < plane else f"\\U{code:08x}"


def from_disk(name: str) -> str:
    """Read a file's name as UTF-8, whatever the machine takes names for."""
    return os.fsencode(name).decode("utf-8", "surrogateescape")


def on_disk(name: str) -> str:
    """Spell a file's name for the machine so that it is UTF-8 on disk."""
    return os.fsdecode(name.encode("utf-8", "surrogateescape"))


IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
"""What a package, class or member may be called that a person names."""


def is_identifier(name: str) -> bool:
    """Whether Python takes a name that a person chose, and every file system, too."""
    return IDENTIFIER.fullmatch(name) is not None and not keyword.iskeyword(name)
