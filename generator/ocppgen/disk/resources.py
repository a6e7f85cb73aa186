"""Where our own schemas and templates are, in a checkout and in an installed wheel alike."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_CHECKOUT = _PACKAGE.parent.parent


def schemas() -> Path:
    """Give the folder of the official schemas, with their catalog."""
    return _find("schemas") / "ocpp16"


def templates() -> Path:
    """Give the folder of the templates."""
    return _find("templates")


def _find(name: str) -> Path:
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _CHECKOUT / name
