"""Numbers of JSON in Python: what is one, and exact arithmetic on decimals."""

from __future__ import annotations

from decimal import Decimal

Number = int | float | Decimal


class LongInteger(int):
    """An integer that can be printed although Python refuses to, for its length."""

    def __repr__(self) -> str:
        """Give the hexadecimal digits, which are never refused."""
        return hex(self)

    __str__ = __repr__


def exact(number: Number) -> int | Decimal:
    """Give a number for exact comparison: a float is its shortest decimal."""
    return Decimal(repr(number)) if isinstance(number, float) else number


def is_number(_checker: object, value: object) -> bool:
    """Whether the value is a number of JSON: finite, and no boolean."""
    if isinstance(value, float | Decimal):
        return Decimal(value).is_finite()
    return isinstance(value, int) and not isinstance(value, bool)


def is_integer_of_draft4(_checker: object, value: object) -> bool:
    """Whether the value was spelled without a fraction or exponent."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_integer(checker: object, value: object) -> bool:
    """Whether the value is a number without a fractional part, however spelled."""
    if isinstance(value, float | Decimal):
        return is_number(checker, value) and is_multiple(value, 1)
    return is_integer_of_draft4(checker, value)


def _scaled(number: Number) -> tuple[int, int, int]:
    """Take a number apart: coefficient, exponent of ten, digits of the coefficient."""
    sign, digits, exponent = Decimal(exact(number)).as_tuple()
    if not isinstance(exponent, int):
        message = "no finite number"
        raise TypeError(message)
    return int(Decimal((sign, digits, 0))), exponent, len(digits)


def is_multiple(number: Number, factor: Number) -> bool:
    """Whether the number is an integer times the factor, which is not zero.

    Done on integers, because a `Decimal` division is cut to the context's precision,
    and without writing out a power of ten that may have more digits than memory holds.
    """
    dividend, high, digits = _scaled(number)
    divisor, low, _ = _scaled(factor)
    shift = high - low
    if shift >= 0:
        return dividend * pow(10, shift, abs(divisor)) % divisor == 0
    if dividend == 0:
        return True
    return -shift < digits and dividend % (divisor * 10**-shift) == 0
