"""The one way a pattern is refused."""

from __future__ import annotations


class PatternError(ValueError):
    """Why a pattern cannot be used, as one short clause."""
