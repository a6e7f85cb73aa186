"""The flags of the command: where a page goes, and what is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.reports.test_page import HOSTILE, tags
from tests.validate.tools import HEARTBEAT, command, frame

if TYPE_CHECKING:
    from pathlib import Path

BAD = frame(2, "1", "Heartbeat", {"a": 1})


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that has a capture."""
    (tmp_path / "day.log").write_text(f"{HEARTBEAT}\n{BAD}\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_report_is_written_beside_the_output(work: Path) -> None:
    plain = command("day.log")
    assert command("--report", "day.html", "day.log") == plain
    page = (work / "day.html").read_text("ascii")
    assert page.startswith("<!doctype html>")
    assert "1 of 1 shown" in page
    assert [path.name for path in work.iterdir()] == ["day.log", "day.html"] or sorted(
        path.name for path in work.iterdir()
    ) == ["day.html", "day.log"]


def test_a_report_replaces_the_last_one(work: Path) -> None:
    (work / "day.html").write_text("old")
    command("--report", "day.html", "day.log")
    assert "old" not in (work / "day.html").read_text("ascii")[:100]


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize("form", ["json", "jsonl", "junit", "sarif"])
def test_a_report_changes_no_other_form(form: str) -> None:
    told = ["--format", form, "day.log"]
    assert command("--report", "day.html", *told) == command(*told)


def test_the_page_goes_to_standard_output(work: Path) -> None:
    answer = command("--format", "html", "day.log")
    command("--report", "day.html", "day.log")
    assert answer.out == (work / "day.html").read_text("ascii")
    assert answer.code == 1


@pytest.mark.usefixtures("work")
def test_the_page_is_the_same_for_any_number_of_processes() -> None:
    pages = {command("--format", "html", "--jobs", jobs, "day.log").out for jobs in (1, 2, 8)}
    assert len(pages) == 1


@pytest.mark.usefixtures("work")
def test_a_file_that_cannot_be_read_is_told_on_the_page() -> None:
    answer = command("--format", "html", "day.log", "nowhere.log")
    assert "nowhere.log: cannot be read" in answer.out
    assert answer.code == 2


def test_files_that_cannot_be_read_are_named_up_to_a_point() -> None:
    answer = command("--format", "html", *(f"nowhere{number}.log" for number in range(30)))
    assert answer.out.count("cannot be read") == 20
    assert "10 more files could not be read to their end." in answer.out


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["--redact"], "--redact masks id tags in a page: it needs --report or --format html"),
        (
            ["--report", "day.log"],
            "day.log: is a capture that is to be read; name another file",
        ),
        (
            ["--report", "../{}/day.log"],
            "day.log: is a capture that is to be read; name another file",
        ),
        (["--report", "."], ".: cannot be written; name a file in a folder that exists"),
        (
            ["--report", "no/day.html"],
            "no/day.html: cannot be written; name a file in a folder",
        ),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is_read(
    work: Path, flags: list[str], told: str
) -> None:
    answer = command(*(one.format(work.name) for one in flags), "day.log")
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err
    assert (work / "day.log").read_text() == f"{HEARTBEAT}\n{BAD}\n"


IDLE = f"""\
2024-05-14T08:00:00Z CP-7 -> {frame(2, "1", "BootNotification", {"chargePointVendor": "V", "chargePointModel": "M"})}
2024-05-14T08:00:01Z CP-7 <- {frame(3, "1", {"status": "Accepted", "currentTime": "2024-05-14T08:00:01Z", "interval": 300})}
2024-05-14T08:01:00Z CP-7 -> {frame(2, "2", "FirmwareStatusNotification", {"status": "Idle"})}
2024-05-14T08:01:01Z CP-7 <- {frame(3, "2", {})}
"""
RULE = "FW-4.5-idle-not-triggered"


def test_findings_are_told_in_every_form(work: Path) -> None:
    (work / "idle.log").write_text(IDLE)
    told = {
        form: command("--sequences", "--format", form, "idle.log")
        for form in ("html", "sarif", "junit")
    }
    assert {answer.code for answer in told.values()} == {1}
    (result,) = json.loads(told["sarif"].out)["runs"][0]["results"]
    assert result["ruleId"] == RULE
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}
    assert f'name="{RULE}"' in told["junit"].out
    page = told["html"].out
    assert f'data-rule="{RULE}"' in page
    assert page.count('class="up hit"') == 1
    assert "rules without findings" in page
    assert "2024-05-14 08:01:00" in page


def test_without_sequences_none_are_told(work: Path) -> None:
    (work / "idle.log").write_text(IDLE)
    answer = command("--format", "html", "idle.log")
    assert RULE not in answer.out
    assert "adds the rules over sequences" in answer.out
    assert answer.code == 0


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_capture_gives_a_harmless_page(text: str) -> None:
    """From bytes to the page, with the rules over sequences, too."""
    pages = []
    for word in (text, "plain"):
        lines = (
            frame(2, word, "Heartbeat", {word: word}),
            frame(2, "2", "StatusNotification", {"connectorId": 1, "status": word}),
            frame(3, "2", {word: word}),
            frame(2, "3", word, {}),
            frame(4, "3", word, word, {"x": word}),
        )
        data = "\n".join(f"2024-05-14T08:00:00Z CP-7 -> {line}" for line in lines)
        answer = command("--sequences", "--format", "html", "--redact", "-", data=data.encode())
        assert answer.err == ""
        pages.append(answer.out)
    assert {*tags(pages[0])} == {*tags(pages[1])}
    assert pages[0].isascii()
    assert pages[0].replace("\n", "").isprintable()
    assert len(pages[0]) < len(pages[1]) + 40_000
