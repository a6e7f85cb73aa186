"""Read JSON text strictly: what is not JSON, or says a member twice, is refused.

Numbers with a fraction or exponent become `decimal.Decimal`, so that limits are kept as
they are written.
"""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NoReturn

from ocppgen.errors import GeneratorError
from ocppgen.text import shown

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 64 * 1024 * 1024
_MAX_DIGITS = 400
_MAX_BITS = 1400
_TOO_LARGE = "has a number beyond the range of a double: "


def read_bytes(path: Path, file: str) -> bytes:
    """Read a file that is expected to hold text of a sane size."""
    try:
        if path.stat().st_size > MAX_BYTES:
            message = f"is larger than {MAX_BYTES // 1024 // 1024} MiB; is this the right file?"
            raise GeneratorError(message, file=file)
        return path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror}; correct the path or its permissions"
        raise GeneratorError(message, file=file) from error


def decoded(data: bytes, file: str) -> str:
    """Give the text of a file, or raise `GeneratorError` that says where it is no UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 (byte {error.start}); save it as UTF-8"
        raise GeneratorError(message, file=file) from error


def loads(data: bytes, file: str) -> object:
    """Give the value of a JSON text, or raise `GeneratorError` that says where it ends."""
    try:
        return json.loads(
            decoded(data, file),
            object_pairs_hook=_members,
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        message = f"is not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        raise GeneratorError(message, file=file) from error
    except _RefusedError as error:
        raise GeneratorError(str(error), file=file) from error
    except RecursionError as error:
        message = "is nested too deeply to be read; flatten it with $ref"
        raise GeneratorError(message, file=file) from error


class _RefusedError(Exception):
    """Says what the parser's hooks will not take."""


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            message = f"has the member {shown(name)} twice in one object; remove one"
            raise _RefusedError(message)
        seen.add(name)
    raise AssertionError


def is_sane(number: int | Decimal) -> bool:
    """Tell whether a number is one that a schema may say: finite, of some hundred digits."""
    if isinstance(number, int):
        return number.bit_length() <= _MAX_BITS
    _, digits, exponent = number.as_tuple()
    return (
        isinstance(exponent, int)
        and len(digits) <= _MAX_DIGITS
        and abs(exponent) <= _MAX_DIGITS
    )


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text) if len(text) <= _MAX_DIGITS else Decimal("NaN")
    except InvalidOperation:  # an exponent of twenty digits
        number = Decimal("NaN")
    if not is_sane(number):
        raise _RefusedError(_TOO_LARGE + shown(text))
    return number


def _integer(text: str) -> int:
    if len(text) > _MAX_DIGITS:
        raise _RefusedError(_TOO_LARGE + shown(text))
    return int(text)


def _constant(text: str) -> NoReturn:
    message = f"has {text}, which is no JSON"
    raise _RefusedError(message)
