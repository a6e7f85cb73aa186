"""What all tests share: the option that accepts new goldens."""

from __future__ import annotations

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
