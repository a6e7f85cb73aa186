"""A conversation of one or more stations, made frame by frame, and what is reported of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from ocppgen import load_project
from ocppgen.validate.records import MISSING, Direction, FrameRecord, Instant, Kind, Violation
from ocppgen.validate.reports.html import HtmlWriter
from ocppgen.validate.sequences.finding import Finding
from ocppgen.validate.sequences.rules import load_rules
from ocppgen.validate.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen.validate.sequences.tally import Tally

START = datetime(2024, 5, 14, 8, tzinfo=UTC)


@cache
def senders() -> Mapping[str, str]:
    """Tell which role sends the requests of each action."""
    return {one.name: one.initiator for one in load_project().catalog.features}


@dataclass
class Conversation:
    """Frames as they are read from a capture, an hour beginning at eight."""

    file: str = "day.log"
    timed: bool = True
    records: list[FrameRecord] = field(default_factory=list)
    seconds: float = 0

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.seconds += seconds

    def call(
        self,
        action: str,
        payload: object = MISSING,
        answer: object = None,
        *,
        station: str | None = "CP-7",
        wrong: tuple[Violation, ...] = (),
        ident: str | None = None,
    ) -> int:
        """Add a call, and its answer if there is one; give the line of the call."""
        up = senders().get(action, "charge_point") == "charge_point"
        ways = [Direction.TO_CENTRAL_SYSTEM, Direction.TO_CHARGE_POINT]
        line = len(self.records) + 1
        payload = {} if payload is MISSING else payload
        there = ways[0] if up else ways[1]
        ident = ident or f"m{line}"
        self._add(Kind.CALL, action, payload, station, there, ident, wrong)
        if answer is not None:
            self.wait(0.2)
            back = ways[1] if up else ways[0]
            self._add(Kind.RESULT, action, answer, station, back, ident, (), line)
        self.wait(1)
        return line

    def _add(  # noqa: PLR0913, PLR0917  (the members of a record)
        self,
        kind: Kind,
        action: str,
        payload: Any,
        station: str | None,
        direction: Direction,
        ident: str,
        wrong: tuple[Violation, ...],
        call_line: int | None = None,
    ) -> None:
        moment = START + timedelta(seconds=self.seconds)
        line = len(self.records) + 1
        self.records.append(
            FrameRecord(
                file=self.file,
                line=line,
                last_line=line,
                kind=kind,
                id=ident,
                action=action,
                station=station,
                direction=direction,
                time=moment.isoformat() if self.timed else None,
                instant=(
                    Instant(moment.timestamp(), dated=True, zoned=True) if self.timed else None
                ),
                payload=payload,
                error_code=None,
                violations=wrong,
                omitted=0,
                call_line=call_line,
                call="certain" if call_line else None,
                layout=None,
                notes=(),
                unknown={},
            )
        )

    def page(self, *findings: Finding, redact: bool = False, tally: Tally | None = None) -> str:
        """Report it, with *findings* once all frames were seen."""
        pages: list[str] = []
        rules = load_rules() if findings or tally is not None else {}
        writer = HtmlWriter(pages.append, senders(), rules, redact=redact)
        for record in self.records:
            writer.frame(record)
        for finding in findings:
            writer.finding(finding)
        writer.file(self.file, Summary())
        if tally is not None:
            writer.sequences(tally)
        writer.end(Summary())
        (page,) = pages
        return page


def violation(
    keyword: str = "maxLength", pointer: str = "/idTag", message: str = "is too long"
) -> Violation:
    """Make a violation of a payload."""
    return Violation("payload", pointer, keyword, "PropertyConstraintViolation", message)


def finding(line: int, *related: int, message: str = "has no answer", **more: Any) -> Finding:
    """Make a finding of a rule that there is."""
    rule = load_rules()["J-4.1.1-call-unanswered"]
    about: dict[str, Any] = {
        "rule": rule.id,
        "severity": rule.severity,
        "level": rule.severity,
        "file": "day.log",
        "line": line,
        "related": related,
        "connection": "CP-7",
        "direction": "to central system",
        "time": "",
        "action": "Heartbeat",
        "id": f"m{line}",
        "message": message,
        "source": rule.source,
    }
    return Finding(**about | more)


def busy_day() -> Conversation:
    """Make a day with a boot, transactions, updates, an upload, an outage and a violation."""
    day = Conversation()
    day.call(
        "BootNotification",
        {
            "chargePointVendor": "Voltwerk",
            "chargePointModel": "W22",
            "firmwareVersion": "3.4.1",
        },
        {"status": "Accepted", "currentTime": "2024-05-14T08:00:00Z", "interval": 300},
    )
    for connector in (0, 1, 2):
        day.call("StatusNotification", {"connectorId": connector, "status": "Available"}, {})
    day.call("StatusNotification", {"connectorId": 1, "status": "Preparing"}, {})
    transaction(day, 17)
    day.call("StatusNotification", {"connectorId": 1, "status": "Available"}, {})
    day.call(
        "UpdateFirmware",
        {
            "location": "https://depot:pass@word@files.example/7.bin?token=abc123",
            "retrieveDate": "2024-05-14T09:00:00Z",
        },
        {},
    )
    for status in ("Downloading", "Downloaded", "Installing", "Installed"):
        day.wait(60)
        day.call("FirmwareStatusNotification", {"status": status}, {})
    day.wait(5000)
    day.call("GetDiagnostics", {"location": "ftp://files.example"}, {"fileName": "7.zip"})
    for status in ("Uploading", "UploadFailed"):
        day.wait(30)
        day.call("DiagnosticsStatusNotification", {"status": status}, {})
    day.call("Authorize", {"idTag": "x" * 30}, {}, wrong=(violation(),))
    day.call("Heartbeat", {}, {"currentTime": "2024-05-14T10:00:00Z"}, station="CP-8")
    return day


def transaction(day: Conversation, ident: int, tag: str = "CARD-1", connector: int = 1) -> None:
    """Let a vehicle charge for a quarter of an hour."""
    start = {"connectorId": connector, "idTag": tag, "meterStart": 1000}
    day.call("StartTransaction", start, {"transactionId": ident})
    day.call("StatusNotification", {"connectorId": connector, "status": "Charging"}, {})
    for minute in range(3):
        day.wait(300)
        sample = {"value": f"{1000 + 500 * minute}"}
        values = [{"timestamp": "", "sampledValue": [sample]}]
        day.call(
            "MeterValues",
            {"connectorId": connector, "transactionId": ident, "meterValue": values},
            {},
        )
    stop = {"transactionId": ident, "meterStop": 3500, "reason": "Local"}
    day.call("StopTransaction", stop, {})
