"""What is timed: seven payloads, the faulty twin of each, and each as a whole frame."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.places import SCHEMAS

_DATA: Final = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Workload:
    """A request with everything that the contestants need to work on it."""

    name: str
    short: str
    schema: dict[str, Any]
    payload: dict[str, Any]
    faulty: dict[str, Any]
    response: dict[str, Any]
    in_decimals: bool
    """Whether `multipleOf` occurs, which some validators decide on decimals only."""

    @property
    def text(self) -> bytes:
        """The payload as a peer would send it."""
        return compact(self.payload)

    @property
    def frame(self) -> str:
        """The CALL that carries the payload."""
        return compact([2, "f81d4fae-7dec-11d0", self.name, self.payload]).decode()

    @property
    def answer(self) -> object:
        """The CALLRESULT that answers the frame."""
        return [3, "f81d4fae-7dec-11d0", self.response]


def compact(value: object) -> bytes:
    """Write JSON without white space."""
    return json.dumps(value, separators=(",", ":")).encode()


_RESPONSES: Final[dict[str, tuple[str, str, dict[str, Any]]]] = {
    "UpdateFirmware": ("UpdFw", "base", {}),
    "GetDiagnostics": ("GetDiag", "base", {"fileName": "diagnostics-00017342.zip"}),
    "FirmwareStatusNotification": ("FwStatus", "base", {}),
    "SignedUpdateFirmware": ("SignedFw", "security", {"status": "Accepted"}),
    "BootNotification": (
        "Boot",
        "base",
        {"status": "Accepted", "currentTime": "2026-03-14T07:30:00Z", "interval": 300},
    ),
    "MeterValues": ("Meter", "base", {}),
    "SetChargingProfile": ("SetChg", "base", {"status": "Accepted"}),
}


def _read(path: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return value


def _workload(name: str) -> Workload:
    short, folder, response = _RESPONSES[name]
    return Workload(
        name=name,
        short=short,
        schema=_read(SCHEMAS / folder / f"{name}.json"),
        payload=_read(_DATA / f"{name}.json"),
        faulty=_read(_DATA / "faulty" / f"{name}.json"),
        response=response,
        in_decimals=name == "SetChargingProfile",
    )


WORKLOADS: Final = tuple(_workload(name) for name in _RESPONSES)
