"""Twice as large a message is about twice the work, whatever it is made of.

Counted in calls, which show a loop within a loop of Python and of what Python calls. How long
a single call takes over a long text is another matter: the patterns of the formats have none
of the repetitions that could take long, and the generator refuses those in schemas.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ocpp16 import ValidationError
from ocpp16.frames import FrameError, parse
from tests.endpoints.ends import ROLES, endpoint
from tests.frames import holding
from tests.hostile.classes import examples, places, put
from tests.hostile.counting import MOST, growth

if TYPE_CHECKING:
    from collections.abc import Callable

FIVE_MEGABYTES = 5_000_000

# Payloads that grow with a number, made of what a message expects or of what it does not.
SHAPES: dict[str, Callable[[int], Any]] = {
    "members": lambda size: {f"member {number}": number for number in range(size)},
    "nulls": lambda size: dict.fromkeys(map(str, range(size))),
    "numbers": lambda size: [*range(size)],
    "texts": lambda size: [f"{number}" for number in range(size)],
    "fractions": lambda size: [number / 7 for number in range(size)],
    "objects": lambda size: [{"status": f"{number}"} for number in range(size)],
    "arrays": lambda size: [[number] for number in range(size)],
    "alike": lambda size: [{"a": [1, "b", None]}] * size,
    "dates": lambda size: ["2024-05-01T10:00:00.123Z"] * size,
}

# Pieces that are JSON of any size, or something like it, when they are repeated.
PIECES: dict[str, tuple[str, str, str]] = {
    "a text": ('"', "x", '"'),
    "escapes": ('"', "\\u00e4", '"'),
    "half an escape": ('"', "\\u00e", '"'),
    "quotes": ('"', '\\"', '"'),
    "backslashes": ('"', "\\\\", '"'),
    "no end": ('"', "x", ""),
    "surrogates": ('"', "\\ud800", '"'),
    "wide letters": ('"', "\U0001f600", '"'),
    "a number": ("", "9", ""),
    "a fraction": ("0.", "1", ""),
    "an exponent": ("1e", "0", "1"),
    "zeros": ("", "0", ""),
    "items": ("[0", ",1", "]"),
    "commas": ("[", ",", "]"),
    "brackets": ("", "[", ""),
    "pairs of brackets": ("[[]", ",[]", "]"),
    "braces": ("", '{"a":', ""),
    "spaces": ("", " ", "1"),
    "lines": ("[", "\n", "]"),
    "the same member": ('{"a":1', ',"a":1', "}"),
    "empty objects": ("[{}", ",{}", "]"),
    "percent signs": ('"ftp://host/', "%20", '"'),
    "slashes": ('"ftp:', "/", '"'),
    "dots": ('"ftp://', "a.", '"'),
    "ats": ('"ftp://', "a@", '"'),
    "colons": ('"ftp://[', "1:", ']/"'),
    "digits of a fraction": ('"2024-05-01T10:00:00.', "1", 'Z"'),
    "NUL": ('"', "\\u0000", '"'),
}


def judging(message: Any, payload: Any) -> Callable[[], object]:
    """Give the work of looking at a payload in every way."""

    def work() -> None:
        message.check(payload)
        try:
            message.from_dict(payload).to_json()
        except ValidationError as error:
            str(error)

    return work


def reading(message: Any, text: str) -> Callable[[], object]:
    """Give the work of reading a text."""

    def work() -> None:
        try:
            message.from_json(text).to_json()
        except ValidationError as error:
            str(error)

    return work


def receiving(text: str) -> Callable[[], object]:
    """Give the work of taking a frame apart, and of both endpoints that receive it."""

    def work() -> None:
        try:
            parse(text).to_json()
        except FrameError as error:
            str(error)
        for role in ROLES:
            assert len(endpoint(role).receive(text)) == 1

    return work


def of_payloads(message: Any, payloads: list[Any]) -> float:
    """Say how much more work the second payload is, and the second text."""
    texts = [json.dumps(one) for one in payloads]
    return max(
        growth(lambda size: judging(message, payloads[size - 1]), 1),
        growth(lambda size: reading(message, texts[size - 1]), 1),
    )


def of_texts(message: Any, texts: list[str]) -> float:
    """Say how much more work the second text is for a message."""
    return growth(lambda size: reading(message, texts[size - 1]), 1)


def of_frames(texts: list[str]) -> float:
    """Say how much more work the second text is as a frame."""
    return growth(lambda size: receiving(texts[size - 1]), 1)


def repeated(piece: str, size: int) -> str:
    """Make a text of a size out of a piece."""
    start, middle, end = PIECES[piece]
    return start + middle * (size // len(middle)) + end


def test_what_is_quadratic_would_be_seen() -> None:
    assert growth(lambda size: lambda: [abs(one) for one in range(size * size)], 50) > 3
    assert growth(lambda size: lambda: [abs(one) for one in range(size)], 500) < MOST


@pytest.mark.parametrize("message", examples(), ids=lambda one: one.__qualname__)
def test_every_class_with_what_grows(message: Any) -> None:
    """In the place of the payload, of each value in it, and beside them."""
    payload = examples()[message]
    for make in SHAPES.values():
        small, large = make(60), make(120)
        for way in [*places(payload), ("no such member",)]:
            pair = [put(payload, way, small), put(payload, way, large)]
            assert of_payloads(message, pair) < MOST, way


@pytest.mark.parametrize("message", examples(), ids=lambda one: one.__qualname__)
def test_every_class_with_more_of_what_it_has(message: Any) -> None:
    """Each array of a valid payload, with many more of its items."""
    payload = examples()[message]
    for way in places(payload):
        value = _at(payload, way)
        if isinstance(value, list):
            pair = [put(payload, way, value * size) for size in (60, 120)]
            assert of_payloads(message, pair) < MOST, way


MESSAGES = [
    ("DataTransferRequest", '{{"vendorId":"v","data":{}}}'),
    ("UpdateFirmwareRequest", '{{"location":{},"retrieveDate":"2024-05-01T10:00:00Z"}}'),
    ("UpdateFirmwareRequest", '{{"location":"ftp:a","retrieveDate":{}}}'),
    ("SendLocalListRequest", '{{"listVersion":1,"localAuthorizationList":{}}}'),
    ("StatusNotificationRequest", "{}"),
]
FRAMES = [
    '[2,"1","DataTransfer",{{"vendorId":"v","data":{}}}]',
    '[3,"1",{}]',
    '[4,"1","GenericError","",{}]',
    '[2,"1",{},{{}}]',
    "[2,{}]",
    "{}",
]


@pytest.mark.parametrize("piece", PIECES)
def test_texts_of_anything(piece: str) -> None:
    """In a member and in a frame."""
    values = [repeated(piece, size) for size in (10_000, 20_000)]
    for name, around in MESSAGES:
        assert of_texts(_named(name), [around.format(one) for one in values]) < MOST, name
    for around in FRAMES:
        assert of_frames([around.format(one) for one in values]) < MOST, around


@pytest.mark.parametrize("piece", PIECES)
def test_five_megabytes_of_anything(piece: str) -> None:
    """There is an answer, as short as any."""
    value = repeated(piece, FIVE_MEGABYTES)
    for name, around in (MESSAGES[0], MESSAGES[1], MESSAGES[3]):
        text = around.format(value)
        try:
            assert len(_named(name).from_json(text).to_json()) >= FIVE_MEGABYTES // 2
        except ValidationError as error:
            assert len(str(error)) < 5_000
    for around in FRAMES[:2]:
        for role in ROLES:
            (event,) = endpoint(role).receive(around.format(value))
            assert len(getattr(event, "text", "")) < holding.MOST


def _named(name: str) -> Any:
    return next(one for one in examples() if one.__qualname__ == name)


def _at(payload: Any, way: tuple[Any, ...]) -> Any:
    for step in way:
        payload = payload[step]
    return payload
