"""Texts that may be no JSON: what `from_json` says of them, and what it should say."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from tests import oracle

if TYPE_CHECKING:
    from random import Random

    from tests.differential.subjects import Subject

_DIGITS = 4300
_PIECES = (
    b"", b" ", b"\n", b"\t\r ", b"\x00", b"\x0b", b"\xc2\xa0", b"\xef\xbb\xbf", b"\xff", b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80", b"\xc0\x80", b"NaN", b"Infinity", b"-Infinity", b"1e400", b"-1e400",
    b"1" * 4300, b"1" * 4301, b"0" * 5, b"01", b"1.", b".5", b"+1", b"1e", b"1E+2", b"-0", b"- 1", b"--1",
    b"null", b"true", b"True", b"nul", b"'a'", b'"', b'"a', b'"\\x"', b'"\\ud800"', b'"\\uD83D\\uDE00"',
    b'"\\u12"', b'"\x01"', b'"\x7f"', b'"\xf0\x9f\x98\x80"', b"[", b"]", b"{", b"}", b",", b":", b"[]", b"{}",
    b'{"a":1,"a":2}', b"[1,]", b"[,1]", b'{"a":1,}', b"{a:1}", b"//x\n", b"/*x*/", b"#", b"\xe2\x80\xa8",
    b"1e5000", b"1e-5000", b"0.1e1", b"[" * 200, b"[" * 5000, b'{"a":' * 5000, b"\xfe\xff", b"8.10", b"1.0",
)  # fmt: skip


def damaged(payload: Any, random: Random) -> bytes:
    """Spell a payload as JSON in one of many ways, and perhaps spoil it."""
    text = json.dumps(
        payload,
        ensure_ascii=random.random() < 0.5,
        indent=random.choice((None, None, 1)),
        separators=random.choice(((",", ":"), (" , ", " : "), (", ", ": "))),
    ).encode("utf-8", "surrogatepass")
    for _ in range(random.choice((0, 1, 1, 2, 3))):
        at = random.randrange(len(text) + 1)
        to = at + random.choice((0, 0, 1, 2, random.randrange(len(text) + 1)))
        text = text[:at] + random.choice(_PIECES) + text[to:]
    if random.random() < 0.2 and text[:1] == b"{":
        text = text[:-1] + b"," + text[1:]  # every member twice
    return text


def disagreement(subject: Subject, text: bytes) -> str:
    """Say how `from_json` is wrong about a text; nothing if it is right."""
    try:
        value = strict(text)
    except (ValueError, RecursionError):
        expected = False
    else:
        expected = subject.judge.is_valid(oracle.as_decimals(value))
    error = subject.internals.ValidationError
    answers = []
    for given in (text, _as_text(text)):
        if given is None:
            continue
        try:
            read = subject.message.from_json(given)
        except error as refused:
            answers.append(False)
            if not refused.violations or len(str(refused.violations[0].message)) > 1500:
                return "refused without a short reason"
        else:
            answers.append(True)
            if subject.message.from_json(read.to_json()) != read:
                return "what is sent is read as something else"
    return "" if set(answers) <= {expected} else f"expected {expected}, got {answers}"


def strict(text: bytes) -> Any:
    """Read JSON as it is promised to be read; raise `ValueError` for what is refused."""
    return json.loads(
        text.decode("utf-8"),
        object_pairs_hook=_members,
        parse_constant=_constant,
        parse_float=_number,
        parse_int=_integer,
    )


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError
    return dict(pairs)


def _constant(word: str) -> Any:
    raise ValueError(word)


def _number(text: str) -> float:
    if math.isinf(float(text)):
        raise ValueError
    return float(text)


def _integer(text: str) -> int:
    if len(text.lstrip("-")) > _DIGITS:
        raise ValueError
    return int(text)


def _as_text(text: bytes) -> str | None:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        return None
