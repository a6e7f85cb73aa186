"""Findings in JUnit: a test case for each rule that was broken."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import pytest

from ocppgen.validate.junit_output import JunitWriter
from ocppgen.validate.summary import Summary
from tests.reports.conversation import finding


def junit(*, severity: str, count: int = 1, strict: bool = False) -> ET.Element:
    """Tell findings of one rule in the first of two files."""
    out = io.StringIO()
    writer = JunitWriter(out, strict=strict)
    for line in range(1, count + 1):
        writer.finding(finding(line, severity=severity, message="\x1bno answer"))
    writer.file("day.log", Summary())
    writer.file("next.log", Summary())
    writer.end(Summary())
    return ET.fromstring(out.getvalue())  # noqa: S314  (our own output)


@pytest.mark.parametrize(
    ("severity", "strict", "fails"),
    [
        ("error", False, True),
        ("warning", False, False),
        ("warning", True, True),
        ("note", False, False),
        ("note", True, False),
    ],
)
def test_what_fails(severity: str, *, strict: bool, fails: bool) -> None:
    root = junit(severity=severity, strict=strict)
    assert (root.get("tests"), root.get("failures")) == ("1", str(int(fails)))
    (case,) = root.iter("testcase")
    assert case.get("classname") == "day.log"
    assert case.get("name") == "J-4.1.1-call-unanswered"
    (told,) = case
    assert told.tag == ("failure" if fails else "system-out")
    assert f"day.log:1 Heartbeat: \\x1bno answer ({severity}, " in (told.text or "")


def test_many_findings_are_counted() -> None:
    (failure,) = junit(severity="error", count=60).iter("failure")
    assert failure.get("message") == "60 errors"
    lines = (failure.text or "").splitlines()
    assert len(lines) == 51
    assert lines[-1] == "and 10 more"
