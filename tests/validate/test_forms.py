"""What each form of the output says of one file, and of no other; and that it can be read."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from ocppgen.errors import GeneratorError
from ocppgen.validate.editions import Spoken
from ocppgen.validate.json_output import JsonWriter
from ocppgen.validate.junit_output import JunitWriter
from ocppgen.validate.matching.pending_calls import Match
from ocppgen.validate.records import UNMATCHED, CheckedFrame, FrameViolations, Kind
from ocppgen.validate.sequences.tally import RuleTally, StationSummary, Tally
from ocppgen.validate.summary import Summary
from ocppgen.validate.text_output import TextWriter, lines_of
from tests.reports.conversation import finding
from tests.validate.tools import frame, judged

if TYPE_CHECKING:
    from ocppgen.validate.records import FrameRecord

MANY = 150
TOLD = 100
"""So many faults of a frame are told; the others are counted."""


def faulty(count: int = 1, ident: Any = "1") -> FrameRecord:
    """Judge a call with so many unknown members."""
    payload = {f"m{number:03}": 1 for number in range(count)}
    (record,) = judged(frame(2, ident, "Heartbeat", payload)).records
    return record


def summary(*rows: tuple[str | None, dict[str, int]]) -> Summary:
    """Count calls with faults by keyword."""
    made = Summary()
    for action, keywords in rows:
        made.count(action, Kind.CALL, FrameViolations((), keywords) if keywords else None)
    return made


def text(total: Summary) -> list[str]:
    """Write the table of all messages."""
    out = io.StringIO()
    TextWriter(out).end(total)
    return out.getvalue().splitlines()


def as_json(writer: JsonWriter, out: io.StringIO) -> dict[str, Any]:
    """End a document, and read it."""
    writer.end(Summary())
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def as_xml(writer: JunitWriter, out: io.StringIO, total: Summary | None = None) -> ET.Element:
    """End a report, and read it."""
    writer.end(total or Summary())
    return ET.fromstring(out.getvalue())  # noqa: S314  (our own output)


def test_what_is_counted_and_not_told_is_said_once() -> None:
    """With the last fault that is told."""
    record = faulty(MANY)
    assert (len(record.violations), record.omitted) == (TOLD, MANY - TOLD)
    out = io.StringIO()
    writer = JsonWriter(out)
    writer.frame(record)
    writer.frame(faulty())
    told = as_json(writer, out)["violations"]
    assert [one.get("omitted") for one in told] == [None] * (TOLD - 1) + [50, None]
    lines = list(lines_of(record))
    assert [line.endswith("; and 50 more faults in it") for line in lines[-2:]] == [False, True]


def test_the_faults_of_a_frame_and_of_its_payload_are_told_together() -> None:
    """No more of both than of one."""
    record = faulty(MANY, ident=7)
    assert [one.part for one in record.violations] == ["frame"] + ["payload"] * (TOLD - 1)
    assert record.omitted == MANY + 1 - TOLD


def test_a_file_that_cannot_be_read_is_told_of_that_file_alone() -> None:
    out = io.StringIO()
    writer = JsonWriter(out)
    writer.file("a.log", Summary())
    writer.refused(GeneratorError("is gone", file="b.log"))
    writer.file("b.log", Summary())
    writer.file("c.log", Summary())
    assert [one["error"] for one in as_json(writer, out)["files"]] == [None, "is gone", None]
    out = io.StringIO()
    report = JunitWriter(out)
    report.refused(GeneratorError("is \x1b gone", file="b.log"))
    report.file("b\x1b.log", Summary())
    report.file("c.log", Summary())
    (case,) = as_xml(report, out).iter("testcase")
    assert (case.get("classname"), case.get("name")) == ("b\\x1b.log", "(reading)")
    assert [one.get("message") for one in case] == ["is \\x1b gone"]


def test_a_suite_tells_the_faults_of_its_own_file() -> None:
    out = io.StringIO()
    writer = JunitWriter(out)
    for name in ("a.log", "b.log"):
        writer.frame(faulty()._replace(file=name))
        writer.finding(finding(3, severity="error", message=f"found in {name}"))
        writer.file(name, summary(("Heartbeat", {"additionalProperties": 1})))
    writer.file("c.log", Summary())
    suites = list(as_xml(writer, out))
    assert [one.get("failures") for one in suites] == ["2", "2", "0"]
    for suite, own, other in zip(suites, ("a.log", "b.log"), ("b.log", "a.log"), strict=False):
        told = [failure.text or "" for failure in suite.iter("failure")]
        assert [len(one.splitlines()) for one in told] == [1, 1]
        assert told[0].startswith(f"{own}:1 Heartbeat.req ")
        assert f"found in {own}" in told[1]
        assert other not in "".join(told)


def test_names_that_schemas_and_stations_have_can_be_read_in_a_report() -> None:
    """An action is the name of somebody's file, a station says what it likes."""
    total = summary(("A\x1b", {"type": 1}))
    call = CheckedFrame(0, 0, Kind.CALL, station="CP\x00")
    error = CheckedFrame(1, 1, Kind.ERROR, station="CP\x00", error_code="No\x07", time="\x1b9")
    for one in (call, error):
        total.stations.count(one, FrameViolations((), {"type": 1}), Match(None, "A", 1), 2)
    out = io.StringIO()
    writer = JunitWriter(out)
    writer.file("a.log", total)
    root = as_xml(writer, out, total)
    assert [one.get("name") for one in root.iter("testcase")] == ["A\\x1b.req", "CP\\x00"]
    (said,) = root.iter("system-out")
    assert "CALLERROR No\\x07 to A: 1; from \\x1b9 to \\x1b9" in (said.text or "")
    lines = text(total)
    assert all(line.isprintable() for line in lines)
    assert [line.split()[0] for line in lines if "CP" in line or "A\\" in line] == [
        "A\\x1b.req",
        "CP\\x00",
    ]


def test_the_faults_of_a_message_are_told_by_their_number() -> None:
    """What is most often wrong first; of the same number, by name."""
    row = {"type": 2, "required": 7, "enum": 2, "additionalProperties": 1}
    line = text(summary(("Reset", row)))[2]
    assert line.endswith("required 7, enum 2, type 2, additionalProperties 1")


def test_a_quiet_table_has_no_single_lines() -> None:
    for quiet in (True, False):
        out = io.StringIO()
        writer = TextWriter(out, quiet=quiet)
        writer.frame(faulty())
        writer.finding(finding(3, severity="error"))
        assert len(out.getvalue().splitlines()) == (0 if quiet else 2)


def test_what_is_said_of_many_files_and_stations_is_bounded() -> None:
    """The first ten are named, the others counted."""
    total = summary(("Reset", {}))
    total.spoken = {f"{name}.log": Spoken("2.1", "why") for name in "abcdefghijkl"}
    tally = Tally({"J-4.1.1-call-unanswered": RuleTally()})
    for number in range(12):
        one = StationSummary(
            "a.log", f"S{number}", "", "", frames=1, faults=0, gaps=0, findings={}, judged=False,
            why="why",
        )  # fmt: skip
        tally.stations.append(one)
    out = io.StringIO()
    writer = TextWriter(out)
    writer.sequences(tally)
    writer.end(total)
    lines = out.getvalue().splitlines()
    assert sum("is judged as OCPP 2.1: why" in line for line in lines) == 10
    assert "note: and 2 more files, likewise" in lines
    assert sum("is not judged to its end: why" in line for line in lines) == 10
    assert "note: and so it is with 2 more stations" in lines


@pytest.mark.parametrize("order", [1, -1])
def test_the_first_place_that_is_noted_is_told(order: int) -> None:
    """In the order in which the files were given, whatever each of them is called."""
    total = Summary()
    for name in ("a.log", "b.log")[::order]:
        one = Summary()
        for line in (3, 4):
            one.note(UNMATCHED, f"{name}:{line}")
        total.add(one)
    total.count("Reset", Kind.CALL, None)
    first = "a.log" if order == 1 else "b.log"
    assert text(total)[-2].endswith(f": 4 (first: {first}:3)")
