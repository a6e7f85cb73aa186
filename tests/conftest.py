"""What all tests share: the option that accepts new goldens."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

collect_ignore = ["golden/cases"]  # generated modules, whatever they are called


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of ``make golden``."""
    parser.addoption(
        "--accept",
        action="store_true",
        help="rewrite the golden files with what the cases give now",
    )


def pytest_configure() -> None:
    """Let the programs under test hear Ctrl-C, even where these tests run in the background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
