"""The times that the rules measure by, in seconds."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, Final

from ocppgen.keys.key import Key, Seconds, Table


def _seconds(number: float, text: str) -> Any:
    """Declare a time with its default, and what it is for."""
    return field(default=number, metadata={"text": text})


@dataclass(frozen=True, slots=True)
class Parameters:
    """Seconds; the settings may say others, under ``[validate.sequences]``."""

    call_timeout: float = _seconds(10, "How long the answer to a call is waited for.")
    prompt: float = _seconds(60, "Within this time follows what follows at once.")
    patience: float = _seconds(300, "Within this time follows what may take a while.")
    skew: float = _seconds(60, "How far the clocks of a station and of the log may be apart.")
    gap: float = _seconds(600, "After so much silence nothing of the past is believed.")
    long: float = _seconds(3600, "An update that has not moved for so long is left open.")


KEYS: Final = Table(
    tuple(
        Key(
            one.name,
            Seconds(),
            one.metadata["text"],
            str(one.default),
            default=str(one.default),
        )
        for one in fields(Parameters)
    )
)
"""What ``[validate.sequences]`` of the settings may say."""
