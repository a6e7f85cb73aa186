"""What all tests share: the option that accepts new goldens, and that of another flavor."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ocppgen.disk.output import Folder
from ocppgen.naming.flavors import DATACLASS, FLAVORS
from ocppgen.pipeline import generate
from ocppgen.project import load_project

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
    parser.addoption(
        "--flavor",
        choices=FLAVORS,
        default=DATACLASS,
        help="what the classes of ocpp16 are: any other than the usual is made for the run",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Let the programs under test hear Ctrl-C, even where these tests run in the background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    config.addinivalue_line("markers", "flavor(name): what only classes of this flavor can do")
    flavor = config.getoption("--flavor")
    if flavor != DATACLASS:
        made = TemporaryDirectory()
        config.add_cleanup(made.cleanup)
        Folder(Path(made.name), "ocpp16").write(generate(load_project(flavor=flavor)))
        sys.path.insert(0, made.name)
        os.environ["PYTHONPATH"] = made.name  # of the programs that tests start


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what classes of another flavor can do."""
    flavor = config.getoption("--flavor")
    items[:] = [
        item
        for item in items
        if all(mark.args == (flavor,) for mark in item.iter_markers("flavor"))
    ]
