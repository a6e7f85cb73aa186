"""What an import costs: the package as a whole and in parts, and its peers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.processes import imports

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.timing import Effort

NOTHING: Final = "nothing"
STANDARD: Final = "json, re, dataclasses, datetime, enum"
PACKAGE: Final = "import ocpp16"
FIRMWARE: Final = "import ocpp16.firmware"
FOUR: Final = "ocpp16.firmware, four features touched"
ALL: Final = "ocpp16, all 39 features"
MOBILITYHOUSE: Final = "mobilityhouse/ocpp 1.6"

_STATEMENTS: Final = {
    NOTHING: "pass",
    STANDARD: "import json, re, dataclasses, datetime, enum",
    PACKAGE: "import ocpp16",
    FIRMWARE: "import ocpp16.firmware",
    FOUR: (
        "from ocpp16.firmware import DIAGNOSTICS_STATUS_NOTIFICATION, UPDATE_FIRMWARE\n"
        "from ocpp16.firmware import FIRMWARE_STATUS_NOTIFICATION, GET_DIAGNOSTICS"
    ),
    ALL: "from ocpp16 import FEATURES\nlist(FEATURES.values())",
    MOBILITYHOUSE: "from ocpp.v16 import ChargePoint, call, call_result, enums",
    "pydantic": "from pydantic import BaseModel",
    "msgspec": "import msgspec",
}


def measure(effort: Effort, tell: Callable[[str], None]) -> dict[str, tuple[float, float]]:
    """Measure every import, less what the measuring itself takes."""
    found = imports(_STATEMENTS, effort, tell)
    seconds, size = found.pop(NOTHING)
    return {
        name: (max(0.0, taken - seconds), max(0.0, held - size))
        for name, (taken, held) in found.items()
    }
