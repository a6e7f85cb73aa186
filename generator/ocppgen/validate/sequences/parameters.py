"""The times that the rules measure by, in seconds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parameters:
    """Seconds; the settings may say others, under ``[validate.sequences]``."""

    call_timeout: float = 10
    """How long the answer to a call is waited for."""
    prompt: float = 60
    """Within this time follows what follows at once."""
    patience: float = 300
    """Within this time follows what may take a while."""
    skew: float = 60
    """How far the clocks of a station and of the log may be apart."""
    gap: float = 600
    """After so much silence nothing of the past is believed."""
    long: float = 3600
    """An update that has not moved for so long is left open."""
