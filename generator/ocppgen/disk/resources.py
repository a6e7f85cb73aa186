"""Where our own schemas and templates are, in a checkout and in an installed wheel alike."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACKAGE = Path(__file__).resolve().parent.parent
_CHECKOUT = _PACKAGE.parent.parent


EDITIONS: Final = {"1.6": "ocpp16", "2.0.1": "ocpp201", "2.1": "ocpp21"}
"""The folder of each version's official schemas."""


def schemas(edition: str = "1.6") -> Path:
    """Return the folder of the official schemas of a version, with their catalog."""
    return _find("schemas") / EDITIONS[edition]


def templates() -> Path:
    """Give the folder of the templates."""
    return _find("templates")


def _find(name: str) -> Path:
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _CHECKOUT / name
