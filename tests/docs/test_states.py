"""The page on endpoints has the states of a connection, and every way that a call fails."""

from __future__ import annotations

import re

from ocpp16 import CallFailed, errors
from ocpp16.runtime.connection import State
from tests.docs.readme import PAGES
from tests.docs.tables import rows

PAGE = PAGES["endpoints.md"]


def test_the_diagram_has_every_state() -> None:
    (diagram,) = re.findall(r"^```text\n(.*?serve\(\).*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    states = [one.name for one in State]
    assert re.findall(r"\b[A-Z]{4,}\b", diagram.split("\n")[1]) == states
    table = PAGE[PAGE.index("| state |") :]
    assert [row[0] for row in rows(table.partition("\n\n")[0] + "\n")] == states


def test_each_way_a_call_fails_has_its_cure() -> None:
    ways = {
        name
        for name, one in vars(errors).items()
        if isinstance(one, type) and issubclass(one, CallFailed) and one is not CallFailed
    }
    ways -= {"CallPending"}  # without asyncio only: another call waits
    assert {*re.findall(r"^- \*\*`(\w+)`\*\*", PAGE, re.MULTILINE)} == ways
