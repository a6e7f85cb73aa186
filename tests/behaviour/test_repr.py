"""A message can be printed, whatever its fields hold."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ocpp16.firmware import UpdateFirmwareRequest

WHEN = datetime(2024, 5, 1, 12, tzinfo=UTC)


class Unprintable:
    """Fails when it is printed."""

    def __repr__(self) -> str:
        """Fail."""
        raise RuntimeError


def deep() -> list[Any]:
    """Nest lists deeper than Python calls functions."""
    value: list[Any] = []
    for _ in range(100_000):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value", [Unprintable(), [Unprintable()], {"a": Unprintable()}, deep()]
)
def test_a_field_that_cannot_be_printed(value: Any) -> None:
    request = UpdateFirmwareRequest(location=value, retrieve_date=WHEN)
    printed = repr(request)
    assert printed.startswith("UpdateFirmwareRequest(location=<not shown>, ")
    assert "retrieve_date=datetime.datetime(2024, 5, 1, 12, 0, " in printed


@pytest.mark.flavor("dataclass")
def test_a_message_without_its_fields() -> None:
    """As a debugger may meet one, in the midst of its making."""
    request = UpdateFirmwareRequest.__new__(UpdateFirmwareRequest)
    assert repr(request).startswith("UpdateFirmwareRequest(location=<not shown>, ")


def test_a_message_within_itself() -> None:
    request: Any = UpdateFirmwareRequest(location="", retrieve_date=WHEN)
    request.location = [request]
    assert "location=[...]" in repr(request)
    request.location = request
    assert repr(request).startswith("UpdateFirmwareRequest(location=..., ")


def test_a_list_within_itself() -> None:
    request: Any = UpdateFirmwareRequest(location="", retrieve_date=WHEN)
    request.location = ["a"]
    request.location.append(request.location)
    assert repr(request).startswith("UpdateFirmwareRequest(location=['a', ...], ")


def test_a_string_of_200_characters_is_shown_whole() -> None:
    """A longer one is cut, and its length told."""
    for length, shown in ((200, repr("x" * 200)), (201, f"{'x' * 200!r}... (201 characters)")):
        request = UpdateFirmwareRequest(location="x" * length, retrieve_date=WHEN)
        assert repr(request).startswith(f"UpdateFirmwareRequest(location={shown}, ")
