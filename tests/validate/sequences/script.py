"""Small captures, written as scripts: a line is a call and its answer.

    5 > StatusNotification status=Charging => !
    9 < Reset type=Hard =>+3 status=Accepted !OTHER-rule

The time in seconds, the way (``>`` from the charge point), the action and what differs from its
usual payload; behind ``=>`` the same for the answer, which comes 0.2 s later unless ``=>+3`` says
otherwise. ``=> -`` is no answer, ``=> error:CODE`` a CALLERROR, ``=>-1`` an answer that the log has
first. ``#id`` is a message id, ``@5`` the point of time five seconds after the beginning, ``-name``
leaves a member out. ``!`` marks where the rule of the case is broken, ``!RULE`` where another is.
``boot`` is a boot whose connectors 0 and 1 are reported. ``^`` says that the log has no times or no
dates, or ends differently: see `Script`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent / "captures"
BEGIN = datetime(2024, 5, 14, 8, 0, tzinfo=UTC).timestamp()

PROFILE: dict[str, Any] = {
    "chargingProfileId": 1,
    "stackLevel": 0,
    "chargingProfilePurpose": "TxDefaultProfile",
    "chargingProfileKind": "Relative",
    "chargingSchedule": {
        "chargingRateUnit": "A",
        "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 16}],
    },
}
FIRMWARE = {
    "location": "https://fw.example/1.bin",
    "retrieveDateTime": "@0",
    "signingCertificate": "PEM",
    "signature": "c2ln",
}
USUAL: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "Authorize": ({"idTag": "A"}, {"idTagInfo": {"status": "Accepted"}}),
    "BootNotification": (
        {"chargePointVendor": "V", "chargePointModel": "M"},
        {"status": "Accepted", "currentTime": "@now", "interval": 300},
    ),
    "CancelReservation": ({"reservationId": 5}, {"status": "Accepted"}),
    "CertificateSigned": ({"certificateChain": "PEM"}, {"status": "Accepted"}),
    "ChangeAvailability": ({"connectorId": 1, "type": "Inoperative"}, {"status": "Accepted"}),
    "ChangeConfiguration": ({"key": "K", "value": "1"}, {"status": "Accepted"}),
    "ClearChargingProfile": ({"id": 1}, {"status": "Accepted"}),
    "DataTransfer": ({"vendorId": "V"}, {"status": "Accepted"}),
    "DiagnosticsStatusNotification": ({"status": "Uploading"}, {}),
    "ExtendedTriggerMessage": (
        {"requestedMessage": "FirmwareStatusNotification"},
        {"status": "Accepted"},
    ),
    "FirmwareStatusNotification": ({"status": "Downloading"}, {}),
    "GetConfiguration": ({"key": ["K"]}, {"configurationKey": [], "unknownKey": []}),
    "GetDiagnostics": ({"location": "ftp://d.example/"}, {"fileName": "d.zip"}),
    "GetInstalledCertificateIds": (
        {"certificateType": "CentralSystemRootCertificate"},
        {"status": "NotFound"},
    ),
    "GetLocalListVersion": ({}, {"listVersion": 1}),
    "GetLog": (
        {
            "logType": "SecurityLog",
            "requestId": 5,
            "log": {"remoteLocation": "ftp://l.example/"},
        },
        {"status": "Accepted", "filename": "l.log"},
    ),
    "Heartbeat": ({}, {"currentTime": "@now"}),
    "LogStatusNotification": ({"status": "Uploading", "requestId": 5}, {}),
    "MeterValues": ({"connectorId": 1, "transactionId": 7}, {}),
    "RemoteStartTransaction": ({"idTag": "A"}, {"status": "Accepted"}),
    "RemoteStopTransaction": ({"transactionId": 7}, {"status": "Accepted"}),
    "ReserveNow": (
        {"connectorId": 1, "expiryDate": "@3600", "idTag": "A", "reservationId": 5},
        {"status": "Accepted"},
    ),
    "Reset": ({"type": "Soft"}, {"status": "Accepted"}),
    "SecurityEventNotification": ({"type": "SettingSystemTime", "timestamp": "@now"}, {}),
    "SendLocalList": (
        {
            "listVersion": 1,
            "updateType": "Full",
            "localAuthorizationList": [{"idTag": "A"}],
        },
        {"status": "Accepted"},
    ),
    "SetChargingProfile": (
        {"connectorId": 1, "csChargingProfiles": PROFILE},
        {"status": "Accepted"},
    ),
    "SignCertificate": ({"csr": "PEM"}, {"status": "Accepted"}),
    "SignedFirmwareStatusNotification": ({"status": "Downloading", "requestId": 5}, {}),
    "SignedUpdateFirmware": ({"requestId": 5, "firmware": FIRMWARE}, {"status": "Accepted"}),
    "StartTransaction": (
        {"connectorId": 1, "idTag": "A", "meterStart": 0, "timestamp": "@now"},
        {"transactionId": 7, "idTagInfo": {"status": "Accepted"}},
    ),
    "StatusNotification": (
        {"connectorId": 1, "errorCode": "NoError", "status": "Available", "timestamp": "@now"},
        {},
    ),
    "StopTransaction": ({"transactionId": 7, "meterStop": 100, "timestamp": "@now"}, {}),
    "TriggerMessage": (
        {"requestedMessage": "FirmwareStatusNotification"},
        {"status": "Accepted"},
    ),
    "UnlockConnector": ({"connectorId": 1}, {"status": "Unlocked"}),
    "UpdateFirmware": ({"location": "ftp://f.example/1.bin", "retrieveDate": "@0"}, {}),
}
SAMPLED = ("value", "context", "unit", "measurand", "taken")
"""Members of the one sample that meter values have."""
BOOT = ("BootNotification", "StatusNotification connectorId=0", "StatusNotification")


class Frame(NamedTuple):
    """One frame of a capture, and the rules that are broken there."""

    time: float
    to_central: bool
    frame: list[Any]
    marks: tuple[str, ...]

    def text(self, times: str) -> str:
        """Write it as a line of a log."""
        way = "->" if self.to_central else "<-"
        frame = json.dumps(self.frame, separators=(",", ":"))
        return f"{self.stamp(times)} CP-1 {way} {frame}".lstrip()

    def stamp(self, times: str) -> str:
        """Write its time as the log does."""
        dated = instant(self.time)
        stamps = {"dated": dated, "clock": dated[11:23], "local": dated[:23], "none": ""}
        return stamps[times]


@dataclass
class Script:
    """One capture."""

    rule: str
    kind: str
    """``clean``, ``faulty``, or words that say more."""
    lines: list[str] = field(default_factory=list)
    times: str = "dated"
    """``dated``, ``local`` without a zone, ``clock`` without dates, ``none`` without times."""

    @property
    def name(self) -> str:
        """What the case is called."""
        return f"{self.rule} {self.kind}"

    def frames(self) -> list[Frame]:
        """List the frames in the order of the log."""
        every = [
            one for number, line in enumerate(self.lines) for one in self._line(number, line)
        ]
        return sorted(every, key=lambda one: one.time)

    def log(self) -> str:
        """Write the log."""
        return "".join(f"{one.text(self.times)}\n" for one in self.frames())

    def expected(self) -> set[tuple[str, int]]:
        """List the rule and the line of each finding."""
        return {
            (mark, number) for number, one in enumerate(self.frames(), 1) for mark in one.marks
        }

    def _line(self, number: int, line: str) -> Iterator[Frame]:
        time, rest = line.split(" ", 1)
        at = float(time)
        if rest == "boot":
            for step, what in enumerate(BOOT):
                yield from self._exchange(f"{number}.{step}", at + step * 0.5, f"> {what}")
        else:
            yield from self._exchange(str(number), at, rest)

    def _exchange(self, number: str, at: float, text: str) -> Iterator[Frame]:
        asked, _, told = text.partition(" =>")
        way, action, *words = asked.split()
        ident = next((word[1:] for word in words if word[0] == "#"), f"m{number}")
        request, response = USUAL.get(action, ({}, {}))
        delay, _, told = told.partition(" ")
        payload = shaped(request, words, at)
        yield Frame(at, way == ">", [2, ident, action, payload], self._marks(words))
        if told.strip() == "-":
            return
        after = at + float(delay or 0.2)
        words = told.split()
        error = next((word[6:] for word in words if word.startswith("error:")), None)
        ident = next((word[1:] for word in words if word[0] == "#"), ident)
        answer = (
            [4, ident, error, "", {}] if error else [3, ident, shaped(response, words, after)]
        )
        yield Frame(after, way != ">", answer, self._marks(words))

    def _marks(self, words: list[str]) -> tuple[str, ...]:
        return tuple(word[1:] or self.rule for word in words if word[0] == "!")


def shaped(usual: dict[str, Any], words: list[str], now: float) -> dict[str, Any]:
    """Change a payload as the words say."""
    payload: dict[str, Any] = json.loads(json.dumps(usual))
    samples: dict[str, Any] = {}
    for word in words:
        if word[0] == "-" and word != "-":
            payload.pop(word[1:], None)
        name, equals, value = word.partition("=")
        if not equals or name.startswith("error:"):
            continue
        if name in SAMPLED and "key" not in usual:
            samples[name] = value
            continue
        *path, last = name.split(".")
        place = payload
        for step in path:
            place = place.setdefault(step, {})
        place[last] = value if last in ("value", "idTag") else literal(value)
    if samples:
        taken = samples.pop("taken", f"@{now}")
        sample = {"value": "0", **samples}
        payload["meterValue"] = [{"timestamp": taken, "sampledValue": [sample]}]
    dated: dict[str, Any] = resolved(payload, now)
    return dated


def literal(value: str) -> Any:
    """Read a value: JSON where it is JSON, else a string."""
    try:
        return json.loads(value)
    except ValueError:
        return value


def resolved(value: Any, now: float) -> Any:
    """Write points of time."""
    if isinstance(value, dict):
        return {name: resolved(member, now) for name, member in value.items()}
    if isinstance(value, list):
        return [resolved(item, now) for item in value]
    if isinstance(value, str) and value.startswith("@"):
        return instant(now if value == "@now" else float(value[1:]))
    return value


def instant(seconds: float) -> str:
    """Write a point of time after the beginning."""
    moment = datetime.fromtimestamp(BEGIN + seconds, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def scripts() -> list[Script]:
    """Read all captures."""
    found: list[Script] = []
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text().splitlines():
            if line.startswith("== "):
                rule, kind, *times = line[3:].split(" ", 2)
                found.append(Script(rule, " ".join([kind, *times])))
            elif line.startswith("^"):
                found[-1].times = line[1:].strip()
            elif line and not line.startswith("//"):
                found[-1].lines.append(line)
    return found
