"""A conversation of two stations that use the same ids at the same time, in any layout."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FIRST, SECOND = 0, 1
UP, DOWN = "to central system", "to charge point"
START = datetime(2024, 5, 1, 10, 0, 0)  # noqa: DTZ001  # as logs write it


class Said(NamedTuple):
    """One frame, and what is right of it."""

    station: int
    way: str
    frame: list[Any]
    call: int | None = None
    """Of an answer: the number of its call."""
    keyword: str = ""
    """Of its one violation."""


AVAILABLE = {"connectorId": 1, "errorCode": "NoError", "status": "Available"}
NOW = {"currentTime": "2024-05-01T10:00:00Z"}
TALK: Sequence[Said] = (
    Said(FIRST, UP, [2, "7", "Heartbeat", {}]),
    Said(SECOND, UP, [2, "7", "StatusNotification", {**AVAILABLE, "info": "sent to CP-9: x"}]),
    Said(FIRST, DOWN, [2, "7", "Reset", {"type": "soft"}], keyword="enum"),
    Said(SECOND, DOWN, [2, "7", "GetLocalListVersion", {}]),
    Said(FIRST, DOWN, [3, "7", NOW], call=0),
    Said(SECOND, UP, [3, "7", {"listVersion": "3"}], call=3, keyword="type"),
    Said(FIRST, UP, [3, "7", {"status": "Accepted"}], call=2),
    Said(SECOND, DOWN, [3, "7", {}], call=1),
    Said(FIRST, UP, [2, "8", "Authorize", {"idTag": "04A1"}]),
    Said(SECOND, UP, [2, "8", "Heartbeat", {"x": 1}], keyword="additionalProperties"),
    Said(SECOND, DOWN, [2, "8", "ClearCache", {}]),
    Said(FIRST, DOWN, [3, "8", {"idTagInfo": {"status": "Accepted"}}], call=8),
    Said(SECOND, DOWN, [3, "8", NOW], call=9),
    Said(SECOND, UP, [4, "8", "NotSupported", "", {}], call=10),
    Said(
        FIRST, DOWN, [2, "9", "DataTransfer", {"vendorId": "v", "data": '[2,"1","Reset",{}]'}]
    ),
    Said(FIRST, UP, [3, "9", {"status": "Accepted"}], call=14),
)


class Line(NamedTuple):
    """What a layout has to write."""

    at: datetime
    station: str
    up: bool
    """It goes to the central system, whose log it is."""
    frame: list[Any]
    text: str
    """The frame as JSON."""

    @property
    def iso(self) -> str:
        """Write the time as ISO 8601 does."""
        return self.at.isoformat(timespec="milliseconds") + "Z"

    @property
    def plain(self) -> str:
        """Write the time with a blank."""
        return self.at.isoformat(" ", timespec="milliseconds")

    def word(self, received: str, sent: str) -> str:
        """Choose the word for the direction."""
        return received if self.up else sent


def lines(names: tuple[str, str]) -> list[Line]:
    """List the lines of the conversation between stations of these names."""
    made = []
    for number, said in enumerate(TALK):
        at = START + timedelta(milliseconds=1000 * number + 250)
        text = json.dumps(said.frame, separators=(",", ":"))
        made.append(Line(at, names[said.station], said.way == UP, said.frame, text))
    return made


def written(layout: Callable[[Line], str], names: tuple[str, str]) -> str:
    """Write the conversation in a layout."""
    return "".join(f"{layout(line)}\n" for line in lines(names))
