"""The bounds that a reader of the documentation sets his watch by are those of the endpoints."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.endpoints.ends import MODULES, ROLES

if TYPE_CHECKING:
    from ocpp16 import Initiator

PAGE = Path(__file__).resolve().parents[2] / "docs" / "production.md"
ROWS = dict(
    re.findall(r"^\| `AsyncEndpoint\((\w+)=\)` \| ([^|]+) \|", PAGE.read_text(), re.MULTILINE)
)


@pytest.mark.parametrize("role", ROLES)
def test_the_defaults_are_as_told(role: Initiator) -> None:
    assert {"timeout", "handler_timeout", "max_concurrent_calls"} <= {*ROWS}
    parameters = inspect.signature(MODULES[role].AsyncEndpoint).parameters
    for name, told in ROWS.items():
        found = parameters[name].default
        unit = " s" if name.endswith("timeout") else ""
        assert told == ("none" if found is None else f"{found:g}{unit}"), name
