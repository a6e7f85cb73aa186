"""SARIF 2.1.0, for code hosts and editors that show results at their lines.

Results are written as they come. The rules follow them, because only then it is known which
of the schemas' keywords were broken.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ocppgen.text import printable
from ocppgen.validate.reports import schema_rules
from ocppgen.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

    from ocppgen.errors import GeneratorError
    from ocppgen.validate.records import FrameRecord
    from ocppgen.validate.sequences.finding import Finding
    from ocppgen.validate.sequences.rules import Rule
    from ocppgen.validate.sequences.tally import Tally
    from ocppgen.validate.summary import Summary

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


class SarifWriter:
    """Writes one run; results are never held in memory."""

    def __init__(self, out: TextIO, rules: Mapping[str, Rule]) -> None:
        """Write to *out*; *rules* are those over sequences that were asked for."""
        self._out = out
        self._rules = rules
        self._numbers: dict[str, int] = {}
        self._refusals: list[GeneratorError] = []
        head = {"$schema": SCHEMA, "version": "2.1.0"}
        self._before = f'{json.dumps(head)[:-1]}, "runs": [{{"results": [\n'

    def frame(self, record: FrameRecord) -> None:
        """Write a result for each violation of a frame."""
        for violation in record.violations:
            pointer = f"{violation.pointer}: " if violation.pointer else ""
            self._result(
                schema_rules.rule_id(violation.keyword),
                "error",
                f"{record.label} {pointer}{violation.message}",
                _location(record.file, record.line, record.last_line, record.station),
                (),
                {
                    "action": record.action,
                    "id": record.id,
                    "time": record.time,
                    "direction": record.direction.words or None,
                    "part": violation.part,
                    "pointer": violation.pointer,
                    "code": violation.code,
                },
            )

    def finding(self, finding: Finding) -> None:
        """Write the result of a rule over sequences."""
        self._result(
            finding.rule,
            finding.level,
            finding.message,
            _location(finding.file, finding.line, finding.line, finding.connection),
            [
                {"id": number, **_location(finding.file, line, line, None)}
                for number, line in enumerate(finding.related, 1)
            ],
            {
                "action": finding.action,
                "id": finding.id,
                "time": finding.time,
                "direction": finding.direction,
                "source": finding.source,
            },
        )

    def show(self) -> None:
        """Let the results be seen."""
        self._out.flush()

    def file(self, file: str, summary: Summary) -> None:
        """Leave the counts to whoever counts the results."""

    def refused(self, error: GeneratorError) -> None:
        """Keep why a file could not be read."""
        self._refusals.append(error)

    def sequences(self, tally: Tally) -> None:
        """Leave the counts to whoever counts the results."""

    def end(self, total: Summary) -> None:
        """Write the rules, and whether all files could be read."""
        del total
        for rule in self._rules:
            self._number(rule)
        driver = {
            "name": "ocppgen",
            "version": __version__,
            "rules": [self._rule(rule) for rule in self._numbers],
        }
        notifications = [
            {"level": "error", "message": {"text": printable(str(error))}}
            for error in self._refusals
        ]
        invocation: dict[str, Any] = {"executionSuccessful": not notifications}
        if notifications:
            invocation["toolExecutionNotifications"] = notifications
        rest = json.dumps({"tool": {"driver": driver}, "invocations": [invocation]})
        begin = "" if self._before == ",\n" else self._before
        self._out.write(f"{begin}\n], {rest[1:]}]}}\n")

    def _result(
        self,
        rule: str,
        level: str,
        message: str,
        location: dict[str, Any],
        related: Sequence[dict[str, Any]],
        properties: Mapping[str, str | None],
    ) -> None:
        told = {name: printable(value) for name, value in properties.items() if value}
        result: dict[str, Any] = {
            "ruleId": rule,
            "ruleIndex": self._number(rule),
            "level": level,
            "message": {"text": printable(message)},
            "locations": [location],
        }
        if related:
            result["relatedLocations"] = related
        result["properties"] = told
        self._out.write(self._before + json.dumps(result))
        self._before = ",\n"

    def _number(self, rule: str) -> int:
        return self._numbers.setdefault(rule, len(self._numbers))

    def _rule(self, rule: str) -> dict[str, Any]:
        known = self._rules.get(rule)
        if known is None:
            statement, source = schema_rules.statement(rule), schema_rules.source(rule)
            return _described(rule, statement, f"{statement}\n\nSource: {source}", "error", [])
        text = (
            f"{known.statement}\n\nTold when: {known.fires}"
            f"\n\nUndecidable: {known.undecidable}\n\nSource: {known.source}"
        )
        tags = [known.area, f"tier:{known.tier}"]
        return _described(rule, known.statement, text, known.severity, tags)


def _described(
    rule: str, statement: str, text: str, level: str, tags: list[str]
) -> dict[str, Any]:
    described: dict[str, Any] = {
        "id": rule,
        "shortDescription": {"text": statement},
        "help": {"text": text},
        "defaultConfiguration": {"level": level},
    }
    if tags:
        described["properties"] = {"tags": tags}
    return described


def _location(file: str, line: int, last: int, station: str | None) -> dict[str, Any]:
    region = {"startLine": line}
    if last > line:
        region["endLine"] = last
    physical = {"artifactLocation": {"uri": _uri(file)}, "region": region}
    location: dict[str, Any] = {"physicalLocation": physical}
    if station:
        location["logicalLocations"] = [{"name": printable(station), "kind": "chargePoint"}]
    return location


def _uri(file: str) -> str:
    """Name a file as a URI: relative as it was given, or with its scheme."""
    path = Path(file)
    escaped = quote(os.fsencode(path.as_posix()))
    if path.is_absolute():
        return "file://" + (escaped if escaped.startswith("/") else f"/{escaped}")
    return escaped
